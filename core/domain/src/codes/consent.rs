//! What someone agreed to, and how they said so.

use super::codes;

codes! {
    /// What a consent is for. Agreeing to one is never agreeing to another.
    ConsentPurpose = "consent-purpose" {
        /// Take part in the process.
        TakePart = "take-part",
        /// Meet the other side, or have something passed to them.
        Meet = "meet",
        /// Hold and use their data.
        HoldData = "hold-data",
        /// Tell a named agency.
        ShareWithAgency = "share-with-agency",
        /// Tell the other party named items.
        ShareWithOtherParty = "share-with-other-party",
        /// Be recorded or observed.
        RecordOrObserve = "record-or-observe",
        /// Be contacted for an evaluation.
        Evaluation = "evaluation",
        /// Have the story told without names.
        AnonymousStory = "anonymous-story",
        /// Research.
        Research = "research",
        /// Photographs.
        Photography = "photography",
    }

    /// How a consent was given or refused.
    ConsentMethod = "consent-method" {
        /// In writing.
        Written = "written",
        /// By electronic signature.
        Electronic = "electronic",
        /// Spoken, with a witness.
        Verbal = "verbal",
        /// By a parent.
        ByParent = "by-parent",
        /// By an advocate.
        ByAdvocate = "by-advocate",
        /// Not recorded; only imports use it.
        Unknown = "unknown",
    }
}

impl ConsentMethod {
    /// Whether it counts as written consent, which the Code of Practice (C) asks for before an event.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Written | Self::Electronic | Self::ByParent | Self::ByAdvocate)
    }
}
