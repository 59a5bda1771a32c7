//! Accounts, partners and teams: who comes to the service, and for whom.
//!
//! Kim runs the installation. She adds a colleague, gives them a role, and hands them a
//! link that the page shows once; the colleague chooses a password that Kim never learns.
//! Nothing here leads to a case.

mod accounts;
mod invitation;
mod new_account;
mod particulars;
mod partners;
mod restart;
mod standing;
mod unlink;

use domain::FieldErrors;
use permissions::{ActKind, Actor};
use wording::Text;

use crate::form::{FieldView, Input};
use crate::parts::Link;
use crate::{Access, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/accounts", Access::SignedIn, accounts::show)
        .get("/accounts/new", Access::Proved, new_account::show)
        .post("/accounts/new", Access::Proved, new_account::add)
        .post("/accounts/{account}/invitation", Access::Proved, invitation::renew)
        .get("/accounts/{account}/standing/{change}", Access::Proved, standing::ask)
        .post("/accounts/{account}/standing/{change}", Access::Proved, standing::change)
        .get("/accounts/{account}/reset", Access::Proved, restart::ask)
        .post("/accounts/{account}/reset", Access::Proved, restart::reset)
        .get("/accounts/{account}/address", Access::Proved, restart::address)
        .post("/accounts/{account}/address", Access::Proved, restart::change_address)
        .post("/accounts/{account}/unlink", Access::Proved, unlink::unlink)
        .get(particulars::OWN, Access::SignedIn, particulars::show_own)
        .post(particulars::OWN, Access::SignedIn, particulars::save_own)
        .get("/accounts/{account}/particulars", Access::SignedIn, particulars::show)
        .post("/accounts/{account}/particulars", Access::SignedIn, particulars::save)
        .get("/partners", Access::SignedIn, partners::show)
        .post("/partners", Access::SignedIn, partners::add)
        .post("/teams", Access::SignedIn, partners::add_team)
}

/// The pages of running the service that this reader may see, as links beside each other.
pub(crate) fn sections(actor: &Actor, current: &str) -> Vec<Link> {
    let all = [
        ("/accounts", "admin-accounts", ActKind::ViewAccount),
        ("/partners", "admin-partners", ActKind::ManageOrganisations),
        ("/plugins", "admin-plugins", ActKind::ViewPlugins),
        ("/keys", "admin-keys", ActKind::Maintain),
        ("/mail", "admin-mail", ActKind::Maintain),
        ("/permissions", "admin-permissions", ActKind::ViewConfiguration),
    ];
    all.into_iter()
        .filter(|(_, _, act)| actor.holds(*act))
        .map(|(path, key, _)| {
            let link = Link::new(path, Text::key(key));
            if path == current { link.current() } else { link }
        })
        .collect()
}

/// `field` with what is wrong with it, if anything is.
pub(crate) fn told(field: FieldView, name: &str, errors: &FieldErrors) -> FieldView {
    match errors.0.iter().find(|error| error.field == name) {
        Some(error) => field.error(error.message.clone()),
        None => field,
    }
}

/// A box of one line about somebody else, which the browser must not fill in.
pub(super) fn line(kind: &'static str, width: &'static str) -> Input {
    Input { kind, mode: None, autocomplete: Some("off"), width, spellcheck: false }
}
