//! Who may see what: the permissions in words, drafts of others, and their history.
//!
//! Dan reads what a lead facilitator may see, drafts a change, looks at an invented case as
//! it would look then, and publishes it, with Nia's approval where somebody gets more. What
//! no service may say is refused on the page where it is said, with the cell and the reason.

mod cells;
mod decide;
mod differences;
mod draft;
mod edit;
mod example;
mod history;
mod overview;
mod preview;
mod print;
mod publish;
mod role;
mod words;

use domain::Reference;
use permissions::Role;

use crate::{Access, PageError, PostedForm, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/permissions", Access::SignedIn, overview::show)
        .get("/permissions/roles/{role}", Access::SignedIn, role::in_force)
        .get("/permissions/preview", Access::SignedIn, preview::show)
        .get("/permissions/history", Access::SignedIn, history::show)
        .get("/permissions/compare", Access::SignedIn, history::compare)
        .get("/permissions/matrix", Access::SignedIn, print::matrix)
        .get("/permissions/cells", Access::SignedIn, print::cells)
        .post("/permissions/drafts", Access::SignedIn, draft::begin)
        .get("/permissions/drafts/{draft}", Access::SignedIn, draft::show)
        .get("/permissions/drafts/{draft}/roles/{role}", Access::SignedIn, role::in_draft)
        .get("/permissions/drafts/{draft}/roles/{role}/{cell}", Access::SignedIn, edit::show)
        .post("/permissions/drafts/{draft}/roles/{role}/{cell}", Access::SignedIn, edit::save)
        .post("/permissions/drafts/{draft}/renew", Access::SignedIn, draft::renew)
        .post("/permissions/drafts/{draft}/withdraw", Access::SignedIn, draft::withdraw)
        .get("/permissions/drafts/{draft}/discard", Access::SignedIn, draft::ask_to_discard)
        .post("/permissions/drafts/{draft}/discard", Access::SignedIn, draft::discard)
        .get("/permissions/drafts/{draft}/publish", Access::Proved, publish::ask)
        .post("/permissions/drafts/{draft}/publish", Access::Proved, publish::publish)
        .get("/permissions/drafts/{draft}/approve", Access::Proved, decide::ask_to_approve)
        .post("/permissions/drafts/{draft}/approve", Access::Proved, decide::approve)
        .get("/permissions/drafts/{draft}/refuse", Access::SignedIn, decide::ask_to_refuse)
        .post("/permissions/drafts/{draft}/refuse", Access::SignedIn, decide::refuse)
}

/// The form that begins a draft.
struct BeginForm;

impl PostedForm for BeginForm {
    const NAME: &'static str = "policy-begin";
}

/// The forms that do something with a draft as a whole.
struct DraftForm;

impl PostedForm for DraftForm {
    const NAME: &'static str = "policy-draft";
}

/// The form of one cell.
struct CellForm;

impl PostedForm for CellForm {
    const NAME: &'static str = "policy-cell";
}

/// The draft named in an address.
fn named(text: &str) -> Result<Reference, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// The role named in an address.
fn role_named(text: &str) -> Result<Role, PageError> {
    Role::parse(text).ok_or(PageError::NotFound)
}

/// Where a draft is.
fn address(draft: Reference) -> String {
    format!("/permissions/drafts/{draft}")
}
