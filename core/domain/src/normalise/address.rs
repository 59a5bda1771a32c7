//! Streets and organisations as they are compared.

use std::collections::BTreeSet;

use super::{latin, postcode, skeleton};

/// Where somebody lives, as far as two places are compared: the postcode unit, the street
/// without its number, and the words that say where the street is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Place {
    postcode: Option<String>,
    streets: BTreeSet<String>,
    areas: BTreeSet<String>,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Place")
    }
}

impl Place {
    /// The place of an address as typed, in one line or several, and a postcode beside it
    /// or within it.
    pub fn of(address: &str, code: &str) -> Self {
        let address = latin(address);
        let mut place = Self { postcode: postcode(&latin(code)), ..Self::default() };
        for line in address.split(['\n', ',', ';']) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (found, rest) = without_postcode(&words);
            place.postcode = place.postcode.or(found);
            place.read_line(&rest);
        }
        place
    }

    /// Whether two people here are neighbours: one postcode unit, or one street of one area.
    ///
    /// There is a High Street in every town, so a street counts only where the outward codes
    /// agree, or where a code is missing and the names of the town agree or are missing too.
    pub fn is_near(&self, other: &Self) -> bool {
        if self.postcode.is_some() && self.postcode == other.postcode {
            return true;
        }
        if self.streets.is_disjoint(&other.streets) {
            return false;
        }
        match (self.outward(), other.outward()) {
            (Some(one), Some(two)) => one == two,
            _ => self.areas.is_empty() || other.areas.is_empty() || !self.areas.is_disjoint(&other.areas),
        }
    }

    fn outward(&self) -> Option<&str> {
        self.postcode.as_deref().and_then(|code| code.split(' ').next())
    }

    fn read_line(&mut self, words: &[String]) {
        let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        let has_number = words.iter().any(is_number);
        let mut named: Vec<String> = words
            .iter()
            .filter(|word| !is_number(word) && !WITHIN.contains(&word.as_str()))
            .map(|word| skeleton(word))
            .filter(|word| !word.is_empty())
            .collect();
        if named.first().is_some_and(|word| word == "st") && named.len() > 1 {
            named[0] = "saint".to_owned();
        }
        let kind = named.last().and_then(|word| street_kind(word));
        match kind {
            Some(kind) if named.len() > 1 => {
                let last = named.len() - 1;
                named[last] = kind.to_owned();
                self.streets.insert(named.concat());
            }
            _ if named.is_empty() => {}
            // "12 Broadway": what follows a number is a street, whatever it is called.
            _ if has_number && named.concat().len() > 3 => {
                self.streets.insert(named.concat());
            }
            _ => {
                self.areas.insert(named.concat());
            }
        }
    }
}

/// Words of an address that say which door, not which street.
const WITHIN: [&str; 8] = ["flat", "unit", "apartment", "apt", "the", "floor", "room", "no"];

/// The postcode in a line, and its other words in small letters.
fn without_postcode(words: &[&str]) -> (Option<String>, Vec<String>) {
    let lower = |words: &[&str]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    for place in 0..words.len() {
        for length in [2, 1] {
            let Some(some) = words.get(place..place + length) else { continue };
            if let Some(code) = postcode(&some.concat()) {
                return (Some(code), [lower(&words[..place]), lower(&words[place + length..])].concat());
            }
        }
    }
    (None, lower(words))
}

/// What a street is called by its last word, its short forms written out.
fn street_kind(word: &str) -> Option<&'static str> {
    STREETS.iter().find(|names| names.contains(&word)).map(|names| names[0])
}

/// Skeletons: digits and letters that look alike are one here as well.
const STREETS: &[&[&str]] = &[
    &["street", "st", "str"],
    &["road", "rd"],
    &["avenue", "ave", "av"],
    &["lane", "ln", "la"],
    &["close", "cl", "clo"],
    &["drive", "dr", "drv"],
    &["way", "wy"],
    &["court", "ct", "crt"],
    &["crescent", "cres", "cr"],
    &["gardens", "gdns", "garden", "gdn"],
    &["place", "pl"],
    &["square", "sq"],
    &["terrace", "terr", "ter", "tce"],
    &["park", "pk"],
    &["grove", "gr", "grv"],
    &["green", "grn"],
    &["mews"],
    &["rise"],
    &["row"],
    &["walk", "wlk"],
    &["view"],
    &["hill"],
    &["parade", "pde"],
    &["chase"],
    &["mead"],
    &["quay"],
    &["yard"],
    &["end"],
    &["croft"],
    &["wharf"],
    &["approach"],
    &["heath"],
    &["boulevard", "blvd"],
];

/// The key under which an employer, a school or another organisation is matched: its words
/// without those that say only what kind of company or school it is. `None` where nothing
/// else is left, or where the words say that there is none.
pub fn organisation_key(name: &str) -> Option<String> {
    let folded = latin(name).to_lowercase().replace(['\'', '\u{2019}', '.'], "");
    let mut words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).map(skeleton).filter(|word| !word.is_empty()).collect();
    if words.first().is_some_and(|word| word == "st") {
        words[0] = "saint".to_owned();
    }
    words.retain(|word| !KINDS.contains(&word.as_str()));
    let key = words.concat();
    (key.len() > 1 && !NONE.contains(&key.as_str())).then_some(key)
}

const KINDS: [&str; 27] = [
    "the",
    "ltd",
    "limited",
    "plc",
    "llp",
    "inc",
    "co",
    "company",
    "uk",
    "group",
    "of",
    "and",
    "school",
    "academy",
    "primary",
    "secondary",
    "junior",
    "infant",
    "infants",
    "high",
    "church",
    "england",
    "catholic",
    "rc",
    "ce",
    "community",
    "at",
];

const NONE: [&str; 12] = [
    "none",
    "na",
    "no",
    "nil",
    "retired",
    "unemployed",
    "selfemployed",
    "student",
    "unknown",
    "notknown",
    "home",
    "notworking",
];
