//! Where mail about one's own account goes, and whether news comes by it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{FieldErrors, Message};
use wording::Text;

use super::done::Done;
use super::{ACCOUNT, Me, SureMe, told};
use crate::form::{FieldView, Input};
use crate::parts::{Confirm, ErrorSummary, Said};
use crate::{PageError, Posted, PostedForm, Screen, Services};

/// The page on which the address is changed.
pub(super) const PAGE: &str = "/account/address";

/// The page on which news is chosen or not.
pub(super) const NEWS: &str = "/account/news";

pub(super) struct AddressForm;

impl PostedForm for AddressForm {
    const NAME: &'static str = "own-address";
}

pub(super) struct ConfirmAddressForm;

impl PostedForm for ConfirmAddressForm {
    const NAME: &'static str = "confirm-address";
}

pub(super) struct NewsForm;

impl PostedForm for NewsForm {
    const NAME: &'static str = "choose-news";
}

pub(super) async fn show(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
) -> Result<Response, PageError> {
    let own = services.identity.own_account(&me).await?;
    screen.show("confirm", &page(&screen, own.email.as_deref(), "", &FieldErrors::default()))
}

pub(super) async fn ask(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    posted: Posted<AddressForm>,
) -> Result<Response, PageError> {
    let typed = posted.typed.text("email");
    let asked = match posted.is_shown_again {
        true => Err(FieldErrors::default()),
        false => services.identity.ask_address(&me, typed).await?,
    };
    match asked {
        Ok(()) => Ok(Done::AddressAsked.to(ACCOUNT).into_response()),
        Err(errors) => {
            let own = services.identity.own_account(&me).await?;
            screen.show_again("confirm", &page(&screen, own.email.as_deref(), typed, &errors))
        }
    }
}

fn page(screen: &Screen, now: Option<&str>, typed: &str, errors: &FieldErrors) -> Confirm {
    let fields = vec![told(address_box("address-field", typed, Some("email")), "email", errors)];
    let mut paragraphs = vec![Text::key("address-text")];
    paragraphs.extend(now.map(|now| Message::new("address-now").with("address", now).into()));
    Confirm {
        token: screen.token::<AddressForm>(),
        action: PAGE.to_owned(),
        title: Text::key("address-title"),
        paragraphs,
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: Text::key("address-button"),
        cancel_href: ACCOUNT.to_owned(),
        ..Confirm::default()
    }
}

/// The box for an address.
pub(crate) fn address_box(label: &str, typed: &str, autocomplete: Option<&'static str>) -> FieldView {
    let input = Input { kind: "email", mode: None, autocomplete, width: "", spellcheck: false };
    FieldView::text("email", Text::key(label), typed).size("s").input(input)
}

/// Where the link leads that was sent to a new address.
pub(super) async fn look(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    if !services.identity.can_confirm_address(&token).await? {
        return over(&screen);
    }
    let view = Confirm {
        token: screen.token::<ConfirmAddressForm>(),
        action: format!("{PAGE}/{token}"),
        title: Text::key("address-confirm-title"),
        paragraphs: vec![Text::key("address-confirm-text")],
        button: Text::key("address-confirm-button"),
        cancel_href: "/".to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &view)
}

pub(super) async fn confirm(
    screen: Screen,
    services: Services,
    Path(token): Path<String>,
    _form: Posted<ConfirmAddressForm>,
) -> Result<Response, PageError> {
    if !services.identity.confirm_address(&token).await? {
        return over(&screen);
    }
    let said = Said::keys("done-address", &["address-text"]);
    screen.show("said", &said.on("/sign-in", "sign-in-title"))
}

fn over(screen: &Screen) -> Result<Response, PageError> {
    let said = Said::keys("link-over-title", &["address-over-text"]).on("/sign-in", "sign-in-title");
    screen.show_as(StatusCode::NOT_FOUND, "said", &said)
}

pub(super) async fn show_news(screen: Screen, services: Services, Me(me): Me) -> Result<Response, PageError> {
    let own = services.identity.own_account(&me).await?;
    let options = [("yes", "account-news-yes"), ("no", "account-news-no")];
    let options = options.map(|(word, key)| (word.to_owned(), Text::key(key))).to_vec();
    let chosen = if own.news { "yes" } else { "no" };
    let view = Confirm {
        token: screen.token::<NewsForm>(),
        action: NEWS.to_owned(),
        title: Text::key("news-title"),
        paragraphs: vec![Text::key("news-text")],
        fields: vec![FieldView::choice("news", Text::key("news-field"), options, chosen).size("s")],
        button: Text::key("language-button"),
        cancel_href: ACCOUNT.to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &view)
}

pub(super) async fn choose_news(
    screen: Screen,
    services: Services,
    me: Me,
    posted: Posted<NewsForm>,
) -> Result<Response, PageError> {
    if posted.is_shown_again {
        return show_news(screen, services, me).await;
    }
    let wanted = match posted.typed.text("news") {
        "yes" => true,
        "no" => false,
        _ => return Err(PageError::Unreadable),
    };
    services.identity.choose_news(&me.0, wanted).await?;
    Ok(Done::News.to(ACCOUNT).into_response())
}
