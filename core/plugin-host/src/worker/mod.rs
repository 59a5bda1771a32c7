//! The process in which every plugin runs.
//!
//! It starts with one socket and nothing else, walls itself in before it reads the first
//! frame, and ends when the socket closes. It keeps loaded code between calls and nothing
//! of any call.

mod call;
mod convert;
mod limits;
mod sandbox;
#[cfg(target_os = "linux")]
pub mod walls;
#[cfg(not(target_os = "linux"))]
#[path = "no_walls.rs"]
pub mod walls;

use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, mpsc};

use crate::protocol::{self, Call, Done, Fault, FromWorker, ToWorker};
use sandbox::Sandbox;
pub use sandbox::world;

/// The body of the hidden command `plugin-worker`. Its argument is the number of threads.
///
/// The standard input must be one end of a Unix socket pair whose other end the server
/// holds; standard output and standard error are not used.
pub fn worker_main(arguments: impl Iterator<Item = String>) -> ExitCode {
    let threads = arguments.last().and_then(|last| last.parse().ok()).unwrap_or(4);
    let Ok(socket) = io::stdin().as_fd().try_clone_to_owned().map(UnixStream::from) else {
        return ExitCode::FAILURE;
    };
    match serve(&socket, threads) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            let _ = protocol::write(&mut &socket, &FromWorker::CannotStart(cause.to_string()));
            ExitCode::FAILURE
        }
    }
}

fn serve(socket: &UnixStream, threads: usize) -> io::Result<()> {
    let files = walls::before_threads(&walls::Room::worker())?;
    let sandbox = Arc::new(Sandbox::new(threads).map_err(io::Error::other)?);
    let (queue, calls) = mpsc::channel::<Call<'static>>();
    let calls = Arc::new(Mutex::new(calls));
    let answers = Arc::new(Mutex::new(socket.try_clone()?));
    sandbox.start_ticker()?;
    for number in 0..threads {
        let (sandbox, calls, answers) = (Arc::clone(&sandbox), Arc::clone(&calls), Arc::clone(&answers));
        let thread = std::thread::Builder::new().name(format!("plugin-{number}"));
        thread.spawn(move || run_calls(&sandbox, &calls, &answers))?;
    }
    let walls = walls::after_threads(files)?;
    answer(&answers, &FromWorker::Ready(walls));

    let mut socket = io::BufReader::new(socket);
    while let Some(frame) = protocol::read::<ToWorker<'static>>(&mut socket, protocol::TO_WORKER)? {
        match frame {
            ToWorker::Load { artefact, code } => {
                if let Err(cause) = sandbox.load(artefact, &code) {
                    answer(&answers, &FromWorker::Refused { artefact, reason: format!("{cause:#}") });
                }
            }
            ToWorker::Forget { artefact } => sandbox.forget(artefact),
            ToWorker::Call(call) => {
                // The threads live as long as the process, so there is always a receiver.
                let _ = queue.send(call);
            }
        }
    }
    Ok(())
}

fn run_calls(sandbox: &Sandbox, calls: &Mutex<mpsc::Receiver<Call<'static>>>, answers: &Mutex<UnixStream>) {
    loop {
        let next = match calls.lock() {
            Ok(calls) => calls.recv(),
            Err(_) => return,
        };
        let Ok(call) = next else { return };
        let id = call.id;
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sandbox.call(call)));
        let broken = || Done { id, result: Err(Fault::Broken), lines: Vec::new(), micros: 0 };
        answer(answers, &FromWorker::Done(done.unwrap_or_else(|_| broken())));
    }
}

/// Sends a frame. When the server is gone there is nobody to tell, and the reader ends the
/// process at once.
fn answer(answers: &Mutex<UnixStream>, frame: &FromWorker) {
    if let Ok(mut socket) = answers.lock() {
        let _ = protocol::write(&mut *socket, frame);
    }
}
