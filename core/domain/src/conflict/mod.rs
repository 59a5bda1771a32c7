//! Whether somebody who is asked to work a case may know somebody in it.
//!
//! Vera volunteers where she lives, so sooner or later a case holds her neighbour, her
//! colleague or a cousin. What is known of her is compared with what is known of everybody
//! in the case, in normal forms, and the answer says *by what* they may know each other and
//! never with whom. A match is a reason to ask; that there is none proves nothing, which is
//! why she is asked herself before she sees more than initials.

mod declared;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::codes::ConflictKey;
use crate::normalise::{self, Place, latin, name_key, organisation_key};
use declared::Declared;

/// By what two people may know each other.
pub type ConflictKeys = BTreeSet<ConflictKey>;

/// What is compared of one person, in normal forms; it shows itself in no log.
#[derive(Clone, Default)]
pub struct Particulars {
    given: BTreeSet<String>,
    surnames: BTreeSet<String>,
    organisations: BTreeSet<String>,
    phones: BTreeSet<String>,
    emails: BTreeSet<String>,
    places: Vec<Place>,
    employers: BTreeSet<String>,
    schools: BTreeSet<String>,
    declared: Vec<Declared>,
}

impl std::fmt::Debug for Particulars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Particulars")
    }
}

impl Particulars {
    /// Somebody by their given names and surnames, each as typed.
    pub fn named<'a>(
        given: impl IntoIterator<Item = &'a str>,
        surnames: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            given: given.into_iter().flat_map(words).collect(),
            surnames: surnames.into_iter().flat_map(surname_keys).collect(),
            ..Self::default()
        }
    }

    /// With an organisation that takes part itself.
    #[must_use]
    pub fn organisation(mut self, name: &str) -> Self {
        self.organisations.extend(organisation_key(name));
        self
    }

    /// With telephone numbers, however many are written in the text.
    #[must_use]
    pub fn phone(mut self, text: &str) -> Self {
        self.phones.extend(normalise::phones(&latin(text)));
        self
    }

    /// With an address of e-mail.
    #[must_use]
    pub fn email(mut self, text: &str) -> Self {
        self.emails.extend(email_key(text));
        self
    }

    /// With an address and a postcode, either of which may be empty.
    #[must_use]
    pub fn lives_at(mut self, address: &str, postcode: &str) -> Self {
        self.places.push(Place::of(address, postcode));
        self
    }

    /// With employers, one a line.
    #[must_use]
    pub fn works_for(mut self, text: &str) -> Self {
        self.employers.extend(text.lines().filter_map(organisation_key));
        self
    }

    /// With schools or colleges, one a line.
    #[must_use]
    pub fn learns_at(mut self, text: &str) -> Self {
        self.schools.extend(text.lines().filter_map(organisation_key));
        self
    }

    /// With people, organisations, numbers and addresses they declared to know, one a line.
    #[must_use]
    pub fn declares(mut self, text: &str) -> Self {
        self.declared.extend(text.lines().filter_map(Declared::read));
        self
    }

    /// By what this person and the `party` of a case may know each other.
    pub fn conflicts_with(&self, party: &Self) -> ConflictKeys {
        let mut keys = ConflictKeys::new();
        let mut add = |key, found: bool| {
            if found {
                keys.insert(key);
            }
        };
        let shares = |one: &BTreeSet<String>, other: &BTreeSet<String>| !one.is_disjoint(other);
        add(ConflictKey::Surname, shares(&self.surnames, &party.surnames));
        add(ConflictKey::Phone, shares(&self.phones, &party.phones));
        add(ConflictKey::Email, shares(&self.emails, &party.emails));
        let near = self.places.iter().any(|one| party.places.iter().any(|other| one.is_near(other)));
        add(ConflictKey::Address, near);
        // An organisation that takes part is compared with who works or learns there.
        let employed =
            shares(&self.employers, &party.employers) || shares(&self.employers, &party.organisations);
        add(ConflictKey::Employer, employed);
        let taught = shares(&self.schools, &party.schools) || shares(&self.schools, &party.organisations);
        add(ConflictKey::School, taught);
        add(ConflictKey::Declared, self.declared.iter().any(|known| known.is(party)));
        keys
    }
}

/// What an address of e-mail is compared by: without what stands after a plus.
fn email_key(text: &str) -> Option<String> {
    let address = normalise::email(&latin(text))?;
    let (local, domain) = address.split_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    Some(format!("{local}@{domain}"))
}

/// The keys of a name's words: as it is, and as it looks, because a capital of another
/// alphabet can look like one letter and its small form like another.
fn words(name: &str) -> Vec<String> {
    let as_typed = name.split(|c: char| c.is_whitespace() || c == '-').map(name_key);
    let looked = latin(name);
    let as_it_looks = looked.split(|c: char| c.is_whitespace() || c == '-').map(name_key);
    as_typed.chain(as_it_looks).filter(|word| !word.is_empty()).collect()
}

/// The keys of a surname: the whole, and each half of a double one, since families carry
/// one half on. Mac and Mc are one.
fn surname_keys(name: &str) -> Vec<String> {
    let mut keys: Vec<String> = words(name).into_iter().filter(|word| word.chars().count() > 3).collect();
    keys.extend([name_key(name), name_key(&latin(name))]);
    keys.retain(|key| !key.is_empty() && !PARTICLES.contains(&key.as_str()));
    keys.into_iter()
        .map(|key| match key.strip_prefix("mac") {
            Some(rest) if rest.len() > 2 => format!("mc{rest}"),
            _ => key,
        })
        .collect()
}

/// Words within surnames that half the world shares.
const PARTICLES: [&str; 4] = ["saint", "della", "santos", "junior"];

/// Reads the stored words of some keys; what is not understood is left out.
pub fn read_keys(stored: &str) -> ConflictKeys {
    stored.split(' ').filter_map(ConflictKey::parse).collect()
}

/// The words of some keys, as they are stored.
pub fn stored_keys(keys: &ConflictKeys) -> String {
    keys.iter().map(|key| key.as_str()).collect::<Vec<_>>().join(" ")
}
