//! Who takes part, how far each of them came, and what they are to figures.

use domain::codes::{
    AgeBand, OverallOutcome, ParticipantRole, Readiness, Responsibility, RiskLevel, ServiceType, SourceType,
    Willingness,
};
use domain::process::{Route, StageId};
use domain::{Instant, PersonId, SideKind};
use storage::bulk::{BulkParticipant, BulkPerson, Counted, Loader};

use super::Scene;
use super::times::Times;
use crate::calendar::Calendar;
use crate::course::Ending;
use crate::dice::Dice;
use crate::outline::Outline;
use crate::people::{Monitored, record};
use crate::population::{Drawn, Part, Population, Somebody};
use crate::words::DISTRICTS;

/// Somebody in the case.
pub struct Party {
    pub somebody: Somebody,
    pub is_known: bool,
    pub role: ParticipantRole,
    /// The place of their side.
    pub side: usize,
    /// Whether theirs is the side that came first.
    pub is_first: bool,
    /// Whether the case waits for them.
    pub required: bool,
    pub reached: Option<Instant>,
    pub willing: Willingness,
    pub readiness: Readiness,
    pub withdrew: Option<Instant>,
    pub responsibility: Responsibility,
    pub stage: StageId,
}

impl Party {
    /// Whether they are among those the matter is between.
    pub fn is_principal(&self) -> bool {
        self.role.is_principal()
    }

    /// Whether they want to take part and were not lost on the way.
    pub fn is_in(&self) -> bool {
        self.willing == Willingness::Willing && self.withdrew.is_none()
    }
}

/// The kinds of the sides, and the place of the one that came first.
pub fn sides(outline: &Outline) -> (Vec<SideKind>, usize) {
    if !outline.has_two_sides() {
        return (vec![SideKind::Party], 0);
    }
    if !outline.service.is_restorative() {
        return (vec![SideKind::Party, SideKind::Party], 0);
    }
    let from_responsible =
        matches!(outline.source, SourceType::Prison | SourceType::Probation | SourceType::YouthJustice);
    (vec![SideKind::Harmed, SideKind::Responsible], usize::from(from_responsible))
}

/// Draws everybody.
pub fn draw(
    scene: &Scene<'_>,
    route: &Route,
    population: &mut Population,
    loader: &mut Loader,
    dice: &mut Dice,
) -> Vec<Party> {
    let Scene { outline, times, calendar } = scene;
    let (kinds, first) = sides(outline);
    let day = calendar.day(outline.received);
    let mut roles: Vec<(usize, ParticipantRole, Part)> = Vec::new();
    for (side, kind) in kinds.iter().enumerate() {
        let (role, part, count) = match kind {
            SideKind::Harmed => {
                (ParticipantRole::PersonHarmed, Part::Harmed, dice.weighed(&[(1, 77.0), (2, 17.0), (3, 6.0)]))
            }
            SideKind::Responsible => {
                (ParticipantRole::PersonResponsible, Part::Responsible, dice.weighed(&[(1, 80.0), (2, 20.0)]))
            }
            SideKind::Party if outline.service == ServiceType::AdviceOnly => {
                (ParticipantRole::PartyA, Part::Party, 1)
            }
            SideKind::Party => {
                let role = if side == 0 { ParticipantRole::PartyA } else { ParticipantRole::PartyB };
                (role, Part::Party, dice.weighed(&[(1, 52.0), (2, 44.0), (3, 4.0)]))
            }
        };
        roles.extend((0..count).map(|_| (side, role, part)));
    }
    if outline.course.event.is_some() && dice.chance(0.3) {
        roles.push((dice.below(kinds.len()), ParticipantRole::Supporter, Part::Party));
    }
    if dice.chance(0.03) {
        roles.push((first, ParticipantRole::Interpreter, Part::Party));
    }
    let corporate = kinds[0] == SideKind::Harmed && dice.chance(0.05);
    let mut here: Vec<PersonId> = Vec::new();
    let mut parties: Vec<Party> = Vec::new();
    let mut households: Vec<Option<(String, String, String)>> = vec![None; kinds.len()];
    for (side, mut role, part) in roles {
        let id = loader.id();
        let Drawn { mut somebody, is_known } = if corporate && here.is_empty() {
            role = ParticipantRole::OrganisationHarmed;
            population.organisation(outline.district, day, id, dice)
        } else {
            population.draw(part, outline.district, day, id, &here, dice)
        };
        // Those of one household share an address, and often a name.
        if let (Some((family, address, postcode)), false) = (&households[side], is_known) {
            if role.is_principal() && part != Part::Responsible {
                (somebody.address, somebody.postcode) = (address.clone(), postcode.clone());
                if dice.chance(0.6) {
                    somebody.family = family.clone();
                }
            }
        } else {
            let home = (somebody.family.clone(), somebody.address.clone(), somebody.postcode.clone());
            households[side] = Some(home);
        }
        here.push(somebody.id);
        parties.push(Party {
            somebody,
            is_known,
            role,
            side,
            is_first: side == first,
            required: route.requires(role),
            reached: None,
            willing: Willingness::NotAsked,
            readiness: Readiness::NotStarted,
            withdrew: None,
            responsibility: Responsibility::NotApplicable,
            stage: route.first().id.clone(),
        });
    }
    for party in &mut parties {
        let reached = if party.is_first { times.contact } else { times.other };
        go(party, reached, outline, times, dice);
    }
    lose_one(&mut parties, outline, times, calendar, dice);
    for party in &mut parties {
        party.stage = stage(party, outline, times, calendar);
    }
    parties
}

