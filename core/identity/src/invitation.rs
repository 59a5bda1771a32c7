//! Invitations: how somebody gets an account without anybody choosing their password.

use domain::{FieldErrors, Message, Reference};
use keys::Secret;
use permissions::{Actor, ManageAccounts};
use serde::Serialize;

use crate::own_password::finding;
use crate::{Identity, Result};

/// What an invitation shows before it is accepted.
#[derive(Clone, Debug, Serialize)]
pub struct InvitationView {
    /// The name of whoever was invited.
    pub display_name: String,
    /// The sign-in name they will use.
    pub username: String,
    /// The provider with whom they will sign in; they choose a password where there is none.
    pub provider: Option<String>,
}

impl Identity {
    /// Invites to an account that is waiting for its owner; the token goes into one link,
    /// to one person. An earlier invitation stops working.
    ///
    /// # Errors
    /// Storage's: not found, not permitted, or in use already.
    pub async fn invite(&self, actor: &Actor, account: Reference) -> Result<Secret> {
        let secret = Secret::generate();
        let mut unit = self.store().write(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        let until = actor.now() + self.settings().invitation_life();
        unit.invite(permit, secret.digest(), until, None).await?;
        unit.commit().await?;
        Ok(secret)
    }

    /// Whom an invitation is for; nobody where it was used, is over, or was never ours.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn invitation(&self, token: &str) -> Result<Option<InvitationView>> {
        let unit = self.store().read(&self.doorkeeper(self.store().now())).await?;
        let found = unit.invited(self.invitation_of(token)).await?;
        Ok(found.map(|invited| InvitationView {
            display_name: invited.permit.display_name.clone(),
            username: invited.permit.username.clone(),
            provider: invited.provider,
        }))
    }

    /// Makes the account its owner's, with the password they chose; then they sign in.
    ///
    /// The findings are about the field `new`.
    ///
    /// # Errors
    /// Storage's, where the database fails or somebody was quicker with the same link.
    pub async fn accept_invitation(
        &self,
        token: &str,
        password: String,
    ) -> Result<std::result::Result<(), FieldErrors>> {
        let doorkeeper = self.doorkeeper(self.store().now());
        let digest = self.invitation_of(token);
        let over = || finding("new", Message::new("invitation-over"));
        let unit = self.store().read(&doorkeeper).await?;
        let Some(invited) = unit.invited(digest).await?.filter(|invited| invited.provider.is_none()) else {
            return Ok(Err(over()));
        };
        if let Err(message) = self.acceptable(&invited.permit, &password) {
            return Ok(Err(finding("new", message)));
        }
        drop((invited, unit));
        let hash = self.hashing().hash(password).await;
        let mut unit = self.store().write(&doorkeeper).await?;
        let Some(invited) = unit.invited(digest).await? else { return Ok(Err(over())) };
        unit.accept_invitation(invited, hash).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}
