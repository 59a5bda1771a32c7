//! Risk: which assessment, what speaks for and against, how high.

use super::codes;

codes! {
    /// Which assessment of a case it is.
    RiskKind = "risk-kind" {
        /// Before allocation.
        Initial = "initial",
        /// Before an event, by those who prepared it.
        Second = "second",
        /// On the day.
        EventDay = "event-day",
        /// At any time something changes.
        Dynamic = "dynamic",
        /// After the event.
        PostEvent = "post-event",
    }

    /// The judgement of an assessment.
    RiskLevel = "risk-level" {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
        /// The process must not go on.
        Unsuitable = "unsuitable",
        /// Nobody wrote it down; only imports use it.
        Unknown = "unknown",
    }

    /// What raises a risk.
    RiskFactor = "risk-factor" {
        /// A history of violence.
        ViolenceHistory = "violence-history",
        /// Weapons.
        Weapons = "weapons",
        /// Domestic abuse.
        DomesticAbuse = "domestic-abuse",
        /// Coercion.
        Coercion = "coercion",
        /// An imbalance of power.
        PowerImbalance = "power-imbalance",
        /// Retaliation.
        Retaliation = "retaliation",
        /// Stalking.
        Stalking = "stalking",
        /// Self-harm.
        SelfHarm = "self-harm",
        /// Mental health.
        MentalHealth = "mental-health",
        /// Alcohol or drugs.
        SubstanceUse = "substance-use",
        /// A child may be at risk.
        SafeguardingChild = "safeguarding-child",
        /// An adult may be at risk.
        SafeguardingAdult = "safeguarding-adult",
        /// A learning disability.
        LearningDisability = "learning-disability",
        /// A gang.
        Gang = "gang",
        /// The press.
        MediaInterest = "media-interest",
        /// The venue.
        Venue = "venue",
        /// Dogs.
        Dogs = "dogs",
        /// Someone works alone.
        LoneWorking = "lone-working",
        /// An order forbids contact.
        NoContactOrder = "no-contact-order",
    }
}
