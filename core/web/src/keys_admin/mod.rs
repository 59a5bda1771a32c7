//! Keys: which generations there are, how much lies under each, and replacing them while the
//! service is at work.
//!
//! Kim replaces the master key once a year, or the day after somebody left who had seen it.
//! She presses a button, the server does it piece by piece, and nobody at work notices.

mod replace;
mod show;

use crate::{Access, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/keys", Access::SignedIn, show::show)
        .get("/keys/replace/{what}", Access::Proved, replace::ask)
        .post("/keys/replace/{what}", Access::Proved, replace::begin)
        .get("/keys/retire", Access::Proved, replace::ask_to_retire)
        .post("/keys/retire", Access::Proved, replace::retire)
}
