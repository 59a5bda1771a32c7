//! Signing in and out, and looking after one's own account.
//!
//! Ama follows her invitation and chooses a password. In a live service nothing opens to
//! her yet but the page that sets up her authenticator ([`Access::Enrolling`]); from then
//! on she signs in with a name, a password and a code, and the first page leads her to her
//! work. Under her name in the header she sees where she is signed in and can end it.

mod address;
mod authenticator;
mod caller;
mod done;
mod forgotten;
mod invitation;
mod landing;
mod language;
mod overview;
mod passkeys;
mod password;
mod ports;
pub(crate) mod proof;
mod provider;
mod providers;
mod sessions;
mod sign_in;
mod sign_out;
#[cfg(test)]
pub(crate) mod tests;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::FieldErrors;
use identity::{Present, Proved};

use crate::form::FieldView;
use crate::{Access, PageError, Services, Table, cookies};

pub(crate) use address::address_box;
pub(crate) use caller::Caller;

/// The page that sets up a second factor.
pub(crate) const SET_UP: &str = "/account/authenticator";

/// The page of one's own passkeys, where one is added.
pub(crate) const PASSKEYS: &str = "/account/passkeys";

/// The page on which somebody proves again that it is them.
pub(crate) const PROVE: &str = "/account/confirm";

/// The page of one's own account.
const ACCOUNT: &str = "/account";

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new()
        .get("/", Access::Public, landing::first)
        .get("/sign-in", Access::Public, sign_in::show)
        .post("/sign-in", Access::Plain, sign_in::password)
        .post("/sign-in/passkey", Access::Plain, sign_in::passkey)
        .get("/sign-in/code", Access::Plain, sign_in::from_the_start)
        .post("/sign-in/code", Access::Plain, sign_in::code)
        .get(forgotten::PAGE, Access::Plain, forgotten::show)
        .post(forgotten::PAGE, Access::Plain, forgotten::ask)
        .get("/sign-in/forgotten/{token}", Access::Plain, forgotten::choose)
        .post("/sign-in/forgotten/{token}", Access::Plain, forgotten::set)
        .get(address::PAGE, Access::Proved, address::show)
        .post(address::PAGE, Access::Proved, address::ask)
        .get("/account/address/{token}", Access::Plain, address::look)
        .post("/account/address/{token}", Access::Plain, address::confirm)
        .get(address::NEWS, Access::SignedIn, address::show_news)
        .post(address::NEWS, Access::SignedIn, address::choose_news)
        .get("/sign-in/with/{provider}", Access::Plain, sign_in::from_the_start)
        .post("/sign-in/with/{provider}", Access::Plain, provider::leave)
        .get("/sign-in/with/{provider}/callback", Access::Public, provider::arrive)
        .post("/sign-in/with/{provider}/logout", Access::Plain, provider::signed_out)
        .post("/sign-out", Access::Public, sign_out::here)
        .get("/invitation/{token}", Access::Plain, invitation::show)
        .post("/invitation/{token}", Access::Plain, invitation::accept)
        .post("/invitation/{token}/with", Access::Plain, provider::accept)
        .get(ACCOUNT, Access::SignedIn, overview::show)
        .post("/account/sessions/end", Access::SignedIn, sessions::end)
        .post("/account/sessions/end-all", Access::SignedIn, sign_out::everywhere)
        .get(PROVE, Access::Confirming, proof::show)
        .post(PROVE, Access::Confirming, proof::give)
        .post("/account/confirm/passkey", Access::Confirming, proof::give_passkey)
        .get(PASSKEYS, Access::Enrolling, passkeys::show)
        .post(PASSKEYS, Access::Enrolling, passkeys::add)
        .post("/account/confirm/with", Access::Confirming, provider::prove)
        .get(providers::PAGE, Access::Proved, providers::show)
        .post(providers::PAGE, Access::Proved, provider::link)
        .post("/account/passkeys/remove", Access::Proved, passkeys::remove)
        .get("/account/password", Access::Proved, password::show)
        .post("/account/password", Access::Proved, password::change)
        .get("/account/language", Access::SignedIn, language::show)
        .post("/account/language", Access::SignedIn, language::choose)
        .get(SET_UP, Access::Enrolling, authenticator::show)
        .post(SET_UP, Access::Enrolling, authenticator::take)
        .get("/account/recovery-codes", Access::Proved, authenticator::ask)
        .post("/account/recovery-codes", Access::Proved, authenticator::renew)
}

/// Whoever is signed in, with what changing their own account needs.
///
/// Looked up once more than the gate does, on these pages alone, so that every other page
/// knows no more of a session than its [`Visitor`](crate::Visitor).
pub(crate) struct Me(pub Present);

impl<S: Send + Sync> FromRequestParts<S> for Me {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let services = Services::from_request_parts(parts, state).await?;
        let Some(cookie) = cookies::session_of(&parts.headers) else { return Err(PageError::NotSignedIn) };
        services.identity.present(cookie).await?.map(Self).ok_or(PageError::NotSignedIn)
    }
}

/// Whoever is signed in and proved a short while ago that it is them.
pub(crate) struct SureMe(pub Proved);

impl<S: Send + Sync> FromRequestParts<S> for SureMe {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let Me(me) = Me::from_request_parts(parts, state).await?;
        // The gate has led away whoever has to prove it first; a row that forgot to say so
        // opens nothing.
        me.proved().map(Self).ok_or(PageError::Forbidden(None))
    }
}

impl From<identity::Error> for PageError {
    fn from(error: identity::Error) -> Self {
        match error {
            identity::Error::Storage(cause) => ::cases::Error::from(cause).into(),
            // Pages that can end so say it in words of their own.
            identity::Error::NotAlone(_) => Self::Forbidden(None),
        }
    }
}

/// The field with what is wrong about `name`, if anything is.
fn told(field: FieldView, name: &str, errors: &FieldErrors) -> FieldView {
    match errors.0.iter().find(|error| error.field == name) {
        Some(error) => field.error(error.message.clone()),
        None => field,
    }
}
