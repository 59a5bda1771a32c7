//! One case with everything in it, and the referral it came from.

use chrono::{Months, TimeDelta};
use chrono_tz::Tz;
use domain::codes::{
    CaseStatus, Category, Channel, Complexity, ConsentMethod, ConsentPurpose, ContactKind, ContactOutcome,
    ContactPurpose, Direction, ESSEX_DISTRICTS, InitiatedBy, JusticeStage, ParticipantRole, Priority,
    Readiness, ReferralDecision, Responsibility, RiskKind, RiskLevel, ServiceType, SessionKind, SourceType,
    Willingness,
};
use domain::process::Phase;
use domain::{AccountId, Answers, CaseClass, Instant, Part, SideKind, TeamId, Value, service_day};
use permissions::AssignmentKind;
use storage::bulk::{
    AccessKind, AccessState, AnswersOn, BulkAccess, BulkAnswers, BulkAudience, BulkCase, BulkChunk,
    BulkClosure, BulkConsent, BulkDecision, BulkEntry, BulkIncident, BulkMeeting, BulkParticipant,
    BulkReferral, BulkRisk, Counted, Loader, MeetingHeld, RiskProgress,
};
use tests::dice::Dice;

use super::CASELOAD;
use super::accounts::Roster;
use super::course::Course;
use super::people::Somebody;

/// The plugin whose fields every case has.
const PLUGIN: &str = "measured";
/// How many entries a log has.
const ENTRIES: usize = 5;

const SUMMARIES: [&str; 5] = [
    "Rang twice and was called back in the evening. They would like to hear more first.",
    "Explained what a meeting is and what it is not. They will think about it over the weekend.",
    "Agreed on a time and a place. A friend comes along.",
    "The letter has arrived, and they are glad of it.",
    "Spoke about what would help, and what would not.",
];

/// What cases are built from.
pub struct Builder {
    pub team: TeamId,
    pub roster: Roster,
    pub now: Instant,
    pub zone: Tz,
    pub cases: usize,
    pub open: usize,
    pub dice: Dice,
}

impl Builder {
    /// Builds the case of this number; they come in the order of receipt.
    pub fn build(&mut self, number: usize, loader: &mut Loader, chunk: &mut BulkChunk) {
        let is_open = number >= self.cases - self.open;
        let course = Course::draw(number, self.cases, is_open, self.now, &mut self.dice);
        let is_restorative = self.dice.chance(60);
        let sides = match is_restorative {
            true => vec![SideKind::Harmed, SideKind::Responsible],
            false => vec![SideKind::Party, SideKind::Party],
        };
        let lead = self.lead(number);
        let owner = self.roster.staff[1 + number % 3];
        let class = if self.dice.chance(8) { CaseClass::Restricted } else { CaseClass::Standard };
        let mut case = self.spine(loader, &course, is_restorative, class, owner);
        case.sides = sides;
        for place in 0..2 + self.dice.below(3) {
            let somebody = Somebody::draw(loader.id(), course.received, &mut self.dice);
            chunk.people.push(somebody.record(self.team, course.received, &mut self.dice));
            case.participants.push(self.participant(&somebody, place % 2, is_restorative, &course, loader));
        }
        case.access = self.access(class, lead, owner, &course);
        case.entries = (0..ENTRIES).map(|number| self.entry(number, &case, &course, lead)).collect();
        self.work(&mut case, &course, owner);
        case.answers = self.answers(&course);
        chunk.referrals.push(self.referral(loader, &case, owner));
        chunk.cases.push(case);
    }

    /// The measured volunteer leads every other of the oldest open cases until they have
    /// enough; everybody else leads the rest.
    fn lead(&mut self, number: usize) -> AccountId {
        let place = (number + self.open).checked_sub(self.cases);
        let is_measured = place.is_some_and(|place| place % 2 == 0 && place / 2 < CASELOAD);
        let others = self.roster.volunteers.len() - 1;
        self.roster.volunteers[if is_measured { 0 } else { 1 + self.dice.below(others) }]
    }

