//! Invitations: a link by which somebody makes an account their own.
//!
//! Nobody who manages accounts ever chooses or learns a password; they send a link that
//! works once and for a few days, and its digest is all that is stored.

use domain::{AccountId, Instant, Reference};
use permissions::{Act, ManageAccounts, Permit, Standing, decide, roots};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::accounts::Account;
use super::credentials::{OwnPermit, unchanged};
use crate::audit::Entry;
use crate::entity::{account, invitation};
use crate::mail::{MailKind, NewMail};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// Whom an invitation is for, and how it is accepted.
pub struct Invited {
    /// The account.
    pub permit: OwnPermit,
    /// The provider with whom it signs in; a password is chosen where there is none.
    pub provider: Option<String>,
    pub(super) by: Option<Uuid>,
}

impl<Mode> Unit<Mode> {
    /// The account with this reference, for act `A`.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none the actor may know of, and
    /// [`Error::Forbidden`].
    pub async fn account<A: Act<Record = roots::Account>>(
        &self,
        reference: Reference,
    ) -> Result<Permit<A, Account>> {
        let row = account::Entity::find()
            .filter(account::Column::Reference.eq(reference.stored()))
            .filter(account::Column::Live.eq(true))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let found = Account {
            id: AccountId(row.id),
            reference,
            team: row.team.into(),
            organisation: row.organisation.map(Into::into),
            status: row.status,
            has_address: row.email.is_some(),
            version: row.version,
        };
        let standing = Standing {
            is_self: self.actor.account_id() == Some(found.id),
            in_team: self.actor.teams().contains(&found.team),
            own_organisation: found.organisation.is_some() && found.organisation == self.actor.organisation(),
            ..Standing::default()
        };
        Ok(decide(&self.actor, &standing, found, self.id)?)
    }

    /// The account that an unused invitation with this digest is for, while it lasts.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn invited(&self, digest: [u8; 32]) -> Result<Option<Invited>> {
        let row = invitation::Entity::find_by_id(digest.to_vec())
            .filter(invitation::Column::UsedAt.is_null())
            .filter(invitation::Column::UntilAt.gt(self.now()))
            .one(&self.transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let permit = self.credentials(AccountId(row.account)).await?;
        Ok(permit.is_invited.then_some(Invited { permit, provider: row.provider, by: row.invited_by }))
    }
}

impl Unit<Writing> {
    /// Invites to an account that nobody has made their own yet, by a password or by signing
    /// in with a provider; an invitation sent before stops working.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Conflict`] where the account is in use already.
    pub async fn invite(
        &mut self,
        permit: Permit<ManageAccounts, Account>,
        digest: [u8; 32],
        until: Instant,
        provider: Option<String>,
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if permit.status != "invited" {
            return Err(Error::Conflict);
        }
        self.send_invitation(permit.id, digest, until, MailKind::Invitation, provider).await?;
        self.note_entry(Entry::new("invite", "account").about(permit.id));
        Ok(())
    }

    /// Makes an invitation the one that works, and leaves the mail that brings it.
    pub(super) async fn send_invitation(
        &mut self,
        account: AccountId,
        digest: [u8; 32],
        until: Instant,
        mail: MailKind,
        provider: Option<String>,
    ) -> Result<()> {
        self.use_up_invitations(account).await?;
        invitation::Entity::insert(invitation::ActiveModel {
            digest: Set(digest.to_vec()),
            account: Set(account.into()),
            until_at: Set(until),
            used_at: Set(None),
            invited_by: Set(self.actor.account_id().map(Uuid::from)),
            provider: Set(provider),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        let life = (until - self.now()).to_std().unwrap_or_default();
        self.enqueue([NewMail::to(account, mail).about(&digest).lasting(life)]).await
    }

    /// Makes the invited account its owner's: sets the password, and uses the invitation up.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] where it is for signing in with a provider;
    /// and [`Error::Conflict`] where somebody was quicker.
    pub async fn accept_invitation(&mut self, invited: Invited, password: String) -> Result<()> {
        if invited.provider.is_some() {
            return Err(Error::Forbidden);
        }
        self.accept(&invited.permit, Some(password)).await
    }

    /// Makes an account its owner's and uses the invitation up.
    pub(super) async fn accept(&mut self, permit: &OwnPermit, password: Option<String>) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Password, Expr::val(password))
            .col_expr(account::Column::Status, Expr::val("active"))
            .col_expr(account::Column::Epoch, Expr::val(permit.epoch + 1))
            .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
            .filter(unchanged(permit))
            .filter(account::Column::Status.eq("invited"))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        self.use_up_invitations(permit.account).await?;
        self.note_entry(Entry::new("accept-account", "account").about(permit.account));
        Ok(())
    }

    pub(super) async fn use_up_invitations(&self, account: AccountId) -> Result<()> {
        invitation::Entity::update_many()
            .col_expr(invitation::Column::UsedAt, Expr::val(self.now()))
            .filter(invitation::Column::Account.eq(Uuid::from(account)))
            .filter(invitation::Column::UsedAt.is_null())
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}
