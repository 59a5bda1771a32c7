//! The key of one person, one case, or one submission not yet accepted.

use std::fmt;

use zeroize::Zeroizing;

use crate::digest::{derive, keyed};
use crate::random::random_key;

/// The key under which everything sealed of one owner lies.
///
/// It is stored only wrapped by the [`Keyring`](crate::Keyring), and lives in memory for
/// as long as a request needs it; the memory is overwritten when it is dropped.
pub struct OwnerKey(Zeroizing<[u8; 32]>);

impl OwnerKey {
    /// A new random key.
    pub fn generate() -> Self {
        Self(random_key())
    }

    /// A digest that only this owner's key can make.
    ///
    /// A statistic is tied to its participant by such a digest: while the key lives it
    /// can be found and corrected, and once the key is destroyed it belongs to nobody.
    pub fn digest(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        keyed(&derive(&self.0, "accord owner digest"), &[purpose.as_bytes(), bytes])
    }

    /// The key that sections are sealed with, apart from the one for digests.
    pub(crate) fn sealing(&self) -> Zeroizing<[u8; 32]> {
        derive(&self.0, "accord owner seal")
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for OwnerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnerKey")
    }
}
