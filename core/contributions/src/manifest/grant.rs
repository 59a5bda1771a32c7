//! What a plugin asks to read.

use serde::Deserialize;

use crate::condition::Condition;

/// A named view over records: which fields, of which records, for what.
///
/// The administrator sees and approves it at installation; an upgrade that asks for more
/// waits for approval. At most `rows` rows cross into the sandbox, under pseudonyms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grant {
    /// The view's id, by which reports and hooks name it.
    pub view: String,
    /// The catalogue ids asked for.
    pub fields: Vec<String>,
    /// Which records; all within the scope, where it says nothing.
    #[serde(default)]
    pub filter: Option<Condition>,
    /// How far it reaches.
    pub scope: GrantScope,
    /// The largest number of rows.
    #[serde(default = "default_rows")]
    pub rows: u32,
    /// The message key of the purpose, which is written into the audit log with every read.
    pub purpose: String,
}

/// The most rows that a view may ask for (`plugins.md` C.5).
pub(super) const MOST_ROWS: u32 = 50_000;

const fn default_rows() -> u32 {
    5_000
}

/// How far a grant reaches; the acting person's own rights cut it further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantScope {
    /// The record on which the plugin's form or report is opened.
    Own,
    /// The cases of the acting person.
    CaseLoad,
    /// The acting person's team and the teams below it.
    Team,
    /// The whole service.
    Service,
}
