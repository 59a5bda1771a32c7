//! Single sign-on: what a provider of OpenID Connect says about somebody, believed only where
//! its signature and every claim fit.
//!
//! Nothing here asks anybody over a network: the caller brings documents, and hands a function
//! over that asks. The flow is that of a code with PKCE (S256), `state` and `nonce`; there is
//! no other. What does not fit has a word ([`Wrong`]) for the log and the audit, which never
//! repeats what the provider or the browser said.

mod claims;
mod client;
mod directory;
#[cfg(test)]
mod tests;
mod wrong;

pub use claims::{Claims, Expected, LoggedOut};
pub use client::{Begun, Client, Freshness};
pub use directory::{Directory, Keys};
pub use openidconnect::http;
pub use wrong::Wrong;

/// How far two clocks may be apart: a minute.
pub const SKEW: std::time::Duration = std::time::Duration::from_secs(60);
