//! A case in which everything that can be filled in is.

use chrono::{NaiveDate, TimeDelta};
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, CaseStatus, Category, ClosingReason,
    Complexity, ConsentMethod, ConsentPurpose, ContactKind, ContactOutcome, ContactPurpose, Direction, Flag,
    InitiatedBy, JusticeStage, OutcomeClass, OverallOutcome, PauseReason, Priority, RiskKind, RiskLevel,
    ServiceType, SessionKind, SourceType,
};
use domain::process::{Phase, StageId};
use domain::{Answers, CaseClass, Part, SideKind, Value};
use permissions::AssignmentKind;
use storage::bulk::{
    AccessKind, AccessState, AnswersOn, BulkAccess, BulkAction, BulkAgreement, BulkAnswers, BulkAudience,
    BulkCase, BulkClosure, BulkConsent, BulkEntry, BulkExclusion, BulkFeedback, BulkIncident, BulkMeeting,
    BulkParticipant, BulkPause, BulkRisk, CaseDates, Loader, MeetingHeld, RiskProgress,
};

use super::cast::{which, who, writers};
use super::people::Somebody;
use super::stock::People;
use super::{Ink, Spot};
use crate::oracle::To;

/// The plugin whose fields cases carry.
const PLUGIN: &str = "referral-partner";

