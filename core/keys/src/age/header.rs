//! The head of a file: the key of its content, wrapped for each recipient, and a code that
//! binds all of it together.

use std::io::{self, Read};

use base64ct::{Base64Unpadded, Encoding};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

use super::{AgeError, Identity, Recipient};
use crate::random::random_key;
use crate::{equal, random_bytes};

const VERSION: &str = "age-encryption.org/v1";
const X25519: &str = "X25519";
/// No head of ours comes near it; what is longer is not read into memory.
const LONGEST: usize = 64 << 10;

/// The key of one file.
pub(super) type FileKey = Zeroizing<[u8; 16]>;

/// A new key for a file, and the head that hands it to each of `recipients`.
pub(super) fn write(recipients: &[Recipient]) -> (FileKey, Vec<u8>) {
    let file_key = Zeroizing::new(random_bytes::<16>());
    let mut text = format!("{VERSION}\n");
    for recipient in recipients {
        let ours = random_key();
        let share = x25519(*ours, X25519_BASEPOINT_BYTES);
        let shared = Zeroizing::new(x25519(*ours, recipient.0));
        let body = cipher(&wrapping(&shared, &share, recipient))
            .encrypt(&Nonce::default(), file_key.as_slice())
            .expect("sixteen bytes are far below the cipher's limit");
        text.push_str(&format!("-> {X25519} {}\n{}\n", encode(&share), encode(&body)));
    }
    text.push_str("---");
    let code = encode(&code(&file_key, text.as_bytes()));
    text.push_str(&format!(" {code}\n"));
    (file_key, text.into_bytes())
}

/// Reads the head and finds the file's key by `identity`.
pub(super) fn read(from: &mut impl Read, identity: &Identity) -> io::Result<FileKey> {
    let mut head = Vec::new();
    let mut found = None;
    if line(from, &mut head)? != VERSION {
        return Err(AgeError::Header.into());
    }
    let mut next = line(from, &mut head)?;
    while let Some(stanza) = next.strip_prefix("-> ").map(str::to_owned) {
        let mut body = String::new();
        // The body ends with the first line shorter than 64 characters, an empty one perhaps.
        loop {
            let piece = line(from, &mut head)?;
            body.push_str(&piece);
            if piece.len() < 64 {
                break;
            }
        }
        if let Some(share) = stanza.strip_prefix(X25519) {
            found = found.or(unwrap(share.trim_start(), &body, identity)?);
        }
        next = line(from, &mut head)?;
    }
    let said = next.strip_prefix("--- ").ok_or(AgeError::Header)?;
    let file_key = found.ok_or(AgeError::OtherKey)?;
    let covered = head.len() - next.len() - 1 + "---".len();
    if !equal(&code(&file_key, &head[..covered]), &decode(said)?) {
        return Err(AgeError::Header.into());
    }
    Ok(file_key)
}

/// Nothing where it was wrapped for somebody else.
fn unwrap(share: &str, body: &str, identity: &Identity) -> Result<Option<FileKey>, AgeError> {
    let share: [u8; 32] = decode(share)?.try_into().map_err(|_| AgeError::Header)?;
    let shared = Zeroizing::new(x25519(*identity.0, share));
    // A share of small order would make the secret one that anybody knows.
    if equal(shared.as_slice(), &[0; 32]) {
        return Err(AgeError::Header);
    }
    let key = wrapping(&shared, &share, &identity.recipient());
    let Ok(plain) = cipher(&key).decrypt(&Nonce::default(), decode(body)?.as_slice()) else {
        return Ok(None);
    };
    let mut file_key = FileKey::default();
    if plain.len() != file_key.len() {
        return Err(AgeError::Header);
    }
    file_key.copy_from_slice(&Zeroizing::new(plain));
    Ok(Some(file_key))
}

/// One line without its end, and everything read so far in `head`.
fn line(from: &mut impl Read, head: &mut Vec<u8>) -> io::Result<String> {
    let start = head.len();
    let mut byte = [0];
    loop {
        from.read_exact(&mut byte).map_err(|cause| match cause.kind() {
            io::ErrorKind::UnexpectedEof => AgeError::Header.into(),
            _ => cause,
        })?;
        head.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
        if head.len() > LONGEST {
            return Err(AgeError::Header.into());
        }
    }
    let line = std::str::from_utf8(&head[start..head.len() - 1]).map_err(|_| AgeError::Header)?;
    Ok(line.to_owned())
}

fn wrapping(shared: &[u8; 32], share: &[u8; 32], recipient: &Recipient) -> Zeroizing<[u8; 32]> {
    derive(shared, &[share.as_slice(), recipient.0.as_slice()].concat(), "age-encryption.org/v1/X25519")
}

/// HKDF-SHA-256 as the format uses it everywhere.
pub(super) fn derive(secret: &[u8], salt: &[u8], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(purpose.as_bytes(), derived.as_mut_slice())
        .expect("32 bytes are one block of SHA-256");
    derived
}

pub(super) fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(*key))
}

fn code(file_key: &FileKey, head: &[u8]) -> [u8; 32] {
    let key = derive(file_key.as_slice(), &[], "header");
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).expect("HMAC takes keys of any length");
    mac.update(head);
    mac.finalize().into_bytes().into()
}

fn encode(bytes: &[u8]) -> String {
    Base64Unpadded::encode_string(bytes)
}

fn decode(text: &str) -> Result<Vec<u8>, AgeError> {
    Base64Unpadded::decode_vec(text).map_err(|_| AgeError::Header)
}
