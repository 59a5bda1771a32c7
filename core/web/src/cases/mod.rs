//! Pages of one case.
//!
//! Ama opens her case on her telephone: who is in it, how each may safely be contacted, and
//! a button that logs "no answer" in one tap. Every page here begins with a view that
//! `cases` filled under her mask; what she may not see is not in it.

mod access;
mod amend;
mod closing;
mod contact;
pub(crate) mod glass;
mod merge;
mod page;
mod parts;
mod progress;
mod records;
mod review;
mod sharing;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use domain::Reference;

use crate::{Access, PageError, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/cases/{case}", Access::SignedIn, page::show)
        .get("/cases/{case}/log", Access::SignedIn, page::log)
        .post("/cases/{case}/no-answer", Access::SignedIn, contact::no_answer)
        .get("/cases/{case}/contact", Access::SignedIn, contact::form)
        .post("/cases/{case}/contact", Access::SignedIn, contact::save)
        .post("/cases/{case}/contact/draft", Access::SignedIn, contact::autosave)
        .get("/cases/{case}/details", Access::SignedIn, amend::form)
        .post("/cases/{case}/details", Access::SignedIn, amend::save)
        .get("/cases/{case}/history", Access::SignedIn, amend::history)
        .post("/cases/{case}/reveal", Access::SignedIn, contact::reveal)
        .get("/cases/{case}/people", Access::SignedIn, access::show)
        .post("/cases/{case}/people", Access::SignedIn, access::invite)
        .post("/cases/{case}/people/release", Access::SignedIn, access::release)
        .post("/cases/{case}/people/keep", Access::SignedIn, access::keep)
        .get("/cases/{case}/sharing", Access::SignedIn, sharing::show)
        .post("/cases/{case}/sharing", Access::SignedIn, sharing::share)
        .post("/cases/{case}/sharing/extend", Access::SignedIn, sharing::extend)
        .post("/cases/{case}/sharing/end", Access::SignedIn, sharing::end)
        .get("/cases/{case}/invitation", Access::SignedIn, access::invitation)
        .post("/cases/{case}/invitation", Access::SignedIn, access::answer)
        .get("/cases/{case}/progress", Access::SignedIn, progress::show)
        .post("/cases/{case}/progress", Access::SignedIn, progress::advance)
        .post("/cases/{case}/pause", Access::SignedIn, progress::pause)
        .post("/cases/{case}/resume", Access::SignedIn, progress::resume)
        .get("/cases/{case}/records", Access::SignedIn, records::show)
        .post("/cases/{case}/said", Access::SignedIn, records::said)
        .post("/cases/{case}/consents", Access::SignedIn, records::consent)
        .post("/cases/{case}/consents/withdraw", Access::SignedIn, records::withdraw)
        .post("/cases/{case}/risks", Access::SignedIn, records::risk)
        .post("/cases/{case}/risks/approve", Access::SignedIn, records::approve)
        .post("/cases/{case}/meetings", Access::SignedIn, records::meeting)
        .post("/cases/{case}/agreements", Access::SignedIn, records::agreement)
        .post("/cases/{case}/actions", Access::SignedIn, records::settle)
        .post("/cases/{case}/feedback", Access::SignedIn, records::feedback)
        .get("/cases/{case}/closing", Access::SignedIn, closing::show)
        .post("/cases/{case}/closing", Access::SignedIn, closing::propose)
        .post("/cases/{case}/closing/decision", Access::SignedIn, closing::decide)
        .post("/cases/{case}/reopen", Access::SignedIn, closing::reopen)
        .and(glass::routes())
        .and(review::routes())
}

/// The case named in the address. What is not a reference names nothing.
pub(crate) struct CaseRef(pub Reference);

impl<S: Send + Sync> FromRequestParts<S> for CaseRef {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| PageError::NotFound)?;
        let named = params.iter().find(|(name, _)| *name == "case").map(|(_, value)| value);
        named.and_then(|text| text.parse().ok()).map(Self).ok_or(PageError::NotFound)
    }
}

/// The address of a case, or of a page below it.
pub(crate) fn address(case: Reference, page: &str) -> String {
    if page.is_empty() { format!("/cases/{case}") } else { format!("/cases/{case}/{page}") }
}
