//! Sending somebody to a provider.

use keys::Secret;
use keys::provider::Freshness;

use super::errand::{Errand, Leaving};
use super::flow::{Flow, Purpose};
use super::providers::ProviderView;
use crate::{Identity, Result};

/// The largest form that waits, as it is sealed.
const LARGEST: usize = 512 << 10;

impl Identity {
    /// The providers with whom people can sign in here, in the order of the settings.
    pub fn providers(&self) -> Vec<ProviderView> {
        self.known_providers().views()
    }

    /// Sends somebody to a provider. They are on their way to `next`; `carried` is a form of
    /// theirs, sealed by the server, or nothing.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn leave_for(
        &self,
        provider: &str,
        errand: Errand<'_>,
        next: &str,
        carried: &str,
    ) -> Result<Leaving> {
        let now = self.store().now();
        let Some(provider) = self.known_providers().find(provider) else { return Ok(Leaving::Unknown) };
        let purpose = match errand {
            Errand::SignIn => Purpose::SignIn,
            Errand::Link(me) => Purpose::Link(me.account.into()),
            Errand::Proof(me) => Purpose::Proof(me.account.into(), me.session()),
            Errand::Invitation(token) => {
                let digest = self.invitation_of(token);
                let unit = self.store().read(&self.doorkeeper(now)).await?;
                let invited = unit.invited(digest).await?;
                let is_its = invited.is_some_and(|it| it.provider.as_ref() == Some(&provider.settings.id));
                if !is_its {
                    return Ok(Leaving::Unknown);
                }
                Purpose::Invitation(digest)
            }
        };
        let known = match provider.known(now).await {
            Ok(known) => known,
            Err(trouble) => {
                tracing::error!(provider = provider.settings.id, %trouble, "a provider cannot be used");
                return Ok(Leaving::Unavailable(trouble.word()));
            }
        };
        let freshness = match errand {
            Errand::Proof(_) => Freshness::Now,
            Errand::SignIn | Errand::Invitation(_) | Errand::Link(_) => Freshness::Any,
        };
        let begun = provider.client.begin(&known.directory, freshness);
        let address = begun.address.clone();
        let mut flow = Flow::new(&provider.settings.id, begun, purpose, now).towards(next);
        if !carried.is_empty() && carried.len() <= LARGEST {
            let digest = Secret::digest_of(carried);
            let mut unit = self.store().write(&self.doorkeeper(now)).await?;
            unit.park_form(digest, carried.to_owned(), now + Flow::LIFE).await?;
            unit.commit().await?;
            flow.parked = Some(digest);
        }
        Ok(Leaving::To { provider: provider.view(), address, cookie: flow.seal(self) })
    }
}
