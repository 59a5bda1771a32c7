//! Choosing another password by a link that is mailed.
//!
//! The pages say the same to everybody: whether there is an account tells only the letter box.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{FieldErrors, Message};
use identity::Asking;
use wording::Text;

use super::done::Done;
use super::password::new_password;
use super::{Caller, told};
use crate::form::{FieldView, Input};
use crate::parts::{Confirm, ErrorSummary, Said};
use crate::{PageError, Posted, PostedForm, Screen, Services};

/// The page that asks for a link.
pub(super) const PAGE: &str = "/sign-in/forgotten";

pub(super) struct ForgottenForm;

impl PostedForm for ForgottenForm {
    const NAME: &'static str = "forgotten";
}

pub(super) struct ResetForm;

impl PostedForm for ResetForm {
    const NAME: &'static str = "reset-password";
}

pub(super) async fn show(screen: Screen) -> Result<Response, PageError> {
    if !screen.site().settings().sends_mail {
        return screen.show("said", &without_mail());
    }
    screen.show("confirm", &page(&screen, "", &FieldErrors::default()))
}

pub(super) async fn ask(
    screen: Screen,
    services: Services,
    Caller(origin): Caller,
    posted: Posted<ForgottenForm>,
) -> Result<Response, PageError> {
    if !screen.site().settings().sends_mail {
        return screen.show("said", &without_mail());
    }
    let typed = posted.typed.text("name");
    let mut errors = FieldErrors::default();
    if typed.trim().is_empty() {
        errors.push("name", Message::new("forgotten-name-missing"));
        return screen.show_again("confirm", &page(&screen, typed, &errors));
    }
    match services.identity.ask_for_reset(typed, &origin).await? {
        Asking::Done => {
            let said = Said::keys("forgotten-sent-title", &["forgotten-sent-text", "forgotten-sent-none"]);
            screen.show("said", &said.on("/sign-in", "sign-in-title"))
        }
        Asking::TooMany(wait) => {
            errors.push("name", wait.message);
            screen.show_too_early(wait.length, "confirm", &page(&screen, typed, &errors))
        }
    }
}

/// Where the link leads. Looking at the page uses nothing up: letter boxes look at links.
pub(super) async fn choose(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    if !services.identity.can_reset(&token).await? {
        return over(&screen);
    }
    screen.show("confirm", &chooser(&screen, &token, &FieldErrors::default()))
}

pub(super) async fn set(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
    posted: Posted<ResetForm>,
) -> Result<Response, PageError> {
    match services.identity.reset_password(&token, posted.typed.text("new").to_owned()).await? {
        Some(Ok(())) => Ok(Done::Reset.to("/sign-in").into_response()),
        Some(Err(errors)) => screen.show_again("confirm", &chooser(&screen, &token, &errors)),
        None => over(&screen),
    }
}

fn page(screen: &Screen, typed: &str, errors: &FieldErrors) -> Confirm {
    let input = Input {
        kind: "text",
        mode: Some("email"),
        autocomplete: Some("username"),
        width: "",
        spellcheck: false,
    };
    let field = FieldView::text("name", Text::key("forgotten-name"), typed).size("s").input(input);
    let fields = vec![told(field, "name", errors)];
    Confirm {
        token: screen.token::<ForgottenForm>(),
        action: PAGE.to_owned(),
        title: Text::key("forgotten-title"),
        paragraphs: vec![Text::key("forgotten-text"), Text::key("forgotten-factor")],
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: Text::key("forgotten-button"),
        cancel_href: "/sign-in".to_owned(),
        ..Confirm::default()
    }
}

fn chooser(screen: &Screen, token: &str, errors: &FieldErrors) -> Confirm {
    let fields = vec![new_password(errors)];
    Confirm {
        token: screen.token::<ResetForm>(),
        action: format!("{PAGE}/{token}"),
        title: Text::key("reset-title"),
        paragraphs: vec![Text::key("reset-text")],
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: Text::key("reset-button"),
        cancel_href: "/sign-in".to_owned(),
        ..Confirm::default()
    }
}

fn without_mail() -> Said {
    Said::keys("forgotten-title", &["forgotten-no-mail"]).on("/sign-in", "sign-in-title")
}

/// Used, over, or never ours: the page is the same.
fn over(screen: &Screen) -> Result<Response, PageError> {
    let said = Said::keys("link-over-title", &["reset-over-text"]).on(PAGE, "forgotten-title");
    screen.show_as(StatusCode::NOT_FOUND, "said", &said)
}
