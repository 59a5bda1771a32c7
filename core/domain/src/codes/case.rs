//! What a case is and where it stands.

use super::codes;

codes! {
    /// What the service does in a case (`domain.md` §3.2); what it is about are [`Flag`]s.
    ServiceType = "service-type" {
        /// A harmed and a responsible person, directly or through us.
        RestorativeJustice = "restorative-justice",
        /// Neighbours in dispute.
        NeighbourMediation = "neighbour-mediation",
        /// A group, a street, a community.
        CommunityMediation = "community-mediation",
        /// A restorative response to anti-social behaviour.
        AsbRestorative = "asb-restorative",
        /// One willing party, coached.
        ConflictCoaching = "conflict-coaching",
        /// Colleagues, pupils, parents and staff.
        WorkplaceSchoolMediation = "workplace-school-mediation",
        /// Work with the responsible person alone on what the harm meant.
        VictimAwareness = "victim-awareness",
        /// Advice and nothing more.
        AdviceOnly = "advice-only",
    }

    /// What a case is about; a case may carry several.
    Flag = "flag" {
        /// A hate crime or incident; the strand is kept with the incident.
        Hate = "hate",
        /// Domestic abuse.
        DomesticAbuse = "domestic-abuse",
        /// Sexual harm.
        SexualHarm = "sexual-harm",
        /// Stalking or harassment.
        Harassment = "harassment",
        /// A death or a serious injury.
        DeathOrSeriousInjury = "death-or-serious-injury",
        /// Someone under 18 is involved.
        Child = "child",
        /// Exploitation.
        Exploitation = "exploitation",
        /// Someone is in prison or other custody.
        Custody = "custody",
        /// The same parties were here before.
        RepeatParties = "repeat-parties",
        /// The public or the press take an interest.
        PublicInterest = "public-interest",
        /// Set by rule and judgement; see [`Flag::is_sensitive`].
        SensitiveAndComplex = "sensitive-and-complex",
    }

    /// How soon a case needs someone.
    Priority = "priority" {
        /// In turn.
        Routine = "routine",
        /// Before others.
        Urgent = "urgent",
        /// Today.
        Critical = "critical",
    }

    /// How much care a case needs from those who work on it.
    Complexity = "complexity" {
        /// Ordinary care.
        Standard = "standard",
        /// More than ordinary care.
        Enhanced = "enhanced",
        /// Advanced training, two facilitators, and a manager's approval.
        Sensitive = "sensitive-and-complex",
    }

    /// Where the matter stands with police and courts, which decides eligibility.
    JusticeStage = "justice-stage" {
        /// Not reported as a crime.
        NotReported = "not-reported",
        /// Reported, nothing decided.
        Reported = "reported",
        /// Community resolution.
        CommunityResolution = "community-resolution",
        /// Conditional caution.
        ConditionalCaution = "conditional-caution",
        /// Charged.
        Charged = "charged",
        /// Before sentence.
        PreSentence = "pre-sentence",
        /// Sentence deferred.
        DeferredSentence = "deferred-sentence",
        /// Community order.
        CommunityOrder = "community-order",
        /// In custody.
        Custody = "custody",
        /// On licence.
        Licence = "licence",
        /// After sentence.
        PostSentence = "post-sentence",
        /// Youth referral order.
        YouthReferralOrder = "youth-referral-order",
        /// Restricted patient.
        RestrictedPatient = "restricted-patient",
        /// There is no such stage.
        NotApplicable = "not-applicable",
    }

    /// Who asked first.
    InitiatedBy = "initiated-by" {
        /// The person harmed.
        Harmed = "harmed",
        /// The person responsible.
        Responsible = "responsible",
        /// Both of them.
        Both = "both",
        /// An agency.
        Agency = "agency",
        /// Someone else.
        ThirdParty = "third-party",
    }

    /// Whether work goes on.
    CaseStatus = "case-status" {
        /// Work goes on.
        Open = "open",
        /// Work waits and the clocks stand still.
        Paused = "paused",
        /// Work has ended.
        Closed = "closed",
        /// Work goes on again after an end.
        Reopened = "reopened",
    }

    /// Why work waits.
    PauseReason = "pause-reason" {
        /// A hearing or a sentence is awaited.
        Court = "court",
        /// Someone is moved in or out of custody.
        CustodyMove = "custody-move",
        /// A party asked for time.
        PartyRequest = "party-request",
        /// Someone is ill or bereaved.
        Health = "health",
        /// The service holds all such work.
        ServiceHold = "service-hold",
        /// Another agency's answer is awaited.
        AwaitingAgency = "awaiting-agency",
    }
}

impl ServiceType {
    /// Whether the case is between parties, none of whom is put into a role.
    pub const fn is_mediation(self) -> bool {
        matches!(self, Self::NeighbourMediation | Self::CommunityMediation | Self::WorkplaceSchoolMediation)
    }

    /// Whether the case has a harmed and a responsible side.
    pub const fn is_restorative(self) -> bool {
        matches!(self, Self::RestorativeJustice | Self::AsbRestorative)
    }
}

impl Flag {
    /// Whether this flag alone makes a case sensitive and complex by rule.
    ///
    /// Code of Practice D asks for special care in these matters; a coordinator may add
    /// [`Flag::SensitiveAndComplex`] by judgement, never remove what the rule sets.
    pub const fn is_sensitive(self) -> bool {
        matches!(
            self,
            Self::DomesticAbuse
                | Self::SexualHarm
                | Self::Harassment
                | Self::DeathOrSeriousInjury
                | Self::Exploitation
                | Self::SensitiveAndComplex
        )
    }
}
