//! The worker process, as the server sees it: started on the first call, replaced when it
//! dies, never trusted.

use std::collections::{HashMap, HashSet};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream as Pair;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::net::unix::OwnedReadHalf;
use tokio::process::{Child, Command};
use tokio::sync::{Notify, OwnedSemaphorePermit, mpsc, oneshot};

use crate::WorkerCommand;
use crate::protocol::{self, Done, FromWorker, ToWorker, Walls};

/// How long past its limit a call may be out before the worker counts as stuck. The worker
/// stops a plugin by itself; this is for a fault of the sandbox.
const STUCK: Duration = Duration::from_secs(5);

/// Keeps one worker.
pub struct Supervisor {
    command: WorkerCommand,
    threads: usize,
    current: tokio::sync::Mutex<Option<Arc<Worker>>>,
    started: AtomicU64,
}

/// One worker process.
pub struct Worker {
    frames: mpsc::UnboundedSender<Vec<u8>>,
    awaited: Mutex<HashMap<u64, Awaited>>,
    sent: Mutex<HashSet<u32>>,
    refused: Mutex<HashSet<u32>>,
    alive: AtomicBool,
    kill: Arc<Notify>,
    process: Option<u32>,
    walls: Mutex<Option<Walls>>,
}

/// A call that is out. Its turns are given back when the worker is done with it, not when
/// the asker went away.
struct Awaited {
    answer: oneshot::Sender<Done>,
    _turns: Vec<OwnedSemaphorePermit>,
}

/// Why a call has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The worker died while the call was out, or could not be reached.
    Died,
    /// The time was up on the waiting side.
    Late,
}

impl Supervisor {
    /// A supervisor that has not started its worker yet.
    pub fn new(command: WorkerCommand, threads: usize) -> Self {
        Self { command, threads, current: tokio::sync::Mutex::new(None), started: AtomicU64::new(0) }
    }

    /// The worker, started if there is none.
    pub async fn worker(&self) -> io::Result<Arc<Worker>> {
        let mut current = self.current.lock().await;
        if let Some(worker) = current.as_ref().filter(|worker| worker.is_alive()) {
            return Ok(Arc::clone(worker));
        }
        let worker = start(&self.command, self.threads)?;
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::info!(number, process = worker.process, "the plugin worker was started");
        *current = Some(Arc::clone(&worker));
        Ok(worker)
    }

    /// The worker, if one is running.
    pub async fn running(&self) -> Option<Arc<Worker>> {
        self.current.lock().await.clone().filter(|worker| worker.is_alive())
    }

    /// How many workers were started so far.
    pub fn started(&self) -> u64 {
        self.started.load(Ordering::Relaxed)
    }
}

impl Worker {
    /// Whether the process is there and listens.
    pub fn is_alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    /// The process id.
    pub fn process(&self) -> Option<u32> {
        self.process
    }

    /// The walls that it reported, once it did.
    pub fn walls(&self) -> Option<Walls> {
        *lock(&self.walls)
    }

    /// Whether the worker said that it cannot load this code.
    pub fn refused(&self, artefact: u32) -> bool {
        lock(&self.refused).contains(&artefact)
    }

    /// Sends the code under this number, unless it was sent before.
    pub fn load(&self, artefact: u32, code: &[u8]) -> io::Result<()> {
        let mut sent = lock(&self.sent);
        if !sent.contains(&artefact) {
            self.send(&ToWorker::Load { artefact, code: code.into() })?;
            sent.insert(artefact);
        }
        Ok(())
    }

    /// Tells the worker to drop the code under this number.
    pub fn forget(&self, artefact: u32) {
        if lock(&self.sent).remove(&artefact) {
            // A worker that is gone has dropped it already.
            let _ = self.send(&ToWorker::Forget { artefact });
        }
    }

