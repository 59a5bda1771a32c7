//! Whether two records are of one person, with the reasons.
//!
//! A person decides; this only says where to look and why. Nothing is merged by it, and a
//! hit in a case that someone may not know of is not theirs to see: that is the business of
//! whoever asks. Everything compared is in its normal form (`domain::normalise`).

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use domain::normalise::{name_key, nicknames};

#[cfg(test)]
mod tests;

/// What is compared of a person.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Likeness {
    given: String,
    known_as: String,
    family: String,
    birth_date: Option<NaiveDate>,
    phones: Vec<String>,
    emails: Vec<String>,
    postcode: Option<String>,
}

impl std::fmt::Debug for Likeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Likeness")
    }
}

impl Likeness {
    /// A person by their names as typed.
    pub fn of(given: &str, known_as: &str, family: &str) -> Self {
        Self {
            given: name_key(given),
            known_as: name_key(known_as),
            family: name_key(family),
            ..Self::default()
        }
    }

    /// With a date of birth.
    #[must_use]
    pub fn born(mut self, birth_date: Option<NaiveDate>) -> Self {
        self.birth_date = birth_date;
        self
    }

    /// With ways of making contact, each in its normal form.
    #[must_use]
    pub fn reached(mut self, phones: &[String], emails: &[String], postcode: Option<&str>) -> Self {
        self.phones = phones.to_vec();
        self.emails = emails.to_vec();
        self.postcode = postcode.map(str::to_owned);
        self
    }
}

/// Why two records may be of one person, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same family name.
    Family,
    /// Family names that differ by little.
    FamilyAlmost,
    /// The same given name.
    Given,
    /// A given name and its short form, or a name one is known by.
    Nickname,
    /// Given names that differ by little.
    GivenAlmost,
    /// Given and family name exchanged.
    Exchanged,
    /// The same date of birth.
    BirthDate,
    /// The same date of birth, day and month exchanged.
    BirthDateExchanged,
    /// Different dates of birth, which speaks against.
    BirthDateDiffers,
    /// The same telephone number.
    Phone,
    /// The same e-mail address.
    Email,
    /// The same postcode.
    Postcode,
}

impl Reason {
    /// The message key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Family => "match-family",
            Self::FamilyAlmost => "match-family-almost",
            Self::Given => "match-given",
            Self::Nickname => "match-nickname",
            Self::GivenAlmost => "match-given-almost",
            Self::Exchanged => "match-exchanged",
            Self::BirthDate => "match-birth-date",
            Self::BirthDateExchanged => "match-birth-date-exchanged",
            Self::BirthDateDiffers => "match-birth-date-differs",
            Self::Phone => "match-phone",
            Self::Email => "match-email",
            Self::Postcode => "match-postcode",
        }
    }

    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::Family,
        Self::FamilyAlmost,
        Self::Given,
        Self::Nickname,
        Self::GivenAlmost,
        Self::Exchanged,
        Self::BirthDate,
        Self::BirthDateExchanged,
        Self::BirthDateDiffers,
        Self::Phone,
        Self::Email,
        Self::Postcode,
    ];

    /// How much it says, of a hundred. Rough, and the same for everyone: the order in which
    /// pairs are shown matters, the number does not.
    const fn weight(self) -> i32 {
        match self {
            Self::Family => 25,
            Self::FamilyAlmost | Self::Nickname => 15,
            Self::Given => 20,
            Self::GivenAlmost => 10,
            Self::Exchanged => 35,
            Self::BirthDate => 35,
            Self::BirthDateExchanged => 25,
            Self::BirthDateDiffers => -30,
            Self::Phone | Self::Email => 25,
            Self::Postcode => 10,
        }
    }
}

/// How alike two records are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Of a hundred.
    pub score: u32,
    /// Why, in the order in which they are said.
    pub reasons: Vec<Reason>,
}

/// From which score on a pair is shown at all.
pub const POSSIBLE: u32 = 50;
/// From which score on a pair is probably one person.
pub const LIKELY: u32 = 75;

