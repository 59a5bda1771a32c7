//! Proving again that it is really oneself, before a page or a form that wants to be sure.
//!
//! Where the reader was going, and the form they were sending, stand in hidden fields as they
//! do on the sign-in page, so that nothing typed is lost by being asked.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AccountId, FieldErrors, Message};
use identity::{Asked, Identity, Means, Origin, Present, Proof, ProviderView, Proving, Secret};
use serde::Serialize;
use wording::Text;

use super::sign_in::Next;
use super::{Caller, Me, PROVE, told};
use crate::form::{FieldView, Input};
use crate::parts::ErrorSummary;
use crate::{
    Carried, PageError, PasskeyAsked, Posted, PostedForm, Screen, Services, Typed, cookies, own_path,
};

pub(super) struct ProofForm;

impl PostedForm for ProofForm {
    const NAME: &'static str = "proof";
}

#[derive(Serialize)]
struct ProofView {
    action: &'static str,
    token: String,
    next: String,
    carried: String,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    passkey: Option<PasskeyAsked>,
    provider_token: String,
    providers: Vec<ProviderView>,
}

/// The form that proves by a provider.
pub(super) struct ProviderProofForm;

impl PostedForm for ProviderProofForm {
    const NAME: &'static str = "proof-provider";
}

/// The form that proves by a passkey.
pub(super) struct PasskeyProofForm;

impl PostedForm for PasskeyProofForm {
    const NAME: &'static str = "proof-passkey";
}

impl ProofView {
    fn new(
        screen: &Screen,
        Ways(means, asked, providers): Ways,
        next: &str,
        carried: &str,
        errors: &FieldErrors,
    ) -> Self {
        let fields = match means {
            Means { passkey_only: true, .. } => Vec::new(),
            Means { has_factor: true, .. } => vec![code(errors)],
            Means { has_password: true, .. } => vec![password(errors)],
            // Who signs in with a provider may have neither.
            Means { .. } => Vec::new(),
        };
        // What belongs to no field is said above the page.
        let said = errors.0.first().filter(|_| fields.is_empty());
        Self {
            action: PROVE,
            token: screen.token::<ProofForm>(),
            next: own_path(next).to_owned(),
            carried: carried.to_owned(),
            errors: match said {
                Some(error) => ErrorSummary::of(error.message.clone()),
                None => ErrorSummary::new(errors, &fields),
            },
            fields,
            provider_token: screen.token::<ProviderProofForm>(),
            providers,
            passkey: asked.map(|asked| PasskeyAsked {
                action: "/account/confirm/passkey",
                token: screen.token::<PasskeyProofForm>(),
                asked,
                next: own_path(next).to_owned(),
                carried: Some(carried.to_owned()).filter(|carried| !carried.is_empty()),
            }),
        }
    }
}

/// By what somebody can prove who they are, with the question for a passkey where they have
/// one, and the providers that know them.
#[derive(Clone)]
struct Ways(Means, Option<Asked>, Vec<ProviderView>);

async fn ways(identity: &Identity, me: &Present) -> Result<Ways, PageError> {
    let means = identity.means(me).await?;
    let asked = means.has_passkey.then(|| identity.ask_for_own_passkey(me)).flatten();
    Ok(Ways(means, asked, identity.proving_providers(me).await?))
}

pub(super) async fn show(
    screen: Screen,
    services: Services,
    Me(me): Me,
    Query(Next { next }): Query<Next>,
) -> Result<Response, PageError> {
    let ways = ways(&services.identity, &me).await?;
    screen.show("account/proof", &ProofView::new(&screen, ways, &next, "", &FieldErrors::default()))
}

/// Answers a form that wants to be sure with the question, the form within.
pub(crate) async fn ask_first(
    screen: &Screen,
    services: Option<Services>,
    cookie: &str,
    carried: Option<String>,
) -> Result<Response, PageError> {
    let Some(carried) = carried else { return Ok(Redirect::to(PROVE).into_response()) };
    let identity = services.ok_or(PageError::Unavailable)?.identity;
    let me = identity.present(cookie).await?.ok_or(PageError::NotSignedIn)?;
    let ways = ways(&identity, &me).await?;
    let view = ProofView::new(screen, ways, "/", &carried, &FieldErrors::default());
    screen.show_as(StatusCode::FORBIDDEN, "account/proof", &view)
}

/// Takes a code or a password.
pub(super) async fn give(
    screen: Screen,
    services: Services,
    Me(me): Me,
    Caller(origin): Caller,
    posted: Posted<ProofForm>,
) -> Result<Response, PageError> {
    let typed = posted.typed;
    let given = if services.identity.means(&me).await?.has_factor {
        Proof::Code(typed.text("code").to_owned())
    } else {
        Proof::Password(typed.text("password").to_owned())
    };
    prove(&screen, &services.identity, &me, given, &origin, &typed).await
}

/// Takes a passkey's answer.
pub(super) async fn give_passkey(
    screen: Screen,
    services: Services,
    Me(me): Me,
    Caller(origin): Caller,
    posted: Posted<PasskeyProofForm>,
) -> Result<Response, PageError> {
    let typed = posted.typed;
    let [ceremony, answer] = ["ceremony", "answer"].map(|field| typed.text(field).to_owned());
    prove(&screen, &services.identity, &me, Proof::Passkey { ceremony, answer }, &origin, &typed).await
}

/// Leads on where the proof was right: back into the form, or to the page that was asked for.
async fn prove(
    screen: &Screen,
    identity: &Identity,
    me: &Present,
    given: Proof,
    origin: &Origin,
    typed: &Typed,
) -> Result<Response, PageError> {
    let ways = ways(identity, me).await?;
    let again = |message: Message| {
        let mut errors = FieldErrors::default();
        errors.push(if ways.0.has_factor { "code" } else { "password" }, message);
        ProofView::new(screen, ways.clone(), typed.text("next"), typed.text("carried"), &errors)
    };
    match identity.prove(me, given, origin).await? {
        Proving::Refused(message) => screen.show_again("account/proof", &again(message)),
        Proving::TooMany(wait) => screen.show_too_early(wait.length, "account/proof", &again(wait.message)),
        Proving::Done(session) => onward(screen, me.account, typed, &session),
    }
}

/// Onward from a proof, under the session's new token.
pub(super) fn onward(
    screen: &Screen,
    account: AccountId,
    typed: &Typed,
    session: &Secret,
) -> Result<Response, PageError> {
    let cookie = [(SET_COOKIE, cookies::session_cookie(session.expose()))];
    let page = match Carried::open(screen.site(), typed.text("carried"), account) {
        Some(carried) => screen.show("resume", &carried.resume())?,
        None => Redirect::to(own_path(typed.text("next"))).into_response(),
    };
    Ok((cookie, page).into_response())
}

fn password(errors: &FieldErrors) -> FieldView {
    told(FieldView::password("password", Text::key("password-current"), false).size("s"), "password", errors)
}

/// The box for a code of the authenticator in use, or one of the recovery codes.
fn code(errors: &FieldErrors) -> FieldView {
    let input = Input {
        kind: "text",
        mode: None,
        autocomplete: Some("one-time-code"),
        width: "govuk-input--width-20",
        spellcheck: false,
    };
    let field = FieldView::text("code", Text::key("proof-code"), "").size("s").input(input);
    told(field.hint(Text::key("proof-code-hint")), "code", errors)
}
