//! One spelling for things that people spell in many ways.
//!
//! Normal forms are compared, indexed and matched; what someone typed is kept beside them
//! and shown. None of these functions guesses: what cannot be read gives `None`, and the
//! caller decides whether that is an error, a warning or a note.

mod address;
mod contact;
mod name;
mod nicknames;
#[cfg(test)]
mod tests;

pub use address::{Place, organisation_key};
pub use contact::{email, phone, phones, postcode};
pub use name::{identifier, latin, name_key, skeleton, tidy};
pub use nicknames::nicknames;
