//! Asking other servers: the only crate that opens a connection to somewhere else.
//!
//! Whoever can make a server fetch an address of their choosing can reach what only that
//! server can: its own loopback, the neighbours in its network, the cloud's metadata. So an
//! [`Asker`] looks a name up once, refuses it where any of its addresses is not one of the
//! public internet, connects to the very address that it looked at, follows no redirect, and
//! gives up after five seconds or a megabyte (`security.md` X-16). Addresses inside are
//! reached where the settings name them one by one, and nowhere else is plain HTTP spoken
//! than with this very machine.
//!
//! There is no client that keeps connections: what is asked is a few documents an hour.

#![forbid(unsafe_code)]

mod address;
mod asker;
#[cfg(test)]
mod tests;
mod tls;

pub use address::is_public;
pub use asker::{Asker, LARGEST, LONGEST};

/// What is asked, and what is answered.
pub use http;

/// Why there is no answer. It names no address: those come from documents of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is not an address of HTTP over TLS, or has a name and password in it.
    #[error("the address is not one of https")]
    Scheme,
    /// Its name does not resolve.
    #[error("the name does not resolve")]
    Unknown,
    /// It is not on the public internet, and is not named in the settings.
    #[error("the address is inside a network, and is not one that the settings allow")]
    Inside,
    /// Nobody takes the connection.
    #[error("no connection")]
    Unreachable,
    /// The certificate is not one to be trusted, or no TLS is spoken.
    #[error("the certificate is not trusted, or TLS is not spoken")]
    Untrusted,
    /// The answer leads elsewhere.
    #[error("the answer leads elsewhere")]
    Redirected,
    /// It is longer than a megabyte.
    #[error("the answer is too large")]
    TooLarge,
    /// It did not come within five seconds.
    #[error("no answer in time")]
    TooLate,
    /// It is not HTTP.
    #[error("the answer is not HTTP")]
    Unreadable,
}

/// A file of certificates that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no certificate in it, or one that cannot be read")]
pub struct BadAuthorities;
