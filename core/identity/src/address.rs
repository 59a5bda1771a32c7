//! The address to which mail about one's own account goes.

use domain::{FieldErrors, Message, Reference, normalise};
use permissions::{Actor, ManageAccounts};
use storage::Error as StorageError;

use crate::own_password::finding;
use crate::{Error, Identity, Present, Proved, Result};

impl Identity {
    /// Sends a link to the address that whoever is signed in wants from now on. It counts when
    /// the link was followed; until then mail goes to the one before.
    ///
    /// The findings are about the field `email`.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn ask_address(
        &self,
        me: &Proved,
        typed: &str,
    ) -> Result<std::result::Result<(), FieldErrors>> {
        let Some(address) = address(typed) else { return Ok(Err(wrong_form())) };
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        if permit.email.as_deref() == Some(address.as_str()) {
            return Ok(Err(finding("email", Message::new("address-same"))));
        }
        if !unit.ask_address(permit, address).await? {
            return Ok(Err(finding("email", Message::new("address-too-many"))));
        }
        unit.commit().await?;
        Ok(Ok(()))
    }

    /// Whether a link that confirms an address works.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn can_confirm_address(&self, token: &str) -> Result<bool> {
        let Some(id) = self.address_of(token) else { return Ok(false) };
        let unit = self.store().read(&self.doorkeeper(self.store().now())).await?;
        Ok(unit.asked_address(id).await?.is_some())
    }

    /// Makes the change that the link confirms, and says whether it worked.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn confirm_address(&self, token: &str) -> Result<bool> {
        let Some(id) = self.address_of(token) else { return Ok(false) };
        let mut unit = self.store().write(&self.doorkeeper(self.store().now())).await?;
        let Some((permit, change)) = unit.asked_address(id).await? else { return Ok(false) };
        match unit.confirm_address(permit, change).await {
            Ok(()) => unit.commit().await?,
            Err(StorageError::Conflict) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        Ok(true)
    }

    /// Remembers whether whoever is signed in wants to be told that something is new.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn choose_news(&self, me: &Present, wanted: bool) -> Result<()> {
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        unit.choose_news(permit, wanted).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Changes the address of somebody else's account; the old one is told.
    ///
    /// The findings are about the field `email`.
    ///
    /// # Errors
    /// Not found, not permitted; [`Error::NotAlone`] for an account that takes two people.
    pub async fn change_address(
        &self,
        actor: &Actor,
        account: Reference,
        typed: &str,
    ) -> Result<std::result::Result<(), FieldErrors>> {
        let mut unit = self.store().write(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        if let Some(roles) = self.not_alone(&unit, &permit).await? {
            return Err(Error::NotAlone(roles));
        }
        let Some(address) = address(typed) else { return Ok(Err(wrong_form())) };
        unit.change_address(permit, address).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}

/// What was typed as an address that mail can be sent to. Letters beyond ASCII are left out:
/// few mail servers take them, and an address that only looks like another is a trap.
fn address(typed: &str) -> Option<String> {
    // What is cut away silently elsewhere would be a change of what was typed here.
    let typed = typed.trim();
    let is_plain = typed.is_ascii() && !typed.contains(['<', '>']) && !typed.starts_with("mailto:");
    normalise::email(typed).filter(|_| is_plain)
}

fn wrong_form() -> FieldErrors {
    finding("email", Message::new("address-form"))
}
