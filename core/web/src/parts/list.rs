//! Facts about one thing, things to do, and the place where there is nothing.

use serde::Serialize;
use wording::Text;

use super::{Link, Tag};

/// Facts about one thing, one to a row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SummaryList {
    /// The rows.
    pub rows: Vec<SummaryRow>,
}

/// One fact.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryRow {
    /// What it is.
    pub key: Text,
    /// What it says, one paragraph to a text; a row without one says that nothing was given.
    pub lines: Vec<Text>,
    /// A state beside the words.
    pub tag: Option<Tag>,
    /// The link by which it is changed.
    pub change: Option<Change>,
    /// Whether any row of the list has such a link: the column is then kept free.
    pub has_column: bool,
}

/// The link beside a fact.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// Where it leads.
    pub href: String,
    /// What it says: "Change", "Show".
    pub text: Text,
}

impl SummaryList {
    /// Adds a fact; one without words is shown as "not given".
    #[must_use]
    pub fn row(self, key: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.lines(key, vec![value.into()])
    }

    /// Adds a fact of several paragraphs.
    #[must_use]
    pub fn lines(mut self, key: impl Into<Text>, lines: Vec<Text>) -> Self {
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        self.rows.push(SummaryRow { key: key.into(), lines, tag: None, change: None, has_column: false });
        self
    }

    /// Puts a state beside the row added last.
    #[must_use]
    pub fn tagged(mut self, tag: Tag) -> Self {
        if let Some(row) = self.rows.last_mut() {
            row.tag = Some(tag);
        }
        self
    }

    /// Puts a link beside the row added last.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>, text: impl Into<Text>) -> Self {
        if let Some(row) = self.rows.last_mut() {
            row.change = Some(Change { href: href.into(), text: text.into() });
        }
        self.rows.iter_mut().for_each(|row| row.has_column = true);
        self
    }
}

/// Things to do, each with its state.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TaskList {
    /// The things, in the order in which they usually come.
    pub tasks: Vec<Task>,
}

/// One thing to do.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// What, beginning with a verb.
    pub title: Text,
    /// Where it is done; nowhere while it cannot begin yet.
    pub href: Option<String>,
    /// A sentence under it.
    pub hint: Option<Text>,
    /// How far it is; plain words when it is done, a tag otherwise.
    pub state: Text,
    /// The colour of the state, where it is not done.
    pub tag: Option<Tag>,
}

impl Task {
    /// Done.
    pub fn done(title: impl Into<Text>, href: impl Into<String>) -> Self {
        Self::new(title, Some(href.into()), Text::key("task-done"), None)
    }

    /// Not begun, or not finished.
    pub fn open(title: impl Into<Text>, href: impl Into<String>, tag: Tag) -> Self {
        Self::new(title, Some(href.into()), Text::default(), Some(tag))
    }

    /// Cannot begin yet; the hint says what comes first.
    pub fn later(title: impl Into<Text>) -> Self {
        Self::new(title, None, Text::key("task-later"), None)
    }

    fn new(title: impl Into<Text>, href: Option<String>, state: Text, tag: Option<Tag>) -> Self {
        Self { title: title.into(), href, hint: None, state, tag }
    }

    /// The same with a sentence under it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// What stands where a list would, when there is nothing in it.
#[derive(Clone, Debug, Serialize)]
pub struct EmptyState {
    /// What is not there.
    pub title: Text,
    /// Why, or what to do.
    pub text: Text,
    /// Where to go.
    pub link: Option<Link>,
}
