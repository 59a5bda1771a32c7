//! What follows for a case from who is in it: its sides, and how carefully it is kept.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::CaseClass;
use domain::codes::{AgeBand, Complexity, Flag};

use crate::import::profile::Profile;
use crate::import::record::{PlannedCase, PlannedParticipant, PlannedPerson, PlannedSide, SideOf};

/// Settles sides, flags, complexity and class of every case.
pub fn settle(
    cases: &mut [PlannedCase],
    people: &[PlannedPerson],
    participants: &[PlannedParticipant],
    profile: &Profile,
) {
    let born: HashMap<&str, NaiveDate> =
        people.iter().filter_map(|person| Some((person.origin.id.as_str(), person.birth_date?))).collect();
    let mut present: HashMap<&str, Vec<&PlannedParticipant>> = HashMap::new();
    for participant in participants {
        present.entry(participant.case.as_str()).or_default().push(participant);
    }
    for case in cases {
        let id = case.origin.id.clone();
        let here = present.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        case.sides = sides(case, here);
        if here.iter().any(|participant| is_child(participant, &born, case.received.read)) {
            case.flags.push(Flag::Child);
            case.flags.sort_unstable();
            case.flags.dedup();
        }
        if case.flags.iter().any(|flag| flag.is_sensitive()) {
            case.complexity = Complexity::Sensitive;
        }
        if case.flags.iter().any(|flag| profile.restricted.contains(flag)) {
            case.class = CaseClass::Restricted;
        }
    }
}

/// Whether one of the parties was under 18 when the case came in. Nobody counts as a child
/// because their date of birth is missing.
fn is_child(participant: &PlannedParticipant, born: &HashMap<&str, NaiveDate>, on: NaiveDate) -> bool {
    participant.role.is_principal()
        && AgeBand::of(born.get(participant.person.as_str()).copied(), on).is_child()
}

/// The sides of the participants; where those are too few to be worked or read, also those of
/// the kind of service.
fn sides(case: &PlannedCase, participants: &[&PlannedParticipant]) -> Vec<PlannedSide> {
    let mut own: BTreeSet<PlannedSide> = BTreeSet::new();
    for participant in participants {
        if let SideOf::Side(side) = participant.side {
            own.insert(side);
        }
    }
    let parties = own.contains(&PlannedSide::PartyA) || own.contains(&PlannedSide::PartyB);
    let roles = own.contains(&PlannedSide::Harmed) || own.contains(&PlannedSide::Responsible);
    if !parties && (roles || case.service_type.is_restorative()) {
        own.extend([PlannedSide::Harmed, PlannedSide::Responsible]);
    } else if !roles {
        own.extend([PlannedSide::PartyA, PlannedSide::PartyB]);
    }
    own.into_iter().collect()
}
