//! One case with everything in it: who is in it, how far it came, who sees it.

use chrono::{Months, TimeDelta};
use chrono_tz::Tz;
use domain::codes::{
    CaseStatus, Category, Complexity, ESSEX_DISTRICTS, InitiatedBy, JusticeStage, ParticipantRole, Priority,
    Readiness, Responsibility, RiskLevel, ServiceType, SourceType, Willingness,
};
use domain::process::Phase;
use domain::{AccountId, CaseClass, Instant, SideKind, TeamId, service_day};
use permissions::AssignmentKind;
use storage::bulk::{
    AccessKind, AccessState, BulkAccess, BulkCase, BulkChunk, BulkParticipant, Counted, Loader,
};
use tests::dice::Dice;

use super::CASELOAD;
use super::accounts::Roster;
use super::course::Course;
use super::people::Somebody;

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
        case.entries = self.log(&case, &course, lead);
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
}
