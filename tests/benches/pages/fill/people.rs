//! Those who take part: invented names, and numbers that belong to nobody.

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::codes::{AgeBand, ESSEX_DISTRICTS};
use domain::{Answers, Instant, Part, PersonId, TeamId, Value};
use storage::bulk::BulkPerson;
use tests::dice::Dice;

/// A fragment that one surname in 140 holds: a page is full of it at a county's size already.
pub const RARE: &str = "shbur";
/// A fragment that one surname in ten holds.
pub const COMMON: &str = "worth";

const GIVEN: [&str; 24] = [
    "Ama", "Bela", "Cerys", "Dylan", "Efua", "Finn", "Gwen", "Huw", "Ines", "Jonas", "Kofi", "Lena", "Mair",
    "Nils", "Olwen", "Priya", "Rhys", "Sian", "Tomos", "Uma", "Vera", "Wyn", "Yusuf", "Zoe",
];
/// Surnames are made of these ...
const FIRST: [&str; 14] =
    ["Ash", "Bram", "Chal", "Dal", "Eld", "Fair", "Haw", "Kel", "Lang", "Mar", "Nor", "Oak", "Thorn", "Wal"];
/// ... and these.
const LAST: [&str; 10] = ["bury", "combe", "field", "ham", "land", "mere", "ridge", "stead", "wick", "worth"];

/// Somebody new.
pub struct Somebody {
    pub id: PersonId,
    pub given: &'static str,
    pub family: String,
    pub born: NaiveDate,
    pub district: &'static str,
    pub is_female: bool,
}

impl Somebody {
    /// Draws one, an adult when they came.
    pub fn draw(id: PersonId, received: Instant, dice: &mut Dice) -> Self {
        let days = 19 * 365 + dice.below(55 * 365) as i64;
        Self {
            id,
            given: dice.pick::<&str>(&GIVEN),
            family: format!("{}{}", dice.pick(&FIRST), dice.pick(&LAST)),
            born: received.date_naive() - TimeDelta::days(days),
            district: dice.pick(ESSEX_DISTRICTS).0,
            is_female: dice.chance(50),
        }
    }

    /// Their age band when they came.
    pub fn age_band(&self, received: Instant) -> AgeBand {
        AgeBand::of(Some(self.born), received.date_naive())
    }

    /// Their record, with eight values under seal.
    pub fn record(&self, team: TeamId, received: Instant, dice: &mut Dice) -> BulkPerson {
        let text = |value: String| Value::Text(value);
        let code = |value: &str| Value::Choice(value.to_owned());
        let answers = |values: Vec<(&str, Value)>| -> Answers {
            values.into_iter().map(|(id, value)| (id.to_owned(), value)).collect()
        };
        let (house, number) = (1 + dice.below(180), dice.below(1_000));
        let contact = answers(vec![
            ("person.phone", text(format!("07700 900{number:03}"))),
            ("person.email", text(format!("{}.{number}@example.org", self.family.to_lowercase()))),
            ("person.address", text(format!("{house} Nowhere Street"))),
            // No postcode ends in these letters.
            ("person.postcode", text(format!("CM{} {}KO", 1 + dice.below(9), dice.below(10)))),
            ("person.district", code(self.district)),
        ]);
        let safe = answers(vec![
            ("person.may-phone", code("yes")),
            ("person.may-voicemail", code(if dice.chance(20) { "no" } else { "yes" })),
            ("person.safe-times", text("Weekdays after four.".to_owned())),
        ]);
        let equality = answers(vec![
            ("person.sex", code(if self.is_female { "female" } else { "male" })),
            ("person.ethnic-group", code("british")),
        ]);
        BulkPerson {
            id: self.id,
            team,
            given_name: self.given.to_owned(),
            family_name: self.family.clone(),
            known_as: None,
            other_names: None,
            organisation_name: None,
            age_band: Some(self.age_band(received)),
            language: Some("en".to_owned()),
            interpreter: self.born.day() == 1,
            sections: vec![
                (Part::BirthDate, answers(vec![("person.birth-date", Value::Date(self.born))])),
                (Part::Contact, contact),
                (Part::SafeContact, safe),
                (Part::Equality, equality),
            ],
            created_at: received,
            legacy_id: None,
        }
    }
}
