//! Rows as the database keeps them.
//!
//! Private to this crate: what leaves it is a record with a permit, a section cut to a
//! mask, or a view. Names follow the tables of `migrations`.
#![allow(missing_docs, reason = "the migrations describe the columns, and nothing here leaves the crate")]

mod service;
mod identity;
mod answers;
mod cases;
mod access;
mod work;
mod audit;
mod plugins;

pub use service::*;
pub use identity::*;
pub use answers::*;
pub use cases::*;
pub use access::*;
pub use work::*;
pub use audit::*;
pub use plugins::*;
