//! How a referral came in and what became of it.

use super::codes;

codes! {
    /// By which door a referral came in.
    Channel = "channel" {
        /// The public form.
        PublicForm = "public-form",
        /// The partners' portal.
        PartnerPortal = "partner-portal",
        /// E-mail.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// A feed of the police.
        PoliceFeed = "police-feed",
        /// In person.
        InPerson = "in-person",
        /// From an older system.
        Import = "import",
    }

    /// What kind of body or person referred.
    SourceType = "source-type" {
        /// Police.
        Police = "police",
        /// A community safety team.
        CommunitySafety = "community-safety",
        /// A council's anti-social behaviour team.
        CouncilAsb = "council-asb",
        /// A council as landlord.
        CouncilHousing = "council-housing",
        /// A council, team not known.
        Council = "council",
        /// A housing association.
        HousingAssociation = "housing-association",
        /// Probation.
        Probation = "probation",
        /// A prison.
        Prison = "prison",
        /// A youth justice service.
        YouthJustice = "youth-justice",
        /// A victim service.
        VictimService = "victim-service",
        /// A court.
        Court = "court",
        /// A school.
        School = "school",
        /// A health service.
        Health = "health",
        /// Another mediation service.
        MediationService = "mediation-service",
        /// A Member of Parliament or a councillor.
        Representative = "representative",
        /// The person harmed themselves.
        SelfHarmed = "self-harmed",
        /// The person responsible, or a party, themselves.
        SelfParty = "self-party",
        /// Family.
        Family = "family",
        /// Someone else.
        Other = "other",
        /// Not recorded; only imports use it.
        Unknown = "unknown",
    }

    /// Whether a party agreed to be referred.
    ConsentToRefer = "consent-to-refer" {
        /// Yes, in writing.
        GivenWritten = "given-written",
        /// Yes, spoken.
        GivenVerbal = "given-verbal",
        /// Nobody asked.
        NotSought = "not-sought",
        /// They refused.
        Refused = "refused",
    }

    /// What was decided about a referral.
    ReferralDecision = "referral-decision" {
        /// It became a case.
        Accepted = "accepted",
        /// More was asked for.
        MoreInformation = "more-information",
        /// It was not taken on.
        Rejected = "rejected",
        /// It was sent to someone else.
        Redirected = "redirected",
        /// It belongs to a case that exists.
        Merged = "merged",
    }
}

impl SourceType {
    /// Whether a person referred themselves.
    pub const fn is_self(self) -> bool {
        matches!(self, Self::SelfHarmed | Self::SelfParty)
    }
}
