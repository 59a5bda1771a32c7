//! Putting a case together.

use chrono::{Datelike, Months, TimeDelta};
use domain::codes::{CaseStatus, Flag, InitiatedBy, Priority, Readiness, RiskLevel, SourceType};
use domain::process::{ParticipantStage, Phase, Route, case_stage, route_for};
use domain::{CaseId, Instant};
use storage::bulk::{BulkCase, BulkClosure, CaseDates, Loader};

use super::log::Log;
use super::records::Records;
use super::team::{self, Need, Roster};
use super::times::Times;
use super::{Built, Scene, ending, matter, parties, source};
use crate::calendar::Calendar;
use crate::course::Ending;
use crate::dice::Dice;
use crate::outline::Outline;
use crate::population::Population;
use crate::service::Service;
use crate::words::{self, DISTRICTS};

const PEOPLE: u64 = 21;

/// What cases are built from, one after the other.
pub struct Builder {
    pub seed: u64,
    pub calendar: Calendar,
    pub routes: Vec<Route>,
    pub population: Population,
    pub roster: Roster,
    /// Since when the service works with Accord: what came before has the shape of an older
    /// system's records.
    pub changed_over: Instant,
}

impl Builder {
    /// Builds the case of an outline. They come in the order of receipt, so that people come
    /// back later and not earlier.
    pub fn build(&mut self, outline: &Outline, service: &mut Service, loader: &mut Loader) -> Built {
        let calendar = self.calendar;
        let dice = &mut Dice::of(self.seed, PEOPLE, outline.index as u64);
        let times = Times::of(outline, &calendar);
        let scene = Scene { outline, times, calendar };
        let route =
            route_for(&self.routes, outline.service).expect("the core's routes serve every service type");
        let parties = parties::draw(&scene, route, &mut self.population, loader, dice);
        let day = calendar.day(outline.received);
        let has_child = parties.iter().any(|party| party.is_principal() && party.somebody.is_child(day));
        let flags = matter::flags_of(&outline.flags, has_child);
        let sensitive = flags.contains(&Flag::SensitiveAndComplex);
        let class = matter::class(&flags, dice);
        let (kinds, first) = parties::sides(outline);
        let need = Need { class, sensitive, sides: (1 << kinds.len()) - 1 };
        let team = team::find(&scene, need, service, &mut self.roster, dice);
        let records =
            Records { scene: &scene, parties: &parties, team: &team, manager: service.manager, sensitive };
        let unsuitable = parties.iter().any(|party| party.readiness == Readiness::NotSuitable);
        let (risks, level) = records.risks(unsuitable, dice);
        let (consents, meetings) = (records.consents(dice), records.meetings(dice));
        let (agreements, feedback) = (records.agreements(dice), records.feedback(dice));
        let pauses = records.pauses(dice);
        let log = Log {
            scene: &scene,
            parties: &parties,
            team: &team,
            office: service.office,
            entries: Vec::new(),
        };
        let entries = log.write(dice);
        let id: CaseId = loader.id();
        let case_team = service.team(outline.district);
        let mut people = Vec::new();
        let mut participants = Vec::new();
        for party in &parties {
            let (participant, person) = parties::rows(party, &scene, case_team, level, loader, dice);
            participants.push(participant);
            people.extend(person);
        }
        let stages: Vec<ParticipantStage> = parties
            .iter()
            .map(|party| ParticipantStage {
                role: party.role,
                stage: party.stage.clone(),
                out: party.withdrew.is_some(),
            })
            .collect();
        let stands = case_stage(route, &stages, None);
        let end = times.closed.map(|at| (at, ending::reason(outline, &parties, dice)));
        let (stage, phase, status) = match end {
            Some(_) => (route.stage_of(Phase::Closed).id.clone(), Phase::Closed, CaseStatus::Closed),
            None if times.is_paused() => (stands.stage, stands.phase, CaseStatus::Paused),
            None => (stands.stage, stands.phase, CaseStatus::Open),
        };
        let closure = match &end {
            Some((at, (reason, outcome, note))) => Some(BulkClosure {
                reason: *reason,
                outcome: *outcome,
                note: note.clone(),
                proposed_by: team.lead.unwrap_or(team.owner),
                proposed_at: *at - TimeDelta::hours(22),
                signed: Some((service.manager, *at)),
            }),
            None => ending::proposal(&scene, &parties, &agreements, &team, dice),
        };
        let referring = source::Referring::draw(outline, service, self.changed_over, dice);
        let incident = matter::incident(outline, referring.crime_reference.clone(), &calendar, dice);
        let from_responsible = kinds.len() == 2 && first == 1;
        let case = BulkCase {
            id,
            team: case_team,
            legacy_reference: (outline.received < self.changed_over)
                .then(|| format!("RJ{}-{:04}", day.year() % 100, outline.index % 10_000)),
            legacy_id: None,
            service_type: outline.service,
            route: (route.id.clone(), route.version),
            stage,
            phase,
            status,
            class,
            owner: Some(team.owner),
            priority: dice.weighed(&[
                (Priority::Routine, 86.0),
                (Priority::Urgent, 12.0),
                (Priority::Critical, 2.0),
            ]),
            complexity: matter::complexity_of(&flags),
            risk_flag: matches!(level, RiskLevel::High | RiskLevel::Unsuitable),
            area: Some(DISTRICTS[outline.district].code().to_owned()),
            source_type: outline.source,
            organisation: referring.organisation,
            category: Some(outline.category),
            justice_stage: Some(matter::justice_stage(outline, dice)),
            initiated_by: Some(match outline.source {
                SourceType::SelfHarmed => InitiatedBy::Harmed,
                _ if from_responsible => InitiatedBy::Responsible,
                SourceType::SelfParty => InitiatedBy::ThirdParty,
                _ => dice.weighed(&[
                    (InitiatedBy::Agency, 70.0),
                    (InitiatedBy::Harmed, 20.0),
                    (InitiatedBy::Both, 10.0),
                ]),
            }),
            received_at: outline.received,
            created_at: times.triaged.unwrap_or(outline.received),
            dates: CaseDates {
                acknowledged_at: times.acknowledged,
                triaged_at: times.triaged.filter(|_| outline.ending != Ending::NotTaken || end.is_some()),
                first_contact_at: times.contact,
                allocated_at: times.allocated,
                ready_at: times.ready,
                event_at: times.event,
                closed_at: times.closed,
            },
            closing_reason: end.as_ref().map(|(_, (reason, ..))| *reason),
            outcome_class: end.as_ref().map(|(_, (reason, ..))| reason.outcome_class()),
            outcome: end.as_ref().map(|(_, (_, outcome, _))| *outcome),
            closing_note: end.as_ref().and_then(|(_, (.., note))| note.clone()),
            dispose_after: times.closed.map(|at| calendar.day(at) + Months::new(72)),
            retention: "case".to_owned(),
            summary: Some(
                (*dice.pick(if outline.service.is_mediation() { words::DISPUTE } else { words::HARM }))
                    .to_owned(),
            ),
            lawful_basis: Some("public-task".to_owned()),
            flags,
            sides: kinds,
            participants,
            incident: Some(incident),
            access: team.access,
            exclusions: team.exclusions,
            entries,
            consents,
            risks,
            meetings,
            agreements,
            feedback,
            pauses,
            closure,
            answers: referring.answers(outline, &parties, dice),
        };
        let referral = referring.referral(&scene, &case, &parties, service, loader);
        Built { people, case, referral }
    }
}
