//! What is asked of a list.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A list of cases as its reader asks for it, over catalogue ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseQuery {
    /// The fields to show; what the reader may not see is absent from the rows.
    pub fields: Vec<String>,
    /// What must hold of every case.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Sort,
    /// Where the page begins: the sealed cursor of the page before or after it.
    pub cursor: Option<String>,
    /// How many rows a page has, at most 1,000.
    pub limit: u64,
}

/// One condition of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// The catalogue id.
    pub field: String,
    /// What must hold of it.
    pub test: Test,
}

/// What a filter demands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// The chosen option is one of these; an account or organisation is named by its reference.
    In(Vec<String>),
    /// The day lies in this half-open stretch; an absent end is open.
    Between {
        /// The first day.
        from: Option<NaiveDate>,
        /// The day after the last.
        before: Option<NaiveDate>,
    },
    /// The answer is yes, or no.
    Is(bool),
    /// The text is this, whatever its case and accents.
    Equals(String),
    /// Something is recorded, or nothing is.
    Present(bool),
}

/// The order of a list; the case's inner name breaks ties, so that no case is shown twice
/// or left out between two pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The catalogue id.
    pub field: String,
    /// Largest or newest first.
    pub descending: bool,
}

impl Default for Sort {
    /// The newest cases first.
    fn default() -> Self {
        Self { field: "case.received-on".to_owned(), descending: true }
    }
}

/// How many records a list has in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// More than this; nobody counted further.
    MoreThan(u64),
}

/// How far a list counts.
pub(super) const COUNTED: u64 = 1_000;

impl Count {
    /// From a count that stopped at one more than [`COUNTED`].
    pub(super) const fn of(counted: u64) -> Self {
        if counted > COUNTED { Self::MoreThan(COUNTED) } else { Self::Exactly(counted) }
    }
}