    /// Sends the frame of the call `id` and waits at most `patience` for its end. `turns`
    /// are held as long as the worker is busy with it.
    pub async fn call(
        self: &Arc<Self>,
        id: u64,
        frame: Vec<u8>,
        patience: Duration,
        turns: Vec<OwnedSemaphorePermit>,
    ) -> Result<Done, Lost> {
        let (answer, awaited) = oneshot::channel();
        lock(&self.awaited).insert(id, Awaited { answer, _turns: turns });
        if !self.is_alive() || self.frames.send(frame).is_err() {
            lock(&self.awaited).remove(&id);
            return Err(Lost::Died);
        }
        match tokio::time::timeout(patience, awaited).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => Err(Lost::Died),
            Err(_elapsed) => {
                let worker = Arc::clone(self);
                tokio::spawn(async move {
                    tokio::time::sleep(STUCK).await;
                    if lock(&worker.awaited).contains_key(&id) {
                        tracing::error!("the plugin worker is stuck in a call and is replaced");
                        worker.kill.notify_one();
                    }
                });
                Err(Lost::Late)
            }
        }
    }

    fn send(&self, frame: &ToWorker<'_>) -> io::Result<()> {
        let bytes = protocol::frame(frame)?;
        self.frames.send(bytes).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    /// The end: every call that is out is lost, and its turns are given back.
    fn bury(&self) {
        self.alive.store(false, Ordering::Release);
        lock(&self.awaited).clear();
    }
}

fn start(command: &WorkerCommand, threads: usize) -> io::Result<Arc<Worker>> {
    let (ours, theirs) = Pair::pair()?;
    ours.set_nonblocking(true)?;
    let child = Command::new(&command.program)
        .arg(&command.worker)
        .arg(threads.to_string())
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (from, mut to) = UnixStream::from_std(ours)?.into_split();
    let (frames, mut queue) = mpsc::unbounded_channel::<Vec<u8>>();
    let kill = Arc::new(Notify::new());
    let worker = Arc::new(Worker {
        frames,
        awaited: Mutex::default(),
        sent: Mutex::default(),
        refused: Mutex::default(),
        alive: AtomicBool::new(true),
        kill: Arc::clone(&kill),
        process: child.id(),
        walls: Mutex::default(),
    });
    // A task of its own writes, so that a caller that goes away cannot leave half a frame.
    tokio::spawn(async move {
        while let Some(frame) = queue.recv().await {
            if to.write_all(&frame).await.is_err() {
                break;
            }
        }
    });
    tokio::spawn(attend(Arc::downgrade(&worker), kill, child, from));
    Ok(worker)
}

/// Reads what the worker says until it dies, then buries it. It holds the worker weakly:
/// when the last owner drops it, its socket closes and the process ends.
async fn attend(worker: Weak<Worker>, kill: Arc<Notify>, mut child: Child, from: OwnedReadHalf) {
    let mut from = BufReader::new(from);
    loop {
        let frame = tokio::select! {
            frame = read(&mut from) => frame,
            () = kill.notified() => break,
        };
        let Some(worker) = worker.upgrade() else { break };
        match frame {
            Ok(FromWorker::Done(done)) => {
                if let Some(awaited) = lock(&worker.awaited).remove(&done.id) {
                    // The asker may have gone away; the turns are given back all the same.
                    let _ = awaited.answer.send(done);
                }
            }
            Ok(FromWorker::Ready(walls)) => {
                *lock(&worker.walls) = Some(walls);
                if !walls.files || !walls.calls {
                    tracing::warn!(?walls, "this system cannot wall the plugin worker in completely");
                }
            }
            Ok(FromWorker::Refused { artefact, reason }) => {
                tracing::error!(artefact, reason, "the plugin worker cannot load compiled code");
                lock(&worker.refused).insert(artefact);
            }
            Ok(FromWorker::CannotStart(reason)) => {
                tracing::error!(reason, "the plugin worker cannot start");
                break;
            }
            Err(cause) => {
                tracing::warn!(%cause, "the plugin worker ended");
                break;
            }
        }
    }
    if let Some(worker) = worker.upgrade() {
        worker.bury();
    }
    // Reaps it; a worker that is gone already makes this an error of no interest.
    let _ = child.kill().await;
}

async fn read(from: &mut BufReader<OwnedReadHalf>) -> io::Result<FromWorker> {
    let mut head = [0; 4];
    from.read_exact(&mut head).await?;
    let mut body = vec![0; protocol::length(head, protocol::FROM_CHILD)?];
    from.read_exact(&mut body).await?;
    protocol::value(&body)
}

/// A panic while one of these was held leaves a map, never half of one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
