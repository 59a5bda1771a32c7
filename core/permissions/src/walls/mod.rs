//! Hard walls: what no policy of any installation may say.
//!
//! Who may do what is data, and a service may publish another policy; what stands here is
//! code. Each wall is one pure question to one role's row, with the place where the rule
//! comes from. A policy that breaks one is neither drafted, nor published, nor loaded.

mod everyone;
mod outsiders;
mod overseers;
mod workers;

use domain::{Message, Part, PartSet, Relation};

use crate::{
    ActKind, Assignments, Authors, Letter, Line, Policy, Purpose, RelationSet, Role, Root, Row, Subject,
    Verb, Verbs,
};

words! {
    /// A rule that no policy may break.
    pub enum Wall {
        /// Whoever runs the installation gets no part of anybody's record, and no act on one.
        AdministratorSeesNoCase = "administrator-sees-no-case",
        /// Whoever runs the installation approves no rights: they could give themselves any.
        AdministratorApprovesNothing = "administrator-approves-nothing",
        /// The log is written by what happens and by nobody.
        AuditIsNotWritten = "audit-is-not-written",
        /// Who looked is for the manager, of their own team, and for data protection.
        AuditIsForOverseers = "audit-is-for-overseers",
        /// The commissioner gets protected figures and never a record.
        CommissionerGetsFigures = "commissioner-gets-figures",
        /// A referrer has what their organisation referred, reads back only their own contact
        /// details, and nothing of the work.
        ReferrerKeepsToReferrals = "referrer-keeps-to-referrals",
        /// A partner in a case sees their own client, while they are assigned.
        PartnerKeepsToClient = "partner-keeps-to-client",
        /// How to reach one side is not shown to whoever works with the other.
        ContactStaysOnItsSide = "contact-stays-on-its-side",
        /// An invitation and a vacancy show where, what kind and how heavy, and never who.
        LittleBeforeJoining = "little-before-joining",
        /// Volunteers reach cases by being assigned, asked or invited, never by team or office.
        VolunteersByAssignment = "volunteers-by-assignment",
        /// What volunteers see does not leave as a file, a print or a letter without staff.
        VolunteersSendNothing = "volunteers-send-nothing",
        /// Equality answers are entered and counted; only a manager reads one, to correct it.
        EqualityIsNotReadBack = "equality-is-not-read-back",
        /// Confidential notes stay with the manager, who works the case, and its supervision.
        ConfidentialStaysClose = "confidential-stays-close",
        /// "Every record" is for audit and administration, never for casework.
        EveryRecordIsNoCasework = "every-record-is-no-casework",
        /// A case opened in an emergency is opened by staff, to be read and logged in, and shows
        /// neither confidential notes nor the log.
        GlassIsForStaffToLook = "glass-is-for-staff-to-look",
        /// Data protection reads content only where a request names them to it.
        DataProtectionByRequest = "data-protection-by-request",
        /// Somebody who takes part sees their own part, and of others what all were given.
        ParticipantsOwnPart = "participants-own-part",
        /// What a public form may do is code: it is open to everybody.
        PublicFormIsFixed = "public-form-is-fixed",
        /// What accesses are recorded to be for follows from the role.
        PurposeIsFixed = "purpose-is-fixed",
        /// Deciding, approving and running the service is for its staff.
        StaffDecide = "staff-decide",
        /// The rights themselves are proposed and approved by managers, data protection and
        /// the administrator.
        RightsAreFewPeoples = "rights-are-few-peoples",
        /// Nobody both proposes and approves that a person's data be erased.
        ErasureTakesTwo = "erasure-takes-two",
        /// Whoever can sign in can look after their own account.
        OwnAccountStays = "own-account-stays",
        /// Somebody can always propose, see and approve the rights, and keep accounts.
        SomebodyCanPublish = "somebody-can-publish",
        /// No role has two rows.
        EachRoleOnce = "each-role-once",
        /// A line says what is done with what on which records, and can hold for somebody.
        LinesMeanSomething = "lines-mean-something",
    }
}

impl Wall {
    /// The key of the rule in words, such as `wall-staff-decide`.
    pub fn message(self) -> Message {
        Message::new(format!("wall-{}", self.as_str()))
    }

