//! What stands between a commit and its acknowledgement.
//!
//! Three things can be wrong with a disk, and each is met in its own way. A *full* disk is
//! waited for: writes are refused, and a reserve that was set aside lets the log go on, so
//! that the attempt is recorded and records can still be read ([`reserve`]). A sync that
//! *failed* is the end: the system may have dropped what it could not write and will not
//! say so again, so nothing more is acknowledged and the process stops to be started anew
//! over what the disk really holds. Files that were *taken away* beneath an open database
//! are the same: what is written goes where nobody will look ([`files`]).

mod files;
mod reserve;

use std::time::{Duration, Instant};

use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};
use tokio::sync::{Mutex, watch};

use crate::entity::installation;

use crate::error::{is_failed_sync, not_trusted};
use crate::{Error, Result, Store};
use files::Files;

pub use reserve::RESERVE_BYTES;
pub(crate) use reserve::Reserve;

/// How the disk under the database is, as far as the last write told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// It takes what is written.
    #[default]
    Sound,
    /// It is full; the reserve has been given up, and only the log is written.
    Full,
    /// It can no longer be trusted: nothing is written until the process was started again.
    Failed,
}

/// What a store knows of its disk.
pub(crate) struct Durable {
    condition: watch::Sender<Condition>,
    files: Option<Files>,
    pub reserve: Reserve,
    /// When a write was last tried and was well.
    tried: Mutex<Option<Instant>>,
}

impl Durable {
    /// For the database at this address.
    pub fn new(url: &str) -> Self {
        Self {
            condition: watch::Sender::new(Condition::Sound),
            files: url.strip_prefix("sqlite://").and_then(|rest| rest.split('?').next()).map(Files::beside),
            reserve: Reserve::default(),
            tried: Mutex::default(),
        }
    }

    fn fail(&self, why: &str) {
        if self.condition.send_replace(Condition::Failed) != Condition::Failed {
            tracing::error!(why, "the database can no longer be trusted; Accord stops, to be started again");
        }
    }

    /// Changes the condition, unless it is one that does not pass.
    fn set(&self, condition: Condition) -> bool {
        self.condition.send_if_modified(|now| {
            let changes = *now != Condition::Failed && *now != condition;
            if changes {
                *now = condition;
            }
            changes
        })
    }
}

impl Store {
    /// How the disk is, as far as the last write told.
    pub fn condition(&self) -> Condition {
        *self.0.durable.condition.borrow()
    }

    /// Returns when the database can no longer be trusted: whoever serves must then stop.
    pub async fn failed(&self) {
        let mut condition = self.0.durable.condition.subscribe();
        // The sender lives as long as this store.
        let _ = condition.wait_for(|now| *now == Condition::Failed).await;
    }

    /// Closes every connection, and with the last one SQLite's log.
    pub async fn close(&self) {
        let pools = &self.0.pools;
        for pool in [&pools.exports, &pools.backups, &pools.readers, &pools.writers] {
            if let Err(error) = pool.close_by_ref().await {
                tracing::warn!(%error, "a pool could not be closed");
            }
        }
    }

    /// Whether something that is written now would be kept: writes the installation's own row
    /// as it is, at most once a second.
    ///
    /// # Errors
    /// [`Error::NotKept`] where the disk is full, takes nothing, or is not to be trusted;
    /// [`Error::Database`] where the database does not answer.
    pub async fn can_keep(&self) -> Result<()> {
        let mut tried = self.0.durable.tried.lock().await;
        if tried.is_some_and(|at| at.elapsed() < Duration::from_secs(1)) {
            return Ok(());
        }
        *tried = None;
        if !self.has_room().await {
            return Err(Error::NotKept(std::io::ErrorKind::StorageFull.into()));
        }
        let transaction = self.begin_write().await?;
        installation::Entity::update_many()
            .col_expr(installation::Column::Id, Expr::col(installation::Column::Id))
            .exec(&transaction)
            .await?;
        if let Err(error) = self.commit(transaction).await {
            self.gives_up_reserve(&error).await;
            return Err(error);
        }
        *tried = Some(Instant::now());
        Ok(())
    }

    /// Refuses to begin what could not be kept.
    pub(crate) fn is_trusted(&self) -> Result<()> {
        if self.condition() == Condition::Failed { Err(not_trusted()) } else { Ok(()) }
    }

    /// Commits, and returns well only if what was written will be found again. Every commit
    /// goes through here.
    pub(crate) async fn commit(&self, transaction: DatabaseTransaction) -> Result<()> {
        self.is_trusted()?;
        let committed = transaction.commit().await;
        if let Some(taken) = self.0.durable.files.as_ref().and_then(Files::taken_away) {
            self.0.durable.fail(&format!("{} was taken away while it was open", taken.display()));
            return Err(not_trusted());
        }
        committed.map_err(|error| self.meet(error))
    }

    fn meet(&self, error: DbErr) -> Error {
        if is_failed_sync(&error) {
            self.0.durable.fail(&error.to_string());
        }
        error.into()
    }

    /// Whether this is the error of a full disk and the log may be written all the same,
    /// from the reserve.
    pub(crate) async fn has_only_reserve(&self, error: &Error) -> bool {
        self.gives_up_reserve(error).await || is_full(error) && self.condition() == Condition::Full
    }

    /// Whether this is the error of a full disk, and there was a reserve to give up.
    pub(crate) async fn gives_up_reserve(&self, error: &Error) -> bool {
        if !is_full(error) || !self.0.durable.reserve.give_up().await {
            return false;
        }
        self.0.durable.set(Condition::Full);
        tracing::error!("the disk is full: only the audit log is written now, from the reserve");
        true
    }

    /// Whether there is room for more than the log: takes the reserve back if there is now.
    pub(crate) async fn has_room(&self) -> bool {
        let has_room = self.0.durable.reserve.take_back().await;
        if has_room && self.0.durable.set(Condition::Sound) {
            tracing::info!("there is room on the disk again");
        }
        has_room
    }
}

fn is_full(error: &Error) -> bool {
    matches!(error, Error::NotKept(cause) if cause.kind() == std::io::ErrorKind::StorageFull)
}
