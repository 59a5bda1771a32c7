//! The two pools, and what the database must be before we trust it.
//!
//! SQLite has one write connection and a pool of readers that cannot write. A commit that
//! was acknowledged must survive a power cut, so `synchronous` is FULL and read back:
//! with NORMAL the last commits before a cut are lost (`security.md` §0, finding 1).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::{Error, Result};

/// Where the database is and how many connections it gets.
#[derive(Clone)]
pub struct Settings {
    /// `sqlite:///path/to/accord.db` or `postgres://…`.
    pub url: String,
    /// Connections for reading.
    pub readers: u32,
    /// Connections for writing; SQLite always has one.
    pub writers: u32,
    /// A cluster of the test suite, which runs without fsync; never set by the server.
    pub throwaway: bool,
    /// Where the service is: days and periods are counted in this zone.
    pub zone: chrono_tz::Tz,
    /// Counts what each pool is asked, for tests that hold pages to a number of statements.
    pub statements: Option<StatementCounters>,
}

/// How many statements each pool was asked.
#[derive(Clone, Default)]
pub struct StatementCounters {
    /// The readers.
    pub reads: Arc<AtomicU64>,
    /// The writers.
    pub writes: Arc<AtomicU64>,
}

impl Settings {
    /// The settings for `url` on a machine with this many cores.
    pub fn new(url: impl Into<String>) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, |n| n.get() as u32);
        Self {
            url: url.into(),
            readers: cores + 2,
            writers: 4,
            throwaway: false,
            zone: chrono_tz::Europe::London,
            statements: None,
        }
    }

    /// Whether the database is a file beside the server.
    pub fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

impl std::fmt::Debug for Settings {
    /// The address may hold a password, so it is not printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("sqlite", &self.is_sqlite()).field("readers", &self.readers).finish()
    }
}

/// The readers and the writers.
pub(crate) struct Pools {
    pub readers: DatabaseConnection,
    pub writers: DatabaseConnection,
}

/// Opens both pools and refuses a database that could lose what it acknowledged.
pub(crate) async fn open(settings: &Settings) -> Result<Pools> {
    let mut pools = if settings.is_sqlite() {
        Pools {
            writers: Database::connect(sqlite(settings, 1, false)).await?,
            readers: Database::connect(sqlite(settings, settings.readers, true)).await?,
        }
    } else {
        Pools {
            writers: Database::connect(options(settings, settings.writers)).await?,
            readers: Database::connect(options(settings, settings.readers)).await?,
        }
    };
    if settings.is_sqlite() || !settings.throwaway {
        check(&pools.writers).await?;
    }
    if let Some(counters) = &settings.statements {
        count(&mut pools.readers, &counters.reads);
        count(&mut pools.writers, &counters.writes);
    }
    Ok(pools)
}

fn count(pool: &mut DatabaseConnection, counter: &Arc<AtomicU64>) {
    let counter = counter.clone();
    pool.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
}

fn options(settings: &Settings, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(&settings.url);
    options.max_connections(connections).min_connections(1);
    // Statements hold no values, but their shape in a log tells what was looked for.
    options.sqlx_logging(false).record_stmt_in_spans(false);
    options
}

fn sqlite(settings: &Settings, connections: u32, query_only: bool) -> ConnectOptions {
    let mut options = options(settings, connections);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(10))
            .pragma("trusted_schema", "0")
            .pragma("cell_size_check", "1")
            .pragma("secure_delete", "1")
            .pragma("mmap_size", "268435456")
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "2");
        if query_only { sqlite.pragma("query_only", "1") } else { sqlite }
    });
    options
}

/// Reads the settings back; what was asked for is not always what one gets.
async fn check(connection: &DatabaseConnection) -> Result<()> {
    let expected: &[(&str, &str, &str)] = match connection.get_database_backend() {
        DbBackend::Sqlite => &[
            ("PRAGMA journal_mode", "wal", "move the data folder to a disk that supports shared memory"),
            ("PRAGMA synchronous", "2", "remove whatever changes SQLite's synchronous setting"),
            ("PRAGMA foreign_keys", "1", "use the SQLite that Accord was built with"),
            ("PRAGMA secure_delete", "1", "use the SQLite that Accord was built with"),
        ],
        _ => &[
            ("SHOW fsync", "on", "set fsync = on in postgresql.conf"),
            ("SHOW full_page_writes", "on", "set full_page_writes = on in postgresql.conf"),
            ("SHOW synchronous_commit", "on", "set synchronous_commit = on in postgresql.conf"),
        ],
    };
    for (question, answer, cure) in expected {
        let found = ask(connection, question).await?;
        if found != *answer {
            return Err(Error::Weak(format!("{question} is {found:?} and must be {answer:?}: {cure}")));
        }
    }
    Ok(())
}

async fn ask(connection: &DatabaseConnection, question: &str) -> Result<String> {
    let row = connection
        .query_one_raw(Statement::from_string(connection.get_database_backend(), question))
        .await?
        .ok_or(Error::Meaning("setting"))?;
    match row.try_get_by_index::<String>(0) {
        Ok(text) => Ok(text.to_lowercase()),
        Err(_) => Ok(row.try_get_by_index::<i64>(0)?.to_string()),
    }
}
