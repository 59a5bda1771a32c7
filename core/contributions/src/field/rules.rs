//! To what a field belongs, whom it concerns, and how long it is kept.

use domain::Part;
use serde::{Deserialize, Serialize};

/// The record that a field describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// A request to the service.
    Referral,
    /// A matter the service works on.
    Case,
    /// A person in their part in one case.
    Participant,
    /// What happened.
    Incident,
    /// A human being across all cases.
    Person,
    /// A restorative or mediation event; no plugin adds fields to it yet.
    #[serde(skip_deserializing)]
    Event,
    /// An agreement; no plugin adds fields to it yet.
    #[serde(skip_deserializing)]
    Agreement,
    /// An action of an agreement; no plugin adds fields to it yet.
    #[serde(skip_deserializing)]
    Action,
    /// An answered survey; no plugin adds fields to it yet.
    #[serde(skip_deserializing)]
    Feedback,
}

impl RecordKind {
    /// The word in catalogue ids and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Case => "case",
            Self::Participant => "participant",
            Self::Incident => "incident",
            Self::Person => "person",
            Self::Event => "event",
            Self::Agreement => "agreement",
            Self::Action => "action",
            Self::Feedback => "feedback",
        }
    }
}

/// To whom the answer of a field is addressed, from which storage makes its audience.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SideRule {
    /// A fact of the matter as a whole.
    Shared,
    /// The side of the participant, or of the party of the form, that the field is about.
    OwnSide,
    /// The side of the people harmed.
    Harmed,
    /// The side of the people responsible.
    Responsible,
    /// The service alone; what a field means when it says nothing else.
    #[default]
    Internal,
}

/// In which way an answer is sensitive (domain dictionary §4): what a processing record and
/// an export have to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataClass {
    /// About an identifiable person.
    Personal,
    /// Special category, UK GDPR article 9.
    Special,
    /// Criminal offence data, article 10.
    Criminal,
    /// Disclosure could endanger someone.
    Safety,
    /// About a volunteer or a member of staff.
    Volunteer,
}

impl DataClass {
    /// The classes that every field of `part` has, whatever else it declares.
    pub const fn of(part: Part) -> &'static [Self] {
        use DataClass::{Criminal, Personal, Safety, Special, Volunteer};
        match part {
            Part::Reference
            | Part::Stage
            | Part::Dates
            | Part::Team
            | Part::Source
            | Part::CoarseStatus
            | Part::Kind
            | Part::TechnicalLog
            | Part::Configuration
            | Part::Plugins => &[],
            Part::Area
            | Part::Name
            | Part::FirstName
            | Part::Initials
            | Part::FullName
            | Part::AgeBand
            | Part::BirthDate
            | Part::LawfulBasis
            | Part::OutcomeClass
            | Part::TeamAccessLog
            | Part::AccessLog => &[Personal],
            Part::Identifiers => &[Personal, Criminal],
            Part::Contact | Part::SafeContact | Part::CodeWord => &[Personal, Safety],
            Part::Category | Part::Agreement => &[Personal, Criminal],
            Part::Offence | Part::Flags => &[Personal, Special, Criminal],
            Part::RiskFlag | Part::Complex => &[Personal, Safety],
            Part::RiskAssessment | Part::SharedRisk | Part::Safeguarding => {
                &[Personal, Special, Criminal, Safety]
            }
            Part::Adjustments | Part::Health | Part::Equality => &[Personal, Special],
            // Free text about a case holds all of it sooner or later.
            Part::Notes | Part::IntakeNotes | Part::Documents | Part::Uploads | Part::Feedback => {
                &[Personal, Special, Criminal]
            }
            Part::Supervision => &[Personal, Special, Criminal, Volunteer],
            Part::Consent => &[Personal],
            Part::Availability | Part::Training | Part::Accounts => &[Personal, Volunteer],
            Part::Vetting => &[Personal, Criminal, Volunteer],
            Part::VolunteerHome => &[Personal, Safety, Volunteer],
        }
    }
}

/// With what an answer is kept and disposed of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retention {
    /// With the case.
    #[default]
    Case,
    /// With the referral, which is shorter when it was not accepted.
    Referral,
    /// With the person, as long as one of their cases is kept.
    Person,
    /// As local safeguarding rules demand.
    Safeguarding,
    /// Anonymised when the case is disposed of.
    Survey,
    /// With the volunteer's record.
    Volunteer,
}
