//! A sign-in under way, as the browser carries it.

use std::time::Duration;

use domain::{AccountId, Instant};
use serde::{Deserialize, Serialize};
use storage::identity::Challenge;
use uuid::Uuid;

use crate::Identity;
use crate::token::is_fresh;

const PURPOSE: &str = "provider sign-in";

/// Where somebody was going is kept where it fits a cookie beside the rest.
const LONGEST_PATH: usize = 1_000;

/// What a sign-in is for: the answer of one is no good for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Purpose {
    /// Signing in.
    SignIn,
    /// Taking the invitation with this digest.
    Invitation([u8; 32]),
    /// Linking the provider to one's own account.
    Link(Uuid),
    /// Proving that this session is one's own.
    Proof(Uuid, [u8; 32]),
}

/// What the answer has to fit.
#[derive(Serialize, Deserialize)]
pub(super) struct Flow {
    pub provider: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
    pub purpose: Purpose,
    /// Where the reader was going.
    pub next: String,
    /// The digest of a form that waits.
    pub parked: Option<[u8; 32]>,
    /// When it began, in microseconds.
    began: i64,
}

impl Flow {
    /// How long somebody may take at the provider: time to find a telephone there.
    pub const LIFE: Duration = Duration::from_secs(15 * 60);

    pub fn new(provider: &str, begun: keys::provider::Begun, purpose: Purpose, now: Instant) -> Self {
        Self {
            provider: provider.to_owned(),
            state: begun.state,
            nonce: begun.nonce,
            verifier: begun.verifier,
            purpose,
            next: String::new(),
            parked: None,
            began: now.timestamp_micros(),
        }
    }

    /// The same on the way to `next`.
    pub fn towards(self, next: &str) -> Self {
        let next = if next.len() <= LONGEST_PATH { next } else { "/" };
        Self { next: next.to_owned(), ..self }
    }

    pub fn began(&self) -> Option<Instant> {
        Instant::from_timestamp_micros(self.began)
    }

    /// The cookie.
    pub fn seal(&self, identity: &Identity) -> String {
        let payload = serde_json::to_vec(self).expect("texts and numbers are JSON");
        identity.seal(PURPOSE, b"", &payload)
    }

    /// The sign-in under way that `cookie` holds, where it is this provider's, is the one that
    /// `state` belongs to, and is not too old.
    pub fn open(
        identity: &Identity,
        provider: &str,
        cookie: &str,
        state: &str,
        now: Instant,
    ) -> Option<Self> {
        let flow: Self = serde_json::from_slice(&identity.open(PURPOSE, b"", cookie)?).ok()?;
        let is_its = flow.provider == provider && keys::equal(flow.state.as_bytes(), state.as_bytes());
        (is_its && is_fresh(flow.began()?, Self::LIFE, now)).then_some(flow)
    }

    /// What makes sure that it comes back once.
    pub fn challenge(&self, now: Instant) -> Challenge {
        let began = self.began().unwrap_or(now);
        Challenge { digest: keys::sha256(self.state.as_bytes()), until: began + Self::LIFE }
    }

    /// The account that whoever comes back has to be.
    pub fn owner(&self) -> Option<AccountId> {
        match self.purpose {
            Purpose::Link(account) | Purpose::Proof(account, _) => Some(AccountId(account)),
            Purpose::SignIn | Purpose::Invitation(_) => None,
        }
    }
}
