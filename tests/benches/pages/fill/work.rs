//! The work on a case: its log, and what was recorded beside it.

use chrono::TimeDelta;
use domain::codes::{
    ConsentMethod, ConsentPurpose, ContactKind, ContactOutcome, ContactPurpose, Direction, RiskKind,
    RiskLevel, SessionKind,
};
use domain::{AccountId, Answers, Part, SideKind, Value, service_day};
use storage::bulk::{
    BulkAudience, BulkCase, BulkClosure, BulkConsent, BulkEntry, BulkIncident, BulkMeeting, BulkRisk,
    MeetingHeld, RiskProgress,
};

use super::case::Builder;
use super::course::Course;

/// How many entries a log has.
const ENTRIES: usize = 5;

/// What entries say.
pub(super) const SUMMARIES: [&str; 5] = [
    "Rang twice and was called back in the evening. They would like to hear more first.",
    "Explained what a meeting is and what it is not. They will think about it over the weekend.",
    "Agreed on a time and a place. A friend comes along.",
    "The letter has arrived, and they are glad of it.",
    "Spoke about what would help, and what would not.",
];

impl Builder {
    /// The log.
    pub(super) fn log(&mut self, case: &BulkCase, course: &Course, lead: AccountId) -> Vec<BulkEntry> {
        (0..ENTRIES).map(|number| self.entry(number, case, course, lead)).collect()
    }

    fn entry(&mut self, number: usize, case: &BulkCase, course: &Course, lead: AccountId) -> BulkEntry {
        let with = number % case.participants.len();
        let at = (course.received + TimeDelta::days(5 + 6 * number as i64)).min(self.now);
        let spoke = self.dice.chance(60);
        BulkEntry {
            participant: Some(with),
            to: BulkAudience::Side(case.participants[with].side),
            part: Part::Notes,
            kind: ContactKind::Call,
            direction: Some(Direction::Out),
            outcome: Some(if spoke { ContactOutcome::Spoke } else { ContactOutcome::NoAnswer }),
            purpose: Some(ContactPurpose::Prepare),
            at: Some(at),
            on: service_day(at, self.zone),
            minutes: spoke.then_some(12),
            summary: spoke.then(|| (*self.dice.pick(&SUMMARIES)).to_owned()),
            by: Some(lead),
            by_name: None,
            follow_up: false,
            needs_person: false,
            legacy_id: None,
        }
    }

    /// What was recorded beside the log.
    pub(super) fn work(&mut self, case: &mut BulkCase, course: &Course, owner: AccountId) {
        let began = service_day(course.received, self.zone);
        case.incident = Some(BulkIncident {
            kind: if case.sides[0] == SideKind::Harmed { "crime" } else { "dispute" }.to_owned(),
            category: case.category,
            detail: Some("Something was broken.".to_owned()),
            occurred_from: Some(began - TimeDelta::days(20)),
            occurred_to: None,
            reported_to_police: true,
            crime_reference: None,
            summary: None,
        });
        case.consents = (0..case.participants.len())
            .map(|participant| BulkConsent {
                participant,
                purpose: ConsentPurpose::TakePart,
                given: true,
                method: ConsentMethod::Written,
                given_on: began,
                expires_on: Some(began + TimeDelta::days(365)),
                withdrawn_on: None,
                recorded_by: Some(owner),
                legacy_id: None,
            })
            .collect();
        case.risks.push(BulkRisk {
            kind: RiskKind::Initial,
            level: RiskLevel::Low,
            progress: RiskProgress::Approved,
            done_on: began,
            valid_until: Some(began + TimeDelta::days(183)),
            done_by: Some(owner),
            approved: Some((self.roster.staff[0], course.received)),
            answers: Answers::from([(
                "risk.mitigation".to_owned(),
                Value::Text("Two facilitators, and a room with two doors.".to_owned()),
            )]),
            legacy_id: None,
        });
        case.meetings.extend(course.dates.event_at.map(|at| BulkMeeting {
            kind: SessionKind::Conference,
            planned_at: at,
            venue: Some("The community centre".to_owned()),
            held: MeetingHeld::Yes(at),
            reason: None,
            recorded_by: Some(owner),
            legacy_id: None,
        }));
        case.closure = course.end.map(|(at, reason, outcome)| BulkClosure {
            reason,
            outcome,
            note: case.closing_note.clone(),
            proposed_by: owner,
            proposed_at: at - TimeDelta::hours(20),
            signed: Some((self.roster.staff[0], at)),
        });
    }
}
