//! The questions before keys are replaced or forgotten.

use administration::Replace;
use axum::extract::Path;
use axum::response::{Redirect, Response};
use permissions::ActKind;
use wording::Text;

use crate::parts::Confirm;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The forms by which keys are replaced or forgotten.
pub(super) struct KeysForm;

impl PostedForm for KeysForm {
    const NAME: &'static str = "keys";
}

/// The question, with what will happen.
pub(super) async fn ask(
    screen: Screen,
    SignedIn(visitor): SignedIn,
    Path(what): Path<String>,
) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::Maintain) {
        return Err(PageError::NotFound);
    }
    let paragraphs: &[&'static str] = match replace(&what)? {
        Replace::Owners => &["keys-replace-owners-what", "keys-replace-meanwhile"],
        Replace::Master | Replace::Wrapping => {
            &["keys-replace-master-what", "keys-replace-meanwhile", "keys-replace-master-safe"]
        }
    };
    let page = Confirm {
        token: screen.token::<KeysForm>(),
        action: format!("/keys/replace/{what}"),
        title: Text::key(if what == "owners" {
            "keys-replace-owners-title"
        } else {
            "keys-replace-master-title"
        }),
        paragraphs: paragraphs.iter().map(|key| Text::key(*key)).collect(),
        button: Text::key("keys-replace"),
        cancel_href: "/keys".to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &page)
}

/// Begins; the server does the rest by itself.
pub(super) async fn begin(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(what): Path<String>,
    _form: Posted<KeysForm>,
) -> Result<Redirect, PageError> {
    services.keys.begin(&visitor.actor, replace(&what)?).await?;
    Ok(Redirect::to("/keys?done=begun"))
}

/// The question before older generations are forgotten.
pub(super) async fn ask_to_retire(
    screen: Screen,
    SignedIn(visitor): SignedIn,
) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::Maintain) {
        return Err(PageError::NotFound);
    }
    let page = Confirm {
        token: screen.token::<KeysForm>(),
        action: "/keys/retire".to_owned(),
        title: Text::key("keys-retire-title"),
        paragraphs: vec![Text::key("keys-retire-what")],
        warning: Some(Text::key("keys-retire-backups")),
        button: Text::key("keys-retire"),
        is_dangerous: true,
        cancel_href: "/keys".to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &page)
}

/// Forgets them, where nothing is kept under them any more.
pub(super) async fn retire(
    services: Services,
    SignedIn(visitor): SignedIn,
    _form: Posted<KeysForm>,
) -> Result<Redirect, PageError> {
    services.keys.retire(&visitor.actor, false).await?;
    Ok(Redirect::to("/keys?done=retired"))
}

fn replace(what: &str) -> Result<Replace, PageError> {
    match what {
        "master" => Ok(Replace::Master),
        "owners" => Ok(Replace::Owners),
        _ => Err(PageError::NotFound),
    }
}
