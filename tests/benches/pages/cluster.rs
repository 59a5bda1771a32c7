//! A PostgreSQL cluster of the bench's own, which syncs as one in service does.
//!
//! The suite's cluster does not sync, and the server rightly refuses to work with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A running cluster; stopped when dropped.
pub struct Cluster {
    data: PathBuf,
    // A socket's name has to be short, so it is not beside the data.
    socket: TempDir,
}

impl Cluster {
    /// Makes the cluster in `home` if it is not there, and starts it.
    ///
    /// # Panics
    /// If PostgreSQL is missing or does not start; the message says which.
    pub fn start(home: &Path) -> Self {
        let data = home.join("cluster");
        let socket = tempfile::tempdir().expect("a folder for the socket");
        // PostgreSQL refuses root, so it may be somebody else who works in these folders.
        run(Command::new("chmod").arg("a+rwx").args([home, socket.path()]), "opening the folders");
        if !data.join("PG_VERSION").exists() {
            let mut initdb = program("initdb");
            initdb.args(["--auth=trust", "--username=accord", "--encoding=UTF8", "--locale=C.UTF-8", "-D"]);
            run(initdb.arg(&data), "making the cluster");
        }
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c shared_buffers=512MB",
            socket.path().display()
        );
        let mut pg_ctl = program("pg_ctl");
        pg_ctl.args(["start", "--wait", "--timeout=120", "--silent", "-D"]).arg(&data);
        pg_ctl.arg("-l").arg(data.join("bench.log")).args(["-o", &options]).stdout(Stdio::null());
        let started = pg_ctl.stderr(Stdio::null()).status();
        assert!(
            started.is_ok_and(|status| status.success()),
            "PostgreSQL did not start; see bench.log in {data:?}"
        );
        Self { data, socket }
    }

    /// The process whose children do the work.
    ///
    /// # Panics
    /// If it does not run.
    pub fn process(&self) -> u32 {
        let text = fs::read_to_string(self.data.join("postmaster.pid")).expect("the cluster runs");
        text.lines().next().and_then(|line| line.parse().ok()).expect("its first line is the process")
    }

    /// Makes an empty database, in place of one of that name.
    pub fn create(&self, name: &str) {
        run(self.client("dropdb").args(["--if-exists", "--force", name]), "dropping a database");
        run(self.client("createdb").arg(name), "creating a database");
    }

    /// Brings the planner's statistics up to date, as autovacuum soon would.
    pub fn analyse(&self, name: &str) {
        run(self.client("vacuumdb").args(["--analyze", "--quiet", name]), "analysing a database");
    }

    /// The address of a database.
    pub fn url(&self, name: &str) -> String {
        let socket = self.socket.path().display().to_string().replace('/', "%2F");
        format!("postgres://accord@{socket}/{name}")
    }

    fn client(&self, name: &str) -> Command {
        let mut client = program(name);
        client.args(["-U", "accord", "-h"]).arg(self.socket.path());
        client
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = program("pg_ctl").args(["stop", "--mode=fast", "--silent", "-D"]).arg(&self.data).status();
    }
}

/// A program of the newest version that Debian has installed.
fn program(name: &str) -> Command {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).max();
    let newest = newest.expect("PostgreSQL is not installed: apt install postgresql");
    let path = format!("/usr/lib/postgresql/{newest}/bin/{name}");
    let is_root = fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let mut command = if is_root { Command::new("runuser") } else { Command::new(&path) };
    if is_root {
        command.args(["-u", "postgres", "--", &path]);
    }
    command.current_dir("/").stdin(Stdio::null());
    command
}

fn run(command: &mut Command, what: &str) {
    let output = command.output().unwrap_or_else(|error| panic!("{what}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what} failed: {said}");
}
