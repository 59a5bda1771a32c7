//! What was acknowledged is never lost: the real binary as a child process with people at
//! work in it, killed, asked to stop, and out of disk.

mod faults;
mod full;
mod kill;
mod postgres;
mod power;
mod room;
mod stop;
pub mod strace;
pub mod writers;

pub use writers::Writer;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use sea_orm_migration::sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tests::server::binary;

/// A small demonstration in a folder of its own, to be served on a port that stays.
pub struct Place {
    folder: tempfile::TempDir,
    port: u16,
    /// Where it is not a file in the folder.
    database: Option<String>,
}

/// A server as a child process, killed when it is dropped.
pub struct Serving {
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Place {
    /// A folder without anything in it.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("it is bound").port();
        Self { folder, port, database: None }
    }

    /// Makes the demonstration.
    pub fn demo() -> Self {
        Self::empty().made()
    }

    /// The same in the empty PostgreSQL database at this address.
    pub fn demo_on(url: &str) -> Self {
        Self { database: Some(url.to_owned()), ..Self::empty() }.made()
    }

    /// Another node over the same database, with a folder and a port of its own.
    pub fn beside(&self) -> Self {
        let other = Self { database: self.database.clone(), ..Self::empty() };
        let copied = Command::new("cp").arg("-a").args([self.data(), other.data()]).status();
        assert!(copied.expect("cp is there").success());
        other
    }

    fn made(self) -> Self {
        let place = self;
        let made = place.accord(&["demo", "--cases", "40", "--only-make"]).output().expect("the binary");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        place
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The binary with these arguments, in this folder.
    pub fn accord(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments);
        self.at_home(command)
    }

    fn at_home(&self, mut command: Command) -> Command {
        command.arg("--data").arg(self.data()).current_dir(self.folder.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ACCORD_") {
                command.env_remove(name);
            }
        }
        if let Some(url) = &self.database {
            command.env("ACCORD_DATABASE__URL", url);
        }
        command
    }

    /// Serves it, and returns once it can be reached.
    pub fn serve(&self) -> Serving {
        self.serve_under(&[])
    }

    /// The same under another program, which runs the command that follows its arguments.
    pub fn serve_under(&self, program: &[&str]) -> Serving {
        let mut command = Command::new("sh");
        // What goes beyond a limit on the length of files is then an error and not the end.
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]).args(program).arg(binary());
        command.args(["demo", "--listen"]).arg(format!("127.0.0.1:{}", self.port));
        let mut command = self.at_home(command);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary");
        let mut lines = BufReader::new(child.stderr.take().expect("piped"));
        let mut first = String::new();
        lines.read_line(&mut first).expect("it says something");
        let said = Arc::new(Mutex::new(first.clone()));
        let keep = said.clone();
        std::thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 0) {
                keep.lock().expect("no panic").push_str(&line);
                line.clear();
            }
        });
        let serving = Serving { child, said };
        if !first.starts_with("Accord serves on http://") {
            std::thread::sleep(std::time::Duration::from_millis(200));
            panic!("it does not serve: {}", serving.said());
        }
        serving
    }

    /// Asks the database a question whose answer is one number.
    pub async fn number(&self, question: &str) -> i64 {
        let connection = self.connect().await;
        let question = Statement::from_string(connection.get_database_backend(), question);
        let row = connection.query_one_raw(question).await.expect("it answers").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// The notes that stand in the log of a case and begin with this.
    pub async fn notes(&self, beginning: &str) -> Vec<String> {
        let connection = self.connect().await;
        let question = format!("SELECT summary FROM entries WHERE summary LIKE '{beginning}%'");
        let question = Statement::from_string(connection.get_database_backend(), question);
        let rows = connection.query_all_raw(question).await.expect("it answers");
        rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
    }

    /// The same, or nothing where the database does not open or does not answer.
    pub async fn notes_if_sound(&self, beginning: &str) -> Option<BTreeSet<String>> {
        let file = format!("sqlite://{}", self.data().join("accord.db").display());
        let connection = Database::connect(ConnectOptions::new(file)).await.ok()?;
        let question = format!("SELECT summary FROM entries WHERE summary LIKE '{beginning}%'");
        let question = Statement::from_string(connection.get_database_backend(), question);
        let rows = connection.query_all_raw(question).await.ok()?;
        rows.iter().map(|row| row.try_get_by_index(0).ok()).collect()
    }

    pub async fn connect(&self) -> DatabaseConnection {
        let file = || format!("sqlite://{}", self.data().join("accord.db").display());
        let mut options = ConnectOptions::new(self.database.clone().unwrap_or_else(file));
        options.max_connections(1).sqlx_logging(false);
        Database::connect(options).await.expect("the database of the child")
    }

    /// Everything an act writes is there together, the file is sound, and the log verifies.
    pub async fn is_whole(&self, acknowledged: &BTreeSet<String>, beginning: &str) {
        let there = self.is_sound(beginning).await;
        let lost: Vec<_> = acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "{} of {} acknowledged notes are lost", lost.len(), acknowledged.len());
        let verified = self.accord(&["audit", "verify"]).output().expect("the binary");
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    }

    /// The same without the log, of whatever notes are there; gives them.
    pub async fn is_sound(&self, beginning: &str) -> BTreeSet<String> {
        let notes = self.notes(beginning).await;
        let there: BTreeSet<String> = notes.iter().cloned().collect();
        assert_eq!(there.len(), notes.len(), "nothing was written twice");
        let count = notes.len() as i64;
        let found = format!("SELECT count(*) FROM note_search WHERE note LIKE '{beginning}%'");
        assert_eq!(self.number(&found).await, count, "each note can be found");
        let receipts = "SELECT count(*) FROM receipts WHERE answer = 'logged'";
        assert_eq!(self.number(receipts).await, count, "each note has the receipt of its form");
        let acts = "SELECT count(*) FROM audit_entries WHERE verb = 'log-contact' AND outcome = 'done' \
                    AND account IS NOT NULL";
        assert_eq!(self.number(acts).await, count, "each note has its entry in the audit log");
        if self.database.is_some() {
            return there;
        }
        let connection = self.connect().await;
        let check = Statement::from_string(connection.get_database_backend(), "PRAGMA integrity_check");
        let row = connection.query_one_raw(check).await.expect("it answers").expect("a row");
        assert_eq!(row.try_get_by_index::<String>(0).expect("text"), "ok");
        connection.close().await.expect("it closes");
        there
    }
}

impl Serving {
    /// What it said on standard error.
    pub fn said(&self) -> String {
        self.said.lock().expect("no panic").clone()
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it without warning, and gives what it had said.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it is our child");
        self.said()
    }

    /// Lets no file of it grow, as on a full disk, or lets them grow again.
    pub fn fill_disk(&self, is_full: bool) {
        let limit = if is_full { "--fsize=1:" } else { "--fsize=unlimited:" };
        let set = Command::new("prlimit").args([limit, "--pid"]).arg(self.id().to_string()).status();
        assert!(set.expect("prlimit is there").success());
    }

    /// Asks it to end, as the system does.
    pub fn ask_to_stop(&self) {
        let told = Command::new("kill").arg("-TERM").arg(self.id().to_string()).status();
        assert!(told.expect("kill is there").success());
    }

    /// Waits for its end, and says whether it was a good one.
    pub fn ends_well(self) -> bool {
        self.ends().0
    }

    /// The same, with what it had said.
    pub fn ends(mut self) -> (bool, String) {
        let well = self.child.wait().expect("it is our child").success();
        // The last line is read a moment after it was written.
        std::thread::sleep(std::time::Duration::from_millis(200));
        (well, self.said())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
