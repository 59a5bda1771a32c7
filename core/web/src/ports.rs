//! What the pages need from crates that `web` does not name.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use domain::{AccountId, Instant, Reference};
use permissions::Actor;
use wording::Language;

/// A future that a port returns.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that broke. Its cause goes to the log, never to a page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Fault(#[source] pub Box<dyn Error + Send + Sync>);

impl Fault {
    /// Wraps any error.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

/// The person behind a session.
#[derive(Clone)]
pub struct Visitor {
    /// Their account.
    pub account: AccountId,
    /// Their name, as the page greets them.
    pub name: String,
    /// The language they chose in their profile.
    pub language: Option<Language>,
    /// What they may do, at the moment of the request.
    pub actor: Actor,
    /// Whether nothing is open to them yet but the pages that set up a second factor.
    pub must_enrol: bool,
    /// Whether nothing is open to them yet but the page that adds a passkey.
    pub must_add_passkey: bool,
    /// When they signed in the time before, for what is new since then.
    pub previous_sign_in_at: Option<Instant>,
    /// Whether they have to prove again that it is them before acts that want to be sure.
    pub must_prove: bool,
    /// The epoch of the installed plugins at this request; words and forms of another one
    /// are out of date.
    pub registry_epoch: i64,
    /// The cases that are open to them by break glass, and until when: each of their pages
    /// says so.
    pub glass: Vec<(Reference, Instant)>,
}

/// Turns a session's token into the person behind it. `identity` offers it.
pub trait Sessions: Send + Sync {
    /// The visitor, or nobody where the token is unknown, expired or revoked. One statement.
    fn recognise<'a>(&'a self, token: &'a str, now: Instant)
    -> BoxFuture<'a, Result<Option<Visitor>, Fault>>;
}

/// Seals short payloads so that only this installation can read or make them. `identity`
/// offers it over the keyring.
pub trait Tokens: Send + Sync {
    /// Seals `payload` for one purpose and one binding, as text fit for an address.
    fn seal(&self, purpose: &str, binding: &[u8], payload: &[u8]) -> String;

    /// Opens what [`seal`](Self::seal) made for the same purpose and binding.
    fn open(&self, purpose: &str, binding: &[u8], token: &str) -> Option<Vec<u8>>;

    /// Sixteen bytes nobody can guess.
    fn random(&self) -> [u8; 16];
}

/// Why the service cannot do its work.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct NotReady {
    /// In a few words that anybody may read.
    pub reason: &'static str,
    /// The cause, for the log.
    #[source]
    pub cause: Box<dyn Error + Send + Sync>,
}

/// Whether the service can do its work: the database answers and keeps what is written.
pub trait Readiness: Send + Sync {
    /// Why not, when it cannot.
    fn ready(&self) -> BoxFuture<'_, Result<(), NotReady>>;
}

/// The one clock.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Instant;
}

/// Everything the pages are handed at start.
#[derive(Clone)]
pub struct Ports {
    /// Sessions.
    pub sessions: Arc<dyn Sessions>,
    /// Sealed tokens.
    pub tokens: Arc<dyn Tokens>,
    /// Readiness.
    pub readiness: Arc<dyn Readiness>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}
