//! People who do not exist, and come back under other names.

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::PersonId;
use domain::codes::AgeBand;

use crate::dice::Dice;
use crate::words::{self, DISTRICTS, FAMILY, FEMALE, HOUSE_NAMES, MALE, NICKNAMES, STREETS};

/// How many earlier people may come back; later ones take the places of earlier ones.
const REMEMBERED: usize = 3_000;

/// Pairs of names that the reader would take for somebody.
const KNOWN: &[(&str, &str)] = &[
    ("James", "Brown"),
    ("Paul", "Walker"),
    ("Robert", "Powell"),
    ("David", "Mitchell"),
    ("Kevin", "Hart"),
    ("Michael", "Jackson"),
    ("George", "Harrison"),
    ("Emma", "Watson"),
    ("Stephen", "King"),
    ("Tony", "Hart"),
    ("Megan", "Fox"),
    ("Emily", "Thompson"),
    ("Emma", "Thompson"),
    ("James", "Morrison"),
    ("Alan", "Davies"),
    ("Richard", "Harris"),
    ("Samuel", "Jackson"),
    ("Peter", "Andrews"),
    ("Mohammed", "Ali"),
    ("Susan", "Boyle"),
    ("Robert", "Smith"),
    ("Matthew", "Perry"),
    ("Grant", "Mitchell"),
    ("Ian", "Wright"),
    ("Keith", "Allen"),
    ("Sarah", "Lancashire"),
    ("Lee", "Evans"),
    ("Christopher", "Lee"),
    ("Jack", "White"),
    ("Oliver", "Reed"),
    ("Charlotte", "Church"),
    ("Olivia", "Cooke"),
    ("Alexander", "Armstrong"),
    ("Helen", "Baxendale"),
];

/// In what part somebody comes into a case; age and sex differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Harmed,
    Responsible,
    Party,
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub id: PersonId,
    pub given: String,
    pub family: String,
    pub known_as: Option<String>,
    /// The organisation that was harmed; then the names are those of who speaks for it.
    pub organisation: Option<String>,
    pub is_female: bool,
    /// The day of birth, also where the service does not know it.
    pub born: NaiveDate,
    /// Whether the service knows it.
    pub birth_known: bool,
    pub ethnic: &'static str,
    pub disabled: bool,
    pub speaks_english: bool,
    pub mobile: Option<String>,
    pub landline: Option<String>,
    pub email: Option<String>,
    pub address: String,
    pub postcode: String,
    /// The place of their district.
    pub district: usize,
}

impl Somebody {
    /// The full name, or that of the organisation.
    pub fn full_name(&self) -> String {
        match &self.organisation {
            Some(organisation) => organisation.clone(),
            None => format!("{} {}", self.given, self.family),
        }
    }

    /// The name they are called by.
    pub fn called(&self) -> String {
        match (&self.organisation, &self.known_as) {
            (Some(organisation), _) => organisation.clone(),
            (None, Some(name)) => format!("{name} {}", self.family),
            (None, None) => self.full_name(),
        }
    }

    /// Their age band on `day`, as the service knows it.
    pub fn age_band(&self, day: NaiveDate) -> AgeBand {
        AgeBand::of(Some(self.born).filter(|_| self.birth_known && self.organisation.is_none()), day)
    }

    /// Whether they are under 18 on `day`.
    pub fn is_child(&self, day: NaiveDate) -> bool {
        self.organisation.is_none() && day.years_since(self.born).is_some_and(|age| age < 18)
    }
}

/// Everybody who may come back.
#[derive(Default)]
pub struct Population {
    known: Vec<Somebody>,
    met: usize,
}

/// Somebody who takes part now.
pub struct Drawn {
    pub somebody: Somebody,
    /// Whether the service has a record of them already.
    pub is_known: bool,
}

