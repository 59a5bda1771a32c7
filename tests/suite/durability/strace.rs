//! The real binary under strace: its calls written down, or made to fail.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Installs strace where it is missing, as the suite does with PostgreSQL.
pub fn prepare() {
    let is_there = || Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_ok();
    if !is_there() {
        let install = "apt-get update -qq && apt-get install -y -qq --no-install-recommends strace";
        let done = Command::new("sh").args(["-c", install]).env("DEBIAN_FRONTEND", "noninteractive").status();
        assert!(done.is_ok_and(|status| status.success()) && is_there(), "strace could not be installed");
    }
}

/// What has `calls` written to `log`, in the form that [`tests::power::Trace`] reads.
///
/// `-D` leaves the server our own child: killing it kills what we mean to kill.
pub fn writing_down<'a>(calls: &'a str, log: &'a Path) -> Vec<&'a str> {
    let log = log.to_str().expect("a path of ours");
    let moments = "--absolute-timestamps=format:unix,precision:us";
    vec!["strace", "-D", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "9000000", moments, "-e", calls, "-o", log]
}

/// Something that makes calls of a running process fail until it is let go.
pub struct Fault(Child);

impl Fault {
    /// Lets what `what` says happen to the process `id`: `fdatasync:error=EIO`.
    pub fn begin(id: u32, what: &str) -> Self {
        let call = what.split(':').next().expect("a call");
        let mut command = Command::new("strace");
        command.args(["-f", "-p", &id.to_string(), "-o", "/dev/null"]);
        command.args(["-e", &format!("trace={call}"), "-e", &format!("inject={what}")]);
        let fault = Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("strace"));
        let begun = Instant::now();
        while !is_traced(id) {
            assert!(begun.elapsed() < Duration::from_secs(20), "strace did not attach");
            std::thread::sleep(Duration::from_millis(10));
        }
        fault
    }
}

/// Whether every thread of the process has somebody who traces it.
fn is_traced(id: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{id}/task")) else { return true };
    threads.flatten().all(|thread| {
        let status = std::fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        !status.contains("TracerPid:\t0\n")
    })
}

impl Drop for Fault {
    fn drop(&mut self) {
        // Asked gently, it lets go of the threads that it holds.
        let told =
            Command::new("kill").args(["-TERM", &self.0.id().to_string()]).stderr(Stdio::null()).status();
        if told.is_err() {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}
