//! Referrals: what somebody asks of the service, before and after it becomes a case.
//!
//! Priya, a housing officer, fills in her form. Her answers are kept under the submission:
//! clear parts in the clear, the others under a key that belongs to this submission alone.
//! Nothing is looked up for her, so her receipt says the same whether or not the service
//! knows the people she names. Dan, a coordinator, finds it in the queue, reads what his
//! mask lets through, and accepts it: then one change makes the case, its sides and the
//! people in it, seals what is theirs under their own keys, and destroys the key of the
//! submission.

mod accept;
mod amend;
mod answers;
mod content;
mod decide;
mod in_sight;
mod known_there;
mod likeness;
mod merge;
mod queue;
mod record;
mod submit;

pub use accept::{
    Acceptance, Accepted, Destination, Move, MoveSide, NewIncident, NewParticipant, NewPerson, NewSide,
    WhichPerson,
};
pub use amend::AmendedReferral;
pub(crate) use answers::party_row;
pub use answers::{Addressee, KnownBy, Section};
pub use content::{ReferralContent, ReferralSection, may_correct};
pub use decide::Decision;
pub use in_sight::{InSight, Waiting};
pub use known_there::KnownThere;
pub use likeness::{AlikeTo, Likeness, Recorded};
pub use merge::{Joining, Merger, PersonThere, WhichSide};
pub use queue::{QueueCursor, QueueOrder, QueuePage, QueueQuery, ReferralRow};
pub use record::{Referral, ReferralStatus};
pub use submit::{NewReferral, Submitted};
