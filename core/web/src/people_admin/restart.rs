//! Resetting somebody's sign-in, and changing where their mail goes.
//!
//! Both put the account into the hands of whoever does it, so both keep to one rule: nobody
//! does it alone to somebody who holds rights of oversight that they lack.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference};
use identity::Error as IdentityError;
use permissions::Role;
use wording::Text;

use super::invitation::link;
use super::told;
use crate::account::address_box;
use crate::parts::{Confirm, ErrorSummary, Said};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The page of the list of accounts.
const ACCOUNTS: &str = "/accounts";

/// The question whether to reset a sign-in.
pub(super) struct RestartForm;

impl PostedForm for RestartForm {
    const NAME: &'static str = "reset-sign-in";
}

/// The form of somebody else's address.
pub(super) struct OtherAddressForm;

impl PostedForm for OtherAddressForm {
    const NAME: &'static str = "other-address";
}

/// Asks whether to reset it.
pub(super) async fn ask(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let account = reference(&account)?;
    let restart = services.identity.may_restart(&visitor.actor, account).await?;
    if let Some(roles) = restart.together {
        return not_alone(&screen, &roles);
    }
    if !restart.is_in_use {
        return Err(not_in_use());
    }
    let is_mailed = restart.has_address && screen.site().settings().sends_mail;
    let way = if is_mailed { "restart-mailed" } else { "restart-shown" };
    let view = Confirm {
        token: screen.token::<RestartForm>(),
        action: format!("{ACCOUNTS}/{account}/reset"),
        title: Text::key("restart-title"),
        paragraphs: vec![account_line(account), Text::key("restart-text"), Text::key(way)],
        warning: Some(Text::key("restart-sure")),
        button: Text::key("restart-button"),
        is_dangerous: true,
        cancel_href: ACCOUNTS.to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &view)
}

/// Resets it. Whoever did so sees the link only where it cannot be mailed.
pub(super) async fn reset(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
    _form: Posted<RestartForm>,
) -> Result<Response, PageError> {
    match services.identity.restart(&visitor.actor, reference(&account)?).await {
        Ok(restarted) if restarted.has_address && screen.site().settings().sends_mail => screen
            .show("said", &Said::keys("restarted-title", &["restarted-mailed"]).on(ACCOUNTS, "link-done")),
        Ok(restarted) => link(&screen, None, &restarted.secret),
        Err(IdentityError::NotAlone(roles)) => not_alone(&screen, &roles),
        Err(error) => Err(error.into()),
    }
}

/// The form of their address.
pub(super) async fn address(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let account = reference(&account)?;
    if let Some(roles) = services.identity.may_restart(&visitor.actor, account).await?.together {
        return not_alone(&screen, &roles);
    }
    screen.show("confirm", &address_page(&screen, account, "", &FieldErrors::default()))
}

/// Changes their address.
pub(super) async fn change_address(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
    posted: Posted<OtherAddressForm>,
) -> Result<Response, PageError> {
    let account = reference(&account)?;
    let typed = posted.typed.text("email");
    if posted.is_shown_again {
        return screen.show("confirm", &address_page(&screen, account, typed, &FieldErrors::default()));
    }
    match services.identity.change_address(&visitor.actor, account, typed).await {
        Ok(Ok(())) => Ok(Redirect::to("/accounts?done=address").into_response()),
        Ok(Err(errors)) => screen.show_again("confirm", &address_page(&screen, account, typed, &errors)),
        Err(IdentityError::NotAlone(roles)) => not_alone(&screen, &roles),
        Err(error) => Err(error.into()),
    }
}

fn address_page(screen: &Screen, account: Reference, typed: &str, errors: &FieldErrors) -> Confirm {
    let fields = vec![told(address_box("address-field", typed, Some("off")), "email", errors)];
    Confirm {
        token: screen.token::<OtherAddressForm>(),
        action: format!("{ACCOUNTS}/{account}/address"),
        title: Text::key("other-address-title"),
        paragraphs: vec![account_line(account), Text::key("other-address-text")],
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: Text::key("other-address-button"),
        cancel_href: ACCOUNTS.to_owned(),
        ..Confirm::default()
    }
}

/// Why it cannot be done alone, and who has to be in it.
fn not_alone(screen: &Screen, roles: &[Role]) -> Result<Response, PageError> {
    let names = roles.iter().map(|role| Text::from(role.message())).collect::<Vec<_>>();
    let names = if names.is_empty() { Text::key("not-alone-nobody") } else { Text::List(names) };
    let names = screen.site().pages().wording().say(screen.language(), &names);
    let said = Said {
        title: Text::key("not-alone-title"),
        paragraphs: vec![
            Message::new("not-alone-text").with("roles", names).into(),
            Text::key("not-alone-how"),
        ],
        link: None,
    };
    screen.show_as(axum::http::StatusCode::FORBIDDEN, "said", &said.on(ACCOUNTS, "link-done"))
}

fn not_in_use() -> PageError {
    PageError::Refused(vec![Message::new("restart-not-in-use")])
}

/// The account in question, as the list names it.
fn account_line(account: Reference) -> Text {
    Text::plain(account.to_string())
}

fn reference(text: &str) -> Result<Reference, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
