//! What signing in compares, and what the owner of an account changes about it.

use std::fmt;

use domain::{AccountId, Instant, Reference, TeamId};
use permissions::{ManageOwnAccount, Permit, Record, Role, Standing, decide, roots};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::passkeys::NewPasskey;
use super::sessions::Renewal;
use crate::audit::Entry;
use crate::entity::{account, account_role};
use crate::mail::{MailKind, NewMail};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// An account with its secrets, as they are stored.
///
/// It is had only under [`ManageOwnAccount`]: by the account itself, and by the server
/// while it finds out whose sign-in this is.
pub struct Credentials {
    /// The account.
    pub account: AccountId,
    /// Its outer name.
    pub reference: Reference,
    /// The sign-in name, folded.
    pub username: String,
    /// The name colleagues know.
    pub display_name: String,
    /// Where mail to its owner goes.
    pub email: Option<String>,
    /// Whether its owner wants to be told, once a day, that something is new.
    pub news: bool,
    /// When it last signed in.
    pub last_sign_in_at: Option<Instant>,
    /// Its team.
    pub team: TeamId,
    /// Whether it may sign in at this moment: active, and its time not over.
    pub is_active: bool,
    /// Whether it waits for its invitation to be used.
    pub is_invited: bool,
    /// The hash of the password, once there is one.
    pub password: Option<String>,
    /// The sealed secret of the one-time codes, once there is one.
    pub totp: Option<Vec<u8>>,
    /// The step of the last one-time code taken.
    pub totp_step: Option<u64>,
    /// The recovery codes left, as `identity` writes them.
    pub recovery: Option<String>,
    /// Raised whenever the account's rights or its secrets change.
    pub epoch: i64,
    /// The roles held at this moment.
    pub roles: Vec<Role>,
}

impl Record for Credentials {
    type Marker = roots::Account;
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({})", self.reference)
    }
}

/// What the owner changes about signing in.
pub enum OwnChange {
    /// A new password, as its hash.
    Password(String),
    /// An authenticator, for the first time or in place of another.
    SecondFactor {
        /// The sealed secret.
        totp: Vec<u8>,
        /// The step of the code that proved the app had taken it.
        step: u64,
        /// The new recovery codes.
        recovery: String,
    },
    /// New recovery codes in place of those left.
    RecoveryCodes(String),
    /// One more passkey.
    AddPasskey(NewPasskey),
    /// A passkey that opens nothing any more.
    RemovePasskey(Uuid),
}

impl OwnChange {
    /// What its owner is told.
    const fn mail(&self) -> MailKind {
        match self {
            Self::Password(_) => MailKind::ChangedPassword,
            Self::SecondFactor { .. } => MailKind::ChangedFactor,
            Self::RecoveryCodes(_) => MailKind::ChangedCodes,
            Self::AddPasskey(_) => MailKind::AddedPasskey,
            Self::RemovePasskey(_) => MailKind::RemovedPasskey,
        }
    }

    const fn verb(&self) -> &'static str {
        match self {
            Self::Password(_) => "change-password",
            Self::SecondFactor { .. } => "change-second-factor",
            Self::RecoveryCodes(_) => "change-recovery-codes",
            Self::AddPasskey(_) => "add-passkey",
            Self::RemovePasskey(_) => "remove-passkey",
        }
    }
}

/// A permit to use and change one's own credentials.
pub type OwnPermit = Permit<ManageOwnAccount, Credentials>;

impl<Mode> Unit<Mode> {
    /// The account with this sign-in name, folded, or nothing.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the account itself and the task of signing in.
    pub async fn credentials_of_name(&self, username: &str) -> Result<Option<OwnPermit>> {
        self.find_credentials(account::Column::Username.eq(username)).await
    }

    /// The same by inner name.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Forbidden`].
    pub async fn credentials(&self, account: AccountId) -> Result<OwnPermit> {
        let found = self.find_credentials(account::Column::Id.eq(Uuid::from(account))).await?;
        found.ok_or(Error::NotFound)
    }

