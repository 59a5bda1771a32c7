//! Pages on which a referral is made, looked at and decided.
//!
//! Three doors lead to one form: anybody's, a partner's and the office's. Its pages, the
//! page of all answers and the receipt are the same behind each ([`pages`], [`way`]); what
//! differs is where the answers are in the meantime: a stranger carries them along sealed
//! ([`public`]), whoever has an account keeps a draft ([`draft`]). Behind the doors are the
//! queue, the referral as its reader may see it, and the decision.

mod accept;
mod accepting;
mod decide;
mod desk;
mod draft;
mod lists;
mod merge;
mod pages;
mod parties;
mod public;
mod referral;
#[cfg(test)]
mod tests;
mod way;

pub(crate) use pages::said;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use chrono::NaiveDate;
use domain::Reference;
use permissions::Actor;

use crate::{Access, PageError, Screen, Table};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        // No session is looked up: these pages are the same for everybody.
        .get("/refer", Access::Plain, public::list)
        .get("/refer/{plugin}/{form}", Access::Plain, public::start)
        .post("/refer/{plugin}/{form}", Access::Plain, public::take)
        .get("/referrals", Access::SignedIn, lists::own)
        .get("/referrals/{referral}", Access::SignedIn, referral::show)
        .get("/referrals/new/{plugin}/{form}", Access::SignedIn, draft::start)
        .get("/referrals/new/{plugin}/{form}/{page}", Access::SignedIn, draft::show)
        .post("/referrals/new/{plugin}/{form}/{page}", Access::SignedIn, draft::take)
        .post("/referrals/new/{plugin}/{form}/{page}/draft", Access::SignedIn, draft::autosave)
        .get("/referrals/discard/{plugin}/{form}", Access::SignedIn, draft::ask_discard)
        .post("/referrals/discard/{plugin}/{form}", Access::SignedIn, draft::discard)
        .get("/intake", Access::SignedIn, lists::queue)
        .get("/intake/new", Access::SignedIn, draft::start)
        .get("/intake/new/{page}", Access::SignedIn, draft::show)
        .post("/intake/new/{page}", Access::SignedIn, draft::take)
        .post("/intake/new/{page}/draft", Access::SignedIn, draft::autosave)
        .get("/intake/discard", Access::SignedIn, draft::ask_discard)
        .post("/intake/discard", Access::SignedIn, draft::discard)
        .get("/intake/{referral}", Access::SignedIn, referral::show)
        .get("/intake/{referral}/answers", Access::SignedIn, draft::start)
        .get("/intake/{referral}/answers/{page}", Access::SignedIn, draft::show)
        .post("/intake/{referral}/answers/{page}", Access::SignedIn, draft::take)
        .post("/intake/{referral}/answers/{page}/draft", Access::SignedIn, draft::autosave)
        .get("/intake/{referral}/discard-changes", Access::SignedIn, draft::ask_discard)
        .post("/intake/{referral}/discard-changes", Access::SignedIn, draft::discard)
        .get("/intake/{referral}/accept", Access::SignedIn, accept::show)
        .post("/intake/{referral}/accept", Access::SignedIn, accept::take)
        .get("/intake/{referral}/merge/{case}", Access::SignedIn, merge::show)
        .post("/intake/{referral}/merge/{case}", Access::SignedIn, merge::take)
        .get("/intake/{referral}/decision/{decision}", Access::SignedIn, decide::show)
        .post("/intake/{referral}/decision/{decision}", Access::SignedIn, decide::take)
}

/// The referral named in the address. What is not a reference names nothing.
pub(crate) struct ReferralRef(pub Reference);

impl<S: Send + Sync> FromRequestParts<S> for ReferralRef {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| PageError::NotFound)?;
        let named = params.iter().find(|(name, _)| *name == "referral").map(|(_, value)| value);
        named.and_then(|text| text.parse().ok()).map(Self).ok_or(PageError::NotFound)
    }
}

/// The list from which this reader comes: a partner's own, or the service's queue.
fn home(actor: &Actor) -> &'static str {
    if actor.organisation().is_some() { "/referrals" } else { "/intake" }
}

/// The present day where the service is, on which conditions are judged.
fn today(screen: &Screen) -> NaiveDate {
    let zone = screen.site().pages().wording().zone();
    domain::service_day(screen.site().now(), zone)
}
