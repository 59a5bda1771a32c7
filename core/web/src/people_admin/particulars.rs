//! Where somebody who works for the service lives, works and learns, and whom they know:
//! asked so that nobody is given a case in which they know a person.

use ::cases::work::{PARTICULARS, ParticularsView, Whose};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Reference};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::{line, told};
use crate::form::FieldView;
use crate::parts::{ErrorSummary, Notice};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The page of one's own.
pub(super) const OWN: &str = "/account/particulars";

/// The form.
pub(super) struct ParticularsForm;

impl PostedForm for ParticularsForm {
    const NAME: &'static str = "particulars";
}

#[derive(Deserialize)]
pub(super) struct Arrived {
    done: Option<String>,
}

#[derive(Serialize)]
struct ParticularsPage {
    notice: Option<Notice>,
    errors: ErrorSummary,
    own: bool,
    name: String,
    back: &'static str,
    action: String,
    token: String,
    version: i64,
    fields: Vec<FieldView>,
}

/// One's own.
pub(super) async fn show_own(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(arrived): Query<Arrived>,
) -> Result<Response, PageError> {
    shown(&screen, &services, &visitor, Whose::Own, &arrived).await
}

/// Those of a colleague.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
    Query(arrived): Query<Arrived>,
) -> Result<Response, PageError> {
    shown(&screen, &services, &visitor, of(&account)?, &arrived).await
}

async fn shown(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    whose: Whose,
    arrived: &Arrived,
) -> Result<Response, PageError> {
    let view = services.casework.particulars(&visitor.actor, whose).await?;
    let mut typed = Typed::default();
    for (name, text) in &view.answers {
        typed.set(name, text.as_str());
    }
    let page = page(screen, whose, &view, (&typed, view.version), &FieldErrors::default());
    let notice =
        (arrived.done.as_deref() == Some("saved")).then(|| Notice::success(Text::key("particulars-saved")));
    screen.show("admin/particulars", &ParticularsPage { notice, ..page })
}

/// Keeps one's own.
pub(super) async fn save_own(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<ParticularsForm>,
) -> Result<Response, PageError> {
    saved(&screen, &services, &visitor, Whose::Own, &form).await
}

/// Keeps those of a colleague.
pub(super) async fn save(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
    form: Posted<ParticularsForm>,
) -> Result<Response, PageError> {
    saved(&screen, &services, &visitor, of(&account)?, &form).await
}

async fn saved(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    whose: Whose,
    form: &Posted<ParticularsForm>,
) -> Result<Response, PageError> {
    let version = form.typed.text("version").parse().map_err(|_| PageError::Unreadable)?;
    let again = async |errors: &FieldErrors| {
        let view = services.casework.particulars(&visitor.actor, whose).await?;
        let page = page(screen, whose, &view, (&form.typed, version), errors);
        screen.show_again("admin/particulars", &page)
    };
    if form.is_shown_again {
        return again(&FieldErrors::default()).await;
    }
    let typed = PARTICULARS.map(|name| (name, form.typed.text(name).to_owned()));
    match services.casework.amend_particulars(&visitor.actor, whose, version, &typed).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=saved", address(whose))).into_response()),
        Err(::cases::Error::Fields(errors)) => again(&errors).await,
        Err(error) => Err(error.into()),
    }
}

fn of(account: &str) -> Result<Whose, PageError> {
    account.parse::<Reference>().map(Whose::Of).map_err(|_| PageError::NotFound)
}

fn address(whose: Whose) -> String {
    match whose {
        Whose::Own => OWN.to_owned(),
        Whose::Of(account) => format!("/accounts/{account}/particulars"),
    }
}

fn page(
    screen: &Screen,
    whose: Whose,
    view: &ParticularsView,
    (typed, version): (&Typed, i64),
    errors: &FieldErrors,
) -> ParticularsPage {
    let field = |name: &'static str| {
        let (label, value) = (Text::key(format!("particulars-{name}")), typed.text(name));
        let field = match name {
            "postcode" => FieldView::text(name, label, value).input(line("text", "govuk-input--width-10")),
            "phone" => FieldView::text(name, label, value).input(line("tel", "govuk-input--width-20")),
            "email" => FieldView::text(name, label, value).input(line("email", "")),
            _ => FieldView::long_text(name, label, value),
        };
        told(field.hint(Text::key(format!("particulars-{name}-hint"))).size("s"), name, errors)
    };
    let fields: Vec<_> = PARTICULARS.into_iter().map(field).collect();
    let own = whose == Whose::Own;
    ParticularsPage {
        notice: None,
        errors: ErrorSummary::new(errors, &fields),
        own,
        name: view.name.clone(),
        back: if own { "/account" } else { "/accounts" },
        action: address(whose),
        token: screen.token::<ParticularsForm>(),
        version,
        fields,
    }
}
