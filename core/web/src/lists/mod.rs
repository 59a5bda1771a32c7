//! Lists of cases: the reader's own work, all cases, what a search found, the export.

mod cases;
mod export;
mod filters;
mod my_work;
mod search;

use crate::{Access, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/my-work", Access::SignedIn, my_work::show)
        .get("/cases", Access::SignedIn, cases::show)
        .post("/cases", Access::SignedIn, cases::narrow)
        .get("/cases/export", Access::Proved, export::download)
        .post("/search", Access::SignedIn, search::seal)
        .get("/search", Access::SignedIn, search::show)
}
