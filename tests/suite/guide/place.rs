//! A machine as the guide describes it, in a folder: its places, the program on the path, and
//! what stands for `sudo`, `systemctl` and `journalctl`.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tests::root;
use tests::server::binary;

use super::blocks::{Block, Mark, missing};

/// Folders of the real machine, which here lie below the place.
const FOLDERS: [&str; 6] =
    ["/var/lib/accord", "/etc/accord", "/mnt/backups", "/mnt/checkpoints", "/media/safe", "/srv"];

/// Examples in the guide that stand for what differs everywhere.
const ADDRESS: &str = "127.0.0.1:8080";
const PUBLIC_KEY: &str = "age1…";
const BACKUP: &str = "accord-20261125-020000.tar.gz.age";
const ACCOUNT: &str = "A-7KQ2-M4XD";

/// The program, which reads the settings of the place.
const ACCORD: &str = r#"#!/bin/bash
[[ -f $PLACE/etc/accord/accord.toml ]] && export ACCORD_CONFIG=$PLACE/etc/accord/accord.toml
exec "$BINARY" "$@"
"#;

/// Here everybody is the account `accord`.
const SUDO: &str = r#"#!/bin/bash
[[ $1 == -u ]] && shift 2
exec "$@"
"#;

const SYSTEMCTL: &str = r#"#!/bin/bash
[[ $2 == accord ]] || { echo "no unit $2" >&2; exit 1; }
stop() {
    [[ -f $PLACE/pid ]] || return 0
    kill -TERM "$(cat "$PLACE/pid")" 2>/dev/null
    while kill -0 "$(cat "$PLACE/pid")" 2>/dev/null; do sleep 0.05; done
    rm "$PLACE/pid"
}
start() {
    [[ -f $PLACE/pid ]] && return 0
    : > "$PLACE/log"
    accord serve </dev/null >/dev/null 2>>"$PLACE/log" &
    echo $! > "$PLACE/pid"
    for _ in {1..600}; do
        grep -q 'Accord serves on' "$PLACE/log" && return 0
        kill -0 $! 2>/dev/null || break
        sleep 0.1
    done
    cat "$PLACE/log" >&2
    return 1
}
case $1 in
    start) start ;;
    stop) stop ;;
    restart) stop; start ;;
    *) echo "no command $1" >&2; exit 1 ;;
esac
"#;

const JOURNALCTL: &str = "#!/bin/bash\ncat \"$PLACE/log\"\n";

/// The machine.
pub struct Place {
    folder: tempfile::TempDir,
    address: String,
}

impl Place {
    /// # Panics
    /// If it cannot be made.
    pub fn prepare() -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        for name in FOLDERS {
            fs::create_dir_all(folder.path().join(&name[1..])).expect("our own folder");
        }
        let programs = folder.path().join("bin");
        fs::create_dir(&programs).expect("our own folder");
        let all = [("accord", ACCORD), ("sudo", SUDO), ("systemctl", SYSTEMCTL), ("journalctl", JOURNALCTL)];
        for (name, text) in all {
            let file = programs.join(name);
            fs::write(&file, text).expect("our own folder");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("our own file");
        }
        // Where the commands of the guide look for what lies in the source.
        std::os::unix::fs::symlink(root().join("examples"), folder.path().join("examples")).expect("a link");
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("it is bound").to_string();
        Self { folder, address }
    }

    /// Runs a box, and compares how it ends and what comes back.
    ///
    /// # Panics
    /// Where it is not as the guide says.
    pub fn run(&self, block: &Block) {
        let Mark::Run { exit, within } = block.mark else { return };
        let commands = self.real(&block.commands);
        let until = Instant::now() + Duration::from_secs(within);
        loop {
            let (code, said) = self.bash(&commands);
            let shown = block.shown.as_deref().unwrap_or_default();
            let wrong = match missing(shown, &said) {
                _ if code != exit => format!("it ends with {code} instead of {exit}"),
                Some(line) => format!("'{line}' does not come back"),
                None => return,
            };
            let place = format!("core/server/guide/{}:{}", block.page, block.line);
            assert!(Instant::now() < until, "{place}: {wrong}\n{commands}\n--- came back:\n{said}");
            std::thread::sleep(Duration::from_secs(1));
        }
    }

    /// How the commands end, and what they say on both channels, with the guide's own places.
    fn bash(&self, commands: &str) -> (i32, String) {
        let mut command = Command::new("bash");
        command.args(["-e", "-c", &format!("exec 2>&1\n{commands}")]).current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ACCORD_") {
                command.env_remove(name);
            }
        }
        let path = std::env::var("PATH").expect("there is a path");
        command.env("PATH", format!("{}:{path}", self.folder.path().join("bin").display()));
        command.env("PLACE", self.folder.path()).env("BINARY", binary());
        let output = command.stdin(Stdio::null()).output().expect("bash");
        let said = String::from_utf8_lossy(&output.stdout);
        let said =
            said.replace(&self.folder.path().display().to_string(), "").replace(&self.address, ADDRESS);
        (output.status.code().expect("it ended by itself"), said)
    }

    /// The commands with what is different on every machine.
    fn real(&self, commands: &str) -> String {
        let mut text = commands.to_owned();
        for folder in FOLDERS {
            let here = format!("{}{folder}", self.folder.path().display());
            text = text.replace(folder, &here);
        }
        text = text.replace(ADDRESS, &self.address);
        if text.contains(PUBLIC_KEY) {
            text = text.replace(PUBLIC_KEY, &self.public_key());
        }
        if text.contains(BACKUP) {
            text = text.replace(BACKUP, &self.newest_backup());
        }
        if text.contains(ACCOUNT) {
            text = text.replace(ACCOUNT, &self.last_invited());
        }
        text
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn public_key(&self) -> String {
        let text = fs::read_to_string(self.at("media/safe/backup.key")).expect("the key was made");
        let key = text.split_whitespace().find(|word| word.starts_with("age1"));
        key.expect("the public key stands beside the private one").to_owned()
    }

    fn newest_backup(&self) -> String {
        let files = fs::read_dir(self.at("mnt/backups")).expect("our own folder");
        let names = files.map(|file| file.expect("a file").file_name().into_string().expect("text"));
        names.filter(|name| name.starts_with("accord-")).max().expect("a backup was made")
    }

    /// Whoever was added last and has not been closed.
    fn last_invited(&self) -> String {
        let (code, said) = self.bash("accord account list");
        assert_eq!(code, 0, "{said}");
        let line = said.lines().rfind(|line| line.contains("invited")).expect("somebody waits");
        line.split_whitespace().next().expect("a reference").to_owned()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What was started is stopped whatever became of the test.
        let _ = self.bash("systemctl stop accord");
    }
}
