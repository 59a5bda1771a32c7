//! The server as a process of its own: the binary that a service runs.

use std::env;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a start may take before it counts as failed.
const NEVER: Duration = Duration::from_secs(120);

/// `accord serve`, stopped when dropped.
pub struct Serving {
    child: Child,
    base: String,
    /// How long it took from the start of the process to the first 200 of `/health/ready`.
    pub ready_after: Duration,
}

impl Serving {
    /// Starts the server of a data folder and waits until it is ready.
    ///
    /// # Panics
    /// If it ends or does not get ready; the message holds what it wrote.
    pub async fn start(program: &Path, folder: &Path, postgres: Option<&str>) -> Self {
        // Free a moment ago, and nobody else on this machine is known to look for one.
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("loopback has a free port").to_string();
        let log = folder.join("serve.log");
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ACCORD_")) {
            command.env_remove(name);
        }
        command
            .args(["serve", "--listen", &address, "--data"])
            .arg(folder)
            // Sessions must outlive the filling and measuring of other sizes.
            .envs([("ACCORD_SIGN_IN__IDLE_MINUTES", "720"), ("ACCORD_SIGN_IN__IDLE_MINUTES_STAFF", "720")])
            .envs(postgres.map(|url| ("ACCORD_DATABASE__URL", url)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).expect("the data folder can be written"));
        let begun = Instant::now();
        let child = command.spawn().expect("the server can be started");
        let mut serving = Self { child, base: format!("http://{address}"), ready_after: Duration::ZERO };
        let ready = format!("{}/health/ready", serving.base);
        let client = reqwest::Client::new();
        while !client.get(&ready).send().await.is_ok_and(|answer| answer.status().is_success()) {
            let ended = serving.child.try_wait().expect("our own child can be asked");
            let is_late = begun.elapsed() > NEVER;
            let said = || fs::read_to_string(&log).unwrap_or_default();
            assert!(ended.is_none() && !is_late, "the server did not get ready: {}", said());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        serving.ready_after = begun.elapsed();
        serving
    }

    /// Where it is reached.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Asked as a service manager asks; the next start then finds a closed database.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The binary `accord` beside this bench, brought up to date in the same profile.
///
/// # Panics
/// If it does not build.
pub fn accord() -> PathBuf {
    let bench = env::current_exe().expect("a bench knows where it is");
    let folder = bench.ancestors().nth(2).expect("it lies in a folder of the target folder");
    let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.current_dir(tests::root()).args(["build", "-p", "server", "--bin", "accord"]);
    if folder.file_name().is_some_and(|name| name == "release") {
        build.arg("--release");
    }
    assert!(build.status().is_ok_and(|status| status.success()), "accord could not be built");
    folder.join("accord")
}