    fn spine(
        &mut self,
        loader: &mut Loader,
        course: &Course,
        is_restorative: bool,
        class: CaseClass,
        owner: AccountId,
    ) -> BulkCase {
        let (service_type, route) = match is_restorative {
            true => (ServiceType::RestorativeJustice, "restorative-justice"),
            false => (ServiceType::NeighbourMediation, "mediation"),
        };
        let (stage, phase, status) = match course.end {
            Some(_) => ("closed", Phase::Closed, CaseStatus::Closed),
            None => ("preparation", Phase::Preparation, CaseStatus::Open),
        };
        let reason = course.end.map(|(_, reason, _)| reason);
        let dice = &mut self.dice;
        BulkCase {
            id: loader.id(),
            team: self.team,
            legacy_reference: None,
            legacy_id: None,
            service_type,
            route: (route.to_owned(), 1),
            stage: stage.into(),
            phase,
            status,
            class,
            owner: Some(owner),
            priority: if dice.chance(12) { Priority::Urgent } else { Priority::Routine },
            complexity: Complexity::Standard,
            risk_flag: dice.chance(7),
            area: Some(dice.pick(ESSEX_DISTRICTS).0.to_owned()),
            source_type: *dice.pick(&[
                SourceType::Police,
                SourceType::HousingAssociation,
                SourceType::SelfParty,
            ]),
            organisation: None,
            category: Some(*dice.pick(if is_restorative {
                &[Category::CriminalDamage, Category::OtherTheft, Category::PublicOrder]
            } else {
                &[Category::Noise, Category::Boundary, Category::Parking]
            })),
            justice_stage: Some(JusticeStage::Reported),
            initiated_by: Some(InitiatedBy::Agency),
            received_at: course.received,
            created_at: course.received,
            dates: course.dates,
            closing_reason: reason,
            outcome_class: reason.map(|reason| reason.outcome_class()),
            outcome: course.end.map(|(_, _, outcome)| outcome),
            closing_note: reason.map(|_| "Everybody was told.".to_owned()),
            dispose_after: course.end.map(|(at, ..)| service_day(at, self.zone) + Months::new(72)),
            retention: "case".to_owned(),
            summary: Some("A matter between people who live near each other.".to_owned()),
            lawful_basis: Some("public-task".to_owned()),
            flags: Vec::new(),
            sides: Vec::new(),
            participants: Vec::new(),
            incident: None,
            access: Vec::new(),
            exclusions: Vec::new(),
            entries: Vec::new(),
            consents: Vec::new(),
            risks: Vec::new(),
            meetings: Vec::new(),
            agreements: Vec::new(),
            feedback: Vec::new(),
            pauses: Vec::new(),
            closure: None,
            answers: Vec::new(),
        }
    }

    fn participant(
        &mut self,
        somebody: &Somebody,
        side: usize,
        is_restorative: bool,
        course: &Course,
        loader: &mut Loader,
    ) -> BulkParticipant {
        let role = match (is_restorative, side) {
            (true, 0) => ParticipantRole::PersonHarmed,
            (true, _) => ParticipantRole::PersonResponsible,
            (false, 0) => ParticipantRole::PartyA,
            (false, _) => ParticipantRole::PartyB,
        };
        let name = format!("{} {}", somebody.given, somebody.family);
        BulkParticipant {
            id: loader.id(),
            person: somebody.id,
            side,
            role,
            required: true,
            stage: if course.end.is_some() { "closed" } else { "preparation" }.into(),
            called: name.clone(),
            full_name: name,
            age_band: somebody.age_band(course.received),
            responsibility: (role == ParticipantRole::PersonResponsible).then_some(Responsibility::Full),
            readiness: Readiness::Preparing,
            willing: Some(Willingness::Willing),
            adjustments: Vec::new(),
            outcome: course.end.map(|(_, _, outcome)| outcome),
            first_contact_at: course.dates.first_contact_at,
            information_given_at: course.dates.first_contact_at,
            withdrew_at: None,
            counted: Some(Counted {
                sex: if somebody.is_female { "female" } else { "male" },
                ethnic_group: "british",
                disability: if self.dice.chance(25) { "yes" } else { "no" },
                district: somebody.district.to_owned(),
                risk_level: RiskLevel::Low,
            }),
            legacy_id: None,
        }
    }

