//! Sessions: begun by signing in, ended by hand, by pause or by age.

use std::time::Duration;

use domain::{AccountId, Instant};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, UpdateMany};
use uuid::Uuid;

use super::credentials::{OwnPermit, unchanged};
use super::external::Via;
use super::passkeys::UsedPasskey;
use crate::audit::Entry;
use crate::entity::{account, session};
use crate::mail::{MailKind, NewMail};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// A session about to begin.
pub struct NewSession {
    /// The digest of its token; the token itself is never stored.
    pub digest: [u8; 32],
    /// The pause after which it ends.
    pub idle: Duration,
    /// When it ends in any case.
    pub absolute_until: Instant,
    /// The browser in a few words, by which its owner recognises it.
    pub device: String,
    /// The second factor that was given, if one was.
    pub factor: Option<UsedFactor>,
    /// The provider that said who it is, where one did in place of a password.
    pub via: Option<Via>,
}

/// A second factor that was right, and is used up by this.
pub enum UsedFactor {
    /// A one-time code of this step.
    Code(u64),
    /// A recovery code; these are left.
    Recovery(String),
    /// A passkey, which stands for the password as well.
    Passkey(UsedPasskey),
    /// The provider of the sign-in asked for it. Nothing of ours is used up by that.
    Provider,
}

impl UsedFactor {
    const fn word(&self) -> &'static str {
        match self {
            Self::Code(_) => "code",
            Self::Recovery(_) => "recovery-code",
            Self::Passkey(_) => "passkey",
            Self::Provider => "provider",
        }
    }

    /// The update that also uses the factor up, and that finds no row where somebody else
    /// has used it at the same moment.
    fn use_up(&self, update: UpdateMany<account::Entity>, permit: &OwnPermit) -> UpdateMany<account::Entity> {
        match self {
            Self::Code(step) => {
                let step = step.cast_signed();
                let earlier = Condition::any()
                    .add(account::Column::TotpStep.is_null())
                    .add(account::Column::TotpStep.lt(step));
                update.col_expr(account::Column::TotpStep, Expr::val(step)).filter(earlier)
            }
            Self::Recovery(left) => update
                .col_expr(account::Column::Recovery, Expr::val(left.as_str()))
                .filter(account::Column::Recovery.eq(permit.recovery.clone())),
            // Not in this row: `Unit::use_passkey` does it.
            Self::Passkey(_) | Self::Provider => update,
        }
    }
}

/// A session that goes on under another token.
///
/// Whenever a session's rights widen its token changes: a token that somebody planted or
/// saw before is then worth nothing.
#[derive(Clone, Copy)]
pub struct Renewal {
    /// The digest of the token so far.
    pub from: [u8; 32],
    /// The digest of the token from now on.
    pub to: [u8; 32],
}

/// A session that is not over.
#[derive(Clone, Debug)]
pub struct OpenSession {
    /// The digest by which it is ended.
    pub digest: [u8; 32],
    /// When it began.
    pub created_at: Instant,
    /// When it was last seen, as far as it was written down.
    pub last_seen_at: Instant,
    /// The browser in a few words.
    pub device: String,
}

