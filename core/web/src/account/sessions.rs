//! Ending one of one's own sessions from another: a telephone that was lost.

use axum::response::{IntoResponse, Response};

use super::done::Done;
use super::{ACCOUNT, Me};
use crate::{PageError, Posted, PostedForm, Services};

/// The button beside each session.
pub(super) struct EndSessionForm;

impl PostedForm for EndSessionForm {
    const NAME: &'static str = "end-session";
}

pub(super) async fn end(
    services: Services,
    Me(me): Me,
    posted: Posted<EndSessionForm>,
) -> Result<Response, PageError> {
    if !posted.is_shown_again {
        services.identity.end_own_session(&me, posted.typed.text("session")).await?;
    }
    Ok(Done::SessionEnded.to(ACCOUNT).into_response())
}
