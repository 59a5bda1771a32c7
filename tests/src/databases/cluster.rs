//! A cluster of one test's own, which syncs as PostgreSQL does by itself and may be restarted.

use std::process::Stdio;

use super::postgres::{binaries, command, succeed};

/// How a cluster is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Transactions are taken back, and everything is written.
    Fast,
    /// It falls over, and recovers from its log when it starts.
    Immediate,
}

/// A running cluster; ended and removed when it is dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: tempfile::TempDir,
}

impl Cluster {
    /// Makes one and starts it.
    ///
    /// # Panics
    /// If PostgreSQL is not installed or does not start.
    pub fn start() -> Self {
        let folder =
            tempfile::Builder::new().prefix("accord-pg-").tempdir().expect("a place for the cluster");
        // Root may not run a cluster; whoever runs it instead must be able to enter.
        succeed(std::process::Command::new("chmod").arg("a+rwx").arg(folder.path()), "opening the folder");
        let cluster = Self { folder };
        let mut initdb = command(&binaries().join("initdb"));
        initdb.args(["--auth=trust", "--username=accord", "--encoding=UTF8", "--locale=C.UTF-8", "-D"]);
        succeed(initdb.arg(cluster.data()), "making the cluster");
        cluster.control("start", &[]);
        cluster
    }

    /// Ends it in this way and starts it again.
    pub fn restart(&self, ending: Ending) {
        let mode = match ending {
            Ending::Fast => "--mode=fast",
            Ending::Immediate => "--mode=immediate",
        };
        self.control("restart", &[mode]);
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://accord@{socket}/postgres")
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn control(&self, what: &str, more: &[&str]) {
        let socket = self.folder.path().display();
        let options =
            format!("-c listen_addresses='' -c unix_socket_directories='{socket}' -c max_connections=60");
        let mut pg_ctl = command(&binaries().join("pg_ctl"));
        pg_ctl.args([what, "--wait", "--timeout=60", "--silent", "-D"]).arg(self.data()).args(more);
        pg_ctl.arg("-l").arg(self.folder.path().join("log")).args(["-o", &options]);
        // The cluster outlives the command, and must not hold its output open.
        let done = pg_ctl.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("pg_ctl is there");
        assert!(done.success(), "the cluster did not {what}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = command(&binaries().join("pg_ctl"));
        stop.args(["stop", "--mode=immediate", "--silent", "-D"]).arg(self.data());
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
