//! Signing in: name and password, then a code where an authenticator is set up.
//!
//! Everything that has to survive from one page to the next stands in hidden fields: where
//! the reader was going, the form they were sending when their session ended, and the
//! sealed proof that the password was right. No session exists before the last step.

use axum::Extension;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use domain::Message;
use identity::{Answer, Begun, Identity, SignIn};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::Caller;
use super::done::Just;
use crate::form::{FieldView, Input};
use crate::parts::ErrorSummary;
use crate::{
    Carried, PageError, PasskeyForm, Posted, PostedForm, Screen, Services, SignInForm, SignInView, Typed,
    Visitor, cookies, own_path,
};

/// The form that asks for the code.
pub(super) struct CodeForm;

impl PostedForm for CodeForm {
    const NAME: &'static str = "sign-in-code";
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    pub(super) next: String,
}

/// The sign-in page; whoever is signed in already goes on to where they were going, and
/// whoever has yet to set something up is led there: the form would not be theirs.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    Query(Next { next }): Query<Next>,
    Query(just): Query<Just>,
    visitor: Option<Extension<Visitor>>,
) -> Result<Response, PageError> {
    if visitor.is_some() {
        return Ok(Redirect::to(own_path(&next)).into_response());
    }
    let view = SignInView::new(&screen, &next, "");
    let view = match just.notice() {
        Some(notice) => view.saying(notice),
        None => view,
    };
    let view = view.asking(&screen, services.identity.ask_for_passkey());
    screen.show("sign-in", &view.offering(&screen, services.identity.providers()))
}

/// Takes a passkey's answer.
pub(super) async fn passkey(
    screen: Screen,
    services: Services,
    Caller(origin): Caller,
    headers: HeaderMap,
    posted: Posted<PasskeyForm>,
) -> Result<Response, PageError> {
    let typed = posted.typed;
    let given = Answer { ceremony: typed.text("ceremony"), answer: typed.text("answer") };
    match services.identity.sign_in_with_passkey(given, &origin).await? {
        SignIn::Done(begun) => enter(&screen, &services.identity, &headers, &typed, begun).await,
        SignIn::Refused(message) => again(&screen, &services, &typed, "", message),
        SignIn::TooMany(wait) => {
            let view = first_page(&screen, &services, &typed, "", wait.message);
            screen.show_too_early(wait.length, "sign-in", &view)
        }
        // A passkey is both factors.
        SignIn::CodeNeeded(_) => Err(PageError::fault("a passkey asked for more")),
    }
}

pub(super) async fn password(
    screen: Screen,
    services: Services,
    Caller(origin): Caller,
    headers: HeaderMap,
    posted: Posted<SignInForm>,
) -> Result<Response, PageError> {
    let typed = posted.typed;
    let (name, password) = (typed.text("name"), typed.text("password").to_owned());
    match services.identity.sign_in(name, password, &origin).await? {
        SignIn::Done(begun) => enter(&screen, &services.identity, &headers, &typed, begun).await,
        SignIn::CodeNeeded(half_way) => {
            screen.show("account/code", &CodeView::new(&screen, &typed, half_way))
        }
        SignIn::Refused(message) => again(&screen, &services, &typed, name, message),
        SignIn::TooMany(wait) => {
            let view = first_page(&screen, &services, &typed, name, wait.message);
            screen.show_too_early(wait.length, "sign-in", &view)
        }
    }
}

/// Who asks for the second page by its address has to begin with the first.
pub(super) async fn from_the_start() -> Redirect {
    Redirect::to("/sign-in")
}

pub(super) async fn code(
    screen: Screen,
    services: Services,
    Caller(origin): Caller,
    headers: HeaderMap,
    posted: Posted<CodeForm>,
) -> Result<Response, PageError> {
    let typed = posted.typed;
    let (half_way, code, recovery) = (typed.text("half_way"), typed.text("code"), typed.text("recovery"));
    let is_recovery = code.trim().is_empty() && !recovery.trim().is_empty();
    let given = if is_recovery { recovery } else { code };
    match services.identity.confirm_code(half_way, given, &origin).await? {
        SignIn::Done(begun) => enter(&screen, &services.identity, &headers, &typed, begun).await,
        // Nothing but a code asks for a code.
        SignIn::CodeNeeded(half_way) => {
            screen.show("account/code", &CodeView::new(&screen, &typed, half_way))
        }
        SignIn::Refused(message) if ENDS.contains(&message.key.as_str()) => {
            again(&screen, &services, &typed, "", message)
        }
        SignIn::Refused(message) => {
            let view = CodeView::new(&screen, &typed, half_way.to_owned()).refused(message, is_recovery);
            screen.show_again("account/code", &view)
        }
        SignIn::TooMany(wait) => {
            let view = CodeView::new(&screen, &typed, half_way.to_owned()).refused(wait.message, is_recovery);
            screen.show_too_early(wait.length, "account/code", &view)
        }
    }
}

