//! Forms: pages of fields, drawn by the host, checked by declared rules.
//!
//! A form is data. It can be reviewed, translated, compared with its last version and shown
//! while its plugin's code is broken. The core's own forms are declared with the same type
//! and read by the same reader.
//!
//! A post is worked in two steps: [`FormDefinition::read`] turns what was typed into
//! answers and finds what cannot be read; [`FormDefinition::check`] finds what is missing or
//! out of bounds. Both speak in message keys.

mod check;
mod date;
mod described;
mod raw;
mod read;
#[cfg(test)]
mod tests;
mod text;
mod walk;

use domain::SideKind;
use serde::Deserialize;

use crate::condition::Condition;
use crate::field::FieldDefinition;

pub use described::{Described, DescribedParty};
pub(crate) use raw::{read_form, shapes};
pub use read::Posted;
pub use walk::PageState;

/// A form of the core or of a plugin, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct FormDefinition {
    /// The id, unique within the plugin.
    pub id: String,
    /// Rises with every change; drafts and answers keep the version they were made with.
    pub version: u32,
    /// The title of the whole form.
    pub title: String,
    /// Who fills it in.
    pub channel: FormChannel,
    /// The people and organisations that the form describes.
    pub parties: Vec<PartyDefinition>,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Rules over several fields.
    pub rules: Vec<Rule>,
    /// Whether the plugin's `validate` is asked when the form is sent.
    pub validate: bool,
}

/// Who fills a form in, and by which door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormChannel {
    /// Anybody, without signing in.
    Public,
    /// A partner's referrer.
    Partner,
    /// A member of the service.
    Staff,
}

/// Someone whom a form describes; fields say with `party`, or with `feeds`, that they are
/// about them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartyDefinition {
    /// The id within the form, such as `harmed`.
    pub id: String,
    /// The message key of what the page calls them.
    pub label: String,
    /// The side they stand on; without one, their role's answer decides.
    #[serde(default)]
    pub side: Option<SideKind>,
    /// Whether this is the person who fills the form in.
    #[serde(default)]
    pub submitter: bool,
}

/// One page of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The id, unique within the form.
    pub id: String,
    /// What kind of page it is.
    pub kind: PageKind,
    /// The heading.
    pub title: String,
    /// A paragraph under the heading.
    pub lead: Option<String>,
    /// The fields in order.
    pub fields: Vec<FieldDefinition>,
    /// When the page is shown at all; always, where it says nothing.
    pub visible_when: Option<Condition>,
}

/// What kind of page a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// Questions.
    #[default]
    Question,
    /// What to know before going on: how to leave quickly, who to call in danger.
    Safety,
    /// The answers so far, each with a link to change it.
    CheckAnswers,
    /// The receipt, after sending.
    Receipt,
}

/// A rule over several fields: when the condition holds, something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// When the answers are wrong.
    pub when: Condition,
    /// The field at which it is said.
    pub field: String,
    /// What is said.
    pub message: String,
}

impl FormDefinition {
    /// Every field, in the order in which they are asked.
    pub fn fields(&self) -> impl Iterator<Item = &FieldDefinition> {
        self.pages.iter().flat_map(|page| &page.fields)
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&FieldDefinition> {
        self.fields().find(|field| field.id == id)
    }

    /// The page with this id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The page on which this field is asked, to which "change" leads.
    pub fn page_of(&self, field: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.fields.iter().any(|one| one.id == field))
    }

    /// The party with this id.
    pub fn party(&self, id: &str) -> Option<&PartyDefinition> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// Every message key that the form names.
    pub(crate) fn keys_mut(&mut self) -> Vec<&mut String> {
        let mut keys = vec![&mut self.title];
        keys.extend(self.parties.iter_mut().map(|party| &mut party.label));
        keys.extend(self.rules.iter_mut().map(|rule| &mut rule.message));
        for page in &mut self.pages {
            keys.push(&mut page.title);
            keys.extend(&mut page.lead);
            keys.extend(page.fields.iter_mut().flat_map(FieldDefinition::keys_mut));
        }
        keys
    }
}
