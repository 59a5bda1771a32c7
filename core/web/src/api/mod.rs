//! The service for programs: the same use cases and views as the pages, as JSON.
//!
//! Whoever asks is a person with a session, as everywhere (scoped tokens come with service
//! accounts), and sees what their pages would show, under the same rules and in the same
//! log. Values stand under the ids of the catalogue, so a plugin's field needs no code
//! here: a choice is its code, a day is `2026-11-24`, a moment is in UTC. What the reader
//! may not see is absent, never empty. A value that pages show as dots is absent too and
//! named under `masked`.
//!
//! **Writes.** A form proves by its hidden field that it came from us, and is sent once
//! under the random part of it. A program has no form; it names its sending itself, in the
//! header `Idempotency-Key` (a UUID), and sends `application/json`. A page of somebody
//! else's can set neither without asking us first (CORS), which we never allow, and what a
//! browser says to come from another site is refused before that by the layer that guards
//! every post. So the two together prove what the hidden field proves, and a request that
//! is repeated after a lost answer still acts once.
//!
//! **Errors** are those of the pages with the same status, as
//! `{ "error", "messages", "reference" }`; fields that need attention are listed besides.

mod case;
mod cases;
mod contacts;
mod description;
mod fields;
mod me;
mod referrals;
mod refused;
mod reports;
#[cfg(test)]
mod tests;

use crate::{Access, Table};

pub use description::describe_to;

/// The rows of the interface for programs.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/api/v1/me", Access::SignedIn, me::show)
        .get("/api/v1/cases", Access::SignedIn, cases::list)
        .get("/api/v1/cases/{case}", Access::SignedIn, case::show)
        .get("/api/v1/cases/{case}/log", Access::SignedIn, case::log)
        .post("/api/v1/cases/{case}/contacts", Access::SignedIn, contacts::add)
        .get("/api/v1/referrals", Access::SignedIn, referrals::list)
        .get("/api/v1/reports/{plugin}/{report}", Access::SignedIn, reports::show)
        .get("/api/v1/openapi.json", Access::SignedIn, description::show)
}
