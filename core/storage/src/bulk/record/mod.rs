//! Records as they are handed in: values and codes, no rows.
//!
//! Whatever other records of the batch refer to has an id that its maker asked the
//! [`Loader`](super::Loader) for; sides and participants of a case are named by their place
//! in it.

mod answers;
mod case;
mod person;
mod referral;
mod service;
mod work;

use domain::PersonId;
use uuid::Uuid;

pub use answers::{AnswersOn, BulkAnswers, BulkAudience};
pub use case::{
    AccessKind, AccessState, BulkAccess, BulkCase, BulkClosure, BulkExclusion, BulkIncident, BulkParticipant,
    BulkPause, CaseDates, Counted,
};
pub use person::BulkPerson;
pub use referral::{BulkDecision, BulkReferral};
pub use service::{BulkAccount, BulkOrganisation, BulkVolunteer};
pub use work::{
    BulkAction, BulkAgreement, BulkConsent, BulkEntry, BulkFeedback, BulkMeeting, BulkRisk, MeetingHeld,
    RiskProgress,
};

/// What is written together, or not at all. About [`CHUNK`](super::CHUNK) records.
#[derive(Clone, Default)]
pub struct BulkChunk {
    /// Partner organisations.
    pub organisations: Vec<BulkOrganisation>,
    /// Accounts.
    pub accounts: Vec<BulkAccount>,
    /// What is recorded of volunteers among these accounts.
    pub volunteers: Vec<BulkVolunteer>,
    /// People; a participant's person is among them, or was loaded before.
    pub people: Vec<BulkPerson>,
    /// Cases with everything in them.
    pub cases: Vec<BulkCase>,
    /// Referrals; one that became a case names it.
    pub referrals: Vec<BulkReferral>,
    /// From which rows of an export these records come.
    pub origins: Vec<BulkOrigin>,
}

impl BulkChunk {
    /// How many root records it holds.
    pub fn len(&self) -> usize {
        self.organisations.len()
            + self.accounts.len()
            + self.people.len()
            + self.cases.len()
            + self.referrals.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0 && self.origins.is_empty()
    }

    /// The people whom its participants are and who are not in it themselves.
    pub(super) fn people_elsewhere(&self) -> Vec<PersonId> {
        let here: std::collections::HashSet<PersonId> = self.people.iter().map(|person| person.id).collect();
        let all = self.cases.iter().flat_map(|case| &case.participants).map(|one| one.person);
        let mut elsewhere: Vec<PersonId> = all.filter(|person| !here.contains(person)).collect();
        elsewhere.sort_unstable();
        elsewhere.dedup();
        elsewhere
    }
}

/// The row of an export that a record comes from: by it a second run finds the record again.
#[derive(Clone)]
pub struct BulkOrigin {
    /// The word for the file, stable between runs.
    pub file: String,
    /// The row's id in its file.
    pub legacy_id: String,
    /// The kind of record made of it, such as `case`.
    pub record_kind: String,
    /// The record.
    pub record: Uuid,
    /// A keyed digest of the row's cells.
    pub digest: [u8; 32],
}

macro_rules! silent {
    ($($name:ident)*) => {$(
        /// Names itself only: what is inside is about a person.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}
pub(crate) use silent;

silent! { BulkChunk BulkOrigin }
