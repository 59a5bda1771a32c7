//! Following an invitation: choosing a password, and being in.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::FieldErrors;
use identity::{InvitationView, SignIn};
use serde::Serialize;

use super::Caller;
use super::done::Done;
use super::password::new_password;
use super::provider::InvitedForm;
use super::sign_in::enter;
use crate::form::FieldView;
use crate::parts::ErrorSummary;
use crate::{PageError, Posted, PostedForm, Screen, Services, Typed};

pub(super) struct InvitationForm;

impl PostedForm for InvitationForm {
    const NAME: &'static str = "invitation";
}

#[derive(Serialize)]
struct InvitedView {
    token: String,
    invited: InvitationView,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
}

impl InvitedView {
    fn new(screen: &Screen, invited: InvitationView, errors: &FieldErrors) -> Self {
        let fields = vec![new_password(errors)];
        let errors = ErrorSummary::new(errors, &fields);
        Self { token: screen.token::<InvitationForm>(), invited, errors, fields }
    }
}

/// Of an invitation to sign in with a provider.
#[derive(Serialize)]
struct WithView {
    token: String,
    action: String,
    name: String,
    provider: String,
}

#[derive(Serialize)]
struct Over {}

pub(super) async fn show(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    match services.identity.invitation(&token).await? {
        Some(InvitationView { display_name, provider: Some(provider), .. }) => {
            let view = WithView {
                token: screen.token::<InvitedForm>(),
                action: format!("/invitation/{token}/with"),
                name: display_name,
                provider: services.identity.provider_name(&provider),
            };
            screen.show("account/invitation-with", &view)
        }
        Some(invited) => {
            screen.show("account/invitation", &InvitedView::new(&screen, invited, &FieldErrors::default()))
        }
        None => over(&screen),
    }
}

/// Makes the account its owner's and signs them in, so that nobody types a password twice
/// that they have chosen a second ago.
pub(super) async fn accept(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
    Caller(origin): Caller,
    headers: HeaderMap,
    posted: Posted<InvitationForm>,
) -> Result<Response, PageError> {
    let identity = &services.identity;
    let invited = identity.invitation(&token).await?;
    // One to sign in with a provider is no way to a password.
    let Some(invited) = invited.filter(|invited| invited.provider.is_none()) else { return over(&screen) };
    let password = posted.typed.text("new").to_owned();
    if let Err(errors) = identity.accept_invitation(&token, password.clone()).await? {
        let view = InvitedView::new(&screen, invited, &errors);
        return screen.show_again("account/invitation", &view);
    }
    match identity.sign_in(&invited.username, password, &origin).await? {
        SignIn::Done(begun) => enter(&screen, identity, &headers, &Typed::default(), begun).await,
        // Somebody guesses from the same network: the account is theirs, they only wait.
        SignIn::CodeNeeded(_) | SignIn::Refused(_) | SignIn::TooMany(_) => {
            Ok(Done::Invitation.to("/sign-in").into_response())
        }
    }
}

/// Used, over, or never ours: the page is the same.
fn over(screen: &Screen) -> Result<Response, PageError> {
    screen.show_as(StatusCode::NOT_FOUND, "account/invitation-over", &Over {})
}
