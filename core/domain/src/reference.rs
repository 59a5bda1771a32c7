//! References: the outer names of records.
//!
//! A reference is random, so that gaps tell nobody about hidden cases, and short enough
//! to be read out on the telephone: seven letters or digits without look-alikes and one
//! check character, with a letter in front for the kind: `C-7KQ2-M4XD`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// `C`: a case.
    Case,
    /// `R`: a referral; also the receipt number of a public submission.
    Referral,
    /// `P`: a person.
    Person,
    /// `A`: an account.
    Account,
    /// `O`: an organisation.
    Organisation,
    /// `N`: a participant, an entry, a consent or another child of a case.
    Item,
    /// `B`: a batch of imported records.
    Batch,
    /// `D`: a draft of another policy.
    Draft,
}

impl ReferenceKind {
    const ALL: [(Self, char); 8] = [
        (Self::Case, 'C'),
        (Self::Referral, 'R'),
        (Self::Person, 'P'),
        (Self::Account, 'A'),
        (Self::Organisation, 'O'),
        (Self::Item, 'N'),
        (Self::Batch, 'B'),
        (Self::Draft, 'D'),
    ];

    fn letter(self) -> char {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or('C', |(_, letter)| letter)
    }

    fn of(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, l)| *l == letter).map(|(kind, _)| kind)
    }
}

/// The outer name of a record, such as `C-7KQ2-M4XD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    kind: ReferenceKind,
    digits: [u8; 8],
}

impl Reference {
    /// The reference of `kind` with these 35 random bits; the rest of `random` is ignored.
    pub fn from_random(kind: ReferenceKind, random: u64) -> Self {
        let mut digits = [0; 8];
        for (index, digit) in digits.iter_mut().take(7).enumerate() {
            *digit = ((random >> (5 * index)) & 31) as u8;
        }
        digits[7] = check(kind, &digits);
        Self { kind, digits }
    }

    /// What it names.
    pub const fn kind(&self) -> ReferenceKind {
        self.kind
    }

    /// The form kept in the database: ten characters, no hyphens, the kind's letter first.
    pub fn stored(&self) -> String {
        let mut text = String::with_capacity(9);
        text.push(self.kind.letter());
        text.extend(self.digits.iter().map(|d| ALPHABET[usize::from(*d)] as char));
        text
    }
}

/// A weighted sum, so that one wrong character or two swapped neighbours are noticed.
fn check(kind: ReferenceKind, digits: &[u8; 8]) -> u8 {
    let weighted = digits.iter().take(7).enumerate().map(|(i, d)| u32::from(*d) * (2 * i as u32 + 1));
    ((weighted.sum::<u32>() + kind.letter() as u32) % 32) as u8
}

/// Why a text is not a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It does not look like one at all.
    #[error("a reference looks like C-7KQ2-M4XD")]
    Shape,
    /// It looks like one, but a character was mistyped.
    #[error("this reference has a typing mistake in it")]
    Check,
}

impl FromStr for Reference {
    type Err = ReferenceError;

    /// Reads a reference as people type it: any letter case, with or without hyphens and
    /// spaces, with the look-alikes O, I and L taken for 0, 1 and 1.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let mut letters = text.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_uppercase());
        let kind = letters.next().and_then(ReferenceKind::of).ok_or(ReferenceError::Shape)?;
        let mut digits = [0; 8];
        for digit in &mut digits {
            let letter = match letters.next().ok_or(ReferenceError::Shape)? {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let found = ALPHABET.iter().position(|a| *a as char == letter);
            *digit = found.ok_or(ReferenceError::Shape)? as u8;
        }
        if letters.next().is_some() {
            return Err(ReferenceError::Shape);
        }
        if check(kind, &digits) != digits[7] {
            return Err(ReferenceError::Check);
        }
        Ok(Self { kind, digits })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stored = self.stored();
        write!(f, "{}-{}-{}", &stored[..1], &stored[1..5], &stored[5..])
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Reference {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_survives_being_read_out_and_typed_again() {
        for seed in [0, 1, 12_345_678_901, u64::MAX] {
            let reference = Reference::from_random(ReferenceKind::Case, seed);
            assert_eq!(reference.to_string().parse(), Ok(reference));
            assert_eq!(reference.stored().to_lowercase().parse(), Ok(reference));
        }
    }

    #[test]
    fn every_single_wrong_character_is_noticed() {
        let right = Reference::from_random(ReferenceKind::Case, 987_654_321_012).stored();
        for place in 1..right.len() {
            for letter in ALPHABET.iter().map(|a| *a as char) {
                let mut wrong: Vec<char> = right.chars().collect();
                if wrong[place] == letter {
                    continue;
                }
                wrong[place] = letter;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(wrong.parse::<Reference>(), Err(ReferenceError::Check), "{wrong}");
            }
        }
    }
}
