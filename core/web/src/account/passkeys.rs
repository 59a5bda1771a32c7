//! One's own passkeys: which there are, adding one, removing one.

use axum::extract::Query;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use domain::{FieldErrors, Instant, Message};
use identity::{Answer, Asked, PasskeyView, Proved, Removal, Secret, device};
use serde::Serialize;
use wording::Text;

use super::done::{Done, Just};
use super::{Caller, PASSKEYS, SureMe, told};
use crate::form::FieldView;
use crate::parts::{ErrorSummary, Notice};
use crate::{PageError, Posted, PostedForm, Screen, Services, cookies};

pub(super) struct AddForm;

impl PostedForm for AddForm {
    const NAME: &'static str = "add-passkey";
}

pub(super) struct RemoveForm;

impl PostedForm for RemoveForm {
    const NAME: &'static str = "remove-passkey";
}

#[derive(Serialize)]
struct PasskeysView {
    notice: Option<Notice>,
    errors: ErrorSummary,
    passkeys: Vec<PasskeyView>,
    /// Whether nothing else opens before there is one.
    is_needed: bool,
    /// By when one has to be added.
    until: Option<Instant>,
    /// The question for the browser; nothing where the service has no name that browsers take.
    asked: Option<Asked>,
    token: String,
    remove_token: String,
    fields: Vec<FieldView>,
}

async fn view(
    screen: &Screen,
    services: &Services,
    me: &Proved,
    name: &str,
    notice: Option<Notice>,
    errors: &FieldErrors,
) -> Result<impl Serialize + use<>, PageError> {
    let asked = services.identity.offer_passkey(me).await?;
    let field = FieldView::text("name", Text::key("passkeys-name"), name).size("s");
    let fields = vec![told(field.hint(Text::key("passkeys-name-hint")), "name", errors)];
    let (token, remove_token) = (screen.token::<AddForm>(), screen.token::<RemoveForm>());
    let errors = ErrorSummary::new(errors, &fields);
    let own = services.identity.own_passkeys(me).await?;
    let (is_needed, until) = (me.must_add_passkey(), me.add_passkey_until());
    Ok(own.map(|passkeys| PasskeysView {
        notice,
        errors,
        passkeys,
        is_needed,
        until,
        asked,
        token,
        remove_token,
        fields,
    }))
}

pub(super) async fn show(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    Caller(origin): Caller,
    Query(just): Query<Just>,
) -> Result<Response, PageError> {
    let name = device(&origin.user_agent);
    let page = view(&screen, &services, &me, &name, just.notice(), &FieldErrors::default()).await?;
    screen.show("account/passkeys", &page)
}

pub(super) async fn add(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    posted: Posted<AddForm>,
) -> Result<Response, PageError> {
    let [ceremony, answer, name] = ["ceremony", "answer", "name"].map(|field| posted.typed.text(field));
    let errors = if posted.is_shown_again {
        FieldErrors::default()
    } else {
        match services.identity.take_passkey(&me, Answer { ceremony, answer }, name).await? {
            Ok(session) => return Ok(renewed(&session, Done::PasskeyAdded)),
            Err(errors) => errors,
        }
    };
    let page = view(&screen, &services, &me, name, None, &errors).await?;
    screen.show_again("account/passkeys", &page)
}

pub(super) async fn remove(
    services: Services,
    SureMe(me): SureMe,
    posted: Posted<RemoveForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return Ok(axum::response::Redirect::to(PASSKEYS).into_response());
    }
    match services.identity.remove_passkey(&me, posted.typed.text("passkey")).await? {
        Removal::Done(session) => Ok(renewed(&session, Done::PasskeyRemoved)),
        Removal::Unknown => Err(PageError::NotFound),
        Removal::Needed => Err(PageError::Refused(vec![Message::new("passkey-last")])),
    }
}

/// Back to the page, under the session's new token.
fn renewed(session: &Secret, done: Done) -> Response {
    ([(SET_COOKIE, cookies::session_cookie(session.expose()))], done.to(PASSKEYS)).into_response()
}
