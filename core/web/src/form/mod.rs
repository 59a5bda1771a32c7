//! From a declared form to the fields of a page.
//!
//! A form of the core, of a plugin and of a filter all come through here: one template for
//! each kind of field, and no markup from anybody else. What was typed is shown as it was
//! typed, with what is wrong beside it.

mod build;
mod examine;
mod field;
mod inputs;
#[cfg(test)]
mod tests;

pub use build::{Filled, fields_of};
pub use examine::examine;
pub use field::{FieldView, Input, ItemView};
