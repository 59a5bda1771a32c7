//! Bringing the schema up to date, interrupted (`security.md` §5.1, D-12 and D-14): the real
//! `accord migrate` is killed as it is about to send its n-th statement, or make its n-th
//! write, and run again.
//!
//! `ACCORD_CUTS` says at how many places; 0 for all of them.

use std::path::Path;
use std::process::{Command, Output};

use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use tests::crawl::{count, tell};
use tests::databases::{Database, Kind};
use tests::dice::Dice;
use tests::server::binary;

use crate::durability::{Place, strace};

/// At how many places, in a run that nobody asked to be longer.
const USUAL: usize = 4;

async fn a_migration_that_is_cut_off_is_finished_by_the_next(kind: Kind) {
    strace::prepare();
    let (_, mut dice) = Dice::fresh();
    let whole = Database::fresh(kind).await.schema().await;
    let call = match kind {
        // SQLite writes pages as it goes and as it commits; PostgreSQL is sent statements.
        Kind::Sqlite => "pwrite64",
        Kind::Postgres => "sendto",
    };
    let all = {
        let place = Empty::new(kind).await;
        place.calls(call)
    };
    assert!(all > 20, "a migration makes {all} calls of {call}");
    let asked = count("ACCORD_CUTS", USUAL);
    let cuts: Vec<usize> = match asked {
        0 => (1..=all).collect(),
        some => (0..some).map(|_| 1 + dice.below(all)).collect(),
    };
    let (mut cut, mut behind) = (0, 0);
    for nth in &cuts {
        let place = Empty::new(kind).await;
        let fault = format!("inject={call}:signal=KILL:when={nth}");
        let killed = place.migrate(&["-e", &format!("trace={call}"), "-e", &fault]);
        cut += usize::from(!killed.status.success());
        let status = place.run(&[], &["migrate", "--status"]);
        // 3 where something is pending; done where the cut came after the last commit.
        behind += usize::from(status.status.code() == Some(3));
        assert!(matches!(status.status.code(), Some(0 | 3)), "{}", said(&status));
        let again = place.migrate(&[]);
        assert!(again.status.success(), "cut at {nth} of {all}: {}", said(&again));
        assert_eq!(place.database.schema().await, whole, "cut at {nth} of {all}");
    }
    tell(&format!(
        "{kind:?}: {} cuts at {all} places, {cut} killed, {behind} left something to do",
        cuts.len()
    ));
    assert!(behind > 0 || cuts.len() < 3, "it was cut while something was left to do");
}

on_both!(a_migration_that_is_cut_off_is_finished_by_the_next);

#[tokio::test]
async fn a_schema_that_is_behind_or_ahead_is_not_served() {
    let place = Place::demo();
    let serve = || place.accord(&["demo", "--listen", "127.0.0.1:0"]).output().expect("the binary");
    let check = |output: &Output, expect: &[&str]| {
        assert_eq!(output.status.code(), Some(1), "{}", said(output));
        for part in expect {
            assert!(said(output).contains(part), "{}", said(output));
        }
    };
    place.change("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m999_later', 0)").await;
    let ahead = ["a newer version of Accord", "'m999_later'", "`accord restore`"];
    check(&serve(), &ahead);
    check(&place.accord(&["migrate"]).output().expect("the binary"), &ahead);
    place.change("DELETE FROM seaql_migrations WHERE version = 'm999_later'").await;
    let last = migrations::names().pop().expect("there are some");
    place.change(&format!("DELETE FROM seaql_migrations WHERE version = '{last}'")).await;
    check(&serve(), &["behind by 1", "`accord migrate`"]);
}

/// A database without a schema, and a folder for the command to stand in.
struct Empty {
    database: Database,
    folder: tempfile::TempDir,
}

impl Empty {
    async fn new(kind: Kind) -> Self {
        let database = Database::empty(kind).await;
        let folder = tempfile::tempdir().expect("a place for the test's files");
        Self { database, folder }
    }

    fn data(&self) -> &Path {
        match self.database.url().strip_prefix("sqlite://") {
            Some(path) => Path::new(path.split('?').next().expect("a path")).parent().expect("a folder"),
            None => self.folder.path(),
        }
    }

    /// `accord` with these arguments, under strace with those.
    fn run(&self, strace: &[&str], arguments: &[&str]) -> Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-o"]).arg(self.folder.path().join("calls")).args(strace);
        command.arg(binary()).args(arguments).arg("--data").arg(self.data()).current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ACCORD_") {
                command.env_remove(name);
            }
        }
        if self.database.kind() == Kind::Postgres {
            command.env("ACCORD_DATABASE__URL", self.database.url());
        } else if !self.data().join("accord.db").exists() {
            std::fs::write(self.data().join("accord.db"), "").expect("our own folder");
        }
        command.output().expect("strace")
    }

    fn migrate(&self, strace: &[&str]) -> Output {
        self.run(strace, &["migrate"])
    }

    /// How often it is called in a whole migration by the thread that calls it most: faults
    /// are counted thread by thread.
    fn calls(&self, call: &str) -> usize {
        let done = self.migrate(&["-e", &format!("trace={call}")]);
        assert!(done.status.success(), "{}", said(&done));
        let log = std::fs::read_to_string(self.folder.path().join("calls")).expect("strace wrote it");
        let mut threads = std::collections::BTreeMap::<&str, usize>::new();
        for line in log.lines().filter(|line| line.contains(&format!("{call}("))) {
            *threads.entry(line.split_whitespace().next().expect("a thread")).or_default() += 1;
        }
        threads.into_values().max().unwrap_or(0)
    }
}

impl Place {
    async fn change(&self, statement: &str) {
        let connection = self.connect().await;
        let statement = Statement::from_string(connection.get_database_backend(), statement);
        connection.execute_raw(statement).await.expect("the database of the child");
        connection.close().await.expect("it closes");
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