/// The refusals after which no code helps any more.
const ENDS: [&str; 2] = ["sign-in-expired", "sign-in-passkey-only"];

/// The first page again, with whatever it carried.
fn again(
    screen: &Screen,
    services: &Services,
    typed: &Typed,
    name: &str,
    message: Message,
) -> Result<Response, PageError> {
    screen.show_again("sign-in", &first_page(screen, services, typed, name, message))
}

fn first_page(
    screen: &Screen,
    services: &Services,
    typed: &Typed,
    name: &str,
    message: Message,
) -> SignInView {
    let view = SignInView::new(screen, typed.text("next"), name).refused(message);
    let view = match typed.text("carried") {
        "" => view,
        sealed => view.carrying(sealed.to_owned()),
    };
    view.asking(screen, services.identity.ask_for_passkey()).offering(screen, services.identity.providers())
}

/// The page that asks for a code, after a password or a provider.
pub(super) fn ask_for_code(screen: &Screen, typed: &Typed, half_way: String) -> Result<Response, PageError> {
    screen.show("account/code", &CodeView::new(screen, typed, half_way))
}

/// Hands the session over and leads on: back into the form that was carried along, or to
/// where the reader was going. A session that this browser held before ends.
pub(super) async fn enter(
    screen: &Screen,
    identity: &Identity,
    headers: &HeaderMap,
    typed: &Typed,
    begun: Begun,
) -> Result<Response, PageError> {
    if let Some(before) = cookies::session_of(headers)
        && let Some(present) = identity.present(before).await?
    {
        identity.sign_out(&present).await?;
    }
    let handed = AppendHeaders([
        (SET_COOKIE, cookies::session_cookie(begun.session.expose())),
        (SET_COOKIE, cookies::known_browser_cookie(&begun.known_browser)),
    ]);
    let page = match Carried::open(screen.site(), typed.text("carried"), begun.account) {
        Some(carried) => screen.show("resume", &carried.resume())?,
        None => Redirect::to(own_path(typed.text("next"))).into_response(),
    };
    Ok((handed, page).into_response())
}

/// The page that asks for the code.
#[derive(Serialize)]
struct CodeView {
    token: String,
    half_way: String,
    next: String,
    carried: String,
    errors: ErrorSummary,
    code: FieldView,
    recovery: FieldView,
    is_recovery: bool,
}

impl CodeView {
    fn new(screen: &Screen, typed: &Typed, half_way: String) -> Self {
        Self {
            token: screen.token::<CodeForm>(),
            half_way,
            next: own_path(typed.text("next")).to_owned(),
            carried: typed.text("carried").to_owned(),
            errors: ErrorSummary::default(),
            code: FieldView::one_time_code("code", Text::key("sign-in-code"))
                .size("s")
                .hint(Text::key("sign-in-code-hint")),
            recovery: recovery_code("recovery"),
            is_recovery: false,
        }
    }

    fn refused(mut self, message: Message, is_recovery: bool) -> Self {
        let (field, name) =
            if is_recovery { (&mut self.recovery, "recovery") } else { (&mut self.code, "code") };
        *field = std::mem::take(field).error(message.clone());
        let errors = domain::FieldErrors(vec![domain::FieldError { field: name.to_owned(), message }]);
        self.errors = ErrorSummary::new(&errors, std::slice::from_ref(field));
        self.is_recovery = is_recovery;
        self
    }
}

/// The box for a code from paper: letters and digits, unlike the app's.
fn recovery_code(name: &str) -> FieldView {
    let input = Input {
        kind: "text",
        mode: None,
        autocomplete: Some("off"),
        width: "govuk-input--width-20",
        spellcheck: false,
    };
    FieldView::text(name, Text::key("sign-in-recovery"), "")
        .input(input)
        .hint(Text::key("sign-in-recovery-hint"))
}
