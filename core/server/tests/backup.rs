//! Backups as somebody at the machine meets them.

mod place;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use keys::age::{Decrypting, Identity};
use place::{Place, Said, Serving};

/// A service, a private key elsewhere, and a backup that was made while it served.
struct Backed {
    place: Place,
    identity: PathBuf,
    file: PathBuf,
    accounts: String,
}

impl Backed {
    fn up() -> Self {
        let place = Place::with_service();
        let identity = place.data().with_file_name("backup.key");
        let made = place.accord(&["backup", "keygen", text(&identity)]);
        assert_eq!(made.code, 0, "{made:?}");
        let add = ["account", "add", "kofi", "--person", "Kofi", "--role", "coordinator"];
        assert_eq!(place.accord(&add).code, 0);
        let serving = Serving::start(&place, "serve");
        let file = place.data().with_file_name("one.tar.gz.age");
        let said = place.accord(&["backup", "--to", text(&file), "--recipient", made.out.trim()]);
        assert_eq!(said.code, 0, "{said:?}");
        assert_eq!(said.out.trim(), text(&file));
        assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
        assert!(serving.stop());
        let accounts = place.accord(&["account", "list"]).out;
        Self { place, identity, file, accounts }
    }

    fn restore(&self, file: &Path, more: &[&str]) -> Said {
        let mut arguments = vec!["restore", text(file), "--identity", text(&self.identity)];
        arguments.extend(more);
        self.place.accord(&arguments)
    }

    /// The same into another folder.
    fn restore_to(&self, folder: &Path) -> Said {
        self.elsewhere(folder, &["restore", text(&self.file), "--identity", text(&self.identity)])
    }

    fn elsewhere(&self, folder: &Path, arguments: &[&str]) -> Said {
        let mut command = self.place.bare(arguments);
        place::said(command.arg("--data").arg(folder))
    }

    /// What is in the archive: each name with its content.
    fn opened(&self) -> Vec<(String, Vec<u8>)> {
        let identity = fs::read_to_string(&self.identity).expect("the private key");
        let identity = Identity::parse(&identity).expect("the private key");
        let file = fs::File::open(&self.file).expect("the backup");
        let open = Decrypting::new(&identity, file).expect("sealed to this key");
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(open));
        let entries = archive.entries().expect("an archive").map(|entry| {
            let mut entry = entry.expect("an entry");
            let name = entry.path().expect("a name").display().to_string();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("whole");
            (name, bytes)
        });
        entries.collect()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("our paths are text")
}

#[test]
fn what_was_backed_up_while_serving_is_all_there_again() {
    let backed = Backed::up();
    let tried = backed.restore(&backed.file, &["--verify"]);
    assert_eq!(tried.code, 0, "{tried:?}");
    assert!(tried.out.contains("it can be restored"), "{}", tried.out);
    assert!(tried.out.contains("of the audit log verified"), "{}", tried.out);

    let other = backed.place.data().with_file_name("other");
    fs::create_dir(&other).expect("our own folder");
    let key = other.join("accord.keys");
    fs::copy(backed.place.data().join("accord.keys"), &key).expect("the key file's copy");
    let restored = backed.restore_to(&other);
    assert_eq!(restored.code, 0, "{restored:?}");
    assert!(restored.out.contains("Northside, as of "), "{}", restored.out);
    assert_eq!(backed.elsewhere(&other, &["account", "list"]).out, backed.accounts);
    let verified = backed.elsewhere(&other, &["audit", "verify"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    let again = backed.restore_to(&other);
    assert_eq!(again.code, 1, "nothing is written over: {again:?}");
    assert!(again.err.contains("is not empty: accord.db"), "{}", again.err);
}

#[test]
fn the_key_file_is_in_no_backup_and_is_asked_for() {
    let backed = Backed::up();
    let names: Vec<String> = backed.opened().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["backup.json", "settings.toml", "accord.db", "manifest.json"]);
    let key_file = fs::read_to_string(backed.place.data().join("accord.keys")).expect("the key file");
    let secrets: Vec<&str> = key_file
        .lines()
        .filter_map(|line| line.split(' ').next_back())
        .filter(|word| word.len() == 43)
        .collect();
    assert!(secrets.len() >= 3, "the masters are there to be looked for");
    for (name, bytes) in backed.opened() {
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "a master key is in {name}");
        }
    }
    let sealed = fs::read(&backed.file).expect("the backup");
    assert!(!sealed.windows(9).any(|window| window == b"Northside"), "nothing of it stands in the clear");

    let other = backed.place.data().with_file_name("other");
    let restored = backed.restore_to(&other);
    assert_eq!(restored.code, 3, "{restored:?}");
    assert!(restored.out.contains("MISSING: the key file is not here"), "{}", restored.out);
    let wrong = backed.place.data().with_file_name("wrong");
    fs::create_dir(&wrong).expect("our own folder");
    let init = ["init", "--name", "Other", "--username", "b", "--person", "B"];
    let foreign = backed.place.data().with_file_name("foreign");
    assert_eq!(backed.elsewhere(&foreign, &init).code, 0);
    fs::copy(foreign.join("accord.keys"), wrong.join("accord.keys")).expect("another service's keys");
    let restored = backed.restore_to(&wrong);
    assert_eq!(restored.code, 3, "{restored:?}");
    assert!(restored.out.contains("WRONG: the key file here is"), "{}", restored.out);
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let backed = Backed::up();
    let whole = fs::read(&backed.file).expect("the backup");
    let damaged = backed.file.with_file_name("damaged.tar.gz.age");
    let other = backed.place.data().with_file_name("other");
    let check = |bytes: &[u8], what: String| {
        fs::write(&damaged, bytes).expect("our own file");
        let mut command =
            backed.place.bare(&["restore", text(&damaged), "--identity", text(&backed.identity)]);
        let said = place::said(command.arg("--data").arg(&other));
        assert_eq!(said.code, 1, "{what}: {said:?}");
        assert!(!other.join("accord.db").exists(), "{what} left a database");
        let left = fs::read_dir(&other).expect("it was made").count();
        assert!(left <= 2, "{what} left more than the lock and an empty folder");
    };
    for step in 0..16 {
        let at = whole.len() * step / 16 + 7;
        let mut altered = whole.clone();
        altered[at] ^= 1 << (step % 8);
        check(&altered, format!("a flipped bit at {at}"));
    }
    for cut in [0, 1, 100, whole.len() / 2, whole.len() - 1] {
        check(&whole[..cut], format!("a cut at {cut}"));
    }
    let grown = [whole.as_slice(), b"more"].concat();
    check(&grown, "something at its end".to_owned());
}

