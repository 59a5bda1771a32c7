//! Banners: to which side a page belongs, and what just happened.

use domain::{SideKind, SideLetter};
use serde::Serialize;
use wording::Text;

/// The strip that says to which side a page belongs, in words and in a colour.
#[derive(Clone, Debug, Serialize)]
pub struct SideView {
    kind: SideKind,
    letter: String,
    label: Text,
}

impl SideView {
    /// The strip of this side. Labels are the service's neutral words.
    pub fn new(kind: SideKind, letter: SideLetter) -> Self {
        let label = Text::key(match kind {
            SideKind::Harmed => "side-harmed",
            SideKind::Responsible => "side-responsible",
            SideKind::Party => "side-party",
        });
        Self { kind, letter: letter.0.to_string(), label }
    }
}

/// What kind of notice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// What the reader did has worked.
    Success,
    /// Something to know.
    Important,
}

/// A notice at the top of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    kind: NoticeKind,
    text: Text,
    more: Text,
}

impl Notice {
    /// What the reader did has worked.
    pub fn success(text: impl Into<Text>) -> Self {
        Self { kind: NoticeKind::Success, text: text.into(), more: Text::default() }
    }

    /// Something to know.
    pub fn important(text: impl Into<Text>) -> Self {
        Self { kind: NoticeKind::Important, text: text.into(), more: Text::default() }
    }

    /// The same notice with a second sentence.
    #[must_use]
    pub fn more(mut self, more: impl Into<Text>) -> Self {
        self.more = more.into();
        self
    }
}
