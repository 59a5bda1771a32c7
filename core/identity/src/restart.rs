//! Resetting the sign-in of somebody who lost what they prove themselves by.

use domain::Reference;
use keys::Secret;
use permissions::{Actor, ManageAccounts, Permit, Resetting, Role, resetting};
use storage::Unit;
use storage::identity::Account;

use crate::{Error, Identity, Result};

/// What is known before a sign-in is reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restart {
    /// Whether the account is in use: one that waits for its owner has nothing to reset.
    pub is_in_use: bool,
    /// Whether there is an address that the link can be mailed to.
    pub has_address: bool,
    /// The roles of which somebody has to be in it, where the actor cannot do it alone.
    pub together: Option<Vec<Role>>,
}

/// A sign-in that was reset.
#[derive(Debug)]
pub struct Restarted {
    /// The token of the link by which its owner begins anew.
    pub secret: Secret,
    /// Whether there is an address to which it is mailed.
    pub has_address: bool,
}

impl Identity {
    /// Whether and how `actor` may reset this account.
    ///
    /// # Errors
    /// Storage's: not found, not permitted.
    pub async fn may_restart(&self, actor: &Actor, account: Reference) -> Result<Restart> {
        let unit = self.store().read(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        Ok(Restart {
            is_in_use: permit.status == "active",
            has_address: permit.has_address,
            together: self.not_alone(&unit, &permit).await?,
        })
    }

    /// Takes password, factors and sessions from an account in use, and makes the link by
    /// which its owner begins anew.
    ///
    /// # Errors
    /// Storage's: not found, not permitted, not in use; [`Error::NotAlone`] for an account that
    /// takes two people.
    pub async fn restart(&self, actor: &Actor, account: Reference) -> Result<Restarted> {
        let secret = Secret::generate();
        let mut unit = self.store().write(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        if let Some(roles) = self.not_alone(&unit, &permit).await? {
            return Err(Error::NotAlone(roles));
        }
        let has_address = permit.has_address;
        let until = actor.now() + self.settings().invitation_life();
        unit.reset_sign_in(permit, secret.digest(), until).await?;
        unit.commit().await?;
        Ok(Restarted { secret, has_address })
    }

    /// The roles of which somebody has to be in it as well.
    pub(crate) async fn not_alone<Mode>(
        &self,
        unit: &Unit<Mode>,
        permit: &Permit<ManageAccounts, Account>,
    ) -> Result<Option<Vec<Role>>> {
        let roles = unit.roles_of(permit).await?;
        Ok(match resetting(unit.actor(), &roles) {
            Resetting::Alone => None,
            Resetting::Together(roles) => Some(roles),
        })
    }
}
