//! A database for one test, and rows as text.

use std::sync::Arc;

use domain::Instant;
use keys::Keyring;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use storage::{Installation, InstallationKind, StillClock, Store};

/// The day of every test: a Tuesday at noon.
pub const TODAY: &str = "2026-11-24T12:00:00Z";

pub struct House {
    pub store: Store,
    pub raw: DatabaseConnection,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn born(kind: InstallationKind) -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let url = match std::env::var("ACCORD_TEST_POSTGRES") {
            Ok(server) => database_in(&server).await,
            Err(_) => format!("sqlite://{}?mode=rwc", folder.path().join("accord.db").display()),
        };
        migrations::up(&url).await.expect("an empty database");
        let mut settings = storage::Settings::new(&url);
        settings.throwaway = true;
        let now: Instant = TODAY.parse().expect("the test's own moment");
        let keys = Arc::new(Keyring::generate());
        let store =
            Store::open(&settings, keys, Arc::new(StillClock::at(now))).await.expect("a migrated database");
        let service_name = "Northside Restorative".to_owned();
        let installation = Installation { kind, service_name, zone: store.zone() };
        store.be_born(&installation).await.expect("not born yet");
        let raw = Database::connect(&url).await.expect("a connection beside the store");
        Self { store, raw, _folder: folder }
    }

    pub async fn demo() -> Self {
        Self::born(InstallationKind::Demo).await
    }

    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.raw.get_database_backend(), sql);
        self.raw.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    pub async fn texts(&self, sql: &str) -> Vec<String> {
        self.rows(sql).await.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }

    pub async fn number(&self, sql: &str) -> i64 {
        self.rows(sql).await[0].try_get_by_index(0).expect("a number")
    }
}

/// A new database on the server at `url`, which names a database to connect to.
async fn database_in(url: &str) -> String {
    let server = Database::connect(url).await.expect("the server of the tests");
    assert_eq!(server.get_database_backend(), DbBackend::Postgres);
    let name = format!("demo_{:016x}", keys::random_u64());
    server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("it may make databases");
    server.close().await.expect("no other connection");
    let (base, rest) = url.rsplit_once('/').expect("an address with a database");
    let options = rest.split_once('?').map(|(_, options)| format!("?{options}")).unwrap_or_default();
    format!("{base}/{name}{options}")
}
