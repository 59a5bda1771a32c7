//! The command line as somebody at the machine meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A place for one installation.
struct Place(TempDir);

/// What a command said and how it ended.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a place for the test's files"))
    }

    /// The same with an installation in it.
    fn with_service() -> Self {
        let place = Self::new();
        let said =
            place.accord(&["init", "--name", "Northside", "--username", "ama", "--person", "Ama Mensah"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.starts_with("http://127.0.0.1:8080/invitation/"), "{}", said.out);
        place
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
        command.args(arguments).arg("--data").arg(self.data()).current_dir(self.0.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ACCORD_") {
                command.env_remove(name);
            }
        }
        command
    }

    fn accord(&self, arguments: &[&str]) -> Said {
        said(&mut self.command(arguments))
    }
}

fn said(command: &mut Command) -> Said {
    let output = command.stdin(Stdio::null()).output().expect("the binary that was just built");
    Said {
        code: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A server that is killed if the test fails before it stops it.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(place: &Place) -> Self {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
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

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address)
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in text");
        answer
    }

    /// Asks it to end, as the system does, and says whether it ended well.
    fn stop(mut self) -> bool {
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

#[test]
fn a_service_is_set_up_served_and_stopped() {
    let place = Place::with_service();
    let serving = Serving::start(&place);
    assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(serving.get("/sign-in").contains("Northside"));
    assert!(serving.stop(), "asked to end, it ends well");
    let again = Serving::start(&place);
    assert!(again.get("/health/live").starts_with("HTTP/1.1 200"), "the folder was let go");
}

#[test]
fn beside_a_server_one_reads_and_does_not_write() {
    let place = Place::with_service();
    let serving = Serving::start(&place);
    let check = |arguments: &[&str], code: i32| {
        let said = place.accord(arguments);
        assert_eq!(said.code, code, "{arguments:?}: {said:?}");
        if code == 4 {
            assert!(said.err.contains("is serving from"), "{}", said.err);
        }
    };
    check(&["audit", "verify"], 0);
    check(&["account", "list"], 0);
    check(&["plugin", "list"], 0);
    check(&["migrate", "--status"], 0);
    check(&["account", "add", "kofi", "--person", "Kofi", "--role", "coordinator"], 4);
    check(&["serve", "--listen", "127.0.0.1:0"], 4);
    check(&["migrate"], 4);
    check(&["demo"], 4);
    assert!(serving.stop());
    check(&["account", "add", "kofi", "--person", "Kofi", "--role", "coordinator"], 0);
}

#[test]
fn where_there_is_nothing_one_is_told_what_to_do() {
    let place = Place::new();
    for arguments in [&["serve"][..], &["account", "list"], &["audit", "verify"], &["migrate"]] {
        let said = place.accord(arguments);
        assert_eq!(said.code, 1, "{arguments:?}: {said:?}");
        assert!(said.err.contains("`accord init` sets one up"), "{}", said.err);
    }
    assert!(!place.data().join("accord.db").exists(), "looking makes nothing");
}

#[test]
fn an_installation_is_set_up_once() {
    let place = Place::with_service();
    let keys = std::fs::read(place.data().join("accord.keys")).expect("the key file");
    let said = place.accord(&["init", "--name", "Other", "--username", "b", "--person", "B"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("already: Northside"), "{}", said.err);
    assert_eq!(std::fs::read(place.data().join("accord.keys")).expect("the key file"), keys);
}

#[test]
fn a_demonstration_keeps_away_from_a_live_service() {
    let place = Place::with_service();
    let said = place.accord(&["demo", "--size", "small"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("holds a live service, Northside"), "{}", said.err);
}

#[test]
fn what_is_beyond_loopback_needs_a_proxy() {
    let place = Place::with_service();
    let said = place.accord(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("listen.proxies"), "{}", said.err);
}

#[test]
fn a_broken_chain_is_found() {
    let place = Place::with_service();
    let whole = place.accord(&["audit", "verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    assert!(whole.out.ends_with("all whole\n"), "{}", whole.out);
    alter(&place.data().join("accord.db"));
    let broken = place.accord(&["audit", "verify"]);
    assert_eq!(broken.code, 3, "{broken:?}");
    assert!(broken.out.contains("altered"), "{}", broken.out);
}

/// Changes one entry in the file, behind the service's back.
fn alter(database: &Path) {
    let mut bytes = std::fs::read(database).expect("the database");
    let wal = database.with_extension("db-wal");
    assert!(!wal.exists() || std::fs::read(&wal).expect("a file").is_empty(), "everything is in the file");
    let word = b"create-account";
    let places: Vec<usize> =
        bytes.windows(word.len()).enumerate().filter(|(_, seen)| seen == word).map(|(at, _)| at).collect();
    let [first, ..] = places[..] else { panic!("the entry is in the file") };
    bytes[first] = b'C';
    std::fs::write(database, bytes).expect("our own file");
}

#[test]
fn settings_are_shown_with_their_origin_and_without_secrets() {
    let place = Place::new();
    let mut command = place.command(&["settings", "show"]);
    command.env("ACCORD_DATABASE__URL", "postgres://accord:hunter2@db/accord");
    let said = said(&mut command);
    assert_eq!(said.code, 0, "{said:?}");
    let line = said.out.lines().find(|line| line.starts_with("database.url ")).expect("a setting");
    assert!(line.contains("(secret)") && line.ends_with("ACCORD_DATABASE__URL"), "{line}");
    assert!(!said.out.contains("hunter2"));
}

#[test]
fn every_command_says_what_it_does() {
    let place = Place::new();
    let help = place.accord(&["--help"]);
    assert!(help.out.contains("Exit codes"), "{}", help.out);
    let commands =
        help.out.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut seen = 0;
    for line in commands {
        let mut words = line.split_whitespace();
        let name = words.next().expect("a command");
        assert!(words.next().is_some(), "{name} says nothing");
        if name == "help" {
            continue;
        }
        let said = said(Command::new(env!("CARGO_BIN_EXE_accord")).args([name, "--help"]));
        assert_eq!(said.code, 0, "{name}");
        seen += 1;
    }
    assert!(seen > 8, "{}", help.out);
    assert!(!help.out.contains("plugin-worker"), "what is not for people is not shown");
}

#[test]
fn every_route_states_its_access() {
    let said = Place::new().accord(&["routes"]);
    assert_eq!(said.code, 0);
    let rows: Vec<Vec<&str>> =
        said.out.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.iter().all(|row| matches!(row[..], ["GET" | "POST", path, _] if path.starts_with('/'))));
    assert!(rows.iter().any(|row| row[..] == ["GET", "/health/ready", "plain"]), "{}", said.out);
}
