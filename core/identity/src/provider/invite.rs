//! Inviting somebody who will sign in with a provider.

use domain::Reference;
use keys::Secret;
use permissions::{Actor, ManageAccounts, Place, ViewOrganisation};

use crate::{Identity, Result};

impl Identity {
    /// Whether a provider is for people of this organisation, or of the service itself.
    pub fn is_for(&self, provider: &str, organisation: Option<Reference>) -> bool {
        self.known_providers().find(provider).is_some_and(|provider| provider.organisation == organisation)
    }

    /// Invites to an account that is waiting for its owner, who will sign in with a provider;
    /// the token goes into one link, to one person. Nothing where there is no such provider, or
    /// the account is not of the organisation that it is for.
    ///
    /// # Errors
    /// Storage's: not found, not permitted, or in use already.
    pub async fn invite_with(
        &self,
        actor: &Actor,
        account: Reference,
        provider: &str,
    ) -> Result<Option<Secret>> {
        let Some(provider) = self.known_providers().find(provider) else { return Ok(None) };
        let secret = Secret::generate();
        let mut unit = self.store().write(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        let for_whom = match provider.organisation {
            None => None,
            Some(reference) => {
                let see = actor
                    .may::<ViewOrganisation>(&Place::service(), unit.id())
                    .map_err(storage::Error::from)?;
                let all = unit.organisations(see).await?;
                let Some(found) = all.into_iter().find(|one| one.reference == reference) else {
                    return Ok(None);
                };
                Some(found.id)
            }
        };
        if permit.organisation != for_whom {
            return Ok(None);
        }
        let until = actor.now() + self.settings().invitation_life();
        unit.invite(permit, secret.digest(), until, Some(provider.settings.id.clone())).await?;
        unit.commit().await?;
        Ok(Some(secret))
    }
}
