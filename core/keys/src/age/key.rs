//! The pair of keys: the public one is sealed to, the private one opens.

use std::fmt;
use std::str::FromStr;

use bech32::{Bech32, Hrp};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

use super::AgeError;
use crate::random::random_key;

const PUBLIC: Hrp = Hrp::parse_unchecked("age");
const PRIVATE: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// The public key of whoever may open a file. It is no secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Recipient(pub(super) [u8; 32]);

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        bech32::encode_to_fmt::<Bech32, _>(f, PUBLIC, &self.0).map_err(|_| fmt::Error)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

impl FromStr for Recipient {
    type Err = AgeError;

    fn from_str(text: &str) -> Result<Self, AgeError> {
        let bytes = decode(PUBLIC, text.trim()).ok_or(AgeError::Recipient)?;
        Ok(Self(*bytes))
    }
}

/// The private key. Whoever has it opens every file sealed to its recipient.
pub struct Identity(pub(super) Zeroizing<[u8; 32]>);

impl Identity {
    /// A new pair.
    pub fn generate() -> Self {
        Self(random_key())
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(x25519(*self.0, X25519_BASEPOINT_BYTES))
    }

    /// The text to be kept in a safe place.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(80));
        bech32::encode_to_fmt::<Bech32, _>(&mut *text, PRIVATE, self.0.as_slice())
            .expect("32 bytes are far below the limit of the encoding");
        text.make_ascii_uppercase();
        text
    }

    /// Reads the key from the text of a key file, in which lines with `#` are remarks.
    ///
    /// # Errors
    /// [`AgeError::Identity`].
    pub fn parse(file: &str) -> Result<Self, AgeError> {
        let line = file.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        let bytes = line.and_then(|line| decode(PRIVATE, line)).ok_or(AgeError::Identity)?;
        Ok(Self(bytes))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity")
    }
}

fn decode(kind: Hrp, text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<Bech32>(text).ok()?;
    if checked.hrp() != kind {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    let mut read = checked.byte_iter();
    for byte in bytes.iter_mut() {
        *byte = read.next()?;
    }
    read.next().is_none().then_some(bytes)
}
