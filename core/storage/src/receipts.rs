//! Receipts: what a form was answered with, so that a second press of its button gives the
//! first answer.
//!
//! The random part of a form's hidden field is the key (`decisions.md` 53). A receipt
//! belongs to the account the form was drawn for, or to nobody on a public form.

use chrono::TimeDelta;
use domain::Instant;
use permissions::{Task, Who};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entity::receipt;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How long a receipt is kept.
pub const RECEIPT_LIFE: TimeDelta = TimeDelta::hours(24);

impl<Mode> Unit<Mode> {
    /// What the form with this key was answered with before, if it was sent before.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where another account sent it: a key is no way to somebody
    /// else's answer.
    pub async fn receipt(&self, key: &[u8; 16]) -> Result<Option<String>> {
        let row = receipt::Entity::find_by_id(key.to_vec()).one(&self.transaction).await?;
        let Some(row) = row.filter(|row| row.at + RECEIPT_LIFE > self.now()) else { return Ok(None) };
        if row.account == self.actor.account_id().map(Uuid::from) {
            Ok(Some(row.answer))
        } else {
            Err(Error::Forbidden)
        }
    }
}

impl Unit<Writing> {
    /// Keeps what the form with this key was answered with.
    ///
    /// Written before anything else of the act, so that of two presses at the same moment
    /// the second waits for the first and then finds its answer.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the form was sent before; then [`receipt`](Self::receipt)
    /// in a new unit has the answer.
    pub async fn keep_receipt(&mut self, key: &[u8; 16], answer: &str) -> Result<()> {
        receipt::Entity::delete_many()
            .filter(receipt::Column::Token.eq(key.to_vec()))
            .filter(receipt::Column::At.lte(self.now() - RECEIPT_LIFE))
            .exec(&self.transaction)
            .await?;
        let kept = receipt::Entity::insert(receipt::ActiveModel {
            token: Set(key.to_vec()),
            account: Set(self.actor.account_id().map(Uuid::from)),
            answer: Set(answer.to_owned()),
            at: Set(self.now()),
        })
        .on_conflict(OnConflict::column(receipt::Column::Token).do_nothing().to_owned())
        .exec_without_returning(&self.transaction)
        .await?;
        if kept == 1 { Ok(()) } else { Err(Error::Conflict) }
    }

    /// Forgets receipts from before `moment`; returns how many there were.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the maintenance task.
    pub async fn clear_receipts(&mut self, moment: Instant) -> Result<u64> {
        if self.actor.who() != Who::System(Task::Maintenance) {
            return Err(Error::Forbidden);
        }
        let gone = receipt::Entity::delete_many()
            .filter(receipt::Column::At.lt(moment))
            .exec(&self.transaction)
            .await?;
        Ok(gone.rows_affected)
    }
}
