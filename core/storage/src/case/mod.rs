//! Cases: the spine, the lookup that gives a permit, and what hangs below it.

mod access;
mod agreements;
mod amend;
mod attitude;
mod candidates;
mod closing;
mod consents;
mod entries;
mod file;
mod lookup;
mod meetings;
mod moves;
mod progress;
mod risks;
mod shares;

pub use access::{Assigned, InvitationAnswer, InvitationCard, NewAssignment};
pub use agreements::AgreementRecord;
pub use amend::{Former, PartAmended};
pub use candidates::Candidate;
pub use closing::ClosureRecord;
pub use consents::ConsentRecord;
pub use entries::{LogEntry, NewEntry};
pub use file::{CaseFile, Field, ParticipantFile};
pub use lookup::{Case, Side};
pub(crate) use lookup::{SPINE as CASE_SPINE, footing as case_footing, spine as case_spine};
pub use meetings::MeetingRecord;
pub use progress::Progress;
pub use risks::RiskRecord;
pub use shares::{NewShare, PartnerOffered, SHARE_DAYS, SHAREABLE, Share, ShareBasis};
