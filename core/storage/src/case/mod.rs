//! Cases: the spine, the lookup that gives a permit, and what hangs below it.

mod access;
mod amend;
mod candidates;
mod entries;
mod file;
mod lookup;
mod progress;
mod records;

pub use access::{Assigned, InvitationAnswer, InvitationCard, NewAssignment};
pub use amend::Former;
pub use candidates::Candidate;
pub use entries::{LogEntry, NewEntry};
pub use file::{CaseFile, Field, ParticipantFile};
pub use lookup::{Case, Side};
pub use progress::{ClosureRecord, Progress};
pub use records::{AgreementRecord, ConsentRecord, MeetingRecord, RiskRecord};
