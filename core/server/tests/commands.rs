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
fn an_account_is_closed_and_opened_again() {
    let place = Place::with_service();
    let list = place.accord(&["account", "list", "--json"]).out;
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let ama = list[0]["reference"].as_str().expect("one account").to_owned();
    let check = |command: &str, code: i32, says: &str| {
        let said = place.accord(&["account", command, &ama]);
        assert_eq!(said.code, code, "{command}: {said:?}");
        assert!((said.out + &said.err).contains(says), "{command}: {says}");
    };
    check("suspend", 0, "is suspended");
    check("suspend", 1, "in that state already");
    check("invite", 1, "no link was made");
    check("resume", 0, "is open again");
    check("invite", 0, "/invitation/");
    check("leave", 0, "is closed");
    let unknown = place.accord(&["account", "suspend", "A-7KQ2-M4XD"]);
    assert_eq!(unknown.code, 2, "a mistyped reference is noticed: {unknown:?}");
}

#[test]
fn what_is_beyond_loopback_needs_a_proxy() {
    let place = Place::with_service();
    let said = place.accord(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("listen.proxies"), "{}", said.err);
}

#[test]
fn a_whole_log_is_whole() {
    let place = Place::with_service();
    let whole = place.accord(&["audit", "verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    assert!(whole.out.ends_with("Everything fits.\n"), "{}", whole.out);
}

#[test]
fn a_broken_chain_is_found() {
    let place = Place::with_service();
    // The process may have ended before it emptied the log file of the database.
    let log = place.data().join("accord.db-wal");
    let is_open = || std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    for _ in 0..20 {
        if is_open() {
            place.accord(&["account", "list"]);
        }
    }
    alter(&place.data().join("accord.db"));
    let broken = place.accord(&["audit", "verify"]);
    assert_eq!(broken.code, 3, "{broken:?}");
    assert!(broken.out.contains("it was changed after it was written"), "{}", broken.out);
    let json = place.accord(&["audit", "verify", "--json"]);
    assert_eq!(json.code, 3, "{json:?}");
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(
        (&json["findings"][0]["in"], &json["findings"][0]["wrong"]),
        (&"entry".into(), &"altered".into())
    );
}

/// Checkpoints leave the box when the service stops, and tell of a database that was put back.
#[test]
fn an_older_database_is_found_by_what_was_kept_elsewhere() {
    let place = Place::with_service();
    let outside = place.data().with_file_name("outside");
    std::fs::create_dir(&outside).expect("our own folder");
    let serve = || {
        let folder = outside.display().to_string();
        let serving = Serving::start_with(&place, "serve", &[("ACCORD_AUDIT__CHECKPOINT_FOLDER", &folder)]);
        assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
        assert!(serving.stop());
    };
    serve();
    let files = ["accord.db", "accord.db-wal", "accord.db-shm"].map(|name| place.data().join(name));
    let older = files.each_ref().map(|file| std::fs::read(file).ok());
    let add = ["account", "add", "kofi", "--person", "Kofi", "--role", "coordinator"];
    assert_eq!(place.accord(&add).code, 0);
    serve();
    let folder = outside.display().to_string();
    let whole = place.accord(&["audit", "verify", "--checkpoints", &folder]);
    assert_eq!(whole.code, 0, "{whole:?}");
    assert!(whole.out.contains("kept elsewhere that agree: 2"), "{}", whole.out);
    for (file, older) in files.iter().zip(older) {
        match older {
            Some(older) => std::fs::write(file, older).expect("our own file"),
            None if file.exists() => std::fs::remove_file(file).expect("our own file"),
            None => {}
        }
    }
    let alone = place.accord(&["audit", "verify"]);
    assert_eq!(alone.code, 0, "by itself it fits: {alone:?}");
    let found = place.accord(&["audit", "verify", "--checkpoints", &folder]);
    assert_eq!(found.code, 3, "{found:?}");
    assert!(found.out.contains("put back to an earlier state"), "{}", found.out);
    let nothing = place.accord(&["audit", "verify", "--checkpoints", "nowhere.txt"]);
    assert_eq!(nothing.code, 1, "{nothing:?}");
}

#[test]
fn a_copy_of_the_log_is_written_once() {
    let place = Place::with_service();
    let key = place.accord(&["audit", "key"]);
    assert!(key.out.starts_with("accord/audit/"), "{}", key.out);
    let copy = place.data().with_file_name("log.jsonl");
    let copy = copy.to_str().expect("a path");
    assert_eq!(place.accord(&["audit", "export", copy]).code, 0);
    let lines = std::fs::read_to_string(copy).expect("the copy");
    assert!(lines.lines().next().is_some_and(|line| line.contains(key.out.trim())), "{lines}");
    assert!(lines.lines().last().is_some_and(|line| line.starts_with("{\"checkpoint\"")), "{lines}");
    assert_eq!(place.accord(&["audit", "export", copy]).code, 1, "what is there is not written over");
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
