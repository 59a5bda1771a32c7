//! The change that accepting is, as one value.

use chrono::NaiveDate;
use domain::codes::{
    Category, Complexity, Flag, InitiatedBy, JusticeStage, ParticipantRole, Priority, Responsibility,
    ServiceType, SourceType, Willingness,
};
use domain::process::{Phase, StageId};
use domain::{AccountId, CaseClass, CaseId, Part, Reference, SideKind};

use super::super::answers::Addressee;

/// Everything that comes of accepting a referral.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The kind of service.
    pub service_type: ServiceType,
    /// The route the case follows, and its version.
    pub route: (String, u32),
    /// The stage in which the case begins.
    pub stage: StageId,
    /// The phase of that stage.
    pub phase: Phase,
    /// How widely the case may be known.
    pub class: CaseClass,
    /// How soon it needs someone.
    pub priority: Priority,
    /// How much care it needs.
    pub complexity: Complexity,
    /// Whether there is a warning about risk.
    pub risk_flag: bool,
    /// What it is about.
    pub flags: Vec<Flag>,
    /// Where the referral came from.
    pub source_type: SourceType,
    /// The district.
    pub area: Option<String>,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// Where it stands with police and courts.
    pub justice_stage: Option<JusticeStage>,
    /// Who asked first.
    pub initiated_by: Option<InitiatedBy>,
    /// The matter in neutral words.
    pub summary: Option<String>,
    /// The lawful basis of processing.
    pub lawful_basis: Option<String>,
    /// Others on the allow-list of a restricted case, beside the one who accepts.
    pub allowed: Vec<AccountId>,
    /// The sides, in the order of their letters.
    pub sides: Vec<NewSide>,
    /// Who takes part.
    pub participants: Vec<NewParticipant>,
    /// What happened, where something did.
    pub incident: Option<NewIncident>,
    /// Where each answer of the submission goes.
    pub moves: Vec<Move>,
}

/// A side of the new case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewSide {
    /// What it is in the matter.
    pub kind: SideKind,
}

/// Somebody in their part in the new case.
#[derive(Clone)]
pub struct NewParticipant {
    /// Their side: its place in [`Acceptance::sides`].
    pub side: usize,
    /// Who they are.
    pub person: WhichPerson,
    /// Their part.
    pub role: ParticipantRole,
    /// Whether the case waits for them.
    pub required: bool,
    /// Where they stand in the route.
    pub stage: StageId,
    /// The name they are called by.
    pub called: String,
    /// What they need to take part.
    pub adjustments: Vec<String>,
    /// Whether they accept responsibility, where it is known.
    pub responsibility: Option<Responsibility>,
    /// Whether they want to take part, as the referrer says.
    pub willing: Option<Willingness>,
}

/// Who somebody is.
#[derive(Clone)]
pub enum WhichPerson {
    /// Nobody the service knows.
    New(NewPerson),
    /// Somebody the one who accepts knows from a case they may see.
    Known {
        /// The person.
        person: Reference,
        /// The case through which they are known.
        through: Reference,
    },
}

/// A person or organisation to be entered.
#[derive(Clone)]
pub struct NewPerson {
    /// The given name.
    pub given_name: String,
    /// The family name.
    pub family_name: String,
    /// The name they are known as.
    pub known_as: Option<String>,
    /// The organisation, where an organisation was harmed.
    pub organisation_name: Option<String>,
    /// The language they prefer.
    pub language: Option<String>,
    /// Whether they need an interpreter.
    pub interpreter: bool,
}

/// What happened.
#[derive(Clone)]
pub struct NewIncident {
    /// The word of the list `incident-kind`.
    pub kind: String,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// The offence in words.
    pub detail: Option<String>,
    /// On which day, or from which.
    pub occurred_on: Option<NaiveDate>,
    /// Whether the police know of it.
    pub reported_to_police: bool,
    /// The police's reference.
    pub crime_reference: Option<String>,
    /// What happened, in words.
    pub summary: Option<String>,
}

/// Which record an answer becomes one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// It stays with the referral, sealed from now on under the key of the case.
    Referral,
    /// The case.
    Case,
    /// What happened.
    Incident,
    /// The participant at this place of [`Acceptance::participants`].
    Participant(usize),
    /// The person whom that participant is.
    Person(usize),
}

/// One answer on its way from the submission to where it belongs.
///
/// Storage carries it without showing it to anybody: what the submitter wrote keeps its
/// part, also where the one who accepts may not read that part.
#[derive(Clone, Debug)]
pub struct Move {
    /// The part it has and keeps.
    pub part: Part,
    /// Under whom the submission keeps it.
    pub from: Addressee,
    /// The fields of the form, the first answered of which counts; where `lines`, all of
    /// them, each on a line of its own.
    pub fields: Vec<String>,
    /// Whether the fields are lines of one text.
    pub lines: bool,
    /// The record it goes to.
    pub to: Destination,
    /// Whom it concerns there: the matter, the service, or a side by its place.
    pub side: MoveSide,
    /// `core`, or the plugin whose answer it is.
    pub plugin: String,
    /// The version of that plugin's field set; 1 for the core.
    pub field_set: u32,
    /// Under which id it is kept there.
    pub key: String,
    /// The catalogue id under which lists and searches find it.
    pub index_as: Option<String>,
}

/// Whom a moved answer concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoveSide {
    /// The matter as a whole; what is a person's own is theirs by its record.
    Matter,
    /// The service alone.
    Service,
    /// The side at this place of [`Acceptance::sides`].
    Side(usize),
}

/// The case that a referral became.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Its inner name.
    pub id: CaseId,
    /// Its outer name.
    pub case: Reference,
    /// The outer names of those who take part, in the order of the acceptance.
    pub participants: Vec<Reference>,
}

macro_rules! silent {
    ($($name:ident)*) => {$(
        /// Names itself only: what is inside is about a person.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}

silent! { NewParticipant WhichPerson NewPerson NewIncident }
