//! A question before an act that cannot easily be taken back.

use serde::Serialize;
use wording::Text;

use super::ErrorSummary;
use crate::form::FieldView;

/// The page `confirm`: what will happen, a button that does it, and a way out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Confirm {
    /// The form's hidden field.
    pub token: String,
    /// Where the form is sent.
    pub action: String,
    /// The question.
    pub title: Text,
    /// What will happen.
    pub paragraphs: Vec<Text>,
    /// What cannot be taken back, or what reveals one side to another.
    pub warning: Option<Text>,
    /// What is asked besides, such as a reason.
    pub fields: Vec<FieldView>,
    /// What is wrong with them.
    pub errors: ErrorSummary,
    /// The words on the button: the verb of the act.
    pub button: Text,
    /// Whether the button is red.
    pub is_dangerous: bool,
    /// Where "cancel" leads.
    pub cancel_href: String,
}
