//! The one form of every sealed value: format, key generation, nonce, ciphertext.
//!
//! The nonce is random and 192 bits long, so that no counter has to be kept and two
//! nodes never meet on one.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use crate::{KeyError, random_bytes};

/// XChaCha20-Poly1305 with the header below.
const FORMAT: u8 = 1;
const NONCE: usize = 24;
const HEADER: usize = 1 + 4 + NONCE;

/// Seals `plain` under `key`, bound to `context` and to the header itself.
pub(crate) fn seal(key: &[u8; 32], generation: u32, context: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce = random_bytes::<NONCE>();
    let payload = Payload { msg: plain, aad: &associated(generation, context) };
    let ciphertext = XChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(&XNonce::from(nonce), payload)
        .expect("a section is far below the cipher's limit of 256 GiB");
    let mut sealed = Vec::with_capacity(HEADER + ciphertext.len());
    sealed.push(FORMAT);
    sealed.extend_from_slice(&generation.to_be_bytes());
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&ciphertext);
    sealed
}

/// Opens what [`seal`] closed under the same key and context.
pub(crate) fn open(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
    let generation = generation(sealed)?;
    let nonce: [u8; NONCE] = sealed[HEADER - NONCE..HEADER].try_into().map_err(|_| KeyError::Sealed)?;
    let payload = Payload { msg: &sealed[HEADER..], aad: &associated(generation, context) };
    XChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(&XNonce::from(nonce), payload)
        .map_err(|_| KeyError::Sealed)
}

/// The generation that the header names; trustworthy only once the value has opened.
pub(crate) fn generation(sealed: &[u8]) -> Result<u32, KeyError> {
    match sealed {
        [FORMAT, a, b, c, d, rest @ ..] if rest.len() >= NONCE => Ok(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => Err(KeyError::Sealed),
    }
}

fn associated(generation: u32, context: &[u8]) -> Vec<u8> {
    let mut associated = Vec::with_capacity(5 + context.len());
    associated.push(FORMAT);
    associated.extend_from_slice(&generation.to_be_bytes());
    associated.extend_from_slice(context);
    associated
}
