//! Who is in which case, on which side, and what sides a case therefore has.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::Message;
use domain::codes::{ParticipantRole, Readiness, Responsibility, Willingness};
use domain::process::{self, Phase};

use super::Builder;
use crate::import::profile::FileKind;
use crate::import::read::Row;
use crate::import::record::{PlannedCase, PlannedParticipant, PlannedSide, SideOf};

const KIND: FileKind = FileKind::Participants;

/// All accepted participants.
pub fn participants(builder: &mut Builder<'_>, cases: &[PlannedCase]) -> Vec<PlannedParticipant> {
    let routes = process::default_routes();
    let by_id: HashMap<&str, &PlannedCase> =
        cases.iter().map(|case| (case.origin.id.as_str(), case)).collect();
    let is_organisation =
        |row: &&Row| row.some("organisation").is_some() && row.text("family-name").is_empty();
    let organisations: HashSet<String> = builder
        .rows(FileKind::People)
        .into_iter()
        .filter(is_organisation)
        .map(|row| row.id.clone())
        .collect();
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in &rows {
        let row = *row;
        let Some(case) = by_id.get(row.text("case")) else { continue };
        let Some(role) = role(builder, row, &organisations) else { continue };
        let Some(route) = routes.iter().find(|route| route.id == case.route) else { continue };
        builder.warn_of_oddities(KIND, row);
        let readiness = builder.code(KIND, row, "readiness", Readiness::NotStarted);
        planned.push(PlannedParticipant {
            origin: builder.origin(row),
            case: case.origin.id.clone(),
            person: row.text("person").to_owned(),
            side: PlannedSide::of(role).map_or(SideOf::Undecided, SideOf::Side),
            stage: route.stage_of(reached(case, row, readiness)).id.clone(),
            required: route.requires(role),
            role,
            willingness: builder.code(KIND, row, "willing", Willingness::NotAsked),
            responsibility: responsibility(builder, row, role),
            first_contact_on: row.day("first-contact-on"),
            readiness,
        });
    }
    stand_beside(builder, &rows, &mut planned);
    warn_of_both_sides(builder, &rows, &planned);
    planned
}

/// The role, a harmed organisation being one of its own.
fn role(builder: &Builder<'_>, row: &Row, organisations: &HashSet<String>) -> Option<ParticipantRole> {
    let role = *builder.profile.codes.roles.get(row.text("role"))?;
    let is_organisation = organisations.contains(row.text("person"));
    Some(match role {
        ParticipantRole::PersonHarmed if is_organisation => ParticipantRole::OrganisationHarmed,
        role => role,
    })
}

fn responsibility(builder: &mut Builder<'_>, row: &Row, role: ParticipantRole) -> Responsibility {
    let otherwise = match role {
        ParticipantRole::PersonResponsible => Responsibility::None,
        _ => Responsibility::NotApplicable,
    };
    builder.code(KIND, row, "responsibility", otherwise)
}

/// How far this participant had come; the case never stands further than they do.
fn reached(case: &PlannedCase, row: &Row, readiness: Readiness) -> Phase {
    let own = match readiness {
        Readiness::Ready | Readiness::Preparing => Phase::Preparation,
        _ if row.day("first-contact-on").is_some() => Phase::FirstContact,
        _ => Phase::Triage,
    };
    if case.status == domain::codes::CaseStatus::Closed {
        own.max(case.reached.min(Phase::FollowUp))
    } else {
        case.reached
    }
}

/// Puts supporters and interpreters on the side of the one they came for, if the row says for
/// whom, and leaves them undecided if not: a side is never guessed.
fn stand_beside(builder: &mut Builder<'_>, rows: &[&Row], planned: &mut [PlannedParticipant]) {
    let sides: HashMap<(String, String), SideOf> = planned
        .iter()
        .filter(|participant| participant.side != SideOf::Undecided)
        .map(|participant| ((participant.case.clone(), participant.person.clone()), participant.side))
        .collect();
    let supported: HashMap<&str, &str> =
        rows.iter().map(|row| (row.id.as_str(), row.text("support-for"))).collect();
    let mut undecided = HashSet::new();
    for participant in planned.iter_mut().filter(|participant| participant.side == SideOf::Undecided) {
        let person = supported.get(participant.origin.id.as_str()).copied().unwrap_or_default();
        match sides.get(&(participant.case.clone(), person.to_owned())) {
            Some(side) => participant.side = *side,
            None => drop(undecided.insert(participant.origin.id.clone())),
        }
    }
    for row in rows.iter().filter(|row| undecided.contains(&row.id)) {
        builder.warn(KIND, row, Message::new("import-warning-side-undecided"));
    }
}

/// Someone who is in two parts in one case is two participants, which someone should know.
fn warn_of_both_sides(builder: &mut Builder<'_>, rows: &[&Row], planned: &[PlannedParticipant]) {
    let mut sides: HashMap<(&str, &str), BTreeSet<PlannedSide>> = HashMap::new();
    for participant in planned {
        if let SideOf::Side(side) = participant.side {
            sides.entry((&participant.case, &participant.person)).or_default().insert(side);
        }
    }
    for row in rows {
        if sides.get(&(row.text("case"), row.text("person"))).is_some_and(|sides| sides.len() > 1) {
            builder.warn(KIND, row, Message::new("import-warning-both-sides"));
        }
    }
}
