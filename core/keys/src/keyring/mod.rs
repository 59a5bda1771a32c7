//! The keys above all others, which live outside the database.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::digest::{derive, equal, join, keyed};
use crate::random::random_key;
use crate::{KeyError, OwnerKey, aead};

mod file;

pub use file::{KeyFile, Secrecy};

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
///
/// A process that serves learns of a generation that another one made: at the latest when
/// it meets a value of that generation, it reads the file again.
pub struct Keyring {
    /// By generation; the highest is the one in use.
    sealing: RwLock<Arc<Generations>>,
    index: Master,
    digest: Master,
    /// Where it was read from; none for one that is in memory only.
    file: Option<KeyFile>,
}

type Generations = BTreeMap<u32, Master>;

impl Keyring {
    /// A fresh keyring at generation 1, in memory only.
    pub fn generate() -> Self {
        Self::of(BTreeMap::from([(1, random_key())]), random_key(), random_key(), None)
    }

    fn of(sealing: Generations, index: Master, digest: Master, file: Option<KeyFile>) -> Self {
        Self { sealing: RwLock::new(Arc::new(sealing)), index, digest, file }
    }

    /// The generation that new values are sealed under.
    pub fn generation(&self) -> u32 {
        self.current().0
    }

    /// Every generation that it holds, the oldest first.
    pub fn generations(&self) -> Vec<u32> {
        self.all().keys().copied().collect()
    }

    /// The file that it was read from; none for one that is in memory only.
    pub const fn file(&self) -> Option<&KeyFile> {
        self.file.as_ref()
    }

    /// Wraps an owner's key for the database; it opens for this owner alone.
    pub fn wrap(&self, key: &OwnerKey, owner: Uuid) -> Vec<u8> {
        let (generation, master) = self.current();
        aead::seal(&wrapping(&master), generation, &wrapped(owner), key.bytes())
    }

    /// Unwraps the key of `owner`, whichever generation it was wrapped under.
    ///
    /// # Errors
    /// [`KeyError::UnknownGeneration`], or [`KeyError::Sealed`] when the bytes are not the
    /// key of this owner.
    pub fn unwrap(&self, wrapped_key: &[u8], owner: Uuid) -> Result<OwnerKey, KeyError> {
        let master = self.master(aead::generation(wrapped_key)?)?;
        let plain = Zeroizing::new(aead::open(&wrapping(&master), &wrapped(owner), wrapped_key)?);
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

    /// The generation in use, and the key that seals tokens under it.
    pub(crate) fn tokens(&self) -> (u32, Master) {
        let (generation, master) = self.current();
        (generation, derive(&master, "accord tokens"))
    }

    /// The key that sealed tokens under `generation`.
    pub(crate) fn tokens_of(&self, generation: u32) -> Result<Master, KeyError> {
        Ok(derive(&*self.master(generation)?, "accord tokens"))
    }

    /// The secret that never changes, for keys that must outlive every generation.
    pub(crate) const fn digest_master(&self) -> &Master {
        &self.digest
    }

    fn all(&self) -> Arc<Generations> {
        // Whoever panicked while they held it had replaced it whole or not at all.
        self.sealing.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, generations: Generations) {
        *self.sealing.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(generations);
    }

    fn current(&self) -> (u32, Master) {
        let all = self.all();
        let (generation, master) = all.last_key_value().expect("every way to a keyring gives it one");
        (*generation, master.clone())
    }

    fn master(&self, generation: u32) -> Result<Master, KeyError> {
        let known = || self.all().get(&generation).cloned();
        if let Some(master) = known() {
            return Ok(master);
        }
        // Another process may have made it a moment ago.
        self.refresh()?;
        known().ok_or(KeyError::UnknownGeneration(generation))
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
