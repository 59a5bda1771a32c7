//! Conflicts of interest: looked for before somebody is asked to work a case, and again
//! whenever something becomes known.
//!
//! What is compared is opened in here and goes nowhere: what leaves is by which of the
//! closed list of keys two people may know each other, and about whom it is not said.

mod check;
mod hits;

pub use hits::{Hit, HitState};
