//! A data folder, the binary, and a server over it.
#![allow(dead_code, reason = "each test binary uses its own half")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A place for one installation.
pub struct Place(TempDir);

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a place for the test's files"))
    }

    /// The same with an installation in it.
    pub fn with_service() -> Self {
        let place = Self::new();
        let said =
            place.accord(&["init", "--name", "Northside", "--username", "ama", "--person", "Ama Mensah"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.starts_with("http://127.0.0.1:8080/invitation/"), "{}", said.out);
        place
    }

    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(arguments);
        command.arg("--data").arg(self.data());
        command
    }

    /// The same without a data folder.
    pub fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
        command.args(arguments).current_dir(self.0.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ACCORD_") {
                command.env_remove(name);
            }
        }
        command
    }

    pub fn accord(&self, arguments: &[&str]) -> Said {
        said(&mut self.command(arguments))
    }
}

pub fn said(command: &mut Command) -> Said {
    let output = command.stdin(Stdio::null()).output().expect("the binary that was just built");
    Said {
        code: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A server that is killed if the test fails before it stops it.
pub struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    pub fn start(place: &Place, command: &str) -> Self {
        Self::start_with(place, command, &[])
    }

    /// The same with settings of its own.
    pub fn start_with(place: &Place, command: &str, settings: &[(&str, &str)]) -> Self {
        let mut command = place.command(&[command, "--listen", "127.0.0.1:0"]);
        command.envs(settings.iter().copied());
        command.env("ACCORD_LOG__LEVEL", "error").stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary that was just built");
        let mut line = String::new();
        BufReader::new(child.stderr.as_mut().expect("piped"))
            .read_line(&mut line)
            .expect("it says something");
        let address =
            line.trim().strip_prefix("Accord serves on http://").unwrap_or_else(|| panic!("{line}"));
        let address = address.to_owned();
        Self { child, address }
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address)
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in text");
        answer
    }

    /// Asks it to end, as the system does, and says whether it ended well.
    pub fn stop(mut self) -> bool {
        let told = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(told.expect("kill is there").success());
        self.child.wait().expect("it is our child").success()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // After `stop` there is nothing left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
