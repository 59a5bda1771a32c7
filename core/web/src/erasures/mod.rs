//! Erasing a person: what it removes and what stays, said before anybody decides.
//!
//! Dee, the data protection officer, was asked by somebody to be forgotten. She proposes it
//! and types the reference once more; Mo, who manages the team, reads the same page, and
//! only his word sets the server to work.

mod list;
mod one;

use crate::{Access, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/erasures", Access::SignedIn, list::show)
        .post("/erasures", Access::SignedIn, list::find)
        .get("/erasures/{person}", Access::SignedIn, one::show)
        .post("/erasures/{person}", Access::Proved, one::propose)
        .post("/erasures/{person}/decision", Access::Proved, one::decide)
}