#[test]
fn it_is_sealed_to_somebody_or_not_made() {
    let place = Place::with_service();
    let target = place.data().with_file_name("one.tar.gz.age");
    let unsealed = place.accord(&["backup", "--to", text(&target)]);
    assert_eq!(unsealed.code, 1, "{unsealed:?}");
    assert!(unsealed.err.contains("Nothing is written unsealed"), "{}", unsealed.err);
    let mistyped = place.accord(&["backup", "--to", text(&target), "--recipient", "age1mistyped"]);
    assert_eq!(mistyped.code, 1, "{mistyped:?}");
    assert!(mistyped.err.contains("not a public key of age"), "{}", mistyped.err);
    let key = place.data().with_file_name("backup.key");
    let public = place.accord(&["backup", "keygen", text(&key)]).out;
    let nowhere = place.data().with_file_name("nowhere").join("one.age");
    let unwritable = place.accord(&["backup", "--to", text(&nowhere), "--recipient", public.trim()]);
    assert_eq!(unwritable.code, 1, "{unwritable:?}");
    assert!(unwritable.err.contains("could not be written"), "{}", unwritable.err);
    let again = place.accord(&["backup", "keygen", text(&key)]);
    assert_eq!(again.code, 1, "a private key is never written over: {again:?}");
    fs::write(&target, "an older backup").expect("our own file");
    let over = place.accord(&["backup", "--to", text(&target), "--recipient", public.trim()]);
    assert_eq!(over.code, 1, "{over:?}");
    assert_eq!(fs::read(&target).expect("it is there"), b"an older backup");
}

/// A limit on the length of files stands for a disk without room.
#[cfg(unix)]
#[test]
fn a_backup_without_room_says_so_and_leaves_nothing() {
    let place = Place::with_service();
    let key = place.data().with_file_name("backup.key");
    let public = place.accord(&["backup", "keygen", text(&key)]).out;
    let to = place.data().with_file_name("backups");
    fs::create_dir(&to).expect("our own folder");
    let backup = place.command(&["backup", "--to", text(&to), "--recipient", public.trim()]);
    let check = |blocks: &str, why: &str| {
        let mut limited = std::process::Command::new("sh");
        let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        limited.args(["-c", &limit]).arg(backup.get_program()).args(backup.get_args());
        let said = place::said(&mut limited);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains(why), "{}", said.err);
        assert_eq!(fs::read_dir(&to).expect("our own folder").count(), 0, "no half of a backup is left");
        let left = fs::read_dir(place.data())
            .expect("the data folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
        assert!(left.into_iter().all(|name| !name.starts_with("scratch")), "no copy lies about");
    };
    // Too little for a copy of the database, and too little for anything.
    check("100", "it has to hold a second database");
    check("4", "accord: ");
}

#[test]
fn another_key_does_not_open_it() {
    let backed = Backed::up();
    let other = backed.identity.with_file_name("other.key");
    assert_eq!(backed.place.accord(&["backup", "keygen", text(&other)]).code, 0);
    let arguments = ["restore", text(&backed.file), "--identity", text(&other), "--verify"];
    let said = backed.place.accord(&arguments);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("sealed to another key"), "{}", said.err);
}

#[test]
fn how_the_nightly_ones_stand_is_said() {
    let place = Place::with_service();
    let none = place.accord(&["backup", "status"]);
    assert_eq!(none.code, 3, "{none:?}");
    assert!(none.out.contains("No nightly backups are made"), "{}", none.out);
}
