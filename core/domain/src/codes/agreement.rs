//! What the parties agreed to do.

use super::codes;

codes! {
    /// What sort of agreement it is.
    AgreementKind = "agreement-kind" {
        /// Of a restorative process.
        Outcome = "outcome",
        /// Of a mediation.
        Mediation = "mediation",
        /// A behaviour contract.
        Contract = "contract",
        /// An understanding without a signature.
        Understanding = "understanding",
    }

    /// Where an agreement stands.
    AgreementStatus = "agreement-status" {
        /// In force.
        Active = "active",
        /// All of it was done.
        Completed = "completed",
        /// Some of it was done.
        PartlyCompleted = "partly-completed",
        /// It was broken.
        Broken = "broken",
        /// The parties changed it.
        Varied = "varied",
        /// It ended.
        Ended = "ended",
        /// Nobody wrote it down; only imports use it.
        Unknown = "unknown",
    }

    /// What sort of action it is.
    ActionKind = "action-kind" {
        /// An apology, spoken.
        ApologySpoken = "apology-spoken",
        /// An apology, written.
        ApologyWritten = "apology-written",
        /// A letter.
        Letter = "letter",
        /// A repair, or work.
        RepairOrWork = "repair-or-work",
        /// A payment.
        Payment = "payment",
        /// A donation.
        Donation = "donation",
        /// Stop doing something.
        StopBehaviour = "stop-behaviour",
        /// Start doing something.
        StartBehaviour = "start-behaviour",
        /// Noise, or times of day.
        NoiseOrTime = "noise-or-time",
        /// A boundary, or shared space.
        BoundaryOrSpace = "boundary-or-space",
        /// Go to support or to a course.
        Support = "support",
        /// Keep away.
        KeepDistance = "keep-distance",
        /// How they speak to each other.
        Communication = "communication",
        /// Nothing further is wanted.
        NothingFurther = "nothing-further",
        /// Something else, in words.
        Other = "other",
    }

    /// Where an action stands.
    ActionStatus = "action-status" {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Done in part.
        Partly = "partly",
        /// Not done.
        NotDone = "not-done",
        /// No longer asked.
        Cancelled = "cancelled",
        /// Nobody wrote it down; only imports use it.
        Unknown = "unknown",
    }
}

impl ActionStatus {
    /// Whether nobody needs to check the action any more.
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Open | Self::Unknown)
    }
}
