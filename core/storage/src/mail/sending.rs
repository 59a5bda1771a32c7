//! Claiming mail, and saying what became of it.

use chrono::TimeDelta;
use domain::Instant;
use permissions::{Task, Who};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{FAILED, Letter, OVER, SENT, Trouble, WAITING};
use crate::entity::{address_change, outbox};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How long a row is kept after there is nothing to do with it any more.
const KEPT_DAYS: i64 = 30;

/// What can be sent at `now`, and is with nobody.
fn free(now: Instant) -> Condition {
    let unclaimed = Condition::any()
        .add(outbox::Column::ClaimedUntil.is_null())
        .add(outbox::Column::ClaimedUntil.lte(now));
    Condition::all()
        .add(outbox::Column::State.eq(WAITING))
        .add(outbox::Column::NextAt.lte(now))
        .add(outbox::Column::UntilAt.gt(now))
        .add(unclaimed)
}

impl Unit<Writing> {
    /// Claims up to `most` mails that are due, the oldest first, until `until`: no other node
    /// has them meanwhile. What is of no use any more is put away on the way.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that tells people.
    pub async fn claim_mail(&mut self, most: u64, until: Instant) -> Result<Vec<Letter>> {
        self.only_telling()?;
        let now = self.now();
        let mut due = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Id)
            .filter(free(now))
            .order_by_asc(outbox::Column::NextAt)
            .order_by_asc(outbox::Column::Id)
            .limit(most);
        if !self.is_sqlite() {
            due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let due: Vec<Uuid> = due.into_tuple().all(&self.transaction).await?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let claim = Uuid::new_v4();
        outbox::Entity::update_many()
            .col_expr(outbox::Column::Claim, Expr::val(claim))
            .col_expr(outbox::Column::ClaimedUntil, Expr::val(until))
            .filter(outbox::Column::Id.is_in(due))
            .filter(free(now))
            .exec(&self.transaction)
            .await?;
        let rows = outbox::Entity::find()
            .filter(outbox::Column::Claim.eq(claim))
            .order_by_asc(outbox::Column::Id)
            .all(&self.transaction)
            .await?;
        let mut letters = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            match self.letter(row).await?.filter(|letter| letter.is_current) {
                Some(letter) => letters.push(letter),
                None => self.settle(id, OVER, None, None).await?,
            }
        }
        Ok(letters)
    }

    /// Says that a mail is with the mail server.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that tells people.
    pub async fn mail_sent(&mut self, letter: &Letter) -> Result<()> {
        self.only_telling()?;
        self.settle(letter.id, SENT, None, None).await
    }

    /// Says that a mail could not be sent, and when it shall be tried again; never again where
    /// nothing is said.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that tells people.
    pub async fn mail_failed(
        &mut self,
        letter: &Letter,
        trouble: Trouble,
        again: Option<Instant>,
    ) -> Result<()> {
        self.only_telling()?;
        let state = if again.is_some() { WAITING } else { FAILED };
        self.settle(letter.id, state, Some(trouble), again).await
    }

    /// Puts away what came too late, and forgets what was settled a month ago.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that tells people.
    pub async fn tidy_mail(&mut self) -> Result<()> {
        self.only_telling()?;
        let (now, old) = (self.now(), self.now() - TimeDelta::days(KEPT_DAYS));
        // What was tried and never went through has failed; what was never tried had nobody.
        for (tried, state) in [(true, FAILED), (false, OVER)] {
            let attempts = outbox::Column::Attempts;
            outbox::Entity::update_many()
                .col_expr(outbox::Column::State, Expr::val(state))
                .filter(outbox::Column::State.eq(WAITING))
                .filter(outbox::Column::UntilAt.lte(now))
                .filter(if tried { attempts.gt(0) } else { attempts.eq(0) })
                .exec(&self.transaction)
                .await?;
        }
        outbox::Entity::delete_many()
            .filter(outbox::Column::State.ne(WAITING))
            .filter(outbox::Column::CreatedAt.lt(old))
            .exec(&self.transaction)
            .await?;
        // The old address of a change is kept no longer than somebody might ask about it.
        address_change::Entity::delete_many()
            .filter(address_change::Column::CreatedAt.lt(old))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    async fn settle(
        &mut self,
        id: Uuid,
        state: &str,
        trouble: Option<Trouble>,
        again: Option<Instant>,
    ) -> Result<()> {
        let now = self.now();
        let mut update = outbox::Entity::update_many()
            .col_expr(outbox::Column::State, Expr::val(state))
            .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
            .col_expr(outbox::Column::Claim, Expr::val(None::<Uuid>))
            .col_expr(outbox::Column::ClaimedUntil, Expr::val(None::<Instant>))
            .col_expr(outbox::Column::Trouble, Expr::val(trouble.map(Trouble::as_str)));
        if state == SENT {
            update = update.col_expr(outbox::Column::SentAt, Expr::val(now));
        }
        if let Some(again) = again {
            update = update.col_expr(outbox::Column::NextAt, Expr::val(again));
        }
        update.filter(outbox::Column::Id.eq(id)).exec(&self.transaction).await?;
        Ok(())
    }
}

impl<Mode> Unit<Mode> {
    /// Whether anything is to be claimed.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that tells people.
    pub async fn has_due_mail(&self) -> Result<bool> {
        self.only_telling()?;
        let due = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Id)
            .filter(free(self.now()))
            .limit(1)
            .into_tuple::<Uuid>();
        Ok(due.one(&self.transaction).await?.is_some())
    }

    pub(super) fn only_telling(&self) -> Result<()> {
        match self.actor.who() {
            Who::System(Task::Notifications) => Ok(()),
            _ => Err(Error::Forbidden),
        }
    }
}
