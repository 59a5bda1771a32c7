//! People and their part in a case.

use domain::codes::{AgeBand, ParticipantRole, Readiness, Responsibility, RiskLevel, Willingness};
use domain::process::StageId;
use domain::{Answers, Part, SideKind, TeamId, Value};
use storage::bulk::{BulkParticipant, BulkPerson, Counted, Loader};

use super::{Ink, Spot};
use crate::oracle::To;

/// Somebody who is there, in every place where they are.
pub(super) struct Somebody {
    /// Each case they are in, and their side.
    pub places: Vec<(usize, u32)>,
    /// Their row.
    pub row: BulkPerson,
}

/// The catalogue ids of a part, and how each is written.
type Fields = &'static [(&'static str, Shape)];

#[derive(Clone, Copy)]
enum Shape {
    Text,
    Code,
    Phone,
    Email,
    Postcode,
    BirthDate,
}

/// What is a person's own, by part.
const SECTIONS: &[(Part, Fields)] = &[
    (Part::BirthDate, &[("person.birth-date", Shape::BirthDate)]),
    (Part::Identifiers, &[("person.identifier", Shape::Text)]),
    (
        Part::Contact,
        &[
            ("person.phone", Shape::Phone),
            ("person.email", Shape::Email),
            ("person.address", Shape::Text),
            ("person.postcode", Shape::Postcode),
            ("person.guardian-name", Shape::Text),
            ("person.guardian-phone", Shape::Phone),
        ],
    ),
    (
        Part::SafeContact,
        &[
            ("person.safe-times", Shape::Text),
            ("person.unsafe-times", Shape::Text),
            ("person.say-calling-from", Shape::Text),
        ],
    ),
    (Part::CodeWord, &[("person.code-word", Shape::Text)]),
    (Part::Adjustments, &[("person.adjustment-note", Shape::Text)]),
    (Part::Health, &[("person.health", Shape::Text)]),
    (Part::Equality, &[("person.religion", Shape::Code), ("person.sexual-orientation", Shape::Code)]),
];

impl Ink<'_> {
    /// The places of a part of somebody who may be in several cases.
    fn theirs(places: &[(usize, u32)], part: &'static str) -> Vec<Spot> {
        let spot =
            |(case, side): &(usize, u32)| Spot::Case { case: *case, part, to: To::Side(*side), by: None };
        places.iter().map(spot).collect()
    }

    fn shaped(&mut self, what: &'static str, shape: Shape, spots: Vec<Spot>) -> Value {
        match shape {
            Shape::Text => Value::Text(self.word_at(what, spots)),
            Shape::Code => Value::Choice(self.word_at(what, spots)),
            Shape::Phone => self.phone(what, spots),
            Shape::Email => self.email(what, spots),
            Shape::Postcode => self.postcode(what, spots),
            Shape::BirthDate => self.birth_date(what, spots),
        }
    }

    /// Somebody, with everything that can be known of a person.
    pub(super) fn person(&mut self, loader: &mut Loader, team: TeamId, places: &[(usize, u32)]) -> Somebody {
        let mut named = |what, part| self.word_at(what, Self::theirs(places, part));
        let (given_name, family_name) =
            (named("person.given-name", "g3.name"), named("person.family-name", "g3.name"));
        let other_names = Some(named("person.other-names", "g3.name"));
        let known_as = Some(named("person.known-as", "g2.name"));
        let language = Some(named("person.language", "g7.adjustments"));
        let section = |(part, fields): &(Part, Fields)| {
            let values: Answers = fields
                .iter()
                .map(|(id, shape)| {
                    let value = self.shaped(id, *shape, Self::theirs(places, part.as_str()));
                    ((*id).to_owned(), value)
                })
                .collect();
            (*part, values)
        };
        let sections = SECTIONS.iter().map(section).collect();
        let row = BulkPerson {
            id: loader.id(),
            team,
            given_name,
            family_name,
            known_as,
            other_names,
            organisation_name: None,
            age_band: Some(AgeBand::From25),
            language,
            interpreter: false,
            sections,
            created_at: self.world.now - chrono::TimeDelta::days(200),
            legacy_id: None,
        };
        Somebody { places: places.to_vec(), row }
    }

    /// Their part in one of their cases.
    pub(super) fn participant(
        &mut self,
        loader: &mut Loader,
        somebody: &Somebody,
        (case, side): (usize, u32),
        kind: SideKind,
    ) -> BulkParticipant {
        let spot = |part| Spot::Case { case, part, to: To::Side(side), by: None };
        let first = self.word_at("participant.first-name", vec![spot("g2.first-name"), spot("g2.name")]);
        let last = self.word("participant.name", spot("g2.name"));
        let adjustment = self.word("participant.adjustments", spot("g7.adjustments"));
        BulkParticipant {
            id: loader.id(),
            person: somebody.row.id,
            side: side as usize,
            role: match kind {
                SideKind::Harmed => ParticipantRole::PersonHarmed,
                SideKind::Responsible => ParticipantRole::PersonResponsible,
                SideKind::Party if side == 0 => ParticipantRole::PartyA,
                SideKind::Party => ParticipantRole::PartyB,
            },
            required: true,
            stage: StageId::from("preparation"),
            called: format!("{first} {last}"),
            full_name: format!("{} {}", somebody.row.given_name, somebody.row.family_name),
            age_band: self.either(&spot("g3.age-band"), AgeBand::From25, AgeBand::From65),
            responsibility: Some(self.either(
                &spot("g5.offence"),
                Responsibility::Full,
                Responsibility::None,
            )),
            readiness: self.either(&spot("g1.stage"), Readiness::Preparing, Readiness::Ready),
            willing: Some(self.either(&spot("g11.consent"), Willingness::Willing, Willingness::Unwilling)),
            adjustments: vec![adjustment],
            outcome: None,
            first_contact_at: None,
            information_given_at: None,
            withdrew_at: None,
            counted: Some(Counted {
                sex: "female",
                ethnic_group: "british",
                disability: "no",
                district: "colchester".to_owned(),
                risk_level: RiskLevel::Low,
            }),
            legacy_id: None,
        }
    }
}