impl Population {
    /// Somebody for a part in a case of `district` on `day`: new, back again, or back under a
    /// record that nobody recognised.
    ///
    /// `id` names a new one.
    pub fn draw(
        &mut self,
        part: Part,
        district: usize,
        day: NaiveDate,
        id: PersonId,
        not: &[PersonId],
        dice: &mut Dice,
    ) -> Drawn {
        if self.known.len() > 20 && dice.chance(0.055) {
            let again = dice.pick(&self.known).clone();
            if !not.contains(&again.id) && !again.is_child(day) && again.organisation.is_none() {
                return Drawn { somebody: again, is_known: true };
            }
        }
        let twin = self.known.len() > 20 && dice.chance(0.04);
        let somebody = if twin {
            let original = dice.pick(&self.known).clone();
            again_but_different(original, id, dice)
        } else {
            new(part, district, day, id, dice)
        };
        self.remember(somebody.clone());
        Drawn { somebody, is_known: false }
    }

    /// Somebody who came lately, to be met again.
    pub fn met_lately(&self, dice: &mut Dice) -> Option<Somebody> {
        let newest = self.known.len().saturating_sub(400);
        let lately = &self.known[newest..];
        (!lately.is_empty()).then(|| dice.pick(lately).clone())
    }

    /// A shop, a school or another organisation that was harmed.
    pub fn organisation(&mut self, district: usize, day: NaiveDate, id: PersonId, dice: &mut Dice) -> Drawn {
        let mut somebody = new(Part::Harmed, district, day, id, dice);
        let town = dice.word(DISTRICTS[district].towns);
        let kind = dice.word(&["Corner Stores", "Primary School", "Sports Club", "Bakery", "Garden Centre"]);
        somebody.organisation = Some(format!("{town} {kind} ({})", dice.word(STREETS)));
        Drawn { somebody, is_known: false }
    }

    fn remember(&mut self, somebody: Somebody) {
        if self.known.len() < REMEMBERED {
            self.known.push(somebody);
        } else {
            let place = self.met % REMEMBERED;
            self.known[place] = somebody;
        }
        self.met += 1;
    }
}

fn new(part: Part, district: usize, day: NaiveDate, id: PersonId, dice: &mut Dice) -> Somebody {
    let women = match part {
        Part::Harmed => 0.55,
        Part::Responsible => 0.28,
        Part::Party => 0.57,
    };
    let is_female = dice.chance(women);
    let ethnic = ethnic_group(district, dice);
    let (given, family) = loop {
        let pair = name(is_female, ethnic, dice);
        if !KNOWN.contains(&pair) {
            break pair;
        }
    };
    let age = age(part, dice);
    let born = day - TimeDelta::days((age * 365.25) as i64);
    let place = &DISTRICTS[district];
    let number = 1 + dice.below(180);
    let street = dice.word(STREETS);
    let house = if dice.chance(0.2) { format!("{}, ", dice.word(HOUSE_NAMES)) } else { String::new() };
    let mobile = dice.chance(0.72).then(|| mobile(dice));
    let landline = dice.chance(0.22).then(|| landline(dice));
    let plain = domain::normalise::name_key(given);
    let email = dice.chance(0.45).then(|| {
        format!("{plain}.{}{}@example.org", domain::normalise::name_key(family), 1 + dice.below(9_000))
    });
    Somebody {
        id,
        given: given.to_owned(),
        family: family.to_owned(),
        known_as: NICKNAMES
            .iter()
            .find(|(full, _)| *full == given)
            .filter(|_| dice.chance(0.35))
            .map(|(_, short)| (*short).to_owned()),
        organisation: None,
        is_female,
        born,
        birth_known: dice.chance(if part == Part::Party { 0.5 } else { 0.82 }),
        ethnic,
        disabled: dice.chance(if part == Part::Party { 0.33 } else { 0.24 }),
        speaks_english: !dice.chance(0.025),
        mobile,
        landline,
        email,
        address: format!("{house}{number} {street}, {}", dice.word(place.towns)),
        postcode: postcode(place.outward, dice),
        district,
    }
}

