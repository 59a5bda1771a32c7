//! One case, whole: its people, its work, its end, and the referral it came from.

mod ending;
mod log;
mod parties;
mod records;
mod source;
mod team;
mod times;

use chrono::{Datelike, Months, TimeDelta};
use domain::codes::{
    CaseStatus, Complexity, Flag, InitiatedBy, JusticeStage, Priority, RiskLevel, ServiceType, SourceType,
};
use domain::process::{ParticipantStage, Phase, Route, case_stage, route_for};
use domain::{CaseClass, CaseId, Instant};
use storage::bulk::{BulkCase, BulkClosure, BulkIncident, BulkPerson, BulkReferral, CaseDates, Loader};

use self::log::Log;
use self::records::Records;
use self::times::Times;
use crate::calendar::Calendar;
use crate::course::Ending;
use crate::dice::Dice;
use crate::outline::Outline;
use crate::population::Population;
use crate::service::Service;
use crate::words::{self, DISTRICTS};

pub use team::Roster;

const PEOPLE: u64 = 21;

/// A case and what comes with it.
pub struct Built {
    pub people: Vec<BulkPerson>,
    pub case: BulkCase,
    pub referral: BulkReferral,
}

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
        let route =
            route_for(&self.routes, outline.service).expect("the core's routes serve every service type");
        let parties = parties::draw(outline, &times, route, &calendar, &mut self.population, loader, dice);
        let day = calendar.day(outline.received);
        let has_child = parties.iter().any(|party| party.is_principal() && party.somebody.is_child(day));
        let flags = flags_of(&outline.flags, has_child);
        let sensitive = flags.contains(&Flag::SensitiveAndComplex);
        let class = class(&flags, dice);
        let (kinds, first) = parties::sides(outline);
        let all_sides = (1 << kinds.len()) - 1;
        let team = team::find(
            outline,
            &times,
            class,
            sensitive,
            all_sides,
            service,
            &mut self.roster,
            &calendar,
            dice,
        );
        let records = Records {
            outline,
            times: &times,
            parties: &parties,
            team: &team,
            manager: service.manager,
            calendar: &calendar,
            sensitive,
        };
        let unsuitable = parties.iter().any(|party| party.readiness == domain::codes::Readiness::NotSuitable);
        let (risks, level) = records.risks(unsuitable, dice);
        let (consents, meetings) = (records.consents(dice), records.meetings(dice));
        let (agreements, feedback) = (records.agreements(dice), records.feedback(dice));
        let pauses = records.pauses(dice);
        let entries = Log {
            outline,
            times: &times,
            parties: &parties,
            team: &team,
            office: service.office,
            calendar: &calendar,
            entries: Vec::new(),
        }
        .write(dice);
        let id: CaseId = loader.id();
        let case_team = service.team(outline.district);
        let mut people = Vec::new();
        let mut participants = Vec::new();
        for party in &parties {
            let (participant, person) =
                parties::rows(party, outline, &times, &calendar, case_team, level, loader, dice);
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
            None => self.proposal(outline, &times, &parties, &agreements, &team, dice),
        };
        let referring = source::Referring::draw(outline, service, self.changed_over, dice);
        let incident = incident(outline, &referring, &calendar, dice);
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
            complexity: complexity_of(&flags),
            risk_flag: matches!(level, RiskLevel::High | RiskLevel::Unsuitable),
            area: Some(DISTRICTS[outline.district].code().to_owned()),
            source_type: outline.source,
            organisation: referring.organisation,
            category: Some(outline.category),
            justice_stage: Some(justice_stage(outline, dice)),
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
        let referral = referring.referral(outline, &times, &case, &parties, service, loader, &calendar);
        Built { people, case, referral }
    }

    /// Of the cases that are through, some wait for the manager's signature.
    fn proposal(
        &self,
        outline: &Outline,
        times: &Times,
        parties: &[parties::Party],
        agreements: &[storage::bulk::BulkAgreement],
        team: &team::Team,
        dice: &mut Dice,
    ) -> Option<BulkClosure> {
        let settled = agreements.iter().flat_map(|one| &one.actions).all(|action| action.status.is_settled());
        let over = matches!(outline.ending, Ending::FirstDeclined | Ending::OtherDeclined)
            && outline
                .done(
                    &self.calendar,
                    Some(
                        (outline.course.contact.unwrap_or(0.0).max(outline.course.other.unwrap_or(0.0))
                            + outline.course.closed)
                            / 2.0,
                    ),
                )
                .is_some();
        let through = (times.followed_up.is_some() && settled) || over;
        if !through || times.is_paused() || !dice.chance(0.5) {
            return None;
        }
        let (reason, outcome, note) = ending::reason(outline, parties, dice);
        let at = self.calendar.now - TimeDelta::hours(4 + dice.below(60) as i64);
        Some(BulkClosure {
            reason,
            outcome,
            note,
            proposed_by: team.lead.unwrap_or(team.owner),
            proposed_at: at,
            signed: None,
        })
    }
}

