//! Messages to people, before they are put into words.
//!
//! Pure crates never write a sentence: they name one by its key, and `wording` turns it
//! into the reader's language at the edge (page, mail, CSV, command line).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The key of a sentence in the message catalogues, with what fills its gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The catalogue key; a plugin's own keys are written `<plugin>/<key>`.
    pub key: String,
    /// The arguments by name.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

impl Message {
    /// The message with this key and no arguments yet.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: BTreeMap::new() }
    }

    /// The same message with one argument more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's id in its form.
    pub field: String,
    /// What is wrong and how to put it right.
    pub message: Message,
}

/// Everything that is wrong with a form, in the order of its fields.
///
/// The form is shown again with all that was typed; nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Adds a finding about `field`.
    pub fn push(&mut self, field: impl Into<String>, message: Message) {
        self.0.push(FieldError { field: field.into(), message });
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` when nothing is wrong, otherwise the findings.
    ///
    /// # Errors
    /// The findings themselves, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl std::fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} field(s) need attention", self.0.len())
    }
}

impl std::error::Error for FieldErrors {}
