//! Views of the parts that pages are put together from.
//!
//! Each has a template of the same name in `templates/parts/`. A page's view holds the part
//! and its template writes `{{> parts/summary-list rows}}`. Texts are [`wording::Text`], so a
//! view is filled where the reader's language is not known.

mod banner;
mod confirm;
mod errors;
mod filter;
mod list;
mod safe_contact;
mod said;
mod table;
mod tag;
mod timeline;

pub use banner::{Notice, NoticeKind, SideView};
pub use confirm::Confirm;
pub use errors::{ErrorLink, ErrorSummary};
pub use filter::{Chosen, Filter};
pub use list::{Change, EmptyState, SummaryList, SummaryRow, Task, TaskList};
pub use safe_contact::SafeContact;
pub use said::Said;
pub use table::{Cell, Heading, More, Table};
pub use tag::{Colour, Tag};
pub use timeline::{Entry, Timeline};

use serde::Serialize;
use wording::Text;

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: Text,
    /// Whether it leads to the page shown, in a navigation.
    pub is_current: bool,
}

impl Link {
    /// A link to another page.
    pub fn new(href: impl Into<String>, text: impl Into<Text>) -> Self {
        Self { href: href.into(), text: text.into(), is_current: false }
    }

    /// The same link, on the page to which it leads.
    #[must_use]
    pub fn current(mut self) -> Self {
        self.is_current = true;
        self
    }
}
