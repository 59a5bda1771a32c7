//! What a line of text typed into the search box is, by its shape. Pure.

use chrono::NaiveDate;
use domain::normalise::{email, identifier, name_key, phone, postcode, tidy};
use domain::{Reference, fold};

use crate::people::BlindKind;

/// The longest text that is searched, in characters.
pub const LONGEST: usize = 200;

/// The most words that are searched.
const WORDS: usize = 8;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing that can be searched.
    Nothing,
    /// A reference of ours.
    Reference(Reference),
    /// Something that is kept sealed and found by equality alone.
    Blind(Vec<(BlindKind, String)>),
    /// Words, folded; and, where it holds a digit, the whole as a reference of others.
    Words {
        /// The words, folded.
        words: Vec<String>,
        /// The whole text, where it may be the reference of a partner or an older system.
        code: Option<String>,
    },
}

impl Look {
    /// Reads `text` by its shape.
    pub fn read(text: &str) -> Self {
        let text: String = tidy(text).chars().take(LONGEST).collect();
        let text = text.trim();
        if let Ok(reference) = text.parse::<Reference>() {
            return Self::Reference(reference);
        }
        if let Some(keys) = blind(text) {
            return Self::Blind(keys);
        }
        let words: Vec<String> = fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(WORDS)
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Self::Nothing;
        }
        let code = text.chars().any(|c| c.is_ascii_digit()).then(|| text.to_owned());
        Self::Words { words, code }
    }
}

fn blind(text: &str) -> Option<Vec<(BlindKind, String)>> {
    if let Some(address) = email(text) {
        return Some(vec![(BlindKind::Email, address)]);
    }
    if let Some(code) = postcode(text) {
        return Some(vec![(BlindKind::Postcode, code)]);
    }
    if let Some(born) = day(text) {
        return Some(vec![(BlindKind::BirthDate, born.to_string())]);
    }
    // "Mensah 28/02/1990": one person rather than everybody born that day.
    if let Some((surname, born)) = text.rsplit_once(' ')
        && let Some(born) = day(born)
        && !name_key(surname).is_empty()
    {
        return Some(vec![(BlindKind::SurnameAndBirthDate, format!("{} {born}", name_key(surname)))]);
    }
    // A number of ten or eleven digits may also be somebody's number with an agency.
    phone(text).map(|number| {
        let mut keys = vec![(BlindKind::Phone, number)];
        keys.extend(identifier(text).map(|id| (BlindKind::Identifier, id)));
        keys
    })
}

/// A day as people write it: `28/2/1990`, `28.02.1990`, `28-02-1990` or `1990-02-28`.
fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(number(year)?.try_into().ok()?, number(month)?, number(day)?)
}
