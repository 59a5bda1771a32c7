//! One-time codes from an authenticator app, and codes on paper for when it is lost.
//!
//! SHA-1, six digits and thirty seconds, because that is what every app understands;
//! a code of the step before or after is taken too, for clocks that differ a little.

use std::fmt;

use domain::Instant;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::{KeyError, random_bytes};

mod qr;
mod recovery;

#[cfg(test)]
mod tests;

pub use qr::Qr;
pub use recovery::{RecoveryCode, recovery_codes, recovery_digest};

/// Length of the shared secret in bytes, as RFC 4226 recommends.
const LENGTH: usize = 20;

/// The secret that the service and one authenticator app share.
///
/// At rest it is sealed with [`Keyring::seal_value`](crate::Keyring::seal_value).
pub struct TotpSecret(Zeroizing<[u8; LENGTH]>);

impl TotpSecret {
    /// A new random secret.
    pub fn generate() -> Self {
        Self(Zeroizing::new(random_bytes()))
    }

    /// The secret from the bytes it was stored as.
    ///
    /// # Errors
    /// [`KeyError::Sealed`] when there are not exactly 20 of them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        bytes.try_into().map(|bytes| Self(Zeroizing::new(bytes))).map_err(|_| KeyError::Sealed)
    }

    /// The secret from the text of [`for_typing`](Self::for_typing), as an app reads it.
    ///
    /// # Errors
    /// [`KeyError::Sealed`] when it is not such a text.
    pub fn from_typed(text: &str) -> Result<Self, KeyError> {
        let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let secret = totp_rs::Secret::try_from_base32(letters).map_err(|_| KeyError::Sealed)?;
        Self::from_bytes(secret.as_bytes())
    }

    /// The bytes to seal and store.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The secret as people type it who cannot scan: base 32 in groups of four.
    pub fn for_typing(&self) -> String {
        let text = totp_rs::Secret::from(*self.0).to_base32();
        let letters: Vec<char> = text.chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The address that an authenticator app reads from the square code.
    ///
    /// `issuer` is the service and `account` the sign-in name, which the app shows beside
    /// the code; a colon in either becomes a space, since the address uses it to part them.
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let plain = |text: &str| text.replace(':', " ");
        let account = if account.is_empty() { "account".to_owned() } else { plain(account) };
        self.codes(&plain(issuer), &account)
            .to_url()
            .expect("there is an account name, and neither name holds a colon")
    }

    /// The step that `code` belongs to, when it is right and has not been used.
    ///
    /// `last_step` is the step of the last code taken from this account; store the
    /// returned one in its place, in the same transaction. A code read over a shoulder,
    /// or caught on its way, is refused the second time.
    pub fn check(&self, code: &str, now: Instant, last_step: Option<u64>) -> Option<u64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let step = self.codes("", "account").check(&digits, seconds)?;
        last_step.is_none_or(|last| step > last).then_some(step)
    }

    /// The code that an app with this secret shows at `now`; the service itself never
    /// needs one, those who try it out do.
    pub fn code(&self, now: Instant) -> String {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        self.codes("", "account").generate(seconds).to_string()
    }

    fn codes(&self, issuer: &str, account: &str) -> Totp {
        Builder::new()
            .with_secret(*self.0)
            .with_issuer((!issuer.is_empty()).then_some(issuer))
            .with_account_name(account)
            .build()
            .expect("twenty bytes are long enough, and the names hold no colon")
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}
