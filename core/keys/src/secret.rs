//! Tokens that people and browsers carry: sessions, invitations, links.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use crate::random::random_key;
use crate::sha256;

/// A random 256-bit token, as text that fits a cookie or an address.
///
/// Only its digest is stored, so that a copy of the database signs nobody in. A plain
/// SHA-256 is enough for that, because there is nothing to guess.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A new token.
    pub fn generate() -> Self {
        Self(Zeroizing::new(Base64UrlUnpadded::encode_string(random_key().as_slice())))
    }

    /// The text to hand out, once.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored in its place.
    pub fn digest(&self) -> [u8; 32] {
        Self::digest_of(&self.0)
    }

    /// The digest of a token that someone presents; any text has one.
    pub fn digest_of(presented: &str) -> [u8; 32] {
        sha256(presented.as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_by_its_digest_and_never_printed() {
        let secret = Secret::generate();
        assert_eq!(secret.expose().len(), 43);
        assert_eq!(Secret::digest_of(secret.expose()), secret.digest());
        assert_ne!(Secret::generate().digest(), secret.digest());
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
