//! The only crate that knows the database.
//!
//! Two doors lead in: [`Store::read`] and [`Store::write`], each for an actor. Inside a
//! unit, a lookup answers with a permit or not at all, a write takes the permit by value,
//! and what was read can leave only as [`Shown`], after it was recorded. Rows and
//! entities never leave this crate.

#![forbid(unsafe_code)]

mod answers;
mod case;
mod clock;
mod columns;
mod connect;
mod entity;
mod error;
mod installation;
mod owner;
mod rows;
mod scope;
mod search_index;
mod store;
mod unit;

pub mod audit;
pub mod identity;

pub use case::*;
pub use clock::{Clock, StillClock, SystemClock};
pub use connect::Settings;
pub use error::{Error, Result};
pub use installation::{Installation, InstallationKind};
pub use store::Store;
pub use unit::{Reading, Shown, Unit, Writing};
