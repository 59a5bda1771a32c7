//! Cases, who is in them, and who may see them.

use chrono::NaiveDate;
use domain::codes::{
    AgeBand, CaseStatus, Category, ClosingReason, Complexity, Flag, InitiatedBy, JusticeStage, OutcomeClass,
    OverallOutcome, ParticipantRole, PauseReason, Priority, Readiness, Responsibility, RiskLevel,
    ServiceType, SourceType, Willingness,
};
use domain::process::{Phase, StageId};
use domain::{
    AccountId, CaseClass, CaseId, Instant, OrganisationId, ParticipantId, PersonId, SideKind, TeamId,
};
use permissions::AssignmentKind;

use super::answers::BulkAnswers;
use super::work::{BulkAgreement, BulkConsent, BulkEntry, BulkFeedback, BulkMeeting, BulkRisk};

/// When what happened in a case, as far as it has.
#[derive(Clone, Copy, Debug, Default)]
pub struct CaseDates {
    /// The referral was acknowledged.
    pub acknowledged_at: Option<Instant>,
    /// It was taken on.
    pub triaged_at: Option<Instant>,
    /// Somebody was reached for the first time.
    pub first_contact_at: Option<Instant>,
    /// A lead facilitator accepted it.
    pub allocated_at: Option<Instant>,
    /// Everybody was ready.
    pub ready_at: Option<Instant>,
    /// The event was held.
    pub event_at: Option<Instant>,
    /// It was closed.
    pub closed_at: Option<Instant>,
}

/// A case with everything in it.
#[derive(Clone)]
pub struct BulkCase {
    /// Its inner name.
    pub id: CaseId,
    /// Its team.
    pub team: TeamId,
    /// The reference of an older system.
    pub legacy_reference: Option<String>,
    /// The id in an older system.
    pub legacy_id: Option<String>,
    /// The kind of service.
    pub service_type: ServiceType,
    /// The route it follows, and its version.
    pub route: (String, u32),
    /// Its stage.
    pub stage: StageId,
    /// The phase of that stage.
    pub phase: Phase,
    /// Whether work goes on.
    pub status: CaseStatus,
    /// How widely it may be known.
    pub class: CaseClass,
    /// The member of staff whose case it is.
    pub owner: Option<AccountId>,
    /// How soon it needs someone.
    pub priority: Priority,
    /// How much care it needs.
    pub complexity: Complexity,
    /// Whether there is a warning about risk.
    pub risk_flag: bool,
    /// The district.
    pub area: Option<String>,
    /// What kind of body or person referred it.
    pub source_type: SourceType,
    /// The organisation that referred it.
    pub organisation: Option<OrganisationId>,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// Where it stands with police and courts.
    pub justice_stage: Option<JusticeStage>,
    /// Who asked first.
    pub initiated_by: Option<InitiatedBy>,
    /// When it was received.
    pub received_at: Instant,
    /// When its record was made.
    pub created_at: Instant,
    /// When what happened.
    pub dates: CaseDates,
    /// Why it was closed.
    pub closing_reason: Option<ClosingReason>,
    /// The class of its end.
    pub outcome_class: Option<OutcomeClass>,
    /// What came of it.
    pub outcome: Option<OverallOutcome>,
    /// The sentence beside the reason.
    pub closing_note: Option<String>,
    /// After which day it is to be disposed of.
    pub dispose_after: Option<NaiveDate>,
    /// Its retention class.
    pub retention: String,
    /// The matter in neutral words.
    pub summary: Option<String>,
    /// The lawful basis of processing.
    pub lawful_basis: Option<String>,
    /// What it is about.
    pub flags: Vec<Flag>,
    /// Its sides, in the order of their letters.
    pub sides: Vec<SideKind>,
    /// Who takes part.
    pub participants: Vec<BulkParticipant>,
    /// What happened.
    pub incident: Option<BulkIncident>,
    /// Who works it or may know of it.
    pub access: Vec<BulkAccess>,
    /// For whom it does not exist.
    pub exclusions: Vec<BulkExclusion>,
    /// The log.
    pub entries: Vec<BulkEntry>,
    /// Consents.
    pub consents: Vec<BulkConsent>,
    /// Risk assessments.
    pub risks: Vec<BulkRisk>,
    /// Meetings.
    pub meetings: Vec<BulkMeeting>,
    /// Agreements.
    pub agreements: Vec<BulkAgreement>,
    /// Answers to surveys, and surveys without an answer.
    pub feedback: Vec<BulkFeedback>,
    /// Pauses.
    pub pauses: Vec<BulkPause>,
    /// The proposal to close it.
    pub closure: Option<BulkClosure>,
    /// Values that are not columns.
    pub answers: Vec<BulkAnswers>,
}

