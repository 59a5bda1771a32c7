//! Closing an account to its owner, and opening it again.

use permissions::{ManageAccounts, Permit};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::accounts::Account;
use crate::audit::Entry;
use crate::entity::account;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What becomes of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountChange {
    /// Closed for now: a lost device, a suspicion, a break.
    Suspend,
    /// Closed because its owner has left the service.
    Leave,
    /// Open again, with the roles, password and factors that it has.
    Resume,
}

impl AccountChange {
    const fn verb(self) -> &'static str {
        match self {
            Self::Suspend => "suspend-account",
            Self::Leave => "end-account",
            Self::Resume => "resume-account",
        }
    }
}

impl Unit<Writing> {
    /// Closes the account and ends every session and invitation of it, or opens it again; how
    /// many sessions ended. From the next request on nothing of it opens anything.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] for one's own account, so that nobody locks
    /// everybody out; [`Error::Conflict`] where it is so already, or changed meanwhile.
    pub async fn change_account(
        &mut self,
        permit: Permit<ManageAccounts, Account>,
        change: AccountChange,
    ) -> Result<u64> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if self.actor.account_id() == Some(permit.id) {
            return Err(Error::Forbidden);
        }
        let is_open = ["active", "invited"].contains(&permit.status.as_str());
        let status = match change {
            AccountChange::Suspend if is_open => "suspended",
            AccountChange::Leave if permit.status != "left" => "left",
            AccountChange::Resume if !is_open && self.has_password(&permit).await? => "active",
            AccountChange::Resume if !is_open => "invited",
            _ => return Err(Error::Conflict),
        };
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Status, Expr::val(status))
            .col_expr(account::Column::Epoch, Expr::col(account::Column::Epoch).add(1))
            .col_expr(account::Column::Version, Expr::val(permit.version + 1))
            .filter(account::Column::Id.eq(Uuid::from(permit.id)))
            .filter(account::Column::Version.eq(permit.version))
            .filter(account::Column::Status.eq(permit.status.as_str()))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        let ended = self.end_all_sessions(permit.id, None).await?;
        // A link that was handed out before would open the account when it is resumed.
        self.use_up_invitations(permit.id).await?;
        let detail = ended.to_string();
        self.note_entry(Entry::new(change.verb(), "account").about(permit.id).detail(detail));
        Ok(ended)
    }

    /// Whether its owner has made the account theirs; otherwise it waits for an invitation.
    async fn has_password(&self, permit: &Permit<ManageAccounts, Account>) -> Result<bool> {
        let found = account::Entity::find_by_id(Uuid::from(permit.id))
            .select_only()
            .column_as(account::Column::Password.is_not_null(), "has_password")
            .into_tuple::<bool>()
            .one(&self.transaction)
            .await?;
        found.ok_or(Error::NotFound)
    }
}
