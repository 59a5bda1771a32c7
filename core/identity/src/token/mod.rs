//! What the browser carries for us while somebody signs in, sealed so that only the server
//! can read it.
//!
//! | token | carried in | says |
//! |---|---|---|
//! | [`HalfWay`] | the page that asks for the code | the password was right, then |
//! | [`KnownBrowser`] | a cookie | this account has signed in here before |
//! | [`NewFactor`] | the page that sets up an authenticator | the secret offered, not yet taken |
//! | `passkey::Asked` | every page that asks for a passkey | what the answer has to fit |
//! | `mailed::ResetLink` | a mail | the password may be chosen anew |

use domain::{AccountId, Instant};
use uuid::Uuid;

mod sign_in;

#[cfg(test)]
mod tests;

pub use sign_in::{HalfWay, KnownBrowser, NewFactor};

/// Writes the fields of a payload one after the other.
pub(crate) struct Payload(Vec<u8>);

impl Payload {
    pub fn new() -> Self {
        Self(Vec::with_capacity(64))
    }

    pub fn account(self, account: AccountId) -> Self {
        self.bytes(Uuid::from(account).as_bytes())
    }

    pub fn number(mut self, number: i64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    pub fn moment(self, moment: Instant) -> Self {
        self.number(moment.timestamp_micros())
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Reads them back. A payload that opened is one we wrote, so a short one is another
/// version's and is treated like a token that does not open.
pub(crate) struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    pub fn account(&mut self) -> Option<AccountId> {
        Some(AccountId(Uuid::from_bytes(self.take()?)))
    }

    pub fn number(&mut self) -> Option<i64> {
        self.take().map(i64::from_be_bytes)
    }

    pub fn moment(&mut self) -> Option<Instant> {
        Instant::from_timestamp_micros(self.number()?)
    }

    pub fn rest(self) -> &'a [u8] {
        self.0
    }
}

/// Whether something issued at `issued` and good for `life` is good at `now`. A token
/// from the future is not: the clock was wrong then or is now.
pub(crate) fn is_fresh(issued: Instant, life: std::time::Duration, now: Instant) -> bool {
    issued <= now && now < issued + life
}
