//! The eleven phases.

use crate::codes::codes;

codes! {
    /// How far a case has come, in the steps that every service shares (`domain.md` §3.1).
    ///
    /// Phases are ordered: a later phase compares greater.
    Phase = "phase" {
        /// A referral was received.
        Received = "received",
        /// It is being looked at: duplicates, conflicts, eligibility, type, priority.
        Triage = "triage",
        /// Contact is being made for the first time.
        FirstContact = "first-contact",
        /// The first risk assessment is being made.
        RiskAssessment = "risk-assessment",
        /// Facilitators are being found.
        Allocation = "allocation",
        /// Parties are being prepared.
        Preparation = "preparation",
        /// The event takes place.
        Event = "event",
        /// What was agreed is being written down.
        Agreement = "agreement",
        /// Actions are checked and people are followed up.
        FollowUp = "follow-up",
        /// People are asked how it was.
        Evaluation = "evaluation",
        /// The work has ended.
        Closed = "closed",
    }
}