    fn access(
        &self,
        class: CaseClass,
        lead: AccountId,
        owner: AccountId,
        course: &Course,
    ) -> Vec<BulkAccess> {
        let grant = |account, kind, sides| BulkAccess {
            account,
            kind,
            state: AccessState::Accepted,
            sides,
            from: course.received,
            until: course.end.map_or(self.now + TimeDelta::days(365), |(at, ..)| at + TimeDelta::days(14)),
            answered_at: Some(course.received),
            granted_by: Some(owner),
        };
        let mut access = vec![
            grant(owner, AccessKind::Assigned(AssignmentKind::Owner), 0),
            grant(lead, AccessKind::Assigned(AssignmentKind::Lead), 0b11),
        ];
        if class == CaseClass::Restricted {
            access.extend(self.roster.staff.iter().map(|one| grant(*one, AccessKind::Allowed, 0)));
            access.push(grant(lead, AccessKind::Allowed, 0));
        }
        access
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
    fn work(&mut self, case: &mut BulkCase, course: &Course, owner: AccountId) {
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

    /// The ten fields of the plugin.
    fn answers(&mut self, course: &Course) -> Vec<BulkAnswers> {
        let dice = &mut self.dice;
        let text = |value: String| Value::Text(value);
        let code = |value: &str| Value::Choice(value.to_owned());
        let offence = vec![
            ("force-reference", text(format!("BENCH/{:06}", dice.below(1_000_000))), true),
            ("disposal", code(dice.pick::<&str>(&["none", "resolution", "caution"])), true),
            ("officer", text("Constable of Northside".to_owned()), false),
            ("circumstances", text(SUMMARIES[dice.below(SUMMARIES.len())].to_owned()), false),
        ];
        let source = vec![
            ("tenancy-reference", text(format!("TEN-{:06}", dice.below(1_000_000))), true),
            ("beat", text(format!("N{}", dice.below(40))), false),
        ];
        let matter = vec![
            ("exclusion", code(dice.pick::<&str>(&["none", "fixed-term", "permanent"])), true),
            ("incidents", Value::Integer(dice.below(6) as i64), false),
            ("repeated", Value::Boolean(dice.chance(30)), false),
            ("reported-on", Value::Date(course.received.date_naive()), false),
        ];
        let put = |part, to, fields: Vec<(&str, Value, bool)>| BulkAnswers {
            on: AnswersOn::Case,
            plugin: PLUGIN.to_owned(),
            field_set: 1,
            part,
            to,
            indexed: fields
                .iter()
                .filter(|(_, _, indexed)| *indexed)
                .map(|(id, value, _)| (format!("extra.{PLUGIN}.{id}"), value.clone()))
                .collect(),
            values: fields.into_iter().map(|(id, value, _)| (id.to_owned(), value)).collect(),
        };
        vec![
            put(Part::Offence, BulkAudience::Internal, offence),
            put(Part::Source, BulkAudience::Internal, source),
            put(Part::Category, BulkAudience::Shared, matter),
        ]
    }

    fn referral(&self, loader: &mut Loader, case: &BulkCase, owner: AccountId) -> BulkReferral {
        BulkReferral {
            id: loader.id(),
            channel: Channel::Email,
            source_type: case.source_type,
            organisation: None,
            submitted_by: None,
            source_person: Some("Duty officer".to_owned()),
            team: self.team,
            plugin: "core".to_owned(),
            form: "referral".to_owned(),
            form_version: 1,
            received_at: case.received_at,
            decision: Some(BulkDecision {
                decision: ReferralDecision::Accepted,
                at: case.received_at,
                by: Some(owner),
                reason: None,
                case: Some(case.id),
            }),
            class: case.class,
            service_type: Some(case.service_type),
            area: case.area.clone(),
            category: case.category,
            outcome_class: case.outcome_class,
            sections: Vec::new(),
            indexed: Vec::new(),
            known_by: Vec::new(),
        }
    }
}