impl Unit<Writing> {
    /// Begins a session and remembers when the account signed in.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] where the account may not sign in;
    /// [`Error::Conflict`] where the account changed meanwhile or the code was used by
    /// someone else at the same moment.
    pub async fn begin_session(&mut self, permit: OwnPermit, new: NewSession) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if !permit.is_active {
            return Err(Error::Forbidden);
        }
        if let Some(UsedFactor::Passkey(used)) = &new.factor {
            self.use_passkey(permit.account, used).await?;
        }
        let now = self.now();
        let update = account::Entity::update_many()
            .col_expr(account::Column::PreviousSignInAt, Expr::col(account::Column::LastSignInAt))
            .col_expr(account::Column::LastSignInAt, Expr::val(now))
            .filter(unchanged(&permit));
        let update = match &new.factor {
            Some(factor) => factor.use_up(update, &permit),
            None => update,
        };
        if update.exec(&self.transaction).await?.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        self.tell_of_recovery(permit.account, new.factor.as_ref()).await?;
        let first = if new.via.is_some() { "provider" } else { "password" };
        let factor = new.factor.as_ref().map_or(first, UsedFactor::word);
        if let Some(via) = new.via {
            self.use_link(permit.account, via.link).await?;
        }
        session::Entity::insert(session::ActiveModel {
            digest: Set(new.digest.to_vec()),
            account: Set(permit.account.into()),
            created_at: Set(now),
            last_seen_at: Set(now),
            idle_seconds: Set(i32::try_from(new.idle.as_secs()).unwrap_or(i32::MAX)),
            absolute_until: Set(new.absolute_until),
            device: Set(new.device),
            second_factor_at: Set(new.factor.is_some().then_some(now)),
            proved_at: Set(Some(now)),
            ended_at: Set(None),
            external_identity: Set(new.via.map(|via| via.link)),
            external_session: Set(new.via.and_then(|via| via.session).map(Vec::from)),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.note_entry(Entry::new("sign-in", "account").about(permit.account).detail(factor));
        Ok(())
    }

    /// Notes that whoever holds the session has just proved to be its owner: by `factor`,
    /// which is used up, or, where the account has none, by the password. The session goes
    /// on under another token.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Conflict`] where the factor was used, or the session
    /// ended, at the same moment.
    pub async fn prove_session(
        &mut self,
        permit: OwnPermit,
        renewal: Renewal,
        factor: Option<UsedFactor>,
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        match &factor {
            Some(UsedFactor::Passkey(used)) => self.use_passkey(permit.account, used).await?,
            // A provider's word is used up by coming back.
            None | Some(UsedFactor::Provider) => {}
            Some(factor) => {
                let update = account::Entity::update_many().filter(unchanged(&permit));
                let used = factor.use_up(update, &permit).exec(&self.transaction).await?;
                if used.rows_affected != 1 {
                    return Err(Error::Conflict);
                }
            }
        }
        self.tell_of_recovery(permit.account, factor.as_ref()).await?;
        self.renew_session(permit.account, renewal, factor.is_some(), true).await?;
        let word = factor.as_ref().map_or("password", UsedFactor::word);
        self.note_entry(Entry::new("step-up", "account").about(permit.account).detail(word));
        Ok(())
    }

    /// A recovery code is what somebody uses who found the paper, so its owner hears of it.
    async fn tell_of_recovery(&mut self, account: AccountId, factor: Option<&UsedFactor>) -> Result<()> {
        match factor {
            Some(UsedFactor::Recovery(_)) => {
                self.enqueue([NewMail::to(account, MailKind::UsedRecoveryCode)]).await
            }
            _ => Ok(()),
        }
    }

    /// Notes that the session was used; costs a write, so callers do it once a minute.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn touch_session(&mut self, digest: [u8; 32]) -> Result<()> {
        let now = self.now();
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::val(now))
            .filter(session::Column::Digest.eq(digest.to_vec()))
            .filter(session::Column::LastSeenAt.lt(now))
            .filter(session::Column::EndedAt.is_null())
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Ends one session of the account; one that is over already stays as it is.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn end_session(&mut self, permit: OwnPermit, digest: [u8; 32]) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let ended = session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::val(self.now()))
            .filter(session::Column::Digest.eq(digest.to_vec()))
            .filter(session::Column::Account.eq(Uuid::from(permit.account)))
            .filter(session::Column::EndedAt.is_null())
            .exec(&self.transaction)
            .await?;
        if ended.rows_affected > 0 {
            self.note_entry(Entry::new("sign-out", "account").about(permit.account));
        }
        Ok(())
    }

    /// Ends every session of the account but `kept`, and says how many these were.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn end_sessions(&mut self, permit: OwnPermit, kept: Option<[u8; 32]>) -> Result<u64> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let ended = self.end_all_sessions(permit.account, kept).await?;
        let detail = ended.to_string();
        self.note_entry(Entry::new("sign-out-everywhere", "account").about(permit.account).detail(detail));
        Ok(ended)
    }

    /// Gives a session of `account` its new token; a second factor or another proof that was
    /// given with it is noted. Its age and its limits stay.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the session ended, or was renewed, at the same moment.
    pub(super) async fn renew_session(
        &mut self,
        account: AccountId,
        renewal: Renewal,
        is_factor: bool,
        is_proof: bool,
    ) -> Result<()> {
        let mut update =
            session::Entity::update_many().col_expr(session::Column::Digest, Expr::val(renewal.to.to_vec()));
        if is_factor {
            update = update.col_expr(session::Column::SecondFactorAt, Expr::val(self.now()));
        }
        if is_proof {
            update = update.col_expr(session::Column::ProvedAt, Expr::val(self.now()));
        }
        let renewed = update
            .filter(session::Column::Digest.eq(renewal.from.to_vec()))
            .filter(session::Column::Account.eq(Uuid::from(account)))
            .filter(session::Column::EndedAt.is_null())
            .exec(&self.transaction)
            .await?;
        if renewed.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }

    pub(super) async fn end_all_sessions(
        &mut self,
        account: AccountId,
        kept: Option<[u8; 32]>,
    ) -> Result<u64> {
        let mut which = Condition::all()
            .add(session::Column::Account.eq(Uuid::from(account)))
            .add(session::Column::EndedAt.is_null());
        if let Some(kept) = kept {
            which = which.add(session::Column::Digest.ne(kept.to_vec()));
        }
        let ended = session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::val(self.now()))
            .filter(which)
            .exec(&self.transaction)
            .await?;
        Ok(ended.rows_affected)
    }
}

impl<Mode> Unit<Mode> {
    /// The account's sessions that are not over, the one used last first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn open_sessions(&self, permit: &OwnPermit) -> Result<Vec<OpenSession>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let now = self.now();
        let rows = session::Entity::find()
            .filter(session::Column::Account.eq(Uuid::from(permit.account)))
            .filter(session::Column::EndedAt.is_null())
            .filter(session::Column::AbsoluteUntil.gt(now))
            .order_by_desc(session::Column::LastSeenAt)
            .all(&self.transaction)
            .await?;
        rows.into_iter()
            .filter(|row| {
                now < row.last_seen_at + Duration::from_secs(u64::from(row.idle_seconds.unsigned_abs()))
            })
            .map(|row| {
                Ok(OpenSession {
                    digest: row.digest.try_into().map_err(|_| Error::Meaning("session"))?,
                    created_at: row.created_at,
                    last_seen_at: row.last_seen_at,
                    device: row.device,
                })
            })
            .collect()
    }
}
