//! The door to everything about signing in.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use domain::{AccountId, Instant};
use keys::Keyring;
use keys::passkey::RelyingParty;
use permissions::{Actor, Task};
use storage::audit::Entry;
use storage::{Installation, InstallationKind, Store};

use crate::hashing::Hashing;
use crate::provider::{ProviderError, Providers};
use crate::tally::{Enter, Tally};
use crate::{Result, Settings};

/// Signing in, and what an account may change about itself. Cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

struct Inner {
    store: Store,
    settings: Settings,
    installation: Installation,
    hashing: Hashing,
    tally: Mutex<Tally>,
    site: Option<RelyingParty>,
    /// Set once, when the server starts.
    providers: OnceLock<Providers>,
}

impl Identity {
    /// Signing in to this installation, without passkeys.
    pub fn new(store: Store, settings: Settings, installation: Installation) -> Self {
        Self::at("", store, settings, installation)
    }

    /// Signing in to this installation, which people reach at `address`. Passkeys belong to
    /// the name in it; where it has none that browsers take, there are no passkeys.
    pub fn at(address: &str, store: Store, settings: Settings, installation: Installation) -> Self {
        let hashing = Hashing::new(settings.hashing_threads);
        let site = RelyingParty::at(address, &installation.service_name);
        let (tally, providers) = (Mutex::default(), OnceLock::new());
        Self(Arc::new(Inner { store, settings, installation, hashing, tally, site, providers }))
    }

    /// The same with the providers of the settings, who send people back to `address`.
    ///
    /// # Errors
    /// [`ProviderError`], which names the setting.
    pub fn with_providers(self, address: &str) -> std::result::Result<Self, ProviderError> {
        let providers = Providers::new(&self.settings().provider, address)?;
        self.0.providers.get_or_init(|| providers);
        Ok(self)
    }

    pub(crate) fn known_providers(&self) -> &Providers {
        self.0.providers.get_or_init(Providers::default)
    }

    pub(crate) fn site(&self) -> Option<&RelyingParty> {
        self.0.site.as_ref()
    }

    /// Whether everybody must have a second factor.
    ///
    /// Only an installation born as a demonstration does without, since the passwords of
    /// its invented people are printed for all to see.
    pub fn needs_second_factor(&self) -> bool {
        self.0.installation.kind == InstallationKind::Live
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn keys(&self) -> &Keyring {
        self.0.store.keys()
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn service_name(&self) -> &str {
        &self.0.installation.service_name
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }

    /// The server, finding out who somebody is.
    pub(crate) fn doorkeeper(&self, now: Instant) -> Actor {
        Actor::system(Task::SignIn, now)
    }

    /// Enters a refusal in the audit log, or counts it where there were too many.
    ///
    /// The name that was typed is never entered: people type passwords into that field.
    pub(crate) async fn refused(
        &self,
        source: [u8; 32],
        account: Option<AccountId>,
        what: &'static str,
        now: Instant,
    ) -> Result<()> {
        let entry =
            Entry { object: account.map(Into::into), ..Entry::new("sign-in", "account").detail(what) };
        self.enter_refusal(source, entry, now).await
    }

    /// Enters a refusal of something that `source` sent, or counts it where there were too
    /// many; its detail says what it was.
    pub(crate) async fn enter_refusal(&self, source: [u8; 32], entry: Entry, now: Instant) -> Result<()> {
        let enter = self.0.tally.lock().unwrap_or_else(PoisonError::into_inner).refused(source, now);
        let entry = match enter {
            Enter::Nothing => return Ok(()),
            Enter::One => entry,
            Enter::OneAndMore(more) => {
                let what = entry.detail.clone().unwrap_or_default();
                entry.detail(format!("{what}, {more} more before"))
            }
        };
        self.store().write(&self.doorkeeper(now)).await?.refuse(entry).await?;
        Ok(())
    }

    /// Seals something small that an address or a field carries, for one purpose and one
    /// binding, usually the account.
    pub fn seal(&self, purpose: &str, binding: &[u8], payload: &[u8]) -> String {
        self.keys().seal_token(purpose, binding, payload)
    }

    /// Opens it again, for the same purpose and binding.
    pub fn open(&self, purpose: &str, binding: &[u8], token: &str) -> Option<Vec<u8>> {
        self.keys().open_token(purpose, binding, token).ok()
    }

    /// Sixteen bytes nobody can guess, such as the key of one submission.
    pub fn random(&self) -> [u8; 16] {
        keys::random_bytes()
    }
}
