//! Resetting somebody's sign-in: for whoever lost what they prove themselves by.

use domain::Instant;
use permissions::{ManageAccounts, Permit, Resetting, Role, resetting};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::accounts::Account;
use crate::audit::Entry;
use crate::entity::{account, account_role, passkey};
use crate::mail::MailKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

impl<Mode> Unit<Mode> {
    /// The roles that the account holds, or will hold: whoever resets it today could wait.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn roles_of(&self, permit: &Permit<ManageAccounts, Account>) -> Result<Vec<Role>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let grants = account_role::Entity::find()
            .filter(account_role::Column::Account.eq(Uuid::from(permit.id)))
            .filter(account_role::Column::UntilAt.gt(self.now()))
            .all(&self.transaction)
            .await?;
        Ok(grants.iter().filter_map(|grant| Role::parse(&grant.role)).collect())
    }

    /// Holds that the actor may take the sign-in of this account into their hands.
    pub(crate) async fn may_reset(&self, permit: &Permit<ManageAccounts, Account>) -> Result<()> {
        match resetting(&self.actor, &self.roles_of(permit).await?) {
            Resetting::Alone => Ok(()),
            Resetting::Together(_) => Err(Error::Forbidden),
        }
    }
}

impl Unit<Writing> {
    /// Takes every password, factor and session from an account in use, and invites its owner
    /// to begin anew.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] where the account holds rights that are not
    /// this actor's to give; [`Error::Conflict`] where it is not in use, or changed meanwhile.
    pub async fn reset_sign_in(
        &mut self,
        permit: Permit<ManageAccounts, Account>,
        digest: [u8; 32],
        until: Instant,
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        self.may_reset(&permit).await?;
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Password, Expr::val(None::<String>))
            .col_expr(account::Column::Totp, Expr::val(None::<Vec<u8>>))
            .col_expr(account::Column::TotpStep, Expr::val(None::<i64>))
            .col_expr(account::Column::Recovery, Expr::val(None::<String>))
            .col_expr(account::Column::Status, Expr::val("invited"))
            .col_expr(account::Column::Epoch, Expr::col(account::Column::Epoch).add(1))
            .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
            .filter(account::Column::Id.eq(Uuid::from(permit.id)))
            .filter(account::Column::Version.eq(permit.version))
            .filter(account::Column::Status.eq("active"))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        passkey::Entity::delete_many()
            .filter(passkey::Column::Account.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        self.end_all_sessions(permit.id, None).await?;
        self.send_invitation(permit.id, digest, until, MailKind::SignInReset, None).await?;
        self.note_entry(Entry::new("reset-sign-in", "account").about(permit.id));
        Ok(())
    }
}
