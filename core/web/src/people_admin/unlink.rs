//! Taking single sign-on from an account.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Reference;

use crate::{PageError, Posted, PostedForm, Services, SignedIn};

/// The button beside an account that signs in with a provider.
pub(super) struct UnlinkForm;

impl PostedForm for UnlinkForm {
    const NAME: &'static str = "unlink-provider";
}

/// Takes every provider from the account; the sessions that began by them end.
pub(super) async fn unlink(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
    form: Posted<UnlinkForm>,
) -> Result<Response, PageError> {
    let account: Reference = account.parse().map_err(|_| PageError::NotFound)?;
    if !form.is_shown_again {
        services.identity.unlink(&visitor.actor, account).await?;
    }
    Ok(Redirect::to("/accounts").into_response())
}
