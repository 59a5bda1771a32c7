//! Whether what was put back is sound, and what becomes of it first.

use chrono::TimeDelta;
use permissions::{Actor, Maintain, Place};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use crate::audit::Entry;
use crate::entity::{owner_key, session};
use crate::{Result, Shown, Store};

/// How many keys are read at a time.
const CHUNK: u64 = 2_000;

/// Whether a key file belongs to a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnerKeys {
    /// Keys of people, cases and submissions that it opens.
    pub opened: u64,
    /// Those that it does not open.
    pub closed: u64,
}

impl Store {
    /// What SQLite finds wrong with its own file, in its words, and rows that refer to
    /// others that are not there; PostgreSQL has seen to both when it took the rows.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden), [`Error::Database`](crate::Error::Database).
    pub async fn integrity(&self, actor: &Actor) -> Result<Shown<Vec<String>>> {
        let unit = self.read(actor).await?;
        let _leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let mut wrong = Vec::new();
        if unit.is_sqlite() {
            let ask = |question: &str| Statement::from_string(DbBackend::Sqlite, question);
            for row in unit.transaction.query_all_raw(ask("PRAGMA integrity_check")).await? {
                wrong.push(row.try_get_by_index::<String>(0)?);
            }
            wrong.retain(|line| line != "ok");
            for row in unit.transaction.query_all_raw(ask("PRAGMA foreign_key_check")).await? {
                let (table, other): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
                wrong.push(format!("a row of {table} refers to one of {other} that is not there"));
            }
        }
        unit.show(wrong).await
    }

    /// Tries the key file on every owner's key.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden), [`Error::Database`](crate::Error::Database).
    pub async fn owner_keys(&self, actor: &Actor) -> Result<Shown<OwnerKeys>> {
        let unit = self.read(actor).await?;
        let _leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let mut keys = OwnerKeys::default();
        let mut after = Uuid::nil();
        loop {
            let rows = owner_key::Entity::find()
                .filter(owner_key::Column::Id.gt(after))
                .order_by_asc(owner_key::Column::Id)
                .limit(CHUNK)
                .all(&unit.transaction)
                .await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in &rows {
                match row.wrapped.as_deref().map(|wrapped| self.keys().unwrap(wrapped, row.id)) {
                    Some(Ok(_)) => keys.opened += 1,
                    Some(Err(_)) => keys.closed += 1,
                    // Destroyed by an erasure.
                    None => {}
                }
            }
        }
        unit.show(keys).await
    }

    /// Ends every session: one that was ended after the backup was made would live again.
    /// Enters in the log that the service was restored.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden), [`Error::Database`](crate::Error::Database).
    pub async fn restored(&self, actor: &Actor, detail: String) -> Result<()> {
        let mut unit = self.write(actor).await?;
        let _leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        session::Entity::delete_many().exec(&unit.transaction).await?;
        unit.note_entry(Entry::new("restore", "service").detail(detail));
        unit.commit().await
    }

    /// Enters in the log that the computer's clock was set by more than clocks are usually
    /// corrected: whoever reads the log must know that its times bend there.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden), [`Error::Database`](crate::Error::Database).
    pub async fn clock_was_set(&self, actor: &Actor, by: TimeDelta) -> Result<()> {
        let mut unit = self.write(actor).await?;
        let _leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let direction = if by < TimeDelta::zero() { "back" } else { "forward" };
        let detail = format!("{direction} {} s", by.num_seconds().abs());
        unit.note_entry(Entry::new("clock-set", "service").detail(detail));
        unit.commit().await
    }

    /// Enters in the log that a backup was made, and how large it is.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden), [`Error::Database`](crate::Error::Database).
    pub async fn backed_up(&self, actor: &Actor, detail: String) -> Result<()> {
        let mut unit = self.read(actor).await?;
        let _leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        unit.note_entry(Entry::new("backup", "service").detail(detail));
        unit.show(()).await?;
        Ok(())
    }
}
