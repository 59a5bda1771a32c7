//! The store: the only doors to the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::Instant;
use keys::Keyring;
use permissions::{Actor, UnitId};
use sea_orm::{
    DatabaseConnection, DbBackend, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::audit::ReadLog;
use crate::connect::{self, Pools, Settings};
use crate::durable::Durable;
use crate::identity::RightsCache;
use crate::unit::{Reading, Unit, Writing};
use crate::{Clock, Result, wall};

/// The database, its keys and its clock.
///
/// Cheap to clone. Nothing is read or written but through the unit that
/// [`read`](Self::read) or [`write`](Self::write) opens for an actor: there is no way in
/// for nobody.
#[derive(Clone)]
pub struct Store(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub pools: Pools,
    pub backend: DbBackend,
    pub keys: Arc<Keyring>,
    pub clock: Arc<dyn Clock>,
    pub read_log: ReadLog,
    pub rights: RightsCache,
    pub zone: chrono_tz::Tz,
    pub durable: Durable,
    units: AtomicU64,
    lanes: AtomicU64,
}

impl Store {
    /// Opens the database at `settings`, which must have been migrated.
    ///
    /// # Errors
    /// [`Error::Weak`](crate::Error::Weak) where the database could lose what it
    /// acknowledged, and [`Error::Database`](crate::Error::Database) where it cannot be
    /// reached.
    pub async fn open(settings: &Settings, keys: Arc<Keyring>, clock: Arc<dyn Clock>) -> Result<Self> {
        let pools = connect::open(settings).await?;
        let backend = pools.writers.get_database_backend();
        let (read_log, inbox) = ReadLog::new();
        let store = Self(Arc::new(Inner {
            pools,
            backend,
            keys,
            clock,
            read_log,
            rights: RightsCache::default(),
            zone: settings.zone,
            durable: Durable::new(&settings.url),
            units: AtomicU64::new(1),
            lanes: AtomicU64::new(0),
        }));
        crate::audit::prepare_lanes(&store).await?;
        ReadLog::run(&store, inbox);
        Ok(store)
    }

    /// The present moment by the store's clock.
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The keyring, for tokens and digests of the layers above.
    pub fn keys(&self) -> &Keyring {
        &self.0.keys
    }

    /// Opens a unit that reads one snapshot of the database for `actor`.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database) where no connection can be had.
    pub async fn read(&self, actor: &Actor) -> Result<Unit<Reading>> {
        self.read_from(&self.0.pools.readers, actor).await
    }

    /// The same on a connection of `pool`.
    pub(crate) async fn read_from(&self, pool: &DatabaseConnection, actor: &Actor) -> Result<Unit<Reading>> {
        self.is_trusted()?;
        let transaction = pool.begin().await?;
        wall::tell(&transaction, "ISOLATION LEVEL REPEATABLE READ READ ONLY", actor).await?;
        Ok(Unit::new(self.clone(), transaction, actor.clone(), self.next_unit()))
    }

    /// Opens a unit that writes for `actor`; nothing is kept until it commits.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database) where no connection can be had.
    pub async fn write(&self, actor: &Actor) -> Result<Unit<Writing>> {
        let transaction = self.begin_write().await?;
        wall::tell(&transaction, "READ WRITE", actor).await?;
        Ok(Unit::new(self.clone(), transaction, actor.clone(), self.next_unit()))
    }

    /// A write transaction: on SQLite it takes the write lock at once, since one that
    /// reads first and writes later can fail without waiting.
    pub(crate) async fn begin_write(&self) -> Result<sea_orm::DatabaseTransaction> {
        let options = match self.0.backend {
            DbBackend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            },
            _ => TransactionOptions {
                isolation_level: Some(IsolationLevel::ReadCommitted),
                ..Default::default()
            },
        };
        let transaction = self.0.pools.writers.begin_with_options(options).await?;
        // Asked once it is ours: the one who had it before may just have found out.
        self.is_trusted()?;
        Ok(transaction)
    }

    fn next_unit(&self) -> UnitId {
        UnitId(self.0.units.fetch_add(1, Ordering::Relaxed))
    }

    /// The audit lane the next commit takes: SQLite has one writer and one lane,
    /// PostgreSQL spreads its writers over several, and the lane's row lock keeps one
    /// writer at a time in each.
    pub(crate) fn next_lane(&self) -> i32 {
        match self.0.backend {
            DbBackend::Sqlite => 0,
            _ => (self.0.lanes.fetch_add(1, Ordering::Relaxed) % crate::audit::LANES) as i32,
        }
    }
}
