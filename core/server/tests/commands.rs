//! The command line as somebody at the machine meets it.

mod place;

use std::path::Path;
use std::process::Command;

use place::{Place, Serving, said};

#[test]
fn a_service_is_set_up_served_and_stopped() {
    let place = Place::with_service();
    let serving = Serving::start(&place, "serve");
    assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(serving.get("/sign-in").contains("Northside"));
    assert!(serving.stop(), "asked to end, it ends well");
    let again = Serving::start(&place, "serve");
    assert!(again.get("/health/live").starts_with("HTTP/1.1 200"), "the folder was let go");
}

#[test]
fn beside_a_server_one_reads_and_does_not_write() {
    let place = Place::with_service();
    let serving = Serving::start(&place, "serve");
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