    async fn find_credentials(&self, which: Expr) -> Result<Option<OwnPermit>> {
        let now = self.now();
        // Both statements run whether or not there is such an account, so that the answer
        // to an unknown name costs what the answer to a known one does.
        let row = account::Entity::find()
            .filter(which)
            .filter(account::Column::Live.eq(true))
            .one(&self.transaction)
            .await?;
        let roles = account_role::Entity::find()
            .filter(account_role::Column::Account.eq(row.as_ref().map_or(Uuid::nil(), |row| row.id)))
            .filter(account_role::Column::FromAt.lte(now))
            .filter(account_role::Column::UntilAt.gt(now))
            .all(&self.transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let roles = roles.iter().filter_map(|grant| Role::parse(&grant.role)).collect();
        let found = read(row, roles, now)?;
        let is_self = self.actor.account_id() == Some(found.account);
        let standing = Standing { is_self, ..Standing::default() };
        Ok(Some(decide(&self.actor, &standing, found, self.id)?))
    }
}

fn read(row: account::Model, roles: Vec<Role>, now: Instant) -> Result<Credentials> {
    let in_time = row.valid_until.is_none_or(|until| now < until);
    Ok(Credentials {
        account: AccountId(row.id),
        reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
        username: row.username,
        display_name: row.display_name,
        email: row.email,
        news: row.news,
        last_sign_in_at: row.last_sign_in_at,
        team: TeamId(row.team),
        is_active: row.status == "active" && in_time,
        is_invited: row.status == "invited" && in_time,
        password: row.password,
        totp: row.totp,
        totp_step: row.totp_step.map(i64::cast_unsigned),
        recovery: row.recovery,
        epoch: row.epoch,
        roles,
    })
}

impl Unit<Writing> {
    /// Changes the account's own password, authenticator, recovery codes or passkeys, and ends
    /// every other session of it: whoever else was in is out. Only one more passkey takes
    /// nothing from anybody, and ends none.
    ///
    /// The session the change was made from goes on under another token, so that whoever
    /// knew the earlier one is out as well.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::NotFound`] where there is no such passkey to remove; and
    /// [`Error::Conflict`] where the account changed meanwhile.
    pub async fn change_own_account(
        &mut self,
        permit: OwnPermit,
        change: OwnChange,
        renewal: Renewal,
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let (verb, mail) = (change.verb(), change.mail());
        let is_factor = matches!(change, OwnChange::SecondFactor { .. });
        let is_more = matches!(change, OwnChange::AddPasskey(_));
        match &change {
            OwnChange::AddPasskey(new) => self.add_passkey(permit.account, new).await?,
            OwnChange::RemovePasskey(id) => self.remove_passkey(permit.account, *id).await?,
            _ => {}
        }
        let mut update = account::Entity::update_many();
        update = match change {
            OwnChange::AddPasskey(_) | OwnChange::RemovePasskey(_) => update,
            OwnChange::Password(hash) => update.col_expr(account::Column::Password, Expr::val(hash)),
            OwnChange::RecoveryCodes(codes) => update.col_expr(account::Column::Recovery, Expr::val(codes)),
            OwnChange::SecondFactor { totp, step, recovery } => update
                .col_expr(account::Column::Totp, Expr::val(totp))
                .col_expr(account::Column::TotpStep, Expr::val(step.cast_signed()))
                .col_expr(account::Column::Recovery, Expr::val(recovery)),
        };
        let changed = update
            .col_expr(account::Column::Epoch, Expr::val(permit.epoch + 1))
            .filter(unchanged(&permit))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        if !is_more {
            self.end_all_sessions(permit.account, Some(renewal.from)).await?;
        }
        // The code that proved the app counts as given in this session.
        self.renew_session(permit.account, renewal, is_factor, is_factor).await?;
        self.enqueue([NewMail::to(permit.account, mail)]).await?;
        self.note_entry(Entry::new(verb, "account").about(permit.account));
        Ok(())
    }
}

impl Unit<Writing> {
    /// Keeps the same password hashed at today's cost; nothing else changes by it.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn renew_hash(&mut self, permit: &OwnPermit, hash: String) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        account::Entity::update_many()
            .col_expr(account::Column::Password, Expr::val(hash))
            .filter(unchanged(permit))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}

impl Unit<Writing> {
    /// Remembers in which language, `en` or `cy`, the account reads the service.
    ///
    /// It opens nothing and closes nothing, so sessions and the epoch stay as they are.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Conflict`] where the account changed meanwhile.
    pub async fn choose_language(&mut self, permit: OwnPermit, language: &str) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Language, Expr::val(language))
            .filter(unchanged(&permit))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        self.note_entry(Entry::new("choose-language", "account").about(permit.account));
        Ok(())
    }
}

/// The account's row, as long as nobody changed its secrets or its rights since it was read.
pub(super) fn unchanged(permit: &OwnPermit) -> Condition {
    Condition::all()
        .add(account::Column::Id.eq(Uuid::from(permit.account)))
        .add(account::Column::Epoch.eq(permit.epoch))
}
