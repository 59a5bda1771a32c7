//! Values that are not columns: sealed parts of the core, and plugins' fields.

use domain::{Answers, Part, Value};

/// To whom something of a case is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BulkAudience {
    /// The side at this place of the case's sides.
    Side(usize),
    /// Everyone in the case; of answers, the matter as a whole.
    Shared,
    /// The service alone.
    Internal,
}

/// Which record of the case holds the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswersOn {
    /// The case itself.
    Case,
    /// What happened.
    Incident,
    /// The participant at this place.
    Participant(usize),
}

/// Answers of one part, of the core or of one plugin. A sealed part is sealed under the key
/// of the case.
#[derive(Clone)]
pub struct BulkAnswers {
    /// Which record.
    pub on: AnswersOn,
    /// `core`, or the plugin.
    pub plugin: String,
    /// The version of the plugin's field set; 1 for the core.
    pub field_set: u32,
    /// The part they all belong to.
    pub part: Part,
    /// To whom they are addressed.
    pub to: BulkAudience,
    /// The answers by the plugin's field ids.
    pub values: Answers,
    /// Those that lists and searches find, under their catalogue ids.
    pub indexed: Vec<(String, Value)>,
}

super::silent! { BulkAnswers }
