//! The only crate that knows the database.
//!
//! Two doors lead in: [`Store::read`] and [`Store::write`], each for an actor. Inside a
//! unit, a lookup answers with a permit or not at all, a write takes the permit by value,
//! and what was read can leave only as [`Shown`], after it was recorded. Rows and
//! entities never leave this crate.

#![forbid(unsafe_code)]

mod answers;
mod approvals;
mod case;
mod clock;
mod columns;
mod conflict;
mod connect;
mod drafts;
mod durable;
mod entity;
mod erasure;
mod error;
mod glass;
mod installation;
mod notices;
mod organisations;
mod owner;
mod packages;
mod people;
mod policies;
mod receipts;
mod referral;
mod reviews;
mod rotation;
mod rows;
mod scope;
mod search_index;
mod steady;
mod store;
mod teams;
mod unit;
mod volunteer;

pub mod audit;
pub mod backup;
pub mod bulk;
pub mod classification;
pub mod figures;
pub mod identity;
pub mod list;
pub mod mail;
pub mod search;
pub mod wall;

pub use case::*;
pub use clock::{Clock, StillClock, SystemClock};
pub use conflict::{Hit, HitState};
pub use connect::{Settings, StatementCounters};
pub use drafts::{Draft, DraftLine, SaveDraft};
pub use durable::{Condition, RESERVE_BYTES};
pub use erasure::{Erasure, ErasureReason, ErasureState, ForgottenRows, Person};
pub use error::{Error, Result};
pub use glass::GlassUse;
pub use installation::{Installation, InstallationKind};
pub use notices::{Notice, NoticeKind};
pub use organisations::{NewOrganisation, Organisation};
pub use packages::{InstalledPackage, NewPackage, PackageChange, PackageState};
pub use people::{BlindKind, found_by, full_name_key};
pub use policies::{DraftState, PolicyDraft, PolicyDraftLine, PolicyVersion, Publication};
pub use receipts::RECEIPT_LIFE;
pub use referral::*;
pub use reviews::{AccessReview, REVIEW_DAYS, ReviewedGrant};
pub use rotation::{Chunk, GenerationUse, KeyState, Rotation, RotationKind, RotationState};
pub use steady::SteadyClock;
pub use store::Store;
pub use teams::{NewTeam, Team};
pub use unit::{Reading, Shown, Unit, Writing};
pub use volunteer::Volunteer;
