//! The audit log: who did or read what, when and why; never the values.
//!
//! Entries form chains. A chain belongs to a lane and a lane has one writer at a time:
//! SQLite has one lane, PostgreSQL several. The last statements of a write transaction
//! append its entries and move its lane's head, so an act that did not commit leaves no
//! entry and an entry without its act cannot exist (`decisions.md` 12). What was read is
//! recorded before it is shown (13).
//!
//! Three things make it provable. Each entry hangs on the one before ([`walk`]). Signed
//! checkpoints over all of them can be kept elsewhere ([`checkpoint`]). And entries of acts
//! hold marks of the rows that were written ([`mark`]), so that the log also says what the
//! records must be.

mod checkpoint;
mod entry;
mod export;
mod finding;
pub(crate) mod lane;
mod looked;
pub(crate) mod mark;
mod read_log;
mod subjects;
mod verify;
mod walk;

pub use checkpoint::{CheckpointState, NewCheckpoint};
pub use entry::{Entry, Outcome};
pub use export::AuditExport;
pub use finding::{Finding, Place, Verified};
pub use subjects::{AccessEntry, AccessPage, Older};

pub(crate) use lane::{LANES, prepare as prepare_lanes};
pub(crate) use mark::Mark;
pub(crate) use read_log::ReadLog;
