//! People and organisations that take part in cases.

use domain::codes::AgeBand;
use domain::{Answers, Instant, Part, PersonId, TeamId};

/// A person, or an organisation that was harmed.
#[derive(Clone)]
pub struct BulkPerson {
    /// Its inner name.
    pub id: PersonId,
    /// The team whose records it belongs to.
    pub team: TeamId,
    /// The given name.
    pub given_name: String,
    /// The family name.
    pub family_name: String,
    /// The name they are known as.
    pub known_as: Option<String>,
    /// Former and other names.
    pub other_names: Option<String>,
    /// The organisation, where it is one.
    pub organisation_name: Option<String>,
    /// The age band, where the age is known.
    pub age_band: Option<AgeBand>,
    /// The code of the language they prefer.
    pub language: Option<String>,
    /// Whether they need an interpreter.
    pub interpreter: bool,
    /// What is theirs by part: catalogue ids and values. Sealed parts are sealed under a key
    /// of their own; of each part one entry.
    pub sections: Vec<(Part, Answers)>,
    /// When they were first recorded.
    pub created_at: Instant,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

super::silent! { BulkPerson }
