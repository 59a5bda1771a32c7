//! Digests, plain and keyed, and comparison in constant time.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of what is not in memory at once.
#[derive(Clone, Default)]
pub struct Digesting(Sha256);

impl Digesting {
    /// Takes in the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of everything that was taken in, in hexadecimal.
    pub fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The next link of an audit chain: SHA-256 of the previous link, then the entry.
///
/// The previous link has a fixed length, so no two pairs share the same bytes. Anyone
/// with the exported entries can repeat this without a key.
pub fn chain(previous: &[u8; 32], canonical: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(canonical);
    hash.finalize().into()
}

/// SHA-256 over parts that stand one directly after the other, where what is hashed has a
/// form that others gave it.
pub(crate) fn sha256_of(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// Whether two byte strings are equal, in a time that depends on their lengths alone.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// HMAC-SHA-256 over a list of fields, each preceded by its length.
pub(crate) fn keyed(key: &[u8; 32], fields: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(&join(fields));
    mac.finalize().into_bytes().into()
}

/// The key for one purpose under `key`.
pub(crate) fn derive(key: &[u8; 32], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::from_prk(key)
        .expect("32 bytes are as long as SHA-256's output")
        .expand(purpose.as_bytes(), derived.as_mut_slice())
        .expect("32 bytes are one block of SHA-256");
    derived
}

/// The fields one after the other, each preceded by its length, so that `["ab", "c"]` and
/// `["a", "bc"]` differ.
pub(crate) fn join(fields: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(fields.iter().map(|field| field.len() + 8).sum());
    for field in fields {
        joined.extend_from_slice(&(field.len() as u64).to_be_bytes());
        joined.extend_from_slice(field);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_link_depends_on_the_link_before_and_on_every_byte() {
        let first = chain(&[0; 32], b"entry");
        assert_eq!(first, sha256(&[&[0; 32][..], b"entry"].concat()));
        assert_ne!(first, chain(&[1; 32], b"entry"));
        assert_ne!(first, chain(&[0; 32], b"entri"));
    }

    #[test]
    fn moving_a_byte_between_fields_changes_the_digest() {
        let key = [7; 32];
        assert_ne!(keyed(&key, &[b"ab", b"c"]), keyed(&key, &[b"a", b"bc"]));
        assert_ne!(keyed(&key, &[b"ab"]), keyed(&key, &[b"ab", b""]));
    }

    #[test]
    fn equality_looks_at_content_and_length() {
        assert!(equal(b"same", b"same"));
        assert!(!equal(b"same", b"sama"));
        assert!(!equal(b"same", b"same "));
    }
}