fn incident(
    outline: &Outline,
    referring: &source::Referring,
    calendar: &Calendar,
    dice: &mut Dice,
) -> BulkIncident {
    let is_offence = outline.category.is_offence();
    let days = dice.around(24.0, 110.0).min(900.0) as i64;
    BulkIncident {
        kind: match outline.service {
            _ if is_offence => "crime",
            ServiceType::AsbRestorative => "non-crime-incident",
            ServiceType::WorkplaceSchoolMediation if outline.category == domain::codes::Category::School => {
                "school-incident"
            }
            ServiceType::WorkplaceSchoolMediation => "workplace",
            _ => "dispute",
        }
        .to_owned(),
        category: Some(outline.category),
        detail: None,
        occurred_from: Some(calendar.day(outline.received) - TimeDelta::days(days)),
        occurred_to: None,
        reported_to_police: outline.source == SourceType::Police || (is_offence && dice.chance(0.8)),
        crime_reference: referring.crime_reference.clone(),
        summary: None,
    }
}

fn justice_stage(outline: &Outline, dice: &mut Dice) -> JusticeStage {
    use JusticeStage as J;
    match (outline.service, outline.source) {
        (ServiceType::RestorativeJustice, SourceType::Prison) => J::Custody,
        (ServiceType::RestorativeJustice, SourceType::Probation) => {
            dice.weighed(&[(J::CommunityOrder, 50.0), (J::Licence, 30.0), (J::Custody, 20.0)])
        }
        (ServiceType::RestorativeJustice, SourceType::YouthJustice) => J::YouthReferralOrder,
        (ServiceType::RestorativeJustice, _) => dice.weighed(&[
            (J::CommunityResolution, 42.0),
            (J::ConditionalCaution, 24.0),
            (J::PostSentence, 22.0),
            (J::Reported, 12.0),
        ]),
        (ServiceType::AsbRestorative, _) => {
            dice.weighed(&[(J::Reported, 60.0), (J::CommunityResolution, 40.0)])
        }
        _ => dice.weighed(&[(J::NotApplicable, 70.0), (J::NotReported, 30.0)]),
    }
}

/// The flags by chance, and those that facts set: the rule by which referrals are accepted.
fn flags_of(drawn: &[Flag], has_child: bool) -> Vec<Flag> {
    let mut flags = drawn.to_vec();
    if has_child {
        flags.push(Flag::Child);
    }
    if flags.iter().any(|flag| flag.is_sensitive()) {
        flags.push(Flag::SensitiveAndComplex);
    }
    flags.sort_unstable();
    flags.dedup();
    flags
}

fn complexity_of(flags: &[Flag]) -> Complexity {
    if flags.contains(&Flag::SensitiveAndComplex) {
        Complexity::Sensitive
    } else if flags.iter().any(|flag| matches!(flag, Flag::Hate | Flag::Child | Flag::Custody)) {
        Complexity::Enhanced
    } else {
        Complexity::Standard
    }
}

/// How widely it may be known (`security.md` §3.2); a few are sealed to named people.
fn class(flags: &[Flag], dice: &mut Dice) -> CaseClass {
    if dice.chance(0.004) {
        return CaseClass::Sealed;
    }
    let narrows = |flag: &Flag| {
        matches!(
            flag,
            Flag::Hate
                | Flag::DomesticAbuse
                | Flag::SexualHarm
                | Flag::Harassment
                | Flag::Child
                | Flag::DeathOrSeriousInjury
                | Flag::SensitiveAndComplex
        )
    };
    if flags.iter().any(narrows) { CaseClass::Restricted } else { CaseClass::Standard }
}