/// How far somebody came, who was reached then.
fn go(party: &mut Party, reached: Option<Instant>, outline: &Outline, times: &Times, dice: &mut Dice) {
    let Some(reached) = reached.filter(|_| party.is_principal()) else {
        // Supporters come along when their side does.
        if !party.is_principal() && times.allocated.is_some() {
            party.willing = Willingness::Willing;
        }
        return;
    };
    party.reached = Some(reached);
    let wants = match (outline.ending, party.is_first) {
        (Ending::FirstDeclined, true) | (Ending::OtherDeclined | Ending::Coached, false) => {
            Willingness::Unwilling
        }
        (Ending::Positive, true) if outline.course.risk.is_none() => Willingness::Undecided,
        (Ending::Positive, false) => Willingness::Undecided,
        _ => Willingness::Willing,
    };
    party.willing = wants;
    if wants == Willingness::Unwilling {
        // Who says no is out of it, and holds nobody up.
        (party.withdrew, party.readiness) = (Some(reached), Readiness::Withdrew);
    }
    if wants == Willingness::Willing && times.allocated.is_some() {
        party.readiness = if times.ready.is_some() { Readiness::Ready } else { Readiness::Preparing };
    }
    if party.role == ParticipantRole::PersonResponsible {
        party.responsibility = if dice.chance(0.7) { Responsibility::Full } else { Responsibility::Partial };
    }
}

/// Where a prepared case was not held, somebody withdrew or was found unsuitable.
fn lose_one(parties: &mut [Party], outline: &Outline, times: &Times, calendar: &Calendar, dice: &mut Dice) {
    if outline.ending != Ending::NotHeld || times.closed.is_none() {
        return;
    }
    let prepared: Vec<usize> = parties
        .iter()
        .enumerate()
        .filter(|(_, one)| one.readiness == Readiness::Preparing)
        .map(|(at, _)| at)
        .collect();
    if prepared.is_empty() {
        return;
    }
    let party = &mut parties[*dice.pick(&prepared)];
    let days = outline.course.closed - dice.between(2.0, 8.0);
    party.withdrew = Some(outline.at(calendar, days.max(outline.course.triaged)));
    party.readiness = if dice.chance(0.15) { Readiness::NotSuitable } else { Readiness::Withdrew };
}

/// Where somebody stands in the route: as far as what the stages ask for is there.
fn stage(party: &Party, outline: &Outline, times: &Times, calendar: &Calendar) -> StageId {
    if times.triaged.is_none() || outline.ending == Ending::NotTaken {
        return "triage".into();
    }
    if outline.service == ServiceType::AdviceOnly {
        return if party.reached.is_some() { "follow-up" } else { "advice" }.into();
    }
    let Some(reached) = party.reached.filter(|_| party.willing == Willingness::Willing) else {
        return "first-contact".into();
    };
    if times.risk.is_none() {
        return "risk-assessment".into();
    }
    let consented = calendar.after(reached, CONSENT_DAYS) <= calendar.now;
    if times.allocated.is_none() || !consented {
        return "allocation".into();
    }
    if outline.service == ServiceType::ConflictCoaching {
        return if times.event.is_some() { "follow-up" } else { "coaching" }.into();
    }
    if times.ready.is_none() || times.second_risk.is_none() {
        return "preparation".into();
    }
    match (times.event, outline.ending) {
        (None, _) => "event",
        (Some(_), Ending::Held { agreed: true, .. }) => "follow-up",
        (Some(_), _) => "agreement",
    }
    .into()
}

/// How long after the first conversation somebody signs that they take part.
pub const CONSENT_DAYS: f64 = 2.0;

/// The rows of a party: their participant, and their person where they are new.
pub fn rows(
    party: &Party,
    scene: &Scene<'_>,
    team: domain::TeamId,
    level: RiskLevel,
    loader: &mut Loader,
    dice: &mut Dice,
) -> (BulkParticipant, Option<BulkPerson>) {
    let Scene { outline, times, calendar } = scene;
    let day = calendar.day(outline.received);
    let band: AgeBand = party.somebody.age_band(day);
    let monitored = Monitored::draw(&party.somebody, party.reached.is_some(), dice);
    let person =
        (!party.is_known).then(|| record(&party.somebody, team, outline.received, band, &monitored, dice));
    let counts = party.is_principal() && party.somebody.organisation.is_none();
    let needs =
        ["large-print", "easy-read", "hearing-loop", "text-only", "literacy-support", "step-free-access"];
    let adjusted = party.somebody.disabled && dice.chance(0.5);
    let participant = BulkParticipant {
        id: loader.id(),
        person: party.somebody.id,
        side: party.side,
        role: party.role,
        required: party.required,
        stage: party.stage.clone(),
        called: party.somebody.called(),
        full_name: party.somebody.full_name(),
        age_band: band,
        responsibility: party.reached.map(|_| party.responsibility),
        readiness: party.readiness,
        willing: party.reached.map(|_| party.willing),
        adjustments: if adjusted { vec![(*dice.pick(&needs)).to_owned()] } else { Vec::new() },
        outcome: times
            .closed
            .and(times.event)
            .filter(|_| party.is_in())
            .map(|_| OverallOutcome::PositiveOther),
        first_contact_at: party.reached,
        information_given_at: party.reached,
        withdrew_at: party.withdrew,
        counted: counts.then(|| Counted {
            sex: monitored.sex.as_str(),
            ethnic_group: monitored.ethnic.as_str(),
            disability: monitored.disability.as_str(),
            district: DISTRICTS[party.somebody.district].code().to_owned(),
            risk_level: level,
        }),
        legacy_id: None,
    };
    (participant, person)
}
