//! Who takes part in a case, and on which of its sides.

use std::collections::{HashMap, HashSet};

use domain::codes::{AgeBand, Asked, Responsibility, RiskLevel, Willingness};
use domain::{ParticipantId, SideKind};
use storage::bulk::{BulkAudience, BulkParticipant, Counted};
use uuid::Uuid;

use super::maker::Maker;
use super::selection::Gathered;
use crate::import::record::{PlannedAudience, PlannedParticipant, PlannedPerson, SideOf};

/// The sides of a case and who stands on them, by their places.
pub struct Cast {
    /// The sides, in the order of their letters.
    pub sides: Vec<SideKind>,
    /// How many of them the case has by itself; the others are those of people of whom nobody
    /// knows on which side they stand.
    pub own_sides: usize,
    /// The participants with their ids.
    pub participants: Vec<BulkParticipant>,
    /// The places of a person, by id in the export.
    places: HashMap<String, Vec<usize>>,
}

impl Cast {
    /// The first place of a person, on the side of `to` where they have one there.
    pub fn place(&self, person: &str, to: BulkAudience) -> Option<usize> {
        let places = self.places.get(person)?;
        let there = |place: &&usize| to == BulkAudience::Side(self.participants[**place].side);
        places.iter().find(there).or(places.first()).copied()
    }

    /// The name that somebody is called by, by their id in the export.
    pub fn called(&self, person: &str) -> Option<&str> {
        let place = self.places.get(person)?.first()?;
        Some(&self.participants[*place].called)
    }
}

/// To whom something is addressed: internal where the case has no such side.
pub fn addressed(gathered: &Gathered<'_>, to: PlannedAudience) -> BulkAudience {
    let PlannedAudience::Side(side) = to else { return BulkAudience::Internal };
    let place = gathered.case.sides.iter().position(|known| *known == side);
    place.map_or(BulkAudience::Internal, BulkAudience::Side)
}

impl Maker<'_> {
    /// Everybody in a case.
    ///
    /// Someone of whom nobody knows on which side they stand gets a side of their own, so that
    /// nobody who works for a side sees them, and no two of them see each other.
    pub fn cast(&self, gathered: &Gathered<'_>, people: &HashMap<&str, &PlannedPerson>) -> Cast {
        let mut cast = Cast {
            sides: gathered.case.sides.iter().map(|side| side.kind()).collect(),
            own_sides: gathered.case.sides.len(),
            participants: Vec::with_capacity(gathered.participants.len()),
            places: HashMap::new(),
        };
        let risk_level = newest_level(gathered);
        let mut counted = HashSet::new();
        for planned in &gathered.participants {
            let known = match planned.side {
                SideOf::Side(side) => gathered.case.sides.iter().position(|known| *known == side),
                SideOf::Undecided => None,
            };
            let side = known.unwrap_or_else(|| {
                cast.sides.push(SideKind::Party);
                cast.sides.len() - 1
            });
            let person = people.get(planned.person.as_str()).copied();
            let mut made = self.participant(gathered, planned, person, side);
            // Someone in two parts of one case is one person, and counts once.
            if counted.insert(planned.person.as_str()) {
                made.counted = Some(count(gathered, person, risk_level));
            }
            cast.places.entry(planned.person.clone()).or_default().push(cast.participants.len());
            cast.participants.push(made);
        }
        cast
    }

    fn participant(
        &self,
        gathered: &Gathered<'_>,
        planned: &PlannedParticipant,
        person: Option<&PlannedPerson>,
        side: usize,
    ) -> BulkParticipant {
        let full_name = person.map(full_name).unwrap_or_default();
        let known_as = person.and_then(|person| person.known_as.clone());
        let born = person.and_then(|person| person.birth_date);
        BulkParticipant {
            id: ParticipantId(Uuid::now_v7()),
            person: self.people[planned.person.as_str()],
            side,
            role: planned.role,
            required: planned.required,
            stage: planned.stage.clone(),
            called: known_as.unwrap_or_else(|| full_name.clone()),
            full_name,
            age_band: AgeBand::of(born, gathered.case.received.read),
            responsibility: Some(planned.responsibility)
                .filter(|answer| *answer != Responsibility::NotApplicable),
            readiness: planned.readiness,
            willing: Some(planned.willingness).filter(|answer| *answer != Willingness::NotAsked),
            adjustments: Vec::new(),
            outcome: None,
            first_contact_at: planned.first_contact_on.map(|day| self.day(day)),
            information_given_at: None,
            withdrew_at: None,
            counted: None,
            legacy_id: Some(planned.origin.id.clone()),
        }
    }
}

fn full_name(person: &PlannedPerson) -> String {
    let names = format!("{} {}", person.given_name, person.family_name);
    match (names.trim(), &person.organisation) {
        ("", Some(organisation)) => organisation.clone(),
        (names, _) => names.to_owned(),
    }
}

fn count(gathered: &Gathered<'_>, person: Option<&PlannedPerson>, risk_level: RiskLevel) -> Counted {
    Counted {
        sex: person.map_or(Asked::NotAsked, |person| person.sex).as_str(),
        ethnic_group: person.map_or(Asked::NotAsked, |person| person.ethnic_group).as_str(),
        // The older system never asked.
        disability: Asked::<domain::codes::LastingCondition>::NotAsked.as_str(),
        district: gathered.case.district.clone().unwrap_or_else(|| "unknown".to_owned()),
        risk_level,
    }
}

/// The judgement of the newest assessment.
pub fn newest_level(gathered: &Gathered<'_>) -> RiskLevel {
    let newest = gathered.risks.iter().max_by_key(|risk| (risk.done_on, risk.kind));
    newest.map_or(RiskLevel::Unknown, |risk| risk.level)
}
