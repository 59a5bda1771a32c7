//! The audit log: who did or read what, when and why; never the values.
//!
//! Entries form chains. A chain belongs to a lane and a lane has one writer at a time:
//! SQLite has one lane, PostgreSQL several. The last statements of a write transaction
//! append its entries and move its lane's head, so an act that did not commit leaves no
//! entry and an entry without its act cannot exist (`decisions.md` 12). What was read is
//! recorded before it is shown (13).

mod entry;
pub(crate) mod lane;
mod looked;
mod read_log;
mod subjects;
mod verify;

pub use entry::{Entry, Outcome};
pub use subjects::{AccessEntry, AccessPage, Older};
pub use verify::{Finding, Verified};

pub(crate) use lane::{LANES, prepare as prepare_lanes};
pub(crate) use read_log::ReadLog;
