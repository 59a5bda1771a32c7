//! Cases, their sides, and who is in them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{
    CaseStatus, Category, ClosingReason, Complexity, Flag, OutcomeClass, ParticipantRole, Readiness,
    Responsibility, ServiceType, SessionKind, SourceType, Willingness,
};
use domain::process::{Phase, StageId};
use domain::{CaseClass, SideKind};

use super::planned;

/// A side of a planned case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlannedSide {
    /// The person or people harmed.
    Harmed,
    /// The person or people responsible.
    Responsible,
    /// The first party.
    PartyA,
    /// The other party.
    PartyB,
}

impl PlannedSide {
    /// What the side is in the matter.
    pub const fn kind(self) -> SideKind {
        match self {
            Self::Harmed => SideKind::Harmed,
            Self::Responsible => SideKind::Responsible,
            Self::PartyA | Self::PartyB => SideKind::Party,
        }
    }

    /// The side of a role that has one by itself.
    pub const fn of(role: ParticipantRole) -> Option<Self> {
        match role {
            ParticipantRole::PersonHarmed
            | ParticipantRole::HarmedFamily
            | ParticipantRole::OrganisationHarmed => Some(Self::Harmed),
            ParticipantRole::PersonResponsible => Some(Self::Responsible),
            ParticipantRole::PartyA => Some(Self::PartyA),
            ParticipantRole::PartyB => Some(Self::PartyB),
            _ => None,
        }
    }
}

/// The day of receipt as it was read, and what it probably was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceivedDay {
    /// As it was read, day first.
    pub read: NaiveDate,
    /// As it reads month first, where that is probably what was meant. A person decides;
    /// until then, and without a decision, the day as read stands.
    pub proposed: Option<NaiveDate>,
}

/// The organisation that referred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferringOrganisation {
    /// None: a person referred themselves, or the cell is empty.
    None,
    /// This one, by the name it goes by.
    Known(String),
    /// A spelling that several go by; a person decides.
    Ambiguous {
        /// As it was typed.
        typed: String,
        /// Whose it may be.
        candidates: Vec<String>,
    },
    /// A spelling that the profile does not know.
    Unknown(String),
}

/// A facilitator, as the case names them.
#[derive(Clone, PartialEq, Eq)]
pub struct Facilitator {
    /// As it was typed: a volunteer's id or, in older records, a name.
    pub typed: String,
    /// The volunteer meant, where exactly one can be.
    pub volunteer: Option<String>,
    /// Whether they led.
    pub lead: bool,
}

planned! {
    /// A case.
    PlannedCase {
        /// The reference by which people knew it.
        reference: Option<String>,
        /// When it was received.
        received: ReceivedDay,
        /// When its record was made.
        created_at: Option<DateTime<Utc>>,
        /// What the service did in it.
        service_type: ServiceType,
        /// The route it is put on.
        route: String,
        /// Its stage on that route.
        stage: StageId,
        /// Its phase.
        phase: Phase,
        /// How far work had come, which for a closed case is not its phase.
        reached: Phase,
        /// Whether work goes on.
        status: CaseStatus,
        /// How widely it may be known.
        class: CaseClass,
        /// What happened.
        category: Category,
        /// The word typed for what happened, where no code says it.
        category_typed: Option<String>,
        /// What it is about.
        flags: Vec<Flag>,
        /// How much care it needs.
        complexity: Complexity,
        /// What kind of body or person referred it.
        source_type: SourceType,
        /// Which organisation.
        organisation: ReferringOrganisation,
        /// Who there, as typed.
        referrer: Option<String>,
        /// The code of the district.
        district: Option<String>,
        /// The police's reference.
        crime_reference: Option<String>,
        /// Its short name: both surnames, so for staff only.
        title: Option<String>,
        /// Who facilitated.
        facilitators: Vec<Facilitator>,
        /// When it was allocated.
        allocated_on: Option<NaiveDate>,
        /// When the event was held.
        event_on: Option<NaiveDate>,
        /// What event.
        event_kind: Option<SessionKind>,
        /// When it was closed.
        closed_on: Option<NaiveDate>,
        /// Why.
        closing_reason: Option<ClosingReason>,
        /// What a referrer may know of the end.
        outcome_class: Option<OutcomeClass>,
        /// What was noted of the outcome.
        outcome_note: Option<String>,
        /// The retention class of the older system.
        retention: Option<String>,
        /// After which day it is to be disposed of.
        dispose_after: Option<NaiveDate>,
        /// The team of the older system.
        team: Option<String>,
        /// The case it is linked to, by id.
        linked_to: Option<String>,
        /// Its sides, in their order.
        sides: Vec<PlannedSide>,
    }

    /// A person in their part in one case.
    PlannedParticipant {
        /// The case.
        case: String,
        /// The person.
        person: String,
        /// In what part.
        role: ParticipantRole,
        /// On which side.
        side: SideOf,
        /// Their stage.
        stage: StageId,
        /// Whether the case waits for them.
        required: bool,
        /// Whether they want to take part.
        willingness: Willingness,
        /// Whether they accept responsibility.
        responsibility: Responsibility,
        /// When someone first spoke with them.
        first_contact_on: Option<NaiveDate>,
        /// How ready they are.
        readiness: Readiness,
    }
}

/// On which side a participant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideOf {
    /// On this one.
    Side(PlannedSide),
    /// On none: a supporter or interpreter of whom nobody knows for whom they came. A person
    /// decides; until then nobody but staff sees them.
    Undecided,
}
