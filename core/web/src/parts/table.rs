//! Tables, and the way to their next page.

use serde::Serialize;
use wording::Text;

use super::{EmptyState, SideView, Tag};

/// A table. On a narrow screen each row becomes a block with its headings beside it.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// What the table is of.
    pub caption: Text,
    /// The headings.
    pub head: Vec<Heading>,
    /// The rows; the first cell of each names it.
    pub rows: Vec<Vec<Cell>>,
    /// What is shown when there are no rows.
    pub empty: Option<EmptyState>,
}

/// A heading of a column.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// What the column holds.
    pub text: Text,
    /// Whether it holds numbers.
    pub is_numeric: bool,
    /// Where the table sorted by this column is.
    pub sort_href: Option<String>,
    /// How it is sorted now, in the words of `aria-sort`.
    pub sorted: Option<&'static str>,
}

impl Heading {
    /// A heading of words.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), is_numeric: false, sort_href: None, sorted: None }
    }

    /// A heading of numbers.
    pub fn numeric(text: impl Into<Text>) -> Self {
        Self { is_numeric: true, ..Self::new(text) }
    }

    /// The same heading as a link that sorts by it; `sorted` is `Some(true)` when the table
    /// is sorted by it from small to large now.
    #[must_use]
    pub fn sortable(mut self, href: impl Into<String>, sorted: Option<bool>) -> Self {
        self.sort_href = Some(href.into());
        self.sorted = Some(match sorted {
            Some(true) => "ascending",
            Some(false) => "descending",
            None => "none",
        });
        self
    }
}

/// A cell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: Text,
    /// A second, smaller line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<Text>,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// A state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// The side it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<SideView>,
}

impl Cell {
    /// A cell of words.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell that leads somewhere.
    pub fn link(href: impl Into<String>, text: impl Into<Text>) -> Self {
        Self { text: text.into(), href: Some(href.into()), ..Self::default() }
    }

    /// A cell with a state.
    pub fn tag(tag: Tag) -> Self {
        Self { tag: Some(tag), ..Self::default() }
    }

    /// The same cell with a second line.
    #[must_use]
    pub fn more(mut self, more: impl Into<Text>) -> Self {
        self.more = Some(more.into());
        self
    }
}

impl Table {
    /// A table of these rows.
    pub fn new(caption: impl Into<Text>, head: Vec<Heading>, rows: Vec<Vec<Cell>>) -> Self {
        Self { caption: caption.into(), head, rows, empty: None }
    }

    /// The same table with words for when it has no rows.
    #[must_use]
    pub fn or_else(mut self, empty: EmptyState) -> Self {
        self.empty = Some(empty);
        self
    }
}

/// The way to the rows before and after, by key and not by number.
#[derive(Clone, Debug, Default, Serialize)]
pub struct More {
    /// Where newer rows are.
    pub newer: Option<String>,
    /// Where older rows are.
    pub older: Option<String>,
    /// How many there are in all, said carefully: "1,000+ cases".
    pub total: Text,
}
