//! What is wrong with a form, listed at the top of its page.

use domain::FieldErrors;
use serde::Serialize;
use wording::Text;

use crate::form::FieldView;

/// The list at the top; each entry leads to its field.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ErrorSummary {
    errors: Vec<ErrorLink>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorLink {
    /// What is wrong and how to put it right.
    pub text: Text,
    /// The field, as an address on the page; none where no single field is to blame.
    pub href: Option<String>,
}

impl ErrorSummary {
    /// The summary of `errors`, leading to the first box of each of `fields`.
    pub fn new(errors: &FieldErrors, fields: &[FieldView]) -> Self {
        let link = |error: &domain::FieldError| ErrorLink {
            text: error.message.clone().into(),
            href: FieldView::find(fields, &error.field).map(|field| format!("#{}", field.first_box())),
        };
        Self { errors: errors.0.iter().map(link).collect() }
    }

    /// A summary with one error that belongs to no field.
    pub fn of(text: impl Into<Text>) -> Self {
        Self { errors: vec![ErrorLink { text: text.into(), href: None }] }
    }

    /// A summary of errors that lead elsewhere than to a field.
    pub fn from_links(errors: Vec<ErrorLink>) -> Self {
        Self { errors }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }
}
