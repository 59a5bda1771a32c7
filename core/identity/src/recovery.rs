//! The recovery codes an account still has.

use std::fmt::Write;

use domain::AccountId;
use keys::{Keyring, equal, totp};

/// The digests of the codes not used yet, as one column of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoverySet(Vec<[u8; 32]>);

impl RecoverySet {
    /// A fresh set, and the codes to show, once.
    pub fn generate(keyring: &Keyring, account: AccountId) -> (Self, Vec<totp::RecoveryCode>) {
        let codes = totp::recovery_codes();
        let digest =
            |code: &totp::RecoveryCode| totp::recovery_digest(keyring, account.into(), code.expose());
        (Self(codes.iter().filter_map(digest).collect()), codes)
    }

    /// How many are left.
    pub fn left(&self) -> usize {
        self.0.len()
    }

    /// The set without the code that was typed, or nothing when it is none of them.
    ///
    /// Every digest is compared, in constant time, so that the answer does not tell how
    /// near a guess came.
    pub fn without(&self, keyring: &Keyring, account: AccountId, typed: &str) -> Option<Self> {
        let digest = totp::recovery_digest(keyring, account.into(), typed)?;
        let rest: Vec<_> = self.0.iter().filter(|kept| !equal(*kept, &digest)).copied().collect();
        (rest.len() < self.0.len()).then_some(Self(rest))
    }

    /// The column's text: hexadecimal digests, parted by spaces.
    pub fn stored(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 65);
        for digest in &self.0 {
            if !text.is_empty() {
                text.push(' ');
            }
            for byte in digest {
                write!(text, "{byte:02x}").expect("a string takes any text");
            }
        }
        text
    }

    /// Reads the column; what is no digest is left out, since it can match no code.
    pub fn parse(stored: &str) -> Self {
        Self(stored.split_whitespace().filter_map(digest).collect())
    }
}

fn digest(hex: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    if hex.len() != 2 * digest.len() || !hex.is_ascii() {
        return None;
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(digest)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_code_works_once() {
        let (keyring, ama) = (Keyring::generate(), AccountId(Uuid::from_u128(1)));
        let (mut set, codes) = RecoverySet::generate(&keyring, ama);
        for (used, code) in codes.iter().enumerate() {
            assert_eq!(set.left(), 10 - used);
            assert_eq!(
                set.without(&keyring, AccountId(Uuid::from_u128(2)), code.expose()),
                None,
                "another's"
            );
            set = set.without(&keyring, ama, &code.expose().to_lowercase()).expect("not used yet");
            assert_eq!(set.without(&keyring, ama, code.expose()), None, "used");
        }
        assert_eq!(set.stored(), "");
    }

    #[test]
    fn a_set_survives_being_stored() {
        let (set, _) = RecoverySet::generate(&Keyring::generate(), AccountId(Uuid::from_u128(1)));
        assert_eq!(RecoverySet::parse(&set.stored()), set);
        assert_eq!(RecoverySet::parse("zz 12 ŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵ").left(), 0);
    }
}
