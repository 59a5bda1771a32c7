//! Going to a provider of single sign-on, and coming back.
//!
//! The form that leaves answers with a page that leads on, and not with a redirect: browsers
//! hold a form to our own address through every redirect, and the provider is another one.

use axum::Extension;
use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum_extra::extract::Form;
use domain::Message;
use identity::{Back, Errand, Identity, Leaving, ProviderView, Refusal, Returned};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::done::Done;
use super::{ACCOUNT, Caller, Me, SureMe, proof, providers, sign_in};
use crate::{
    Carried, PageError, Posted, PostedForm, ProviderForm, RequestId, Screen, Services, SignInView, Typed,
    cookies, own_path,
};

/// The button of an invitation.
pub(super) struct InvitedForm;

impl PostedForm for InvitedForm {
    const NAME: &'static str = "invitation-with";
}

#[derive(Serialize)]
struct LeavingView {
    provider: ProviderView,
    address: String,
}

#[derive(Serialize)]
struct RefusedView {
    title: Text,
    text: Text,
    reference: Option<String>,
    onward: &'static str,
    onward_text: Text,
}

/// What stands in the address of whoever comes back. Nothing of it is ever shown.
#[derive(Deserialize)]
pub(super) struct Answered {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    error: Option<String>,
    iss: Option<String>,
}

/// What a provider sends to say that somebody signed out.
#[derive(Deserialize)]
pub(super) struct SignedOut {
    logout_token: String,
}

/// To a provider, from the sign-in page.
pub(super) async fn leave(
    screen: Screen,
    services: Services,
    Path(provider): Path<String>,
    Extension(id): Extension<RequestId>,
    posted: Posted<ProviderForm>,
) -> Result<Response, PageError> {
    let (next, carried) = (own_path(posted.typed.text("next")), posted.typed.text("carried"));
    // Only what we sealed ourselves is kept until they are back.
    let carried = if Carried::is_ours(screen.site(), carried) { carried } else { "" };
    let leaving = services.identity.leave_for(&provider, Errand::SignIn, next, carried).await?;
    go(&screen, &services.identity, &provider, leaving, &id, carried)
}

/// To the provider of an invitation.
pub(super) async fn accept(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
    Extension(id): Extension<RequestId>,
    _form: Posted<InvitedForm>,
) -> Result<Response, PageError> {
    let invited = services.identity.invitation(&token).await?;
    let provider = invited.and_then(|invited| invited.provider).ok_or(PageError::NotFound)?;
    let leaving = services.identity.leave_for(&provider, Errand::Invitation(&token), "/", "").await?;
    go(&screen, &services.identity, &provider, leaving, &id, "")
}

/// To a provider, to prove anew who one is.
pub(super) async fn prove(
    screen: Screen,
    services: Services,
    Me(me): Me,
    Extension(id): Extension<RequestId>,
    posted: Posted<proof::ProviderProofForm>,
) -> Result<Response, PageError> {
    let (next, carried) = (own_path(posted.typed.text("next")), posted.typed.text("carried"));
    let carried = if Carried::is_ours(screen.site(), carried) { carried } else { "" };
    let provider = posted.typed.text("provider");
    let leaving = services.identity.leave_for(provider, Errand::Proof(&me), next, carried).await?;
    go(&screen, &services.identity, provider, leaving, &id, carried)
}

/// To a provider, to link it to one's own account.
pub(super) async fn link(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    Extension(id): Extension<RequestId>,
    posted: Posted<providers::LinkForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return Ok(axum::response::Redirect::to(providers::PAGE).into_response());
    }
    let provider = posted.typed.text("provider");
    let leaving = services.identity.leave_for(provider, Errand::Link(&me), providers::PAGE, "").await?;
    go(&screen, &services.identity, provider, leaving, &id, "")
}

fn go(
    screen: &Screen,
    identity: &Identity,
    provider: &str,
    leaving: Leaving,
    id: &RequestId,
    carried: &str,
) -> Result<Response, PageError> {
    match leaving {
        Leaving::To { provider, address, cookie } => {
            let page = screen.show("account/leaving", &LeavingView { provider, address })?;
            Ok(([(SET_COOKIE, cookies::provider_cookie(&cookie))], page).into_response())
        }
        Leaving::Unknown => Err(PageError::NotFound),
        Leaving::Unavailable(why) => {
            tracing::error!(request = id.0, provider, why, "a provider cannot be used");
            let message = said("unavailable", &identity.provider_name(provider));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            refused(screen, identity, status, message, Some(id), carried, false)
        }
    }
}

