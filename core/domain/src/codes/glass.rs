//! Why somebody opened a case that is not theirs, and whether it was right.

use super::codes;

codes! {
    /// Why somebody breaks the glass.
    GlassReason = "glass-reason" {
        /// Somebody may come to harm.
        ImmediateSafety = "immediate-safety",
        /// Whoever works the case cannot be reached, and somebody asks for them.
        ColleagueAway = "colleague-away",
        /// The police, a court or a hospital asks.
        UrgentEnquiry = "urgent-enquiry",
        /// Another reason, which the words beside it say.
        Other = "other",
    }

    /// What the review of a use found.
    GlassVerdict = "glass-verdict" {
        /// It was right.
        Justified = "justified",
        /// It was not, and something follows from it.
        NotJustified = "not-justified",
    }
}
