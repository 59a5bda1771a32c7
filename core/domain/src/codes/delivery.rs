//! Who delivers, in what meetings, with what papers.

use super::codes;

codes! {
    /// What kind of meeting or event a session is.
    SessionKind = "session-kind" {
        /// Preparation with one side.
        Preparation = "preparation",
        /// A restorative conference.
        Conference = "conference",
        /// A step of going between.
        ShuttleStep = "shuttle-step",
        /// A joint meeting of a mediation.
        MediationMeeting = "mediation-meeting",
        /// A community conference.
        CommunityConference = "community-conference",
        /// A letter handed over.
        LetterDelivery = "letter-delivery",
        /// A video message shown.
        VideoMessage = "video-message",
        /// A session of coaching.
        CoachingSession = "coaching-session",
        /// A talk afterwards.
        Debrief = "debrief",
    }

    /// What a document is.
    DocumentClass = "document-class" {
        /// A referral.
        Referral = "referral",
        /// A consent.
        Consent = "consent",
        /// A risk assessment.
        Risk = "risk",
        /// An agreement.
        Agreement = "agreement",
        /// A letter of ours.
        LetterOut = "letter-out",
        /// A letter to us.
        LetterIn = "letter-in",
        /// A letter of apology or of impact.
        ApologyLetter = "apology-letter",
        /// A paper of a court.
        Court = "court",
        /// A photograph.
        Photo = "photo",
        /// Evidence.
        Evidence = "evidence",
        /// A proof of identity.
        Identity = "identity",
        /// A survey.
        Survey = "survey",
        /// Something else.
        Other = "other",
    }

    /// Where a volunteer stands with the service.
    VolunteerStatus = "volunteer-status" {
        /// Asked about it.
        Enquiry = "enquiry",
        /// Applied.
        Applied = "applied",
        /// Was interviewed.
        Interviewed = "interviewed",
        /// Checks are under way.
        Checks = "checks",
        /// In training.
        Training = "training",
        /// On probation.
        Probation = "probation",
        /// Active.
        Active = "active",
        /// Pausing.
        Paused = "paused",
        /// Left.
        Left = "left",
        /// Not recorded; only imports use it.
        Unknown = "unknown",
    }

    /// What a volunteer may be asked to do.
    RoleLevel = "role-level" {
        /// Observe.
        Observer = "observer",
        /// Learn.
        Trainee = "trainee",
        /// Facilitate beside a lead.
        CoFacilitator = "co-facilitator",
        /// Lead.
        Lead = "lead",
        /// Lead sensitive and complex cases.
        SensitiveLead = "sensitive-lead",
        /// Supervise others.
        Supervisor = "supervisor",
        /// Not recorded; only imports use it.
        Unknown = "unknown",
    }

    /// The level of a Disclosure and Barring Service check.
    VettingLevel = "vetting-level" {
        /// Basic.
        Basic = "basic",
        /// Standard.
        Standard = "standard",
        /// Enhanced.
        Enhanced = "enhanced",
        /// Enhanced, with the barred lists.
        EnhancedBarred = "enhanced-barred",
        /// Not recorded; only imports use it.
        Unknown = "unknown",
    }
}

impl SessionKind {
    /// Whether holding it is the restorative or mediation event of a case.
    pub const fn is_event(self) -> bool {
        !matches!(self, Self::Preparation | Self::Debrief)
    }

    /// Whether both sides are in one room.
    pub const fn is_direct(self) -> bool {
        matches!(self, Self::Conference | Self::MediationMeeting | Self::CommunityConference)
    }
}
