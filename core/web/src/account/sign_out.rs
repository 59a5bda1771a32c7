//! Signing out, here or everywhere.

use axum::http::HeaderValue;
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::response::{IntoResponse, Response};

use super::Me;
use super::done::Done;
use crate::{PageError, Posted, PostedForm, Services, SignOutForm, cookies};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// The button that ends every session of the account.
pub(super) struct EverywhereForm;

impl PostedForm for EverywhereForm {
    const NAME: &'static str = "sign-out-everywhere";
}

/// Ends this session. Where it has ended already there is nothing to refuse: the reader
/// wanted to be out, and is.
pub(super) async fn here(
    services: Services,
    me: Result<Me, PageError>,
    posted: Result<Posted<SignOutForm>, PageError>,
) -> Result<Response, PageError> {
    match me {
        Ok(Me(me)) => {
            posted?;
            services.identity.sign_out(&me).await?;
        }
        Err(PageError::NotSignedIn) => {}
        Err(error) => return Err(error),
    }
    Ok(out(Done::SignedOut))
}

pub(super) async fn everywhere(
    services: Services,
    Me(me): Me,
    posted: Posted<EverywhereForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return Ok(axum::response::Redirect::to(super::ACCOUNT).into_response());
    }
    services.identity.sign_out_everywhere(&me).await?;
    Ok(out(Done::SignedOutEverywhere))
}

/// Asks the browser to forget what it still holds of the pages: they were not to be kept, and
/// "back" on a shared computer should show none of them (OWASP ASVS 5.0, 14.3.1).
fn out(done: Done) -> Response {
    // Pages are never kept anyway; this is for what a browser keeps all the same. Cookies stay:
    // by one of them the browser is known again, and a stranger's guesses keep nobody waiting.
    let forget = HeaderValue::from_static("\"cache\", \"storage\"");
    let headers = [(SET_COOKIE, cookies::clear_session()), (CLEAR_SITE_DATA, forget)];
    (headers, done.to("/sign-in")).into_response()
}
