//! Working a case: opening it, logging, allocating, moving on, closing.
//!
//! Each use case opens one unit for the actor, asks for the permit of exactly its act,
//! lets the rules of `domain` decide over facts, and writes one change.

mod access;
mod amend;
mod closing;
mod contact;
mod glass;
mod open;
mod particulars;
pub(crate) mod progress;
mod records;
mod reviews;
pub(crate) mod say;
mod shares;

pub use access::{AllocationView, AssignedView, InvitationView, InvitedAs};
pub use amend::{ContactDetails, FormerView, HistoryView};
pub use closing::ClosingView;
pub use contact::NewContact;
pub use glass::{GlassUseView, glass_reasons};
pub use open::{
    CaseView, ContactsView, FieldView, LogEntryView, LogView, ParticipantView, Revealed, SectionView,
};
pub use particulars::{LONGEST, PARTICULARS, ParticularsView, Whose};
pub use progress::{ParticipantProgress, ProgressView};
pub use records::{
    AgreementView, ConsentView, MeetingView, NewConsent, NewRisk, RecordsView, RiskView, Said,
};
pub use reviews::{GrantView, ReviewView, keep_reviews, quarter};
pub use shares::{ShareView, SharingAsked, SharingView};

use storage::Store;

/// The use cases of case work.
#[derive(Clone)]
pub struct Casework {
    pub(crate) store: Store,
}

impl Casework {
    /// Case work over `store`.
    pub fn new(store: Store) -> Self {
        Self { store }
    }
}
