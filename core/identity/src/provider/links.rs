//! Which providers an account is linked to, and taking them away.

use domain::{Instant, Reference};
use permissions::{Actor, ManageAccounts};
use serde::Serialize;
use storage::Shown;
use storage::identity::Link;

use super::providers::ProviderView;
use crate::{Identity, Present, Result};

/// A provider with whom somebody can sign in, on the page of its owner.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Its name, or its name in the settings where it is in them no longer.
    pub name: String,
    /// Since when.
    pub linked_at: Instant,
    /// Whether its owner linked it, and not whoever invited them.
    pub by_owner: bool,
    /// When it was last used.
    pub last_used_at: Option<Instant>,
}

impl Identity {
    /// The providers with whom whoever is signed in can sign in.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn own_links(&self, me: &Present) -> Result<Shown<Vec<LinkView>>> {
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let links = unit.links(&permit).await?;
        let views = links.into_iter().map(|link| self.link_view(link)).collect();
        Ok(unit.show(views).await?)
    }

    /// The providers by whom whoever is signed in can prove who they are.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn proving_providers(&self, me: &Present) -> Result<Vec<ProviderView>> {
        let all = self.providers();
        if all.is_empty() {
            return Ok(all);
        }
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let links = unit.links(&permit).await?;
        let is_linked = |view: &ProviderView| links.iter().any(|link| link.provider == view.id);
        Ok(all.into_iter().filter(is_linked).collect())
    }

    /// The providers that whoever is signed in could link: those for their organisation.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn linkable(&self, me: &Present) -> Result<Vec<ProviderView>> {
        if self.providers().is_empty() {
            return Ok(Vec::new());
        }
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let (links, own) = (unit.links(&permit).await?, unit.organisation_of(&permit).await?);
        let fits = |view: &ProviderView| {
            let provider = self.known_providers().find(&view.id);
            let is_for = provider.is_some_and(|provider| provider.organisation == own);
            is_for && !links.iter().any(|link| link.provider == view.id)
        };
        Ok(self.providers().into_iter().filter(fits).collect())
    }

    /// Takes every provider from an account; their sessions end. Says whether there was one.
    ///
    /// # Errors
    /// Storage's: not found, not permitted.
    pub async fn unlink(&self, actor: &Actor, account: Reference) -> Result<bool> {
        let mut unit = self.store().write(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        let gone = unit.unlink(permit).await?;
        unit.commit().await?;
        Ok(gone > 0)
    }

    /// The name of a provider; its name in the settings where it is in them no longer.
    pub fn provider_name(&self, id: &str) -> String {
        self.known_providers()
            .find(id)
            .map_or_else(|| id.to_owned(), |provider| provider.settings.name.clone())
    }

    fn link_view(&self, link: Link) -> LinkView {
        LinkView {
            name: self.provider_name(&link.provider),
            linked_at: link.linked_at,
            by_owner: link.by_owner,
            last_used_at: link.last_used_at,
        }
    }
}
