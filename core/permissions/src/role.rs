//! The roles of the ERMS matrix.

use domain::Message;

use crate::{AssignmentKind, Assignments};

words! {
    /// What someone is to the service; one account may hold several, and their rights add up.
    ///
    /// The fourteen rows of `security.md` §3.4, and the observer of decision 56. What a
    /// role may do is data, in [`Policy`](crate::Policy).
    pub enum Role {
        /// Answers for the service: every case of it, approvals, sign-off, true figures.
        ServiceManager = "service-manager",
        /// Member of staff who takes in, allocates and supervises cases.
        Coordinator = "coordinator",
        /// Office and intake: letters, diary, surveys.
        OfficeAdministrator = "office-administrator",
        /// Volunteer who leads the cases allocated to them.
        LeadFacilitator = "lead-facilitator",
        /// Volunteer who works a case beside its lead.
        CoFacilitator = "co-facilitator",
        /// Volunteer in training who sits in on an allocated case.
        Observer = "observer",
        /// Volunteer without a case, who may see that one needs someone.
        VolunteerPool = "volunteer-pool",
        /// Reviews the practice in the cases assigned to them.
        CaseSupervisor = "case-supervisor",
        /// Officer of a partner who refers, and sees their own organisation's referrals.
        PartnerReferrer = "partner-referrer",
        /// Named officer who works with one client of one case, for a time.
        PartnerInCase = "partner-in-case",
        /// The commissioner's office or an analyst: protected figures, never a record.
        Commissioner = "commissioner",
        /// The data protection officer, and auditors.
        Dpo = "data-protection-officer",
        /// Runs the installation: accounts, settings, plugins; no case content.
        SystemAdministrator = "system-administrator",
        /// Somebody in a case, seeing their own part of it.
        Participant = "participant",
        /// Somebody unknown who fills in a public form.
        PublicForm = "public-form",
    }
}

impl Role {
    /// The key of the role's name, such as `role-coordinator`.
    pub fn message(self) -> Message {
        Message::new(format!("role-{}", self.as_str()))
    }

    /// The assignments by which this role counts as assigned.
    ///
    /// Someone who leads one case and assists in another holds both roles; in the second
    /// case only the assistant's rights are theirs.
    pub const fn assignments(self) -> Assignments {
        match self {
            Self::Coordinator => Assignments::of(&[AssignmentKind::Owner, AssignmentKind::Supervisor]),
            Self::LeadFacilitator => Assignments::of(&[AssignmentKind::Lead]),
            Self::CoFacilitator => Assignments::of(&[AssignmentKind::CoFacilitator]),
            Self::Observer => Assignments::of(&[AssignmentKind::Observer]),
            Self::CaseSupervisor => Assignments::of(&[AssignmentKind::Supervisor]),
            Self::PartnerInCase => Assignments::of(&[AssignmentKind::Partner]),
            _ => Assignments::NONE,
        }
    }
}
