//! Setting up an authenticator, and recovery codes for the day when it is lost.

use axum::response::Response;
use domain::FieldErrors;
use identity::{FactorOffer, RecoveryCode};
use serde::Serialize;
use wording::Text;

use super::{ACCOUNT, Caller, Me, told};
use crate::form::{FieldView, Input};
use crate::parts::{Confirm, ErrorSummary};
use crate::{PageError, Posted, PostedForm, Screen, Services};

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
        let fields = if offer.replaces { vec![current(errors), code] } else { vec![code] };
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
    Me(me): Me,
    Caller(origin): Caller,
    posted: Posted<AuthenticatorForm>,
) -> Result<Response, PageError> {
    let identity = &services.identity;
    let [token, code, current] = ["offer", "code", "current"].map(|name| posted.typed.text(name));
    if posted.is_shown_again {
        return show(screen, services.clone(), Me(me)).await;
    }
    match identity.take_factor(&me, token, code, current, &origin).await? {
        Ok(codes) => shown_once(&screen, &codes, if me.must_enrol() { "/" } else { ACCOUNT }),
        Err(errors) => {
            let offer = identity.offer_factor_again(&me, token).await?;
            let view = OfferView::new(&screen, offer, me.must_enrol(), &errors);
            screen.show_again("account/authenticator", &view)
        }
    }
}

/// Asks for a code before new recovery codes are made.
pub(super) async fn ask(screen: Screen) -> Result<Response, PageError> {
    screen.show("confirm", &asking(&screen, &FieldErrors::default()))
}

pub(super) async fn renew(
    screen: Screen,
    services: Services,
    Me(me): Me,
    Caller(origin): Caller,
    posted: Posted<RecoveryForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return ask(screen).await;
    }
    match services.identity.new_recovery_codes(&me, posted.typed.text("current"), &origin).await? {
        Ok(codes) => shown_once(&screen, &codes, ACCOUNT),
        Err(errors) => screen.show_again("confirm", &asking(&screen, &errors)),
    }
}

fn asking(screen: &Screen, errors: &FieldErrors) -> Confirm {
    let fields = vec![current(errors)];
    Confirm {
        token: screen.token::<RecoveryForm>(),
        action: "/account/recovery-codes".to_owned(),
        title: Text::key("recovery-new-title"),
        paragraphs: vec![Text::key("recovery-new-text")],
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: Text::key("recovery-new-button"),
        cancel_href: ACCOUNT.to_owned(),
        ..Confirm::default()
    }
}

/// The box for a code of the authenticator in use, or one of the recovery codes.
fn current(errors: &FieldErrors) -> FieldView {
    let input = Input {
        kind: "text",
        mode: None,
        autocomplete: Some("one-time-code"),
        width: "govuk-input--width-20",
        spellcheck: false,
    };
    let field = FieldView::text("current", Text::key("authenticator-current"), "").size("s").input(input);
    told(field.hint(Text::key("authenticator-current-hint")), "current", errors)
}

/// The recovery codes, which no page shows again.
#[derive(Serialize)]
struct CodesView<'a> {
    codes: Vec<&'a str>,
    next: &'a str,
}

fn shown_once(screen: &Screen, codes: &[RecoveryCode], next: &str) -> Result<Response, PageError> {
    let codes = codes.iter().map(RecoveryCode::expose).collect();
    screen.show("account/recovery-codes", &CodesView { codes, next })
}
