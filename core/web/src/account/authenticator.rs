//! Setting up an authenticator, and recovery codes for the day when it is lost.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use domain::FieldErrors;
use identity::{FactorOffer, FreshCodes, RecoveryCode};
use serde::Serialize;
use wording::Text;

use super::{ACCOUNT, Me, SureMe, told};
use crate::form::FieldView;
use crate::parts::{Confirm, ErrorSummary};
use crate::{PageError, Posted, PostedForm, Screen, Services, cookies};

pub(super) struct AuthenticatorForm;

impl PostedForm for AuthenticatorForm {
    const NAME: &'static str = "authenticator";
}

pub(super) struct RecoveryForm;

impl PostedForm for RecoveryForm {
    const NAME: &'static str = "recovery-codes";
}

/// The page that shows a secret to be taken into an app, once.
#[derive(Serialize)]
struct OfferView {
    token: String,
    offer: String,
    square: Option<SquareView>,
    /// The secret in groups of four, each kept together on a narrow screen.
    for_typing: Vec<String>,
    link: String,
    replaces: bool,
    /// Whether nothing else opens before this is done.
    is_first: bool,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct SquareView {
    size: u32,
    path: String,
}

impl OfferView {
    fn new(screen: &Screen, offer: FactorOffer, is_first: bool, errors: &FieldErrors) -> Self {
        let code = FieldView::one_time_code("code", Text::key("authenticator-code")).size("s");
        let code = told(code.hint(Text::key("authenticator-code-hint")), "code", errors);
        let fields = vec![code];
        Self {
            token: screen.token::<AuthenticatorForm>(),
            offer: offer.token,
            square: offer.square.map(|square| SquareView { size: square.size, path: square.path }),
            for_typing: offer.for_typing.split(' ').map(str::to_owned).collect(),
            link: offer.link,
            replaces: offer.replaces,
            is_first,
            errors: ErrorSummary::new(errors, &fields),
            fields,
        }
    }
}

pub(super) async fn show(screen: Screen, services: Services, Me(me): Me) -> Result<Response, PageError> {
    let offer = services.identity.offer_factor(&me).await?;
    let view = OfferView::new(&screen, offer, me.must_enrol(), &FieldErrors::default());
    screen.show("account/authenticator", &view)
}

/// Takes the secret and shows the recovery codes; what was wrong is said beside the same
/// square code, so that nobody scans twice.
pub(super) async fn take(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    posted: Posted<AuthenticatorForm>,
) -> Result<Response, PageError> {
    let identity = &services.identity;
    let [token, code] = ["offer", "code"].map(|name| posted.typed.text(name));
    let errors = if posted.is_shown_again {
        FieldErrors::default()
    } else {
        match identity.take_factor(&me, token, code).await? {
            Ok(fresh) => return shown_once(&screen, &fresh, if me.must_enrol() { "/" } else { ACCOUNT }),
            Err(errors) => errors,
        }
    };
    let offer = identity.offer_factor_again(&me, token).await?;
    let view = OfferView::new(&screen, offer, me.must_enrol(), &errors);
    screen.show_again("account/authenticator", &view)
}

/// Asks once more before new recovery codes are made.
pub(super) async fn ask(screen: Screen) -> Result<Response, PageError> {
    screen.show("confirm", &asking(&screen))
}

pub(super) async fn renew(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    posted: Posted<RecoveryForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return ask(screen).await;
    }
    shown_once(&screen, &services.identity.new_recovery_codes(&me).await?, ACCOUNT)
}

fn asking(screen: &Screen) -> Confirm {
    Confirm {
        token: screen.token::<RecoveryForm>(),
        action: "/account/recovery-codes".to_owned(),
        title: Text::key("recovery-new-title"),
        paragraphs: vec![Text::key("recovery-new-text")],
        button: Text::key("recovery-new-button"),
        cancel_href: ACCOUNT.to_owned(),
        ..Confirm::default()
    }
}

/// The recovery codes, which no page shows again.
#[derive(Serialize)]
struct CodesView<'a> {
    codes: Vec<&'a str>,
    next: &'a str,
}

fn shown_once(screen: &Screen, fresh: &FreshCodes, next: &str) -> Result<Response, PageError> {
    let codes = fresh.codes.iter().map(RecoveryCode::expose).collect();
    let cookie = [(SET_COOKIE, cookies::session_cookie(fresh.session.expose()))];
    let page = screen.show("account/recovery-codes", &CodesView { codes, next })?;
    Ok((cookie, page).into_response())
}
