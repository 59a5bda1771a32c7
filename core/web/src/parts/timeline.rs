//! What happened, the newest first.

use chrono::NaiveDate;
use domain::Instant;
use serde::Serialize;
use wording::Text;

use super::{Link, SideView, Tag};

/// What happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Timeline {
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// What, in a few words.
    pub title: Text,
    /// Who did it.
    pub by: Text,
    /// When, where the time is known.
    pub at: Option<Instant>,
    /// When, where only the day is known: no time is made up for old records.
    pub on: Option<NaiveDate>,
    /// What was written, one paragraph to a text.
    pub paragraphs: Vec<Text>,
    /// The side it belongs to.
    pub side: Option<SideView>,
    /// A state.
    pub tag: Option<Tag>,
    /// Where more of it is.
    pub link: Option<Link>,
}
