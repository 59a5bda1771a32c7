//! The work on a case.

use chrono::NaiveDate;
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, ConsentMethod, ConsentPurpose, ContactKind,
    ContactOutcome, ContactPurpose, Direction, RiskKind, RiskLevel, SessionKind,
};
use domain::{AccountId, Answers, Instant, Part};

use super::answers::BulkAudience;

/// A line of the log.
#[derive(Clone)]
pub struct BulkEntry {
    /// With whom: a place in the case's participants.
    pub participant: Option<usize>,
    /// To whom it is addressed.
    pub to: BulkAudience,
    /// Practice or intake note. Sealed notes are answers, not entries.
    pub part: Part,
    /// What was done.
    pub kind: ContactKind,
    /// From whom to whom.
    pub direction: Option<Direction>,
    /// What came of it.
    pub outcome: Option<ContactOutcome>,
    /// What it was for.
    pub purpose: Option<ContactPurpose>,
    /// The moment, where it is known.
    pub at: Option<Instant>,
    /// The day.
    pub on: NaiveDate,
    /// How long it took, in minutes.
    pub minutes: Option<i32>,
    /// What was said.
    pub summary: Option<String>,
    /// Who wrote it.
    pub by: Option<AccountId>,
    /// The same as typed, where it is no account.
    pub by_name: Option<String>,
    /// Whether it asks somebody to follow up.
    pub follow_up: bool,
    /// Whether a person has to look at its audience.
    pub needs_person: bool,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// A consent or a refusal.
#[derive(Clone, Debug)]
pub struct BulkConsent {
    /// Whose: a place in the case's participants.
    pub participant: usize,
    /// What for.
    pub purpose: ConsentPurpose,
    /// The answer.
    pub given: bool,
    /// How it was given.
    pub method: ConsentMethod,
    /// When.
    pub given_on: NaiveDate,
    /// The last day on which it holds.
    pub expires_on: Option<NaiveDate>,
    /// When it was taken back.
    pub withdrawn_on: Option<NaiveDate>,
    /// Who recorded it.
    pub recorded_by: Option<AccountId>,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// How far an assessment came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskProgress {
    /// Handed in.
    Submitted,
    /// Approved.
    Approved,
    /// A newer one took its place.
    Superseded,
}

/// A risk assessment.
#[derive(Clone)]
pub struct BulkRisk {
    /// Which one.
    pub kind: RiskKind,
    /// The judgement.
    pub level: RiskLevel,
    /// How far it came.
    pub progress: RiskProgress,
    /// When it was made.
    pub done_on: NaiveDate,
    /// The last day on which it may be relied on.
    pub valid_until: Option<NaiveDate>,
    /// Who made it.
    pub done_by: Option<AccountId>,
    /// Who approved it, and when.
    pub approved: Option<(AccountId, Instant)>,
    /// Its answers, which are sealed.
    pub answers: Answers,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// Whether a meeting took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingHeld {
    /// Not yet.
    Planned,
    /// It did, then.
    Yes(Instant),
    /// It did not.
    No,
}

/// A meeting.
#[derive(Clone, Debug)]
pub struct BulkMeeting {
    /// What kind.
    pub kind: SessionKind,
    /// When it is or was planned.
    pub planned_at: Instant,
    /// Where.
    pub venue: Option<String>,
    /// Whether it took place.
    pub held: MeetingHeld,
    /// Why it did not.
    pub reason: Option<String>,
    /// Who recorded it.
    pub recorded_by: Option<AccountId>,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// Something agreed to be done.
#[derive(Clone)]
pub struct BulkAction {
    /// What sort.
    pub kind: ActionKind,
    /// In words.
    pub description: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// Where it stands.
    pub status: ActionStatus,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
}

/// An agreement.
#[derive(Clone)]
pub struct BulkAgreement {
    /// What sort.
    pub kind: AgreementKind,
    /// Its text.
    pub text: String,
    /// When it was made.
    pub agreed_on: NaiveDate,
    /// `signed` or `verbal`.
    pub method: &'static str,
    /// Where it stands.
    pub status: AgreementStatus,
    /// What is to be done.
    pub actions: Vec<BulkAction>,
    /// Who recorded it.
    pub recorded_by: Option<AccountId>,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// A survey, answered or not.
#[derive(Clone)]
pub struct BulkFeedback {
    /// Whose: a place in the case's participants.
    pub participant: Option<usize>,
    /// After which stage, such as `after-event`.
    pub stage: String,
    /// When they were asked.
    pub invited_on: NaiveDate,
    /// When they answered.
    pub answered_on: Option<NaiveDate>,
    /// Satisfaction, 1 to 5.
    pub satisfaction: Option<i32>,
    /// Whether they cope better.
    pub better_able_to_cope: Option<bool>,
    /// Whether they feel safer.
    pub feels_safer: Option<bool>,
    /// Whether they are better informed.
    pub better_informed: Option<bool>,
    /// In their own words.
    pub comments: Option<String>,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

super::silent! { BulkEntry BulkRisk BulkAction BulkAgreement BulkFeedback }
