//! Choosing another password by a link that was mailed.
//!
//! Whoever asks may name an account that there is not. Then a row is left all the same, for
//! nobody: the same statements run, so that neither the answer nor the time it takes tells
//! whether there is one (`security.md` X-09).

use domain::{AccountId, Instant};
use permissions::{Task, Who};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::credentials::{OwnPermit, unchanged};
use crate::audit::Entry;
use crate::entity::account;
use crate::mail::{MailKind, NewMail};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// The most accounts of one address that a link is sent for; an office may share one.
const MOST: u64 = 5;

/// An account that somebody asked to choose another password for.
#[derive(Clone, Copy, Debug)]
pub struct AskedFor {
    account: AccountId,
    epoch: i64,
}

impl Unit<Writing> {
    /// The accounts with this sign-in name, folded, or this address, to which a link can be
    /// sent: in use, with an address, and with a password to be replaced.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn accounts_asked_for(&mut self, username: &str, address: &str) -> Result<Vec<AskedFor>> {
        if self.actor.who() != Who::System(Task::SignIn) {
            return Err(Error::Forbidden);
        }
        let named = Condition::any()
            .add(account::Column::Username.eq(username))
            .add(account::Column::Email.eq(address));
        let rows = account::Entity::find()
            .filter(account::Column::Live.eq(true))
            .filter(named)
            .order_by_asc(account::Column::Id)
            .limit(MOST)
            .all(&self.transaction)
            .await?;
        let now = self.now();
        let can_be_sent_one = |row: &account::Model| {
            row.status == "active"
                && row.valid_until.is_none_or(|until| now < until)
                && row.email.is_some()
                && row.password.is_some()
        };
        let asked = |row: account::Model| AskedFor { account: AccountId(row.id), epoch: row.epoch };
        Ok(rows.into_iter().filter(can_be_sent_one).map(asked).collect())
    }

    /// Leaves the links to be mailed, one row for nobody where there is no such account. An
    /// account is sent one in `slot`, a stretch of time, however often it is asked for.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn ask_for_reset(&mut self, found: &[AskedFor], slot: i64) -> Result<()> {
        if self.actor.who() != Who::System(Task::SignIn) {
            return Err(Error::Forbidden);
        }
        let kind = MailKind::ResetPassword;
        let mail = |asked: &AskedFor| {
            let name = format!("{} {} {slot}", kind.as_str(), Uuid::from(asked.account));
            NewMail::to(asked.account, kind).while_at(asked.epoch).once(name)
        };
        let mut mails: Vec<_> = found.iter().map(mail).collect();
        if mails.is_empty() {
            mails.push(NewMail::to_nobody(kind));
        }
        self.enqueue(mails).await?;
        let mut entry = Entry::new("ask-reset", "account");
        entry.object = found.first().map(|asked| asked.account.into());
        entry.subjects = found.iter().skip(1).map(|asked| asked.account.into()).collect();
        self.note_entry(entry);
        Ok(())
    }

    /// Sets the password that its owner chose by a link, and ends every session; the second
    /// factor stays what it was.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] where the account may not sign in; and
    /// [`Error::Conflict`] where it changed, or signed in, meanwhile.
    pub async fn reset_password(
        &mut self,
        permit: OwnPermit,
        asked_at: Instant,
        password: String,
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if !permit.is_active {
            return Err(Error::Forbidden);
        }
        let quiet = Condition::any()
            .add(account::Column::LastSignInAt.is_null())
            .add(account::Column::LastSignInAt.lt(asked_at));
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Password, Expr::val(password))
            .col_expr(account::Column::Epoch, Expr::val(permit.epoch + 1))
            .filter(unchanged(&permit))
            .filter(quiet)
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        self.end_all_sessions(permit.account, None).await?;
        self.enqueue([NewMail::to(permit.account, MailKind::ChangedPassword)]).await?;
        self.note_entry(Entry::new("reset-password", "account").about(permit.account));
        Ok(())
    }
}
