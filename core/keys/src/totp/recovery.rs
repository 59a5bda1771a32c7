//! Codes on paper, each good for one sign-in when the authenticator is lost.

use std::fmt;

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{Keyring, random_u64};

/// Digits without the look-alikes I, L, O and U, as in our references.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many codes a person gets.
const CODES: usize = 10;
/// Characters of a code: 60 bits, in three groups of four.
const LENGTH: usize = 12;

/// One code, shown once.
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// The code as it is shown and printed, such as `7KQ2-M4XD-91TB`.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

/// A fresh set of ten codes.
pub fn recovery_codes() -> Vec<RecoveryCode> {
    (0..CODES).map(|_| RecoveryCode(Zeroizing::new(code(random_u64())))).collect()
}

/// What is stored in place of a code, or nothing when the text cannot be one.
///
/// The digest is keyed, because 60 bits are few for someone who holds a copy of the
/// database, and bound to the account. Letter case, spaces, hyphens and look-alikes do
/// not matter.
pub fn recovery_digest(keyring: &Keyring, account: Uuid, typed: &str) -> Option<[u8; 32]> {
    let mut read = Zeroizing::new(String::with_capacity(LENGTH));
    for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if read.len() == LENGTH || !ALPHABET.contains(&u8::try_from(letter).ok()?) {
            return None;
        }
        read.push(letter);
    }
    (read.len() == LENGTH).then(|| {
        let bytes = Zeroizing::new([account.as_bytes(), read.as_bytes()].concat());
        keyring.digest("recovery code", &bytes)
    })
}

fn code(random: u64) -> String {
    let mut code = String::with_capacity(LENGTH + 2);
    for place in 0..LENGTH {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[(random >> (5 * place) & 31) as usize]));
    }
    code
}
