//! The words of the field: what a case, a side, a part of a record and a date are.
//!
//! Everything here is a value. Nothing reads a clock, a database or a file, so a rule
//! written over these types can be tested a thousand times a second and read aloud to
//! a service manager.

#![forbid(unsafe_code)]

mod class;
mod id;
mod merge;
mod message;
mod part;
mod reference;
mod side;
mod text;
mod time;
mod value;

pub mod codes;
pub mod conflict;
pub mod normalise;
pub mod process;

pub use class::CaseClass;
pub use id::*;
pub use merge::{Merged, merge};
pub use message::{FieldError, FieldErrors, Message};
pub use part::{Group, Part, PartSet};
pub use reference::{Reference, ReferenceError, ReferenceKind};
pub use side::{Audience, Relation, SideKind, SideLetter};
pub use text::{fold, initials, sort_key};
pub use time::{Instant, Period, instant, on_day, service_day};
pub use value::{Answers, FieldKind, Value};
