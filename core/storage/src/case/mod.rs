//! Cases: the spine, the lookup that gives a permit, and what hangs below it.

mod entries;
mod file;
mod lookup;

pub use entries::{LogEntry, NewEntry};
pub use file::{CaseFile, Field, ParticipantFile};
pub use lookup::{Case, Side};
