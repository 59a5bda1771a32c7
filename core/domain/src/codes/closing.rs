//! Why a case ended, and how it ended.
//!
//! "Solved without a meeting" is a large share of the real benefit, so the list is long:
//! a service that counts only meetings hides more than half of the good it does.

use super::codes;

codes! {
    /// Why a case was closed (`domain.md` §3.3).
    ClosingReason = "closing-reason" {
        /// A conference was held.
        DirectMeeting = "direct-meeting" / "completed",
        /// We went between them until they were done.
        Shuttle = "shuttle" / "completed",
        /// A letter or message was passed on.
        LetterDelivered = "letter-delivered" / "completed",
        /// A mediation ended in an agreement.
        MediationAgreement = "mediation-agreement" / "completed",
        /// A mediation was held and ended without one.
        MediationNoAgreement = "mediation-no-agreement" / "completed",
        /// Coaching was completed.
        CoachingCompleted = "coaching-completed" / "completed",
        /// A community conference was held.
        CommunityConference = "community-conference" / "completed",
        /// The parties settled it themselves.
        ResolvedThemselves = "resolved-themselves" / "positive",
        /// The problem stopped after we made contact.
        ProblemStopped = "problem-stopped" / "positive",
        /// The harmed person's questions were answered through us.
        QuestionsAnswered = "questions-answered" / "positive",
        /// Victim awareness was done or an apology is held on file.
        ApologyOnFile = "apology-on-file" / "positive",
        /// Not eligible.
        NotEligible = "not-eligible" / "not-started",
        /// Outside our area.
        OutsideArea = "outside-area" / "not-started",
        /// The same matter is another case.
        Duplicate = "duplicate" / "not-started",
        /// The referrer withdrew.
        ReferrerWithdrew = "referrer-withdrew" / "not-started",
        /// Too little information.
        InsufficientInformation = "insufficient-information" / "not-started",
        /// Sent on to someone else.
        Redirected = "redirected" / "not-started",
        /// The harmed person declined.
        HarmedDeclined = "harmed-declined" / "choice",
        /// The person responsible declined.
        ResponsibleDeclined = "responsible-declined" / "choice",
        /// A party of a mediation declined.
        PartyDeclined = "party-declined" / "choice",
        /// Someone withdrew after preparation.
        WithdrewAfterPreparation = "withdrew-after-preparation" / "choice",
        /// The harmed person was not reached.
        HarmedNotReached = "harmed-not-reached" / "contact",
        /// The person responsible was not reached or not identified.
        ResponsibleNotReached = "responsible-not-reached" / "contact",
        /// There was no safe way to make contact.
        NoSafeContact = "no-safe-contact" / "contact",
        /// Unsuitable on risk.
        UnsuitableRisk = "unsuitable-risk" / "safety",
        /// Responsibility was not accepted.
        ResponsibilityNotAccepted = "responsibility-not-accepted" / "safety",
        /// Bail, an order or an appeal stands in the way.
        LegalBar = "legal-bar" / "safety",
        /// Health.
        Health = "health" / "safety",
        /// A party died.
        PartyDied = "party-died" / "other",
        /// A party moved away.
        PartyMoved = "party-moved" / "other",
        /// The service had no capacity.
        ServiceCapacity = "service-capacity" / "other",
        /// The person responsible was released, recalled or transferred.
        CustodyMove = "custody-move" / "other",
        /// Something else, in words.
        Other = "other" / "other",
    }

    /// What a referrer may know of the end: the class, never the reason.
    OutcomeClass = "outcome-class" {
        /// The work was completed.
        Completed = "completed",
        /// Something good came of it without an event.
        Positive = "positive",
        /// It was never begun.
        NotStarted = "not-started",
        /// It was begun and could not be completed.
        NotCompleted = "not-completed",
    }

    /// What came of a case as a whole.
    OverallOutcome = "overall-outcome" {
        /// Good, through a direct meeting.
        PositiveDirect = "positive-direct",
        /// Good, through indirect work.
        PositiveIndirect = "positive-indirect",
        /// Good, in another way.
        PositiveOther = "positive-other",
        /// Nothing changed.
        NoChange = "no-change",
        /// It became worse.
        Negative = "negative",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

impl ClosingReason {
    /// The class that a referrer may know.
    pub const fn outcome_class(self) -> OutcomeClass {
        match self {
            Self::DirectMeeting
            | Self::Shuttle
            | Self::LetterDelivered
            | Self::MediationAgreement
            | Self::MediationNoAgreement
            | Self::CoachingCompleted
            | Self::CommunityConference => OutcomeClass::Completed,
            Self::ResolvedThemselves
            | Self::ProblemStopped
            | Self::QuestionsAnswered
            | Self::ApologyOnFile => OutcomeClass::Positive,
            Self::NotEligible
            | Self::OutsideArea
            | Self::Duplicate
            | Self::ReferrerWithdrew
            | Self::InsufficientInformation
            | Self::Redirected => OutcomeClass::NotStarted,
            _ => OutcomeClass::NotCompleted,
        }
    }

    /// Whether the reason says that a restorative or mediation event took place.
    ///
    /// A conversation of coaching and a letter passed on count as events.
    pub const fn says_event_held(self) -> bool {
        matches!(self.outcome_class(), OutcomeClass::Completed)
    }

    /// Whether the reason needs a sentence beside it: to whom it was redirected, what
    /// "other" means, which of the parties withdrew.
    pub const fn needs_note(self) -> bool {
        matches!(self, Self::Redirected | Self::WithdrewAfterPreparation | Self::Other)
    }
}
