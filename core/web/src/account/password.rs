//! Changing one's own password.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use domain::{FieldErrors, Message};
use identity::PASSWORD_LEAST;
use wording::Text;

use super::done::Done;
use super::{ACCOUNT, Caller, SureMe, told};
use crate::form::FieldView;
use crate::parts::{Confirm, ErrorSummary};
use crate::{PageError, Posted, PostedForm, Screen, Services, cookies};

pub(super) struct PasswordForm;

impl PostedForm for PasswordForm {
    const NAME: &'static str = "change-password";
}

pub(super) async fn show(screen: Screen) -> Result<Response, PageError> {
    screen.show("confirm", &page(&screen, &FieldErrors::default()))
}

pub(super) async fn change(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    Caller(origin): Caller,
    posted: Posted<PasswordForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return show(screen).await;
    }
    let [current, new] = ["current", "new"].map(|name| posted.typed.text(name).to_owned());
    match services.identity.change_password(&me, current, new, &origin).await? {
        Ok(session) => {
            let cookie = [(SET_COOKIE, cookies::session_cookie(session.expose()))];
            Ok((cookie, Done::Password.to(ACCOUNT)).into_response())
        }
        Err(errors) => screen.show_again("confirm", &page(&screen, &errors)),
    }
}

fn page(screen: &Screen, errors: &FieldErrors) -> Confirm {
    let current = FieldView::password("current", Text::key("password-current"), false).size("s");
    let fields = vec![told(current, "current", errors), new_password(errors)];
    Confirm {
        token: screen.token::<PasswordForm>(),
        action: "/account/password".to_owned(),
        title: Text::key("password-title"),
        paragraphs: vec![Text::key("password-others-end")],
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: Text::key("password-button"),
        cancel_href: ACCOUNT.to_owned(),
        ..Confirm::default()
    }
}

/// The box for a password that is being chosen.
pub(super) fn new_password(errors: &FieldErrors) -> FieldView {
    let hint = Message::new("password-hint").with("least", PASSWORD_LEAST);
    told(FieldView::password("new", Text::key("password-new"), true).size("s").hint(hint), "new", errors)
}
