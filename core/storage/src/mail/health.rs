//! How the mail stands, for those who look after the service.

use domain::{Instant, Reference};
use permissions::{Leave, Maintain};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{FAILED, MailKind, SENT, Trouble, WAITING};
use crate::audit::Entry;
use crate::entity::{account, outbox};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// The most lines that are shown.
const LINES: u64 = 50;

/// How the mail stands.
#[derive(Clone, Debug, Default)]
pub struct MailHealth {
    /// How many wait.
    pub waiting: u64,
    /// Since when the oldest of them has.
    pub waiting_since: Option<Instant>,
    /// How many were sent in the last thirty days.
    pub sent: u64,
    /// When the last one was.
    pub sent_at: Option<Instant>,
    /// How many were given up in the last thirty days.
    pub failed: u64,
    /// Those given up and those that wait for another try, the newest first; not all of many.
    pub troubled: Vec<MailLine>,
}

/// A mail that has trouble: for whom and why, never what it says.
#[derive(Clone, Debug)]
pub struct MailLine {
    /// Its name.
    pub id: Uuid,
    /// What it tells.
    pub kind: MailKind,
    /// The account.
    pub account: Reference,
    /// The sign-in name of the account.
    pub username: String,
    /// When it was asked for.
    pub asked_at: Instant,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    pub trouble: Option<Trouble>,
    /// When it is tried again; nothing where it was given up.
    pub again_at: Option<Instant>,
    /// Whether there is still any use in sending it.
    pub is_in_time: bool,
}

impl<Mode> Unit<Mode> {
    /// How the mail stands.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn mail_health(&mut self, leave: &Leave<Maintain>) -> Result<MailHealth> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let now = self.now();
        let counted: Vec<(String, i64, Option<Instant>, Option<Instant>)> = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::State)
            .column_as(outbox::Column::Id.count(), "n")
            .column_as(outbox::Column::CreatedAt.min(), "since")
            .column_as(outbox::Column::SentAt.max(), "last")
            .filter(outbox::Column::Account.is_not_null())
            .group_by(outbox::Column::State)
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let mut health = MailHealth::default();
        for (state, count, since, last) in counted {
            match state.as_str() {
                WAITING => (health.waiting, health.waiting_since) = (count.unsigned_abs(), since),
                SENT => (health.sent, health.sent_at) = (count.unsigned_abs(), last),
                FAILED => health.failed = count.unsigned_abs(),
                _ => {}
            }
        }
        let rows = outbox::Entity::find()
            .filter(outbox::Column::State.is_in([WAITING, FAILED]))
            .filter(outbox::Column::Trouble.is_not_null())
            .order_by_desc(outbox::Column::Id)
            .limit(LINES)
            .all(&self.transaction)
            .await?;
        let owners = account::Entity::find()
            .filter(account::Column::Id.is_in(rows.iter().filter_map(|row| row.account)))
            .all(&self.transaction)
            .await?;
        for row in rows {
            let Some(owner) = owners.iter().find(|owner| Some(owner.id) == row.account) else { continue };
            health.troubled.push(MailLine {
                id: row.id,
                kind: MailKind::parse(&row.kind).ok_or(Error::Meaning("mail"))?,
                account: owner.reference.parse().map_err(|_| Error::Meaning("reference"))?,
                username: owner.username.clone(),
                asked_at: row.created_at,
                attempts: row.attempts.unsigned_abs(),
                trouble: row.trouble.as_deref().and_then(Trouble::parse),
                again_at: (row.state == WAITING).then_some(row.next_at),
                is_in_time: now < row.until_at,
            });
        }
        Ok(health)
    }
}

impl Unit<Writing> {
    /// Has a mail tried again at once that has trouble, and says whether there is such a one
    /// that is still of use. Its tries are counted from the beginning.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn retry_mail(&mut self, leave: Leave<Maintain>, id: Uuid) -> Result<bool> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let now = self.now();
        let changed = outbox::Entity::update_many()
            .col_expr(outbox::Column::State, Expr::val(WAITING))
            .col_expr(outbox::Column::Attempts, Expr::val(0))
            .col_expr(outbox::Column::NextAt, Expr::val(now))
            .filter(outbox::Column::Id.eq(id))
            .filter(outbox::Column::State.is_in([WAITING, FAILED]))
            .filter(outbox::Column::UntilAt.gt(now))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected == 1 {
            self.note_entry(Entry { object: Some(id), ..Entry::new("retry-mail", "service") });
        }
        Ok(changed.rows_affected == 1)
    }
}
