//! Who looked: the log of one case, what one's own team did, and whether the log is sound.
//!
//! Nia, the data protection officer, is asked by somebody who saw their case. She types its
//! reference and reads who opened it, when and for what, without any way to the case
//! itself. Dan, who manages a team, follows a link on the case and sees the same of his own
//! team. That they looked is in the log as well.

mod case;
mod chain;
mod export;
mod find;
mod team;

use crate::{Access, PageError, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/audit", Access::SignedIn, find::show)
        .post("/audit", Access::SignedIn, find::find)
        .post("/audit/verify", Access::SignedIn, chain::verify)
        .get("/audit/log", Access::SignedIn, export::download)
        .get("/team-access", Access::SignedIn, team::show)
        .get("/cases/{case}/access", Access::SignedIn, case::show)
}

impl From<administration::Error> for PageError {
    fn from(error: administration::Error) -> Self {
        match error {
            administration::Error::NotFound => Self::NotFound,
            administration::Error::Forbidden => Self::Forbidden(None),
            administration::Error::Conflict => Self::Conflict(None),
            administration::Error::Fields(errors) => {
                Self::Refused(errors.0.into_iter().map(|error| error.message).collect())
            }
            // Both are said on the page of plugins, where they can arise.
            administration::Error::Package(_) | administration::Error::AsksToRead(_) => Self::Unreadable,
            // Said in the log: what lies on the server's disk is nobody's business on a page.
            administration::Error::KeyFile(_) => Self::Unavailable,
            // These are said on the pages of the permissions.
            administration::Error::Walls(_)
            | administration::Error::Hindered(_)
            | administration::Error::Reason => Self::Refused(Vec::new()),
            administration::Error::Storage(cause) => Self::fault(cause),
        }
    }
}
