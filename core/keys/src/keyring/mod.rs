//! The keys above all others, which live outside the database.

use std::collections::BTreeMap;
use std::fmt;

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::digest::{derive, equal, join, keyed};
use crate::random::random_key;
use crate::{KeyError, OwnerKey, aead};

mod file;

#[cfg(test)]
mod tests;

/// A 256-bit master secret, overwritten when dropped.
type Master = Zeroizing<[u8; 32]>;

/// The master secrets of an installation.
///
/// Three kinds, because they live differently: those that wrap and seal come in
/// *generations* and can be replaced while the service runs; the one of the blind index
/// and the one of digests stay, because replacing them would orphan every row found by
/// them.
pub struct Keyring {
    /// By generation; the highest is the one in use.
    sealing: BTreeMap<u32, Master>,
    index: Master,
    digest: Master,
}

impl Keyring {
    /// A fresh keyring at generation 1, in memory only.
    pub fn generate() -> Self {
        Self { sealing: BTreeMap::from([(1, random_key())]), index: random_key(), digest: random_key() }
    }

    /// The generation that new values are sealed under.
    pub fn generation(&self) -> u32 {
        self.current().0
    }

    /// Wraps an owner's key for the database; it opens for this owner alone.
    pub fn wrap(&self, key: &OwnerKey, owner: Uuid) -> Vec<u8> {
        let (generation, master) = self.current();
        aead::seal(&wrapping(master), generation, &wrapped(owner), key.bytes())
    }

    /// Unwraps the key of `owner`, whichever generation it was wrapped under.
    ///
    /// # Errors
    /// [`KeyError::UnknownGeneration`], or [`KeyError::Sealed`] when the bytes are not the
    /// key of this owner.
    pub fn unwrap(&self, wrapped_key: &[u8], owner: Uuid) -> Result<OwnerKey, KeyError> {
        let master = self.master(aead::generation(wrapped_key)?)?;
        let plain = Zeroizing::new(aead::open(&wrapping(master), &wrapped(owner), wrapped_key)?);
        let mut bytes = Zeroizing::new([0; 32]);
        if plain.len() != bytes.len() {
            return Err(KeyError::Sealed);
        }
        bytes.copy_from_slice(&plain);
        Ok(OwnerKey::from_bytes(bytes))
    }

    /// The entry of a blind index: equal values of a kind have equal entries, and nothing
    /// else can be learnt from one without the key.
    ///
    /// The caller normalises first; `kind` keeps a telephone number from ever equalling
    /// an identifier. 128 bits are stored, far beyond accidental agreement.
    pub fn blind(&self, kind: &str, normalised: &str) -> [u8; 16] {
        let full =
            keyed(&derive(&self.index, "accord blind index"), &[kind.as_bytes(), normalised.as_bytes()]);
        let mut entry = [0; 16];
        entry.copy_from_slice(&full[..16]);
        entry
    }

    /// A keyed digest of `bytes`: proves later that a value is the same, and cannot be
    /// guessed backwards without the key, as a plain hash of a short value could.
    pub fn digest(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        keyed(&derive(&self.digest, "accord digest"), &[purpose.as_bytes(), bytes])
    }

    /// What names this keyring and tells nothing of its keys: eight characters.
    pub fn fingerprint(&self) -> String {
        let digest = self.digest("fingerprint", b"accord keys");
        digest[..4].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Authenticates bytes kept where others could write, such as compiled plugins.
    pub fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        keyed(&derive(&self.digest, "accord mac"), &[bytes])
    }

    /// Whether `mac` was made by [`mac`](Self::mac) over the same bytes.
    pub fn verify_mac(&self, bytes: &[u8], mac: &[u8]) -> bool {
        equal(&self.mac(bytes), mac)
    }

    /// The key that seals tokens now.
    pub(crate) fn tokens(&self) -> Master {
        derive(self.current().1, "accord tokens")
    }

    /// The key that sealed tokens under `generation`.
    pub(crate) fn tokens_of(&self, generation: u32) -> Result<Master, KeyError> {
        Ok(derive(self.master(generation)?, "accord tokens"))
    }

    /// The secret that never changes, for keys that must outlive every generation.
    pub(crate) const fn digest_master(&self) -> &Master {
        &self.digest
    }

    fn current(&self) -> (u32, &Master) {
        let (generation, master) =
            self.sealing.last_key_value().expect("every way to a keyring gives it one");
        (*generation, master)
    }

    fn master(&self, generation: u32) -> Result<&Master, KeyError> {
        self.sealing.get(&generation).ok_or(KeyError::UnknownGeneration(generation))
    }
}

fn wrapping(master: &Master) -> Master {
    derive(master, "accord owner keys")
}

fn wrapped(owner: Uuid) -> Vec<u8> {
    join(&[b"accord owner key", owner.as_bytes()])
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring")
    }
}