impl Ink<'_> {
    fn today(&self) -> NaiveDate {
        self.world.now.date_naive()
    }

    /// What the sides of a case are.
    pub(super) fn sides(&self, case: usize) -> Vec<SideKind> {
        match self.world.cases[case].sides {
            2 => vec![SideKind::Harmed, SideKind::Responsible],
            sides => vec![SideKind::Party; sides as usize],
        }
    }

    /// The case, with those who are in it.
    pub(super) fn case(
        &mut self,
        loader: &mut Loader,
        case: usize,
        people: &People,
        somebody: &[&Somebody],
    ) -> BulkCase {
        let kinds = self.sides(case);
        let mut participants: Vec<BulkParticipant> = Vec::new();
        for one in somebody {
            for place in one.places.iter().filter(|(within, _)| *within == case) {
                let kind = kinds[place.1 as usize];
                participants.push(self.participant(loader, one, *place, kind));
            }
        }
        let row = &self.world.cases[case];
        let now = self.world.now;
        let received_at = now - TimeDelta::days(90 + case as i64);
        let closed = row.closed_at;
        let spot = |part, to| Spot::Case { case, part, to, by: None };
        let is_crime = kinds[0] == SideKind::Harmed;
        let (stage, phase) = match closed {
            Some(_) => ("closed", Phase::Closed),
            None => ("preparation", Phase::Preparation),
        };
        let mut owners = self.world.access[case].iter().filter(|row| row.kind == "owner");
        let owner = owners.next().map(|row| people.accounts[row.person]);
        BulkCase {
            id: people.cases[case],
            team: people.teams[row.team],
            legacy_reference: Some(self.word("case.legacy-reference", spot("g1.reference", To::Shared))),
            legacy_id: None,
            service_type: if is_crime {
                ServiceType::RestorativeJustice
            } else {
                ServiceType::NeighbourMediation
            },
            route: (if is_crime { "restorative-justice" } else { "mediation" }.to_owned(), 1),
            stage: StageId::from(stage),
            phase,
            status: match closed {
                Some(_) => CaseStatus::Closed,
                None if case == which::RIGHTS => CaseStatus::Paused,
                None => CaseStatus::Open,
            },
            class: CaseClass::parse(row.class).expect("the world has known classes"),
            owner,
            priority: self.either(&spot("g1.team", To::Shared), Priority::Routine, Priority::Critical),
            complexity: Complexity::Standard,
            risk_flag: self.either(&spot("g6.flag", To::Shared), true, false),
            area: Some(self.either(&spot("g1.area", To::Shared), "colchester", "tendring").to_owned()),
            source_type: self.either(
                &spot("g1.source", To::Shared),
                SourceType::Police,
                SourceType::Probation,
            ),
            organisation: row.organisation.map(|organisation| people.organisations[organisation]),
            category: Some(if is_crime { Category::ViolenceWithInjury } else { Category::Noise }),
            justice_stage: Some(self.either(
                &spot("g5.offence", To::Shared),
                JusticeStage::Charged,
                JusticeStage::Custody,
            )),
            initiated_by: Some(InitiatedBy::Harmed),
            received_at,
            created_at: received_at,
            dates: CaseDates {
                triaged_at: Some(received_at + TimeDelta::days(1)),
                allocated_at: Some(received_at + TimeDelta::days(3)),
                closed_at: closed,
                ..CaseDates::default()
            },
            closing_reason: closed.map(|_| ClosingReason::DirectMeeting),
            outcome_class: closed.map(|_| OutcomeClass::Completed),
            outcome: closed.map(|_| OverallOutcome::PositiveDirect),
            closing_note: closed.map(|_| self.word("case.closing-note", spot("g13.agreement", To::Internal))),
            dispose_after: None,
            retention: "standard".to_owned(),
            summary: Some(self.sentence("case.summary", spot("g9.notes", To::Internal))),
            lawful_basis: Some(self.word("case.lawful-basis", spot("g11.lawful-basis", To::Shared))),
            flags: self.either(
                &spot("g5.flags", To::Shared),
                vec![Flag::Harassment],
                vec![Flag::Child, Flag::Hate],
            ),
            sides: kinds,
            incident: Some(self.incident(case)),
            access: self.access(case, people),
            exclusions: self.exclusions(case, people),
            entries: self.entries(case, people, participants.len()),
            consents: participants
                .iter()
                .enumerate()
                .map(|(place, one)| self.consent(case, place, one))
                .collect(),
            risks: vec![self.risk(case, people)],
            meetings: vec![self.meeting(case)],
            agreements: vec![self.agreement(case)],
            feedback: self.feedback(case, &participants),
            pauses: self.pauses(case, people),
            closure: self.closure(case, people),
            answers: self.extra(case),
            participants,
        }
    }

    fn incident(&mut self, case: usize) -> BulkIncident {
        let spot = |to| Spot::Case { case, part: "g5.offence", to, by: None };
        BulkIncident {
            kind: "assault".to_owned(),
            category: Some(self.either(
                &Spot::Case { case, part: "g5.category", to: To::Shared, by: None },
                Category::ViolenceWithInjury,
                Category::Robbery,
            )),
            detail: Some(self.word("incident.detail", spot(To::Shared))),
            occurred_from: Some(self.today() - TimeDelta::days(120)),
            occurred_to: None,
            reported_to_police: self.either(&spot(To::Shared), true, false),
            crime_reference: Some(self.word("incident.crime-reference", spot(To::Shared))),
            summary: Some(self.sentence("incident.description", spot(To::Internal))),
        }
    }

    fn access(&self, case: usize, people: &People) -> Vec<BulkAccess> {
        let row = |row: &crate::world::Access| BulkAccess {
            account: people.accounts[row.person],
            kind: match row.kind {
                "allow" => AccessKind::Allowed,
                "named" => AccessKind::Named,
                kind => AccessKind::Assigned(AssignmentKind::parse(kind).expect("a known kind")),
            },
            state: if row.state == "invited" { AccessState::Invited } else { AccessState::Accepted },
            sides: row.sides,
            from: row.window.from,
            until: row.window.until,
            answered_at: (row.state == "accepted").then_some(row.window.from),
            granted_by: Some(people.accounts[who::COORDINATOR]),
        };
        self.world.access[case].iter().map(row).collect()
    }

    fn exclusions(&self, case: usize, people: &People) -> Vec<BulkExclusion> {
        let row = |(person, window): &(usize, crate::world::Window)| BulkExclusion {
            account: people.accounts[*person],
            reason: "declared".to_owned(),
            from: window.from,
            until: window.until,
        };
        self.world.exclusions[case].iter().map(row).collect()
    }

    /// Lines of the log to every audience, by everybody who writes.
    fn entries(&mut self, case: usize, people: &People, participants: usize) -> Vec<BulkEntry> {
        let sides = (0..self.world.cases[case].sides).map(To::Side);
        let audiences: Vec<To> = sides.chain([To::Shared, To::Internal]).collect();
        let mut entries = Vec::new();
        for (by, part) in writers(self.world, case) {
            let part = Part::parse(part).expect("a part of ours");
            for to in &audiences {
                entries.push(self.entry(case, Some((by, people)), *to, part, participants));
            }
        }
        // Typed into an older system by somebody who has no account.
        let spot = Spot::Case { case, part: "g9.notes", to: To::Internal, by: None };
        let mut typed = self.entry(case, None, To::Internal, Part::Notes, participants);
        typed.by_name = Some(self.word("entry.by-name", spot));
        entries.push(typed);
        entries
    }

    fn entry(
        &mut self,
        case: usize,
        by: Option<(usize, &People)>,
        to: To,
        part: Part,
        participants: usize,
    ) -> BulkEntry {
        let spot = Spot::Case { case, part: part.as_str(), to, by: by.map(|(person, _)| person) };
        let on = self.today() - TimeDelta::days(30);
        BulkEntry {
            participant: match to {
                To::Side(side) if (side as usize) < participants => Some(side as usize),
                _ => None,
            },
            to: audience(to),
            part,
            kind: ContactKind::Call,
            direction: Some(Direction::Out),
            outcome: Some(ContactOutcome::Spoke),
            purpose: Some(ContactPurpose::FirstContact),
            at: Some(self.world.now - TimeDelta::days(30)),
            on,
            minutes: Some(self.either(&spot, 10, 95)),
            summary: Some(self.sentence("entry.summary", spot)),
            by: by.map(|(person, people)| people.accounts[person]),
            by_name: None,
            follow_up: false,
            needs_person: false,
            legacy_id: None,
        }
    }

    fn consent(&self, case: usize, participant: usize, one: &BulkParticipant) -> BulkConsent {
        let to = To::Side(one.side as u32);
        let spot = Spot::Case { case, part: "g11.consent", to, by: None };
        BulkConsent {
            participant,
            purpose: ConsentPurpose::TakePart,
            given: self.either(&spot, true, false),
            method: ConsentMethod::Written,
            given_on: self.today() - TimeDelta::days(40),
            expires_on: Some(self.today() + TimeDelta::days(300)),
            withdrawn_on: None,
            recorded_by: None,
            legacy_id: None,
        }
    }

    fn risk(&mut self, case: usize, people: &People) -> BulkRisk {
        let spot = Spot::Case { case, part: "g6.assessment", to: To::Internal, by: None };
        let (level, progress) = self.either(
            &spot,
            (RiskLevel::Medium, RiskProgress::Approved),
            (RiskLevel::Unsuitable, RiskProgress::Submitted),
        );
        let answers = [
            ("risk.factors".to_owned(), Value::Choices(vec!["coercion".to_owned()])),
            ("risk.mitigation".to_owned(), self.text("risk.mitigation", spot)),
        ];
        BulkRisk {
            kind: RiskKind::Initial,
            level,
            progress,
            done_on: self.today() - TimeDelta::days(60),
            valid_until: Some(self.today() + TimeDelta::days(60)),
            done_by: None,
            approved: Some((people.accounts[who::MANAGER], self.world.now - TimeDelta::days(59))),
            answers: answers.into_iter().collect(),
            legacy_id: None,
        }
    }

    fn meeting(&mut self, case: usize) -> BulkMeeting {
        // Where and when belongs together: whoever may know the dates has to find the place.
        let spot = Spot::Case { case, part: "g1.dates", to: To::Shared, by: None };
        BulkMeeting {
            kind: SessionKind::Conference,
            planned_at: self.world.now + TimeDelta::days(5),
            venue: Some(self.word("event.venue", spot)),
            held: MeetingHeld::Planned,
            reason: None,
            recorded_by: None,
            legacy_id: None,
        }
    }

    fn agreement(&mut self, case: usize) -> BulkAgreement {
        let spot = || Spot::Case { case, part: "g13.agreement", to: To::Shared, by: None };
        BulkAgreement {
            kind: AgreementKind::Outcome,
            text: self.sentence("agreement.text", spot()),
            agreed_on: self.today() - TimeDelta::days(10),
            method: "signed",
            status: self.either(&spot(), AgreementStatus::Active, AgreementStatus::Broken),
            actions: vec![BulkAction {
                kind: ActionKind::Letter,
                description: self.sentence("action.description", spot()),
                due_on: Some(self.today() + TimeDelta::days(20)),
                status: ActionStatus::Open,
                done_on: None,
            }],
            recorded_by: None,
            legacy_id: None,
        }
    }

    fn feedback(&mut self, case: usize, participants: &[BulkParticipant]) -> Vec<BulkFeedback> {
        let mut all = Vec::new();
        for (place, participant) in participants.iter().enumerate() {
            let to = To::Side(participant.side as u32);
            let spot = Spot::Case { case, part: "g14.feedback", to, by: None };
            all.push(BulkFeedback {
                participant: Some(place),
                stage: "after-event".to_owned(),
                invited_on: self.today() - TimeDelta::days(9),
                answered_on: Some(self.today() - TimeDelta::days(8)),
                satisfaction: Some(self.either(&spot, 5, 1)),
                better_able_to_cope: Some(true),
                feels_safer: Some(true),
                better_informed: Some(true),
                comments: Some(self.sentence("feedback.comments", spot)),
                legacy_id: None,
            });
        }
        all
    }

    fn pauses(&self, case: usize, people: &People) -> Vec<BulkPause> {
        let pause = BulkPause {
            reason: PauseReason::PartyRequest,
            from_on: self.today() - TimeDelta::days(4),
            until_on: None,
            by: Some(people.accounts[who::COORDINATOR]),
        };
        if case == which::RIGHTS { vec![pause] } else { Vec::new() }
    }

    /// A closed case was signed off; an open one waits for it, except one for which nobody
    /// has asked.
    fn closure(&mut self, case: usize, people: &People) -> Option<BulkClosure> {
        if case == which::RESTRICTED {
            return None;
        }
        let spot = Spot::Case { case, part: "g13.agreement", to: To::Internal, by: None };
        let proposed_at = self.world.cases[case].closed_at.unwrap_or(self.world.now) - TimeDelta::days(1);
        let signed = self.world.cases[case].closed_at.map(|at| (people.accounts[who::MANAGER], at));
        Some(BulkClosure {
            reason: ClosingReason::DirectMeeting,
            outcome: OverallOutcome::PositiveDirect,
            note: Some(self.sentence("closure.note", spot)),
            proposed_by: people.accounts[who::COORDINATOR],
            proposed_at,
            signed,
        })
    }

    /// Answers that are not columns: a plugin's, and sealed parts of the core.
    fn extra(&mut self, case: usize) -> Vec<BulkAnswers> {
        let mut all = Vec::new();
        let of_plugin: [(&'static str, &str, Part, To); 4] = [
            ("extra.referral-partner.crime-reference", "crime-reference", Part::Offence, To::Internal),
            ("extra.referral-partner.tenancy-reference", "tenancy-reference", Part::Source, To::Internal),
            ("extra.referral-partner.admission", "admission", Part::Offence, To::Side(1)),
            ("extra.referral-partner.licence-conditions", "licence-conditions", Part::Offence, To::Side(1)),
        ];
        for (what, id, part, to) in of_plugin {
            let value = Value::Text(self.word(what, Spot::Case { case, part: part.as_str(), to, by: None }));
            let indexed = matches!(id, "crime-reference" | "tenancy-reference" | "admission");
            all.push(BulkAnswers {
                indexed: if indexed { vec![(what.to_owned(), value.clone())] } else { Vec::new() },
                ..answers(PLUGIN, part, to, id, value)
            });
        }
        let of_core: [(&'static str, Part, To); 7] = [
            ("referral.reason", Part::IntakeNotes, To::Internal),
            ("referral.risk-note", Part::SharedRisk, To::Internal),
            ("case.shared-risk-harmed", Part::SharedRisk, To::Side(0)),
            ("case.shared-risk-responsible", Part::SharedRisk, To::Side(1)),
            ("case.shared-risk", Part::SharedRisk, To::Shared),
            ("case.safeguarding", Part::Safeguarding, To::Internal),
            ("case.supervision", Part::Supervision, To::Internal),
        ];
        for (id, part, to) in of_core {
            let value = Value::Text(self.word(id, Spot::Case { case, part: part.as_str(), to, by: None }));
            all.push(answers("core", part, to, id, value));
        }
        joined(all)
    }
}

/// Answers of one part to one audience stand in one row.
fn joined(all: Vec<BulkAnswers>) -> Vec<BulkAnswers> {
    let mut joined: Vec<BulkAnswers> = Vec::new();
    for one in all {
        let place = |other: &BulkAnswers| (other.plugin.clone(), other.part, other.to);
        match joined.iter_mut().find(|known| place(known) == place(&one)) {
            Some(known) => {
                known.values.extend(one.values);
                known.indexed.extend(one.indexed);
            }
            None => joined.push(one),
        }
    }
    joined
}

fn audience(to: To) -> BulkAudience {
    match to {
        To::Side(side) => BulkAudience::Side(side as usize),
        To::Shared => BulkAudience::Shared,
        To::Internal => BulkAudience::Internal,
    }
}

fn answers(plugin: &str, part: Part, to: To, id: &str, value: Value) -> BulkAnswers {
    BulkAnswers {
        on: AnswersOn::Case,
        plugin: plugin.to_owned(),
        field_set: 1,
        part,
        to: audience(to),
        values: Answers::from([(id.to_owned(), value)]),
        indexed: Vec::new(),
    }
}