    /// Where the rule comes from: sections of the plan.
    pub const fn source(self) -> &'static str {
        match self {
            Self::AdministratorSeesNoCase | Self::AdministratorApprovesNothing => {
                "security.md TM-13, §3.4 row System administrator"
            }
            Self::AuditIsNotWritten => "security.md §3.4 column G16, §4",
            Self::AuditIsForOverseers => "security.md §3.4 column G16",
            Self::CommissionerGetsFigures => "security.md §3.4 row Commissioner, §3.6",
            Self::ReferrerKeepsToReferrals => "security.md §3.4 row Partner referrer, TM-09",
            Self::PartnerKeepsToClient => "security.md §3.4 row Partner in case",
            Self::ContactStaysOnItsSide => "security.md TM-01, §3.4 column G4",
            Self::LittleBeforeJoining => "decisions.md 56, security.md §3.4 row Volunteer pool",
            Self::VolunteersByAssignment => "security.md TM-06, §3.4 rows of volunteers",
            Self::VolunteersSendNothing => "security.md TM-16, §3.4 column G12",
            Self::EqualityIsNotReadBack => "security.md §3.4, last paragraph; column G8",
            Self::ConfidentialStaysClose => "security.md §3.4 column G10",
            Self::EveryRecordIsNoCasework => "security.md §3.1 record predicate, §3.2",
            Self::GlassIsForStaffToLook => "security.md TM-21",
            Self::DataProtectionByRequest => "security.md §3.4 row DPO",
            Self::ParticipantsOwnPart => "security.md TM-05, §3.4 row Participant",
            Self::PublicFormIsFixed => "security.md TM-04, §3.4 row Public form",
            Self::PurposeIsFixed => "security.md §3.1 purpose",
            Self::StaffDecide => "domain.md §3.4",
            Self::RightsAreFewPeoples => "security.md §3.4 column G17",
            Self::ErasureTakesTwo => "security.md §3.4, last paragraph; §1.1 row 2.3.5",
            Self::OwnAccountStays => "security.md §3.4, every account is its owner's",
            Self::SomebodyCanPublish => "security.md §1.1 row 2.3.5: two people must exist",
            Self::EachRoleOnce => "decisions.md 52",
            Self::LinesMeanSomething => "decisions.md 1",
        }
    }
}

/// A place where a policy breaks a wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub wall: Wall,
    /// The role whose row breaks it; none where it is about all roles together.
    pub role: Option<Role>,
    /// The cell.
    pub subject: Option<Subject>,
}

/// The question a wall asks of one role's row: which cells break it.
type Question = fn(Role, &Row) -> Vec<Subject>;

/// Every wall about a single role.
const WALLS: &[(Wall, Question)] = &[
    (Wall::LinesMeanSomething, everyone::lines_mean_something),
    (Wall::AdministratorSeesNoCase, overseers::administrator_sees_no_case),
    (Wall::AdministratorApprovesNothing, overseers::administrator_approves_nothing),
    (Wall::AuditIsNotWritten, everyone::audit_is_not_written),
    (Wall::AuditIsForOverseers, overseers::audit_is_for_overseers),
    (Wall::CommissionerGetsFigures, overseers::commissioner_gets_figures),
    (Wall::ReferrerKeepsToReferrals, outsiders::referrer_keeps_to_referrals),
    (Wall::PartnerKeepsToClient, outsiders::partner_keeps_to_client),
    (Wall::ContactStaysOnItsSide, everyone::contact_stays_on_its_side),
    (Wall::LittleBeforeJoining, everyone::little_before_joining),
    (Wall::VolunteersByAssignment, workers::volunteers_by_assignment),
    (Wall::VolunteersSendNothing, workers::volunteers_send_nothing),
    (Wall::EqualityIsNotReadBack, everyone::equality_is_not_read_back),
    (Wall::ConfidentialStaysClose, workers::confidential_stays_close),
    (Wall::EveryRecordIsNoCasework, everyone::every_record_is_no_casework),
    (Wall::GlassIsForStaffToLook, workers::glass_is_for_staff_to_look),
    (Wall::DataProtectionByRequest, overseers::data_protection_by_request),
    (Wall::ParticipantsOwnPart, outsiders::participants_own_part),
    (Wall::PublicFormIsFixed, outsiders::public_form_is_fixed),
    (Wall::PurposeIsFixed, everyone::purpose_is_fixed),
    (Wall::StaffDecide, workers::staff_decide),
    (Wall::RightsAreFewPeoples, overseers::rights_are_few_peoples),
    (Wall::ErasureTakesTwo, everyone::erasure_takes_two),
    (Wall::OwnAccountStays, everyone::own_account_stays),
];

