//! A state in a few words, with a colour that only repeats them.

use serde::Serialize;
use wording::Text;

/// The colours of a tag. Which state has which colour is the page's own convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// Nothing to do.
    Grey,
    /// Under way.
    Blue,
    /// Done, or as it should be.
    Green,
    /// New, or waiting for someone.
    Teal,
    /// Needs attention soon.
    Yellow,
    /// Overdue, or a warning.
    Red,
    /// Something apart: restricted cases.
    Purple,
    /// Paused.
    Orange,
}

/// A tag.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// What it says.
    pub text: Text,
    /// Its colour.
    pub colour: Colour,
}

impl Tag {
    /// A tag that says `text` in `colour`.
    pub fn new(text: impl Into<Text>, colour: Colour) -> Self {
        Self { text: text.into(), colour }
    }
}
