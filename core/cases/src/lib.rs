//! The work of the service: referring, allocating, contacting, meeting, agreeing, closing.
//!
//! A use case opens one unit for one actor, asks for the permit of its act, lets the rules
//! of `domain` decide, writes one change, and answers with a view. Nothing here knows a
//! table or a page.

#![forbid(unsafe_code)]

mod error;

pub mod export;
pub mod import;
pub mod intake;
pub mod list;
pub mod matching;
pub mod search;
pub mod work;

pub use error::{Error, Result};
pub use storage::{InvitationAnswer, Shown};
