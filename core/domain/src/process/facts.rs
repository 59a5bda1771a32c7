//! Facts: what a rule may know of a case.

use chrono::NaiveDate;

use crate::Message;
use crate::codes::{CaseStatus, Readiness, Responsibility, Willingness};

/// Whether something that may run out is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validity {
    /// It is not there.
    #[default]
    Missing,
    /// It is there and has no end.
    Unlimited,
    /// It is there, and valid up to and including this day.
    Until(NaiveDate),
}

impl Validity {
    /// Whether it is valid on `day`. The question is never "does it exist".
    pub fn holds(self, day: NaiveDate) -> bool {
        match self {
            Self::Missing => false,
            Self::Unlimited => true,
            Self::Until(last) => day <= last,
        }
    }

    /// The longer of two.
    #[must_use]
    pub fn longer(self, other: Self) -> Self {
        match (self, other) {
            (Self::Missing, known) | (known, Self::Missing) => known,
            (Self::Until(a), Self::Until(b)) => Self::Until(a.max(b)),
            _ => Self::Unlimited,
        }
    }
}

/// Whether the event led to an agreement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AgreementFact {
    /// Nothing is recorded.
    #[default]
    Missing,
    /// An agreement is recorded.
    Recorded,
    /// It is recorded that none is wanted.
    NotWanted,
}

/// What the rules of one participant's stage may know, and nothing that anyone may see.
///
/// Storage derives it under no reader's rights, so it holds booleans and dates alone: no
/// name, no text, no score. No view can contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether work goes on at all.
    pub status: CaseStatus,
    /// Whether the case is sensitive and complex, which asks for more.
    pub sensitive: bool,
    /// The referral was accepted.
    pub referral_accepted: bool,
    /// Duplicates, linked cases and conflicts of interest were looked for.
    pub checks_done: bool,
    /// The matter is eligible.
    pub eligible: bool,
    /// The first successful contact with the participant.
    pub first_contact_on: Option<NaiveDate>,
    /// When they were told what the process is.
    pub information_given_on: Option<NaiveDate>,
    /// Whether they want to take part.
    pub willingness: Willingness,
    /// Whether they accept responsibility; not asked yet when absent.
    pub responsibility: Option<Responsibility>,
    /// Their consent to take part.
    pub consent_to_take_part: Validity,
    /// Their consent to meet, or to have something passed on.
    pub consent_to_meet: Validity,
    /// The first risk assessment, where approved and not "unsuitable".
    pub initial_risk: Validity,
    /// The second risk assessment, where approved and not "unsuitable".
    pub second_risk: Validity,
    /// A lead facilitator accepted.
    pub lead_accepted: bool,
    /// How many facilitators accepted, the lead included.
    pub facilitators: u32,
    /// Everyone who accepted is trained for sensitive and complex cases.
    pub all_trained_for_sensitive: bool,
    /// When a manager approved that the case goes on.
    pub manager_approved_on: Option<NaiveDate>,
    /// How ready the participant is.
    pub readiness: Readiness,
    /// When the event was held.
    pub event_held_on: Option<NaiveDate>,
    /// Whether an agreement is recorded.
    pub agreement: AgreementFact,
    /// How many agreed actions are open.
    pub open_actions: u32,
    /// When the participant was followed up.
    pub followed_up_on: Option<NaiveDate>,
    /// The evaluation was returned, declined or timed out.
    pub evaluation_done: bool,
    /// What guards of plugins object to. They may add conditions and never take one away;
    /// a guard that failed objects too, and a manager may go on with a reason.
    pub objections: Vec<Message>,
}

impl Default for Facts {
    /// The facts of a case that was just received: nothing has been done.
    fn default() -> Self {
        Self {
            status: CaseStatus::Open,
            sensitive: false,
            referral_accepted: false,
            checks_done: false,
            eligible: false,
            first_contact_on: None,
            information_given_on: None,
            willingness: Willingness::NotAsked,
            responsibility: None,
            consent_to_take_part: Validity::Missing,
            consent_to_meet: Validity::Missing,
            initial_risk: Validity::Missing,
            second_risk: Validity::Missing,
            lead_accepted: false,
            facilitators: 0,
            all_trained_for_sensitive: false,
            manager_approved_on: None,
            readiness: Readiness::NotStarted,
            event_held_on: None,
            agreement: AgreementFact::Missing,
            open_actions: 0,
            followed_up_on: None,
            evaluation_done: false,
            objections: Vec::new(),
        }
    }
}