/// The same person as somebody else typed them: a nickname, day and month swapped, an old
/// address, an apostrophe left out, the other telephone.
fn again_but_different(mut one: Somebody, id: PersonId, dice: &mut Dice) -> Somebody {
    one.id = id;
    match dice.below(5) {
        0 => match NICKNAMES.iter().find(|(full, _)| *full == one.given) {
            Some((_, short)) => one.given = (*short).to_owned(),
            None => one.mobile = None,
        },
        1 => {
            let swapped = NaiveDate::from_ymd_opt(one.born.year(), one.born.day(), one.born.month());
            one.born = swapped.unwrap_or(one.born);
            one.birth_known = true;
        }
        2 => {
            let place = &DISTRICTS[one.district];
            one.address =
                format!("{} {}, {}", 1 + dice.below(90), dice.word(STREETS), dice.word(place.towns));
            one.postcode = postcode(place.outward, dice);
        }
        3 => one.family = one.family.replace(['\'', '-'], ""),
        _ => {
            one.landline = Some(landline(dice));
            one.mobile = None;
        }
    }
    one
}

fn name(is_female: bool, ethnic: &str, dice: &mut Dice) -> (&'static str, &'static str) {
    let families = match ethnic {
        "indian" | "pakistani" | "bangladeshi" | "other-asian" => Some(&words::ASIAN),
        "african" | "caribbean" | "other-black" => Some(&words::BLACK),
        "other-white" => Some(&words::OTHER_WHITE),
        _ => None,
    };
    match families {
        Some((women, men, family)) => (dice.word(if is_female { women } else { men }), dice.word(family)),
        None => (dice.word(if is_female { FEMALE } else { MALE }), dice.word(FAMILY)),
    }
}

/// By the census of 2021, more varied in Thurrock and Epping Forest.
fn ethnic_group(district: usize, dice: &mut Dice) -> &'static str {
    let varied = matches!(DISTRICTS[district].code(), "thurrock" | "epping-forest" | "harlow");
    let others = if varied { 2.4 } else { 1.0 };
    dice.weighed(&[
        ("british", 84.0),
        ("irish", 1.0),
        ("gypsy-or-traveller", 0.2),
        ("other-white", 5.2 * others),
        ("indian", 1.3 * others),
        ("pakistani", 0.6 * others),
        ("bangladeshi", 0.6 * others),
        ("other-asian", 0.9 * others),
        ("chinese", 0.3 * others),
        ("african", 1.8 * others),
        ("caribbean", 0.5 * others),
        ("other-black", 0.2 * others),
        ("black-caribbean-and-white", 0.9),
        ("other-mixed", 1.1),
        ("any-other", 0.8),
    ])
}

fn age(part: Part, dice: &mut Dice) -> f64 {
    let bands: &[((f64, f64), f64)] = match part {
        Part::Harmed => &[
            ((10.0, 18.0), 6.0),
            ((18.0, 25.0), 9.0),
            ((25.0, 35.0), 18.0),
            ((35.0, 45.0), 20.0),
            ((45.0, 55.0), 18.0),
            ((55.0, 65.0), 15.0),
            ((65.0, 89.0), 14.0),
        ],
        Part::Responsible => &[
            ((14.0, 18.0), 7.0),
            ((18.0, 25.0), 22.0),
            ((25.0, 35.0), 27.0),
            ((35.0, 45.0), 20.0),
            ((45.0, 55.0), 13.0),
            ((55.0, 78.0), 11.0),
        ],
        Part::Party => {
            &[((19.0, 30.0), 11.0), ((30.0, 49.0), 39.0), ((49.0, 65.0), 30.0), ((65.0, 90.0), 20.0)]
        }
    };
    let (least, most) = dice.weighed(bands);
    dice.between(least, most)
}

/// A mobile number of the range reserved for drama.
pub fn mobile(dice: &mut Dice) -> String {
    format!("07700 900{:03}", dice.below(1_000))
}

/// A landline of the range reserved for drama.
pub fn landline(dice: &mut Dice) -> String {
    format!("01632 960{:03}", dice.below(1_000))
}

/// A postcode that cannot be: its last letters are among those that no postcode ends in.
pub fn postcode(outward: &[&'static str], dice: &mut Dice) -> String {
    const NEVER: [char; 6] = ['C', 'I', 'K', 'M', 'O', 'V'];
    format!("{} {}{}{}", dice.word(outward), dice.below(10), dice.pick(&NEVER), dice.pick(&NEVER))
}
