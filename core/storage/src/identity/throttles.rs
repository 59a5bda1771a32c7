//! Counts that slow a guesser down.
//!
//! The rule is `identity`'s; this keeps the numbers. A count is found by a keyed digest,
//! so the table holds neither names nor addresses.

use domain::Instant;
use permissions::{Task, Who};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::throttle;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// One count, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// Attempts that count.
    pub attempts: u32,
    /// When the last of them was.
    pub last_at: Instant,
    /// Before this moment none is looked at.
    pub next_at: Instant,
}

impl Unit<Writing> {
    /// The counts with these keys, in their order; nothing where none was kept.
    ///
    /// The rows stay locked until the unit ends, so that attempts made at once are
    /// counted one after the other.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn throttles(&mut self, keys: &[[u8; 32]]) -> Result<Vec<Option<Throttle>>> {
        self.only_signing_in()?;
        let now = self.now();
        // A row that is not there cannot be locked, so each is made first. They are made
        // and locked in the order of their keys: two units never wait for each other.
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let rows = sorted.iter().map(|key| throttle::ActiveModel {
            key: Set(key.to_vec()),
            failures: Set(0),
            window_from: Set(now),
            next_at: Set(now),
        });
        throttle::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(throttle::Column::Key).do_nothing().to_owned())
            .exec_without_returning(&self.transaction)
            .await?;
        let mut find = throttle::Entity::find()
            .filter(throttle::Column::Key.is_in(sorted.iter().map(|key| key.to_vec())))
            .order_by_asc(throttle::Column::Key);
        if !self.is_sqlite() {
            find = find.lock_exclusive();
        }
        let rows = find.all(&self.transaction).await?;
        let kept = |key: &[u8; 32]| {
            rows.iter().find(|row| row.key == key && row.failures > 0).map(|row| Throttle {
                attempts: row.failures.unsigned_abs(),
                last_at: row.window_from,
                next_at: row.next_at,
            })
        };
        Ok(keys.iter().map(kept).collect())
    }

    /// Keeps a count, or forgets it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn set_throttle(&mut self, key: [u8; 32], count: Option<Throttle>) -> Result<()> {
        self.only_signing_in()?;
        let Some(count) = count else {
            throttle::Entity::delete_many()
                .filter(throttle::Column::Key.eq(key.to_vec()))
                .exec(&self.transaction)
                .await?;
            return Ok(());
        };
        throttle::Entity::update_many()
            .col_expr(
                throttle::Column::Failures,
                Expr::val(i32::try_from(count.attempts).unwrap_or(i32::MAX)),
            )
            .col_expr(throttle::Column::WindowFrom, Expr::val(count.last_at))
            .col_expr(throttle::Column::NextAt, Expr::val(count.next_at))
            .filter(throttle::Column::Key.eq(key.to_vec()))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Removes the counts that nothing has touched since `before`, and says how many.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the tasks of signing in and maintenance.
    pub async fn forget_throttles(&mut self, before: Instant) -> Result<u64> {
        if !matches!(self.actor.who(), Who::System(Task::SignIn | Task::Maintenance)) {
            return Err(Error::Forbidden);
        }
        let gone = throttle::Entity::delete_many()
            .filter(throttle::Column::NextAt.lt(before))
            .exec(&self.transaction)
            .await?;
        Ok(gone.rows_affected)
    }

    fn only_signing_in(&self) -> Result<()> {
        match self.actor.who() {
            Who::System(Task::SignIn) => Ok(()),
            _ => Err(Error::Forbidden),
        }
    }
}