/// How alike two records are; nothing where too little speaks for one person.
///
/// A name alone is never enough: many people share theirs.
pub fn compare(a: &Likeness, b: &Likeness) -> Option<Match> {
    let mut reasons = names(a, b);
    match (a.birth_date, b.birth_date) {
        (Some(one), Some(other)) if one == other => reasons.push(Reason::BirthDate),
        (Some(one), Some(other)) if exchanged(one) == Some(other) => reasons.push(Reason::BirthDateExchanged),
        (Some(_), Some(_)) => reasons.push(Reason::BirthDateDiffers),
        _ => {}
    }
    let share = |one: &[String], other: &[String]| one.iter().any(|value| other.contains(value));
    if share(&a.phones, &b.phones) {
        reasons.push(Reason::Phone);
    }
    if share(&a.emails, &b.emails) {
        reasons.push(Reason::Email);
    }
    if a.postcode.is_some() && a.postcode == b.postcode {
        reasons.push(Reason::Postcode);
    }
    let score = reasons.iter().map(|reason| reason.weight()).sum::<i32>().clamp(0, 100) as u32;
    (score >= POSSIBLE).then_some(Match { score, reasons })
}

fn names(a: &Likeness, b: &Likeness) -> Vec<Reason> {
    if a.family.is_empty() && a.given.is_empty() {
        return Vec::new();
    }
    if a.family != b.family && a.family == b.given && a.given == b.family {
        return vec![Reason::Exchanged];
    }
    let mut reasons = Vec::new();
    if a.family == b.family && !a.family.is_empty() {
        reasons.push(Reason::Family);
    } else if almost(&a.family, &b.family) {
        reasons.push(Reason::FamilyAlmost);
    }
    let known = |one: &Likeness, other: &Likeness| !one.known_as.is_empty() && one.known_as == other.given;
    if a.given == b.given && !a.given.is_empty() {
        reasons.push(Reason::Given);
    } else if known(a, b) || known(b, a) || nicknames(&a.given, &b.given) {
        reasons.push(Reason::Nickname);
    } else if almost(&a.given, &b.given) {
        reasons.push(Reason::GivenAlmost);
    }
    reasons
}

/// Whether two names differ by what a slip of the pen explains.
fn almost(one: &str, other: &str) -> bool {
    let longer = one.chars().count().max(other.chars().count());
    longer >= 4 && one != other && strsim::osa_distance(one, other) <= 1 + usize::from(longer >= 8)
}

fn exchanged(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year(), day.day(), day.month())
}

/// From how many records on a telephone number, an address or a date says nothing: the office's
/// own number, or the one someone typed to get past the form.
const COMMON: usize = 12;

/// All pairs of records that may be of one person, the likeliest first.
///
/// Only records that share a family name, a number, an address or a date of birth are compared.
pub fn pairs(people: &[Likeness]) -> Vec<(usize, usize, Match)> {
    let mut blocks: HashMap<(u8, &str), Vec<usize>> = HashMap::new();
    let days: Vec<String> =
        people.iter().map(|p| p.birth_date.map(|day| day.to_string()).unwrap_or_default()).collect();
    for (index, person) in people.iter().enumerate() {
        let contacts = person
            .phones
            .iter()
            .map(|p| (1, p.as_str()))
            .chain(person.emails.iter().map(|e| (2, e.as_str())));
        let keys = contacts.chain([(3, days[index].as_str()), (0, person.family.as_str())]);
        for key in keys.filter(|(_, word)| !word.is_empty()) {
            blocks.entry(key).or_default().push(index);
        }
    }
    let mut compared: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((kind, _), members) in &blocks {
        if *kind != 0 && members.len() > COMMON {
            continue;
        }
        for (place, one) in members.iter().enumerate() {
            compared.extend(members[place + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let common =
        |kind: u8, word: &str| blocks.get(&(kind, word)).is_some_and(|members| members.len() > COMMON);
    let telling: Vec<Likeness> = people
        .iter()
        .map(|person| {
            let mut person = person.clone();
            person.phones.retain(|phone| !common(1, phone));
            person.emails.retain(|email| !common(2, email));
            person
        })
        .collect();
    let mut found: Vec<_> = compared
        .into_iter()
        .filter_map(|(one, other)| Some((one, other, compare(&telling[one], &telling[other])?)))
        .collect();
    found.sort_by_key(|(one, other, found)| (std::cmp::Reverse(found.score), *one, *other));
    found
}
