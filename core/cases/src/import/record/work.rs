//! The work on a case.

use chrono::{NaiveDate, NaiveTime};
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, ConsentMethod, ConsentPurpose, ContactKind,
    ContactOutcome, Direction, RiskFactor, RiskKind, RiskLevel,
};

use super::{PlannedSide, planned};

/// To whom something of a case is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedAudience {
    /// One side.
    Side(PlannedSide),
    /// The service alone.
    Internal,
}

/// One agreed action.
#[derive(Clone, PartialEq, Eq)]
pub struct PlannedAction {
    /// What sort.
    pub kind: ActionKind,
    /// In the words of the agreement.
    pub description: String,
    /// Where it stands.
    pub status: ActionStatus,
}

planned! {
    /// An entry of the work log.
    PlannedEntry {
        /// The case.
        case: String,
        /// To whom it is addressed. It is never more than the row said.
        audience: PlannedAudience,
        /// Whether a person has to look at its audience: it may hold both sides' details.
        needs_person: bool,
        /// The person it is about, where they are in that case.
        about: Option<String>,
        /// The day, or the day the case was received where the row has none.
        occurred_on: NaiveDate,
        /// Whether the row has a day of its own.
        day_known: bool,
        /// The time of day, where it is known; midnight is not a time anyone made a call at.
        time: Option<NaiveTime>,
        /// What it records.
        kind: ContactKind,
        /// From whom to whom.
        direction: Option<Direction>,
        /// What came of it.
        outcome: Option<ContactOutcome>,
        /// Who wrote it, as typed: a volunteer's id, a name or initials.
        author: Option<String>,
        /// The volunteer meant, where exactly one can be.
        volunteer: Option<String>,
        /// Whether something was to follow.
        follow_up: bool,
        /// The note.
        text: String,
    }

    /// A consent or a refusal.
    PlannedConsent {
        /// The case.
        case: String,
        /// The person.
        person: String,
        /// What for.
        purpose: ConsentPurpose,
        /// The answer.
        given: bool,
        /// How it was given.
        method: ConsentMethod,
        /// When.
        given_on: Option<NaiveDate>,
        /// The last day on which it holds.
        expires_on: Option<NaiveDate>,
        /// When it was taken back.
        withdrawn_on: Option<NaiveDate>,
    }

    /// A risk assessment. It is brought in as history: no imported assessment opens a gate
    /// unless someone had approved it and its review is not past.
    PlannedRisk {
        /// The case.
        case: String,
        /// Which one.
        kind: RiskKind,
        /// When it was made.
        done_on: Option<NaiveDate>,
        /// By whom, as typed.
        done_by: Option<String>,
        /// The score, of 25.
        score: Option<u32>,
        /// The judgement.
        level: RiskLevel,
        /// What speaks for care, as far as our list has it.
        factors: Vec<RiskFactor>,
        /// The same as typed.
        factors_typed: Vec<String>,
        /// What is done about it.
        mitigation: Option<String>,
        /// Who approved it, as typed.
        approved_by: Option<String>,
        /// When.
        approved_on: Option<NaiveDate>,
        /// When it was to be looked at again.
        review_on: Option<NaiveDate>,
    }

    /// An agreement.
    PlannedAgreement {
        /// The case.
        case: String,
        /// What sort.
        kind: AgreementKind,
        /// When.
        agreed_on: Option<NaiveDate>,
        /// Between whom, as far as they are in that case.
        parties: Vec<String>,
        /// Its text.
        text: String,
        /// What was to be done.
        actions: Vec<PlannedAction>,
        /// Whether it is confidential; unless the row says no, it is.
        confidential: bool,
        /// Where it stands.
        status: AgreementStatus,
        /// What was noted when it was checked.
        checked: Option<String>,
    }
}