/// Every place where `policy` breaks a wall; none for a policy that may be published.
pub fn broken(policy: &Policy) -> Vec<Broken> {
    let mut found = Vec::new();
    for role in Role::ALL.iter().copied() {
        // A role without a row may do nothing, which is no harm: one that is newer than the policy.
        if policy.roles.iter().filter(|row| row.role == role).count() > 1 {
            found.push(Broken { wall: Wall::EachRoleOnce, role: Some(role), subject: None });
        }
        for row in policy.roles.iter().filter(|row| row.role == role) {
            found.extend(of_row(role, &row.row));
        }
    }
    let held = |act| policy.roles.iter().any(|role| role.row.acts.contains(&(act, Letter::Service)));
    let needed = [ActKind::ProposePolicy, ActKind::ApprovePolicy, ActKind::ManageAccounts];
    let missing = needed.into_iter().filter(|act| !held(*act));
    found.extend(missing.map(|act| Broken {
        wall: Wall::SomebodyCanPublish,
        role: None,
        subject: Some(Subject::Act(act)),
    }));
    found
}

fn of_row(role: Role, row: &Row) -> Vec<Broken> {
    let mut found = Vec::new();
    for (wall, question) in WALLS {
        let mut subjects = question(role, row);
        subjects.sort_unstable();
        subjects.dedup();
        let broken = |subject| Broken { wall: *wall, role: Some(role), subject: Some(subject) };
        found.extend(subjects.into_iter().map(broken));
    }
    found
}

/// The letters by which `role` could be given something of `part` at all: what an editor offers.
pub fn fitting(role: Role, part: Part) -> Vec<Letter> {
    let shapes = [RelationSet::EVERY, RelationSet::SIDES, RelationSet::OWN, RelationSet::SHARED];
    let fits = |letter: &Letter| {
        Verb::ALL.iter().any(|verb| {
            let verbs = Verbs::of(&[*verb]);
            shapes.into_iter().any(|relations| {
                let line = Line { letter: *letter, relations, authors: Authors::Own, verbs };
                let row =
                    Row::for_purpose(Purpose::Casework).with_lines([part].into_iter().collect(), &[line]);
                !breaks(role, &row, Subject::Part(part))
            })
        })
    };
    Letter::ALL.iter().copied().filter(fits).collect()
}

/// The letters by which `role` could be given the act at all.
pub fn fitting_act(role: Role, act: ActKind) -> Vec<Letter> {
    let fits = |letter: &Letter| {
        let row = Row::for_purpose(Purpose::Casework).may(*letter, &[act]);
        !breaks(role, &row, Subject::Act(act))
    };
    Letter::ALL.iter().copied().filter(fits).collect()
}

fn breaks(role: Role, row: &Row, subject: Subject) -> bool {
    of_row(role, row).iter().any(|broken| broken.subject == Some(subject))
}

/// The parts of the row that have a line like this.
fn parts(row: &Row, wrong: impl Fn(Part, &Line) -> bool) -> Vec<Subject> {
    let named = row.grants.iter().fold(PartSet::NONE, |set, grant| set.union(grant.parts));
    let is_wrong = |part: &Part| row.lines(*part).iter().any(|line| wrong(*part, line));
    named.iter().filter(is_wrong).map(Subject::Part).collect()
}

/// The acts of the row that are like this.
fn acts(row: &Row, wrong: impl Fn(ActKind, Letter) -> bool) -> Vec<Subject> {
    let wrong = row.acts.iter().filter(|(act, letter)| wrong(*act, *letter));
    wrong.map(|(act, _)| Subject::Act(*act)).collect()
}

fn both(mut some: Vec<Subject>, more: Vec<Subject>) -> Vec<Subject> {
    some.extend(more);
    some
}

impl Line {
    /// Whether the line lets anything be seen or passed on, in whatever form.
    fn shows(&self) -> bool {
        let seen = Verbs::of(&[Verb::Read, Verb::ReadMasked, Verb::Send, Verb::Share]);
        !self.verbs.intersection(seen).is_empty()
    }

    /// Whether it reaches what is addressed to others or kept within the service.
    const fn crosses(&self) -> bool {
        self.relations.contains(Relation::Other) || self.relations.contains(Relation::Internal)
    }
}

/// Whether the letter can hold for somebody of this role, on a record of this root.
fn reaches(role: Role, letter: Letter, root: Root) -> bool {
    let by_case = matches!(letter, Letter::Assigned | Letter::Contact | Letter::Invited);
    let is_theirs = matches!(role, Role::Participant | Role::PublicForm);
    let somebody_elses = matches!(root, Root::Case | Root::Referral | Root::Person);
    let only_service = matches!(root, Root::Plugin | Root::Report | Root::Service);
    letter.is_for(root)
        && !(by_case && role.assignments() == Assignments::NONE)
        && !(letter == Letter::Own && somebody_elses && !is_theirs)
        && !(only_service && letter != Letter::Service)
        && (root != Root::Account || matches!(letter, Letter::Own | Letter::Service))
}
