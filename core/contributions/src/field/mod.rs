//! Fields: what is asked, how it is checked, and whom the answer concerns.
//!
//! Core forms, plugins, the API and imports declare fields with this one type, so there is
//! no second validation library and no field without a part, a side and a retention.

mod options;
mod pattern;
mod raw;
mod rules;
mod sound;
#[cfg(test)]
mod tests;

use domain::{FieldKind, Part};

use crate::condition::{Condition, Day};
use crate::core_field::CoreField;

pub use options::{OptionDefinition, Options};
pub use pattern::Pattern;
pub(crate) use raw::RawField;
pub use rules::{DataClass, RecordKind, Retention, SideRule};

/// A field as its author declared it, checked.
///
/// Labels, hints and messages are keys of the message catalogues; a plugin's are written
/// `<plugin>/<key>` once its package was read.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDefinition {
    /// The id, unique within the plugin.
    pub id: String,
    /// The record it describes.
    pub on: RecordKind,
    /// What kind of value it holds.
    pub kind: FieldKind,
    /// The part it belongs to, which decides who may read it and whether it is sealed.
    pub part: Part,
    /// To whom the answer is addressed.
    pub side: SideRule,
    /// The party of the form that the field is about, where it is about one.
    pub party: Option<String>,
    /// The question, or the name of the field.
    pub label: String,
    /// An explanation under the question.
    pub hint: Option<String>,
    /// The message when nothing was answered, in place of the general one.
    pub required_message: Option<String>,
    /// The message when the answer does not match the pattern; always there with a pattern.
    pub pattern_message: Option<String>,
    /// The options of a choice.
    pub options: Options,
    /// Whether an answer is demanded.
    pub required: Required,
    /// When the field is asked at all; always, where it says nothing.
    pub visible_when: Option<Condition>,
    /// The least number or earliest day accepted.
    pub min: Option<Bound>,
    /// The greatest number or latest day accepted.
    pub max: Option<Bound>,
    /// What the whole text must match.
    pub pattern: Option<Pattern>,
    /// How many characters are accepted.
    pub max_length: usize,
    /// How the answer is sensitive beyond what its part says.
    pub classes: Vec<DataClass>,
    /// With what the answer is kept and disposed of.
    pub retention: Retention,
    /// Whether lists can be filtered by it; of a sealed part, found by equality alone.
    pub indexed: bool,
    /// Whether the search box finds its words.
    pub searchable: bool,
    /// Whether lists can be sorted by it.
    pub sortable: bool,
    /// Whether reports may count it.
    pub reportable: bool,
    /// Whether the plugin's code fills it in; it is never posted.
    pub computed: bool,
    /// What it fills in the core when a referral is accepted.
    pub feeds: Option<CoreField>,
    /// Whether a form took it from the manifest, so that its answer is the record's own.
    pub taken: bool,
}

impl FieldDefinition {
    /// Every class of the answer: those of its part and those declared.
    pub fn data_classes(&self) -> Vec<DataClass> {
        let mut classes: Vec<_> = DataClass::of(self.part).iter().chain(&self.classes).copied().collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    }

    /// Every message key that the field names, to check them and to add the plugin's name.
    pub(crate) fn keys_mut(&mut self) -> Vec<&mut String> {
        let mut keys = vec![&mut self.label];
        keys.extend(&mut self.hint);
        keys.extend(&mut self.required_message);
        keys.extend(&mut self.pattern_message);
        if let Options::Inline(options) = &mut self.options {
            for option in options {
                keys.push(&mut option.label);
                keys.extend(&mut option.hint);
            }
        }
        keys
    }

    /// The conditions of the field.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let required = match &self.required {
            Required::When(condition) => Some(condition),
            Required::Never | Required::Always => None,
        };
        self.visible_when.iter().chain(required)
    }

    /// The codes of the options, where the field's own declaration knows them.
    pub(crate) fn known_codes(&self) -> Option<Vec<&str>> {
        match &self.options {
            Options::List { options, .. } if options.is_empty() => None,
            options => Some(options.all().iter().map(|option| option.code.as_str()).collect()),
        }
    }
}

/// Whether an answer is demanded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// Never.
    #[default]
    Never,
    /// Whenever the field is asked.
    Always,
    /// When the condition holds.
    When(Condition),
}

/// The least or greatest value that a field accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A whole number, for numbers.
    Number(i64),
    /// A day, for dates.
    Day(Day),
}

impl FieldDefinition {
    /// Whether this is the manifest's `field` as a form took it by `use`.
    pub(crate) fn is_taken_from(&self, field: &Self) -> bool {
        self.taken && self.id == field.id
    }
}
