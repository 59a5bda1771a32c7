//! Plugins: what is installed, what each may read, and whether it works.
//!
//! Kim reads what a plugin asks for before she puts it to work, and grants what she thinks
//! right. When its code fails or does not fit, the page says which part is not available
//! and why; the rest of the service goes on without it.

mod install;
mod list;
mod work;

use crate::{Access, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/plugins", Access::SignedIn, list::show)
        .get("/plugins/install", Access::Proved, install::show)
        .upload("/plugins/install", Access::Proved, install::install)
        .get("/plugins/{plugin}/{version}/enable", Access::Proved, work::ask)
        .post("/plugins/{plugin}/{version}/enable", Access::Proved, work::enable)
        .get("/plugins/{plugin}/{version}/disable", Access::Proved, work::ask_to_disable)
        .post("/plugins/{plugin}/{version}/disable", Access::Proved, work::disable)
        .post("/plugins/{plugin}/{version}/wake", Access::SignedIn, work::wake)
}
