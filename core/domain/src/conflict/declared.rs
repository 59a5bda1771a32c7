//! One line of what somebody declared: whom, what or where they know.

use super::{Particulars, email_key, surname_keys, words};
use crate::normalise::{Place, latin, nicknames, organisation_key, phones, postcode};

/// What a line names, by its shape.
#[derive(Clone)]
pub(super) struct Declared {
    phones: Vec<String>,
    email: Option<String>,
    place: Option<Place>,
    given: Vec<String>,
    surnames: Vec<String>,
    /// The line as an organisation would be compared.
    organisation: Option<String>,
}

impl Declared {
    /// Reads a line; what stands after the name, behind a comma, a bracket or a dash, says
    /// how they know each other and is not compared as a name.
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        let looked = latin(line);
        let email = looked.split_whitespace().find_map(email_key);
        let has_postcode = {
            let words: Vec<&str> = looked.split([' ', ',']).filter(|word| !word.is_empty()).collect();
            words.windows(2).any(|two| postcode(&two.concat()).is_some())
                || words.iter().any(|word| postcode(word).is_some())
        };
        let has_number = looked.starts_with(|c: char| c.is_ascii_digit());
        let place = (has_postcode || has_number).then(|| Place::of(line, ""));
        let name = line.split([',', '(', ';', '\u{2013}', '\u{2014}']).next().unwrap_or(line);
        let name = name.split(" - ").next().unwrap_or(name).trim();
        let mut names: Vec<&str> = name.split_whitespace().collect();
        if names
            .first()
            .is_some_and(|word| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str()))
        {
            names.remove(0);
        }
        let (given, surnames) = match names.split_last() {
            _ if email.is_some() || place.is_some() => (Vec::new(), Vec::new()),
            Some((last, first)) => {
                // "Mac Donald" and "van Dijk" are surnames of two words.
                let two = first.last().map(|word| format!("{word}{last}"));
                let surnames =
                    surname_keys(last).into_iter().chain(two.iter().flat_map(|two| surname_keys(two)));
                (first.iter().flat_map(|word| words(word)).collect(), surnames.collect())
            }
            None => (Vec::new(), Vec::new()),
        };
        Some(Self {
            phones: phones(&looked),
            email,
            place,
            given,
            surnames,
            organisation: organisation_key(name),
        })
    }

    /// Whether the line names `party`.
    ///
    /// A surname alone names everybody who has it; with a given name it names those of that
    /// given name, its short forms, and those of whom no given name is known.
    pub fn is(&self, party: &Particulars) -> bool {
        let reached = self.phones.iter().any(|phone| party.phones.contains(phone))
            || self.email.as_ref().is_some_and(|email| party.emails.contains(email))
            || self.place.as_ref().is_some_and(|place| party.places.iter().any(|one| place.is_near(one)));
        let organisation = self.organisation.as_ref().is_some_and(|key| {
            [&party.organisations, &party.employers, &party.schools].iter().any(|keys| keys.contains(key))
        });
        reached || organisation || self.names(party)
    }

    fn names(&self, party: &Particulars) -> bool {
        let surname = self.surnames.iter().any(|name| party.surnames.contains(name));
        let given = self.given.is_empty()
            || party.given.is_empty()
            || self.given.iter().any(|one| party.given.iter().any(|other| is_one_name(one, other)));
        let exchanged = self.surnames.iter().any(|name| party.given.contains(name))
            && self.given.iter().any(|name| party.surnames.contains(name));
        (surname && given) || exchanged
    }
}

/// Whether two given names may be one person's: the same, a short form, or an initial.
fn is_one_name(one: &str, other: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    one == other || nicknames(one, other) || initial(one, other) || initial(other, one)
}

const TITLES: [&str; 9] = ["mr", "mrs", "ms", "miss", "mx", "dr", "revd", "rev", "prof"];