/// Somebody in their part in a case.
#[derive(Clone)]
pub struct BulkParticipant {
    /// Their inner name in this case.
    pub id: ParticipantId,
    /// Who they are.
    pub person: PersonId,
    /// Their side: its place in the case's sides.
    pub side: usize,
    /// Their part.
    pub role: ParticipantRole,
    /// Whether the case waits for them.
    pub required: bool,
    /// Where they stand in the route.
    pub stage: StageId,
    /// The name they are called by.
    pub called: String,
    /// Their full name, by which a search finds them.
    pub full_name: String,
    /// Their age band when the case began.
    pub age_band: AgeBand,
    /// Whether they accept responsibility.
    pub responsibility: Option<Responsibility>,
    /// How ready they are.
    pub readiness: Readiness,
    /// Whether they want to take part.
    pub willing: Option<Willingness>,
    /// What they need to take part.
    pub adjustments: Vec<String>,
    /// What came of it for them.
    pub outcome: Option<OverallOutcome>,
    /// When somebody first spoke with them.
    pub first_contact_at: Option<Instant>,
    /// When they were told what the process is.
    pub information_given_at: Option<Instant>,
    /// When they withdrew.
    pub withdrew_at: Option<Instant>,
    /// How they count in figures; none writes no statistic.
    pub counted: Option<Counted>,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// A participant as figures count them, in the words of the coded lists.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Sex, or why it is not known.
    pub sex: &'static str,
    /// Ethnic group, or why it is not known.
    pub ethnic_group: &'static str,
    /// Whether they have a lasting condition, or why it is not known.
    pub disability: &'static str,
    /// Where they live.
    pub district: String,
    /// The judgement of the newest assessment.
    pub risk_level: RiskLevel,
}

/// What happened.
#[derive(Clone)]
pub struct BulkIncident {
    /// The word of the list `incident-kind`.
    pub kind: String,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// The offence in words.
    pub detail: Option<String>,
    /// On which day it happened, or began.
    pub occurred_from: Option<NaiveDate>,
    /// On which day it ended.
    pub occurred_to: Option<NaiveDate>,
    /// Whether the police know of it.
    pub reported_to_police: bool,
    /// The police's reference.
    pub crime_reference: Option<String>,
    /// What happened, in words.
    pub summary: Option<String>,
}

/// As what somebody may see a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessKind {
    /// They work on it.
    Assigned(AssignmentKind),
    /// They are on the allow-list of a restricted case.
    Allowed,
    /// They are named to a sealed case.
    Named,
}

/// Where an assignment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessState {
    /// Asked, and not answered.
    Invited,
    /// Accepted, or needed no accepting.
    Accepted,
    /// Declined.
    Declined,
    /// Over.
    Ended,
}

/// Somebody who works a case or may know of it.
#[derive(Clone, Copy, Debug)]
pub struct BulkAccess {
    /// Who.
    pub account: AccountId,
    /// As what.
    pub kind: AccessKind,
    /// Where it stands.
    pub state: AccessState,
    /// The sides they are asked to contact, a bit a place in the case's sides.
    pub sides: u32,
    /// When they were asked.
    pub from: Instant,
    /// When it ends.
    pub until: Instant,
    /// When they answered.
    pub answered_at: Option<Instant>,
    /// Who asked them.
    pub granted_by: Option<AccountId>,
}

/// An account for which the case does not exist.
#[derive(Clone, Debug)]
pub struct BulkExclusion {
    /// Whose.
    pub account: AccountId,
    /// A code: `declared`, `related`.
    pub reason: String,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

/// A stretch in which work waited.
#[derive(Clone, Copy, Debug)]
pub struct BulkPause {
    /// Why.
    pub reason: PauseReason,
    /// The day on which work stopped.
    pub from_on: NaiveDate,
    /// The day on which it went on.
    pub until_on: Option<NaiveDate>,
    /// Who stopped it.
    pub by: Option<AccountId>,
}

/// A proposal to close a case, and its signature.
#[derive(Clone)]
pub struct BulkClosure {
    /// Why the case ends.
    pub reason: ClosingReason,
    /// What came of it.
    pub outcome: OverallOutcome,
    /// The sentence beside the reason.
    pub note: Option<String>,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// When.
    pub proposed_at: Instant,
    /// Who signed it off, and when; none while it waits.
    pub signed: Option<(AccountId, Instant)>,
}

super::silent! { BulkCase BulkParticipant BulkIncident BulkClosure }