/// Back from a provider.
#[expect(clippy::too_many_arguments, reason = "each is a part of the request")]
pub(super) async fn arrive(
    screen: Screen,
    services: Services,
    Path(provider): Path<String>,
    Query(answered): Query<Answered>,
    Caller(origin): Caller,
    Extension(id): Extension<RequestId>,
    me: Result<Me, PageError>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let identity = &services.identity;
    if !identity.providers().iter().any(|known| known.id == provider) {
        return Err(PageError::NotFound);
    }
    let me = match me {
        Ok(Me(me)) => Some(me),
        Err(PageError::NotSignedIn) => None,
        Err(error) => return Err(error),
    };
    let with = Returned {
        state: &answered.state,
        code: &answered.code,
        is_error: answered.error.is_some(),
        issuer: answered.iss.as_deref(),
        cookie: cookies::provider_of(&headers).unwrap_or_default(),
    };
    let arrived = identity.arrive_from(&provider, with, me.as_ref(), &origin).await?;
    let mut typed = Typed::default();
    typed.set("next", arrived.next.as_str());
    typed.set("carried", arrived.carried.as_str());
    let page = match arrived.back {
        Back::SignedIn(begun) => sign_in::enter(&screen, identity, &headers, &typed, begun).await?,
        Back::CodeNeeded(half_way) => sign_in::ask_for_code(&screen, &typed, half_way)?,
        Back::Proved(session) => {
            let account = me.map(|me| me.account).ok_or(PageError::NotSignedIn)?;
            proof::onward(&screen, account, &typed, &session)?
        }
        Back::Linked(session) => {
            let cookie = [(SET_COOKIE, cookies::session_cookie(session.expose()))];
            (cookie, Done::ProviderLinked.to(providers::PAGE)).into_response()
        }
        Back::Refused(refusal) => {
            let (word, status) = told(refusal);
            let name = identity.provider_name(&provider);
            let reference = matches!(refusal, Refusal::Failed(_)).then_some(&id);
            if let Some(id) = reference {
                tracing::warn!(request = id.0, provider, why = refusal.word(), "a provider was not believed");
            }
            let is_own = me.is_some() && arrived.is_own;
            let carried = &arrived.carried;
            refused(&screen, identity, status, said(word, &name), reference, carried, is_own)?
        }
    };
    // It is spent, whatever came of it.
    Ok((AppendHeaders([(SET_COOKIE, cookies::clear_provider())]), page).into_response())
}

/// Why nothing came of it, in plain words; a form that is on its way is carried on.
fn refused(
    screen: &Screen,
    identity: &Identity,
    status: StatusCode,
    message: Message,
    reference: Option<&RequestId>,
    carried: &str,
    is_own: bool,
) -> Result<Response, PageError> {
    if !carried.is_empty() && !is_own {
        let view = SignInView::new(screen, "/", "").refused(message).carrying(carried.to_owned());
        let view = view.asking(screen, identity.ask_for_passkey()).offering(screen, identity.providers());
        return screen.show_as(status, "sign-in", &view);
    }
    let title = if is_own { "provider-refused-own-title" } else { "provider-refused-title" };
    let (onward, onward_text) = match is_own {
        true => (ACCOUNT, "provider-refused-account"),
        false => ("/sign-in", "provider-refused-again"),
    };
    let view = RefusedView {
        title: Text::key(title),
        text: message.into(),
        reference: reference.map(|id| id.0.clone()),
        onward,
        onward_text: Text::key(onward_text),
    };
    screen.show_as(status, "account/provider-refused", &view)
}

fn said(word: &str, name: &str) -> Message {
    Message::new(format!("provider-refused-{word}")).with("name", name)
}

/// The word of a refusal in the catalogue, and its status.
const fn told(refusal: Refusal) -> (&'static str, StatusCode) {
    match refusal {
        Refusal::Over => ("over", StatusCode::FORBIDDEN),
        Refusal::Declined => ("declined", StatusCode::FORBIDDEN),
        Refusal::Failed(_) => ("failed", StatusCode::FORBIDDEN),
        Refusal::SecondFactor => ("second-factor", StatusCode::FORBIDDEN),
        Refusal::PasskeyOnly => ("passkey-only", StatusCode::FORBIDDEN),
        Refusal::Unknown => ("unknown", StatusCode::FORBIDDEN),
        Refusal::Closed => ("closed", StatusCode::FORBIDDEN),
        Refusal::NoRole => ("no-role", StatusCode::FORBIDDEN),
        Refusal::SomebodyElse => ("somebody-else", StatusCode::FORBIDDEN),
        Refusal::Taken => ("taken", StatusCode::CONFLICT),
    }
}

/// A provider says that somebody signed out there. It is a program that asks: the answer is a
/// status, 200 also where nobody here is meant.
pub(super) async fn signed_out(
    services: Services,
    Path(provider): Path<String>,
    Form(sent): Form<SignedOut>,
) -> Result<Response, PageError> {
    let known = services.identity.signed_out_at(&provider, &sent.logout_token).await?;
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok((status, [(CACHE_CONTROL, "no-store")]).into_response())
}
