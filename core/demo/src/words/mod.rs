//! The words that everything invented is made of.

mod names;
mod notes;
mod places;

pub use names::{ASIAN, BLACK, FAMILY, FEMALE, MALE, NICKNAMES, OTHER_WHITE};
pub use notes::*;
pub use places::{DISTRICTS, HOUSE_NAMES, STREETS, VENUES};
