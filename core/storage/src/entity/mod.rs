//! Rows as the database keeps them.
//!
//! Private to this crate: what leaves it is a record with a permit, a section cut to a
//! mask, or a view. Names follow the tables of `migrations`.
#![allow(missing_docs, reason = "the migrations describe the columns, and nothing here leaves the crate")]

mod access;
mod answers;
mod audit;
mod cases;
mod identity;
mod mail;
mod plugins;
mod service;
mod work;

pub use access::*;
pub use answers::*;
pub use audit::*;
pub use cases::*;
pub use identity::*;
pub use mail::*;
pub use plugins::*;
pub use service::*;
pub use work::*;
