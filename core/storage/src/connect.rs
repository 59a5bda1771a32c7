//! The pools, and what the database must be before we trust it.
//!
//! SQLite has one write connection and a pool of readers that cannot write; exports read
//! apart from both (see [`Pools::exports`]). A commit that
//! was acknowledged must survive a power cut, so `synchronous` is FULL and read back:
//! with NORMAL the last commits before a cut are lost (`security.md` §0, finding 1).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::sqlx::Connection as _;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::{Error, Result, Store};

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

/// The readers, the writers, and where exports read.
pub(crate) struct Pools {
    pub readers: DatabaseConnection,
    pub writers: DatabaseConnection,
    /// One connection, opened when somebody exports and closed when nobody has for a while.
    ///
    /// Exports take turns on it, a batch at a time: however many run, a page never waits
    /// for one of them, and only one batch is in memory as records.
    pub exports: DatabaseConnection,
    /// One connection for copying the whole database, opened when a backup is made. It only
    /// reads, but SQLite counts the file that it copies into as written by it.
    pub backups: DatabaseConnection,
}

/// How much of the file a page's connection maps, in bytes: what many pages read again and
/// again is not copied.
const MAPPED: &str = "268435456";

/// An export reads every record once. Mapped, the whole file would count as the server's
/// memory until the connection is closed; read, it passes through a small cache.
const NOT_MAPPED: &str = "0";

/// The cache of a connection, in KiB and therefore negative.
const CACHE: &str = "-16000";

/// The cache of the exports' connection.
const SMALL_CACHE: &str = "-4000";

/// How long a connection that is opened when it is needed stays open after that.
const IDLE: std::time::Duration = std::time::Duration::from_secs(600);

/// Opens both pools and refuses a database that could lose what it acknowledged.
pub(crate) async fn open(settings: &Settings) -> Result<Pools> {
    let mut pools = if settings.is_sqlite() {
        Pools {
            writers: Database::connect(sqlite(options(settings, 1), false, MAPPED, CACHE)).await?,
            readers: Database::connect(sqlite(options(settings, settings.readers), true, MAPPED, CACHE))
                .await?,
            exports: Database::connect(sqlite(for_exports(settings), true, NOT_MAPPED, SMALL_CACHE)).await?,
            backups: Database::connect(sqlite(for_exports(settings), false, NOT_MAPPED, SMALL_CACHE)).await?,
        }
    } else {
        Pools {
            writers: Database::connect(options(settings, settings.writers)).await?,
            readers: Database::connect(options(settings, settings.readers)).await?,
            exports: Database::connect(for_exports(settings)).await?,
            backups: Database::connect(for_exports(settings)).await?,
        }
    };
    if settings.is_sqlite() || !settings.throwaway {
        check(&pools.writers).await?;
    }
    if let Some(counters) = &settings.statements {
        count(&mut pools.readers, &counters.reads);
        count(&mut pools.exports, &counters.reads);
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
    if settings.is_sqlite() {
        // With the last connection SQLite's log would go and come anew, as it does when
        // somebody removes it beneath us, which `durable::files` looks out for.
        options.idle_timeout(None).max_lifetime(None);
    }
    options
}

fn for_exports(settings: &Settings) -> ConnectOptions {
    let mut options = options(settings, 1);
    options.min_connections(0).connect_lazy(true).idle_timeout(IDLE);
    options
}

fn sqlite(
    mut options: ConnectOptions,
    query_only: bool,
    mapped: &'static str,
    cache: &'static str,
) -> ConnectOptions {
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(10))
            .pragma("trusted_schema", "0")
            .pragma("cell_size_check", "1")
            .pragma("secure_delete", "1")
            .pragma("mmap_size", mapped)
            .pragma("cache_size", cache)
            .pragma("temp_store", "2");
        if query_only { sqlite.pragma("query_only", "1") } else { sqlite }
    });
    options.map_sqlx_sqlite_pool_opts(|pool| {
        pool.before_acquire(|connection, _| Box::pin(async { Ok(is_between_transactions(connection)) }))
    });
    options
}

/// Whether a connection is as it was when it was opened. One that is not is closed, and
/// another opened in its place.
///
/// Where the disk is full, SQLite takes a transaction back by itself as its commit fails, and
/// refuses the rollback that follows. The driver counts on that rollback: it takes what comes
/// next for a part of the transaction that is gone, opens it as a savepoint, and has its end
/// acknowledged although nothing was written. So such a connection is never used again.
fn is_between_transactions(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

/// Reads the settings back; what was asked for is not always what one gets.
async fn check(connection: &DatabaseConnection) -> Result<()> {
    for (question, answer, cure) in expected(connection) {
        let found = ask(connection, question).await?;
        if found != *answer {
            return Err(Error::Weak(format!("{question} is {found:?} and must be {answer:?}: {cure}")));
        }
    }
    Ok(())
}

/// How each is asked for, what it must be, and the cure where it is not.
fn expected(connection: &DatabaseConnection) -> &'static [(&'static str, &'static str, &'static str)] {
    match connection.get_database_backend() {
        DbBackend::Sqlite => &[
            ("PRAGMA journal_mode", "wal", "move the data folder to a disk that supports shared memory"),
            ("PRAGMA synchronous", "2", "remove whatever changes SQLite's synchronous setting"),
            ("PRAGMA foreign_keys", "1", "use the SQLite that Accord was built with"),
            ("PRAGMA trusted_schema", "0", "use the SQLite that Accord was built with"),
            ("PRAGMA cell_size_check", "1", "use the SQLite that Accord was built with"),
            ("PRAGMA secure_delete", "1", "use the SQLite that Accord was built with"),
        ],
        _ => &[
            ("SHOW fsync", "on", "set fsync = on in postgresql.conf"),
            ("SHOW full_page_writes", "on", "set full_page_writes = on in postgresql.conf"),
            ("SHOW synchronous_commit", "on", "set synchronous_commit = on in postgresql.conf"),
        ],
    }
}

impl Store {
    /// The settings that protect what was acknowledged, read back from the database.
    ///
    /// # Errors
    /// [`Error::Database`] where it does not answer.
    pub async fn protection(&self) -> Result<Vec<(&'static str, String)>> {
        let connection = &self.0.pools.writers;
        let mut settings = Vec::new();
        for (question, _, _) in expected(connection) {
            let name = question.rsplit(' ').next().unwrap_or(question);
            settings.push((name, ask(connection, question).await?));
        }
        Ok(settings)
    }
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
