//! Narrowing a list down.

use serde::Serialize;
use wording::Text;

use crate::form::FieldView;

/// A filter: what can be chosen, and what is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// Where the filter is sent, with GET: nothing personal is ever in it.
    pub action: String,
    /// The fields.
    pub fields: Vec<FieldView>,
    /// What is chosen now.
    pub chosen: Vec<Chosen>,
    /// Where the whole list is.
    pub clear_href: String,
    /// Whether it stands open; it does when something is chosen.
    pub is_open: bool,
}

/// One thing chosen, with the way to take it back.
#[derive(Clone, Debug, Serialize)]
pub struct Chosen {
    /// The field.
    pub field: Text,
    /// What is chosen.
    pub text: Text,
    /// The list without it.
    pub remove_href: String,
}
