//! Signing out, here or everywhere.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};

use super::Me;
use super::done::Done;
use crate::{PageError, Posted, PostedForm, Services, SignOutForm, cookies};

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

fn out(done: Done) -> Response {
    ([(SET_COOKIE, cookies::clear_session())], done.to("/sign-in")).into_response()
}
