//! The providers of the settings, and what they last said about themselves.

use std::sync::Arc;
use std::time::Duration;

use domain::{Instant, Reference};
use keys::provider::{Client, Directory, Keys, Wrong};
use outgoing::http::{Request, StatusCode};
use outgoing::{Asker, Refused};
use serde::Serialize;
use tokio::sync::Mutex;

use super::check::{self, ProviderError};
use super::roles::RoleMap;
use super::settings::{ProviderSettings, SubjectKey};

/// How long a description is believed.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// How long a provider is left alone after it did not answer, or after its keys were read.
const PAUSE: Duration = Duration::from_secs(60);

/// Every provider, in the order of the settings.
#[derive(Default)]
pub(crate) struct Providers(Vec<Arc<Provider>>);

/// A provider, as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProviderView {
    /// Its name in addresses.
    pub id: String,
    /// Its name on the button.
    pub name: String,
}

/// One provider.
pub(crate) struct Provider {
    pub settings: ProviderSettings,
    pub client: Client,
    pub organisation: Option<Reference>,
    pub roles: RoleMap,
    asker: Asker,
    said: Mutex<Said>,
}

/// What it last said.
#[derive(Default)]
struct Said {
    known: Option<Arc<Known>>,
    failed: Option<(Instant, Trouble)>,
}

/// Its description and its keys.
pub(crate) struct Known {
    pub directory: Directory,
    pub keys: Keys,
    read_at: Instant,
}

/// Why nothing can be had from a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Trouble {
    /// It could not be asked.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What it said cannot be used.
    #[error(transparent)]
    Wrong(#[from] Wrong),
    /// It answered with another status than 200.
    #[error("it answered that it cannot answer")]
    Status,
}

impl Trouble {
    /// The word for the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong(wrong) => wrong.word(),
            Self::Refused(Refused::Inside) => "inside address",
            Self::Refused(_) | Self::Status => "unreachable",
        }
    }
}

impl Providers {
    /// Those of the settings, who send people back to `address`.
    pub fn new(settings: &[ProviderSettings], address: &str) -> Result<Self, ProviderError> {
        let mut all: Vec<Arc<Provider>> = Vec::new();
        for one in settings {
            if all.iter().any(|other| other.settings.id == one.id) {
                return Err(ProviderError::new(one, "id: two providers have it"));
            }
            // Of two with one issuer nobody could tell whose answer an answer is.
            if all.iter().any(|other| other.settings.issuer == one.issuer) {
                return Err(ProviderError::new(one, "issuer: two providers have it"));
            }
            all.push(Arc::new(Provider::new(one, address)?));
        }
        Ok(Self(all))
    }

    /// The provider with this name.
    pub fn find(&self, id: &str) -> Option<Arc<Provider>> {
        self.0.iter().find(|provider| provider.settings.id == id).cloned()
    }

    /// All, as pages name them.
    pub fn views(&self) -> Vec<ProviderView> {
        self.0.iter().map(|provider| provider.view()).collect()
    }
}

impl Provider {
    fn new(settings: &ProviderSettings, address: &str) -> Result<Self, ProviderError> {
        check::issuer(settings)?;
        check::rest(settings)?;
        let back = format!("{address}/sign-in/with/{}/callback", settings.id);
        let secret = settings.client_secret.expose();
        let client = Client::new(&settings.issuer, &settings.client_id, secret, &back, &settings.scopes);
        let client = client.map_err(|_| ProviderError::new(settings, "service.address is no address"))?;
        let client = client.wanting(&settings.second_factor_acr, settings.subject == SubjectKey::Entra);
        let authorities = match settings.authorities_file.as_os_str().is_empty() {
            true => Vec::new(),
            false => std::fs::read(&settings.authorities_file)
                .map_err(|error| ProviderError::new(settings, format!("authorities_file: {error}")))?,
        };
        let asker = Asker::new(settings.addresses.clone(), &authorities)
            .map_err(|error| ProviderError::new(settings, format!("authorities_file: {error}")))?;
        Ok(Self {
            client,
            organisation: check::organisation(settings)?,
            roles: check::roles(settings)?,
            settings: settings.clone(),
            asker,
            said: Mutex::default(),
        })
    }

    pub fn view(&self) -> ProviderView {
        ProviderView { id: self.settings.id.clone(), name: self.settings.name.clone() }
    }

    /// What it says about itself, read at most once an hour. One that does not answer is left
    /// alone for a minute, so that many who try do not wait one after the other.
    pub async fn known(&self, now: Instant) -> Result<Arc<Known>, Trouble> {
        let mut said = self.said.lock().await;
        let is_within = |at: Instant, length: Duration| at <= now && now < at + length;
        if let Some(known) = said.known.as_ref().filter(|known| is_within(known.read_at, KEPT)) {
            return Ok(known.clone());
        }
        if let Some((_, trouble)) = said.failed.filter(|(at, _)| is_within(*at, PAUSE)) {
            return Err(trouble);
        }
        match self.read(now).await {
            Ok(known) => {
                let known = Arc::new(known);
                *said = Said { known: Some(known.clone()), failed: None };
                Ok(known)
            }
            Err(trouble) => {
                said.failed = Some((now, trouble));
                Err(trouble)
            }
        }
    }

    /// What it says after a token was signed by a key that is not in `known`: it may have new
    /// ones. It is asked at most once a minute, whatever is sent to us.
    pub async fn newer(&self, known: &Arc<Known>, now: Instant) -> Result<Arc<Known>, Trouble> {
        let mut said = self.said.lock().await;
        if let Some(other) = said.known.as_ref().filter(|other| !Arc::ptr_eq(other, known)) {
            return Ok(other.clone());
        }
        if now < known.read_at + PAUSE {
            return Err(Wrong::UnknownKey.into());
        }
        let newer = Arc::new(self.read(now).await?);
        said.known = Some(newer.clone());
        Ok(newer)
    }

    async fn read(&self, now: Instant) -> Result<Known, Trouble> {
        let directory = self.get(&self.client.directory_address()).await?;
        let directory = Directory::read(&directory, self.client.issuer())?;
        let keys = Keys::read(&self.get(directory.keys_address()).await?)?;
        Ok(Known { directory, keys, read_at: now })
    }

    async fn get(&self, address: &str) -> Result<Vec<u8>, Trouble> {
        let request = Request::get(address).header("accept", "application/json").body(Vec::new());
        let answer = self.asker.ask(request.map_err(|_| Wrong::Address)?).await?;
        if answer.status() == StatusCode::OK { Ok(answer.into_body()) } else { Err(Trouble::Status) }
    }

    /// The token for a code.
    pub async fn redeem(&self, known: &Known, code: &str, verifier: &str) -> Result<String, Wrong> {
        let asker = self.asker.clone();
        let ask = move |request| {
            let asker = asker.clone();
            async move { asker.ask(request).await }
        };
        self.client.redeem(&known.directory, code.to_owned(), verifier.to_owned(), ask).await
    }
}
