//! The acts: everything that somebody may do, as types.
//!
//! The set of acts is code, who may do them is data (decision 3). Each act is a unit
//! type, so that a function can ask for a permit of exactly its own act. The trait is
//! sealed: acts are added here, with a word, a root and a row in the matrix.

use domain::Message;

use crate::{Marker, Root, roots};

mod sealed {
    pub trait Sealed {}
}

/// One thing that can be done to one kind of record.
pub trait Act: sealed::Sealed {
    /// Stands for the root it is done to.
    type Record: Marker;
    /// The same act as a value.
    const KIND: ActKind;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident : $root:ident = $word:literal,)*) => {
        words! {
            /// An act as a value: in a stored policy, in the audit log, in the printed matrix.
            pub enum ActKind { $($(#[$doc])* $name = $word,)* }
        }

        impl ActKind {
            /// The root it is done to.
            pub const fn root(self) -> Root {
                match self { $(Self::$name => Root::$root,)* }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $name;

            impl sealed::Sealed for $name {}

            impl Act for $name {
                type Record = roots::$root;
                const KIND: ActKind = ActKind::$name;
            }
        )*
    };
}

acts! {
    /// Send the service a referral.
    Refer: Referral = "refer",
    /// See a referral, or those in the intake queue.
    ViewReferral: Referral = "view-referral",
    /// Correct or complete a referral before it is decided.
    AmendReferral: Referral = "amend-referral",
    /// Accept, decline, redirect or ask for more.
    DecideReferral: Referral = "decide-referral",

    /// See a case, or those in a list.
    ViewCase: Case = "view-case",
    /// See the little that an invitation shows before it is answered.
    ViewInvitation: Case = "view-invitation",
    /// Accept or decline an invitation, with the question of conflicts answered.
    AnswerInvitation: Case = "answer-invitation",
    /// See the card of a case that looks for volunteers.
    ViewVacancy: Case = "view-vacancy",
    /// Invite, assign and release the people who work a case.
    Allocate: Case = "allocate",
    /// Open a case that is not one's own, for an hour, under the eyes of others.
    BreakGlass: Case = "break-glass",
    /// Let somebody work the case although they may know a person in it.
    OverrideConflict: Case = "override-conflict",
    /// Change the case's own data: kind, team, area, offence, adjustments.
    AmendCase: Case = "amend-case",
    /// Change who takes part and how they are named.
    AmendParticipant: Case = "amend-participant",
    /// Change contact points and safe-contact rules.
    AmendContact: Case = "amend-contact",
    /// Reveal one masked value; each time is logged.
    RevealContact: Case = "reveal-contact",
    /// Log a contact, an attempt or a note.
    LogContact: Case = "log-contact",
    /// Note something at intake.
    NoteIntake: Case = "note-intake",
    /// Record a safeguarding concern or a note of supervision.
    RecordConfidential: Case = "record-confidential",
    /// Record consent given, refused or withdrawn.
    RecordConsent: Case = "record-consent",
    /// Write a risk assessment, or propose one.
    RecordRisk: Case = "record-risk",
    /// Approve a risk assessment.
    ApproveRisk: Case = "approve-risk",
    /// Enter equality monitoring answers.
    RecordEquality: Case = "record-equality",
    /// Move a participant to another stage.
    MoveStage: Case = "move-stage",
    /// Pause the case and resume it.
    Pause: Case = "pause",
    /// Plan and record a meeting.
    RecordSession: Case = "record-session",
    /// Record an agreement and what became of it.
    RecordAgreement: Case = "record-agreement",
    /// Enter a survey's answers.
    RecordFeedback: Case = "record-feedback",
    /// See a survey's answers.
    ViewFeedback: Case = "view-feedback",
    /// Draft a letter or add a document.
    DraftDocument: Case = "draft-document",
    /// Send or print a letter or document.
    SendDocument: Case = "send-document",
    /// Propose that the case be closed, with reason and outcome.
    ProposeClosure: Case = "propose-closure",
    /// Sign off, or return, a proposal to close.
    SignOffClosure: Case = "sign-off-closure",
    /// Open a closed case again.
    Reopen: Case = "reopen",
    /// Change the case's class, and who is on its allow-list or exclusion list.
    ChangeClass: Case = "change-class",
    /// Export the cases of a list.
    ExportCases: Case = "export-cases",
    /// Confirm or end, each quarter, who may see the case.
    ReviewAccess: Case = "review-access",
    /// See who in the own team looked at the case.
    ViewTeamAccess: Case = "view-team-access",
    /// See who looked at the case and what was done, without the case itself.
    ViewAudit: Case = "view-audit",
    /// See the consents and the lawful basis of a case, and nothing else of it.
    ViewLawfulBasis: Case = "view-lawful-basis",
    /// See one's own part in a case.
    ViewOwnPart: Case = "view-own-part",
    /// Change one's own contact details, consent and answers.
    AmendOwnPart: Case = "amend-own-part",

    /// See a person across the cases in reach.
    ViewPerson: Person = "view-person",
    /// Correct a person's data.
    AmendPerson: Person = "amend-person",
    /// Join two records of one person, or part them again.
    MergePeople: Person = "merge-people",
    /// Collect what a person asked to be given.
    AnswerRightsRequest: Person = "answer-rights-request",
    /// Propose that a person's data be erased.
    ProposeErasure: Person = "propose-erasure",
    /// Approve an erasure that somebody else proposed.
    ApproveErasure: Person = "approve-erasure",

    /// See a volunteer's record.
    ViewVolunteer: Volunteer = "view-volunteer",
    /// Change one's own availability, skills and home address.
    AmendOwnVolunteer: Volunteer = "amend-own-volunteer",
    /// Change volunteers' records.
    ManageVolunteers: Volunteer = "manage-volunteers",

    /// See accounts and their roles.
    ViewAccount: Account = "view-account",
    /// Create, change, suspend and end accounts.
    ManageAccounts: Account = "manage-accounts",
    /// Change one's own password, second factor and sessions.
    ManageOwnAccount: Account = "manage-own-account",

    /// See a partner organisation.
    ViewOrganisation: Organisation = "view-organisation",
    /// Change partner organisations and their agreements.
    ManageOrganisations: Organisation = "manage-organisations",

    /// See which plugins are installed and what they were granted.
    ViewPlugins: Plugin = "view-plugins",
    /// Install, grant, stop and remove plugins.
    ManagePlugins: Plugin = "manage-plugins",
    /// Approve what a plugin may read beyond the ordinary; manager and DPO both.
    ApprovePluginRights: Plugin = "approve-plugin-rights",

    /// Ask for a report.
    RunReport: Report = "run-report",
    /// Freeze a return and hand it in.
    FreezeReturn: Report = "freeze-return",

    /// Bring in records of an older system, and take a batch back.
    Import: Service = "import",
    /// See and export the whole audit log.
    ViewAuditLog: Service = "view-audit-log",
    /// Verify the chains of the audit log.
    VerifyAudit: Service = "verify-audit",
    /// See who opened cases by break glass, and why.
    ViewGlass: Service = "view-glass",
    /// Say whether it was right to open a case by break glass.
    ReviewGlass: Service = "review-glass",
    /// See technical events.
    ViewTechnicalLog: Service = "view-technical-log",
    /// See settings and the policy in force.
    ViewConfiguration: Service = "view-configuration",
    /// Change settings and code lists.
    ManageSettings: Service = "manage-settings",
    /// Propose another policy.
    ProposePolicy: Service = "propose-policy",
    /// Approve a policy that somebody else proposed.
    ApprovePolicy: Service = "approve-policy",
    /// Jobs that keep the installation running.
    Maintain: Service = "maintain",
}

impl ActKind {
    /// Whether being allowed this act means that one may know the record exists.
    ///
    /// To someone without any of these the record is not found. Seeing a case's audit,
    /// its consents, its feedback or its vacancy card is no way to the case.
    pub const fn shows(self) -> bool {
        matches!(
            self,
            Self::ViewReferral
                | Self::ViewCase
                | Self::ViewInvitation
                | Self::ViewOwnPart
                | Self::ViewPerson
                | Self::ViewVolunteer
                | Self::ViewAccount
                | Self::ManageOwnAccount
                | Self::ViewOrganisation
                | Self::ViewPlugins
                | Self::RunReport
                | Self::ViewConfiguration
        )
    }

    /// The key of the act's name, such as `act-log-contact`.
    pub fn message(self) -> Message {
        Message::new(format!("act-{}", self.as_str()))
    }
}
