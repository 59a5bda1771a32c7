//! Choosing the language in which one reads the service, on every device.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use wording::{Language, Text};

use super::done::Done;
use super::{ACCOUNT, Me};
use crate::form::FieldView;
use crate::parts::Confirm;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, cookies};

pub(super) struct LanguageForm;

impl PostedForm for LanguageForm {
    const NAME: &'static str = "choose-language";
}

pub(super) async fn show(screen: Screen, SignedIn(visitor): SignedIn) -> Result<Response, PageError> {
    question(&screen, visitor.language.unwrap_or(screen.language()))
}

fn question(screen: &Screen, chosen: Language) -> Result<Response, PageError> {
    let options = Language::ALL.map(|one| (one.code().to_owned(), Text::plain(one.name()))).to_vec();
    let chosen = chosen.code();
    let field = FieldView::choice("language", Text::key("language-question"), options, chosen).size("s");
    let view = Confirm {
        token: screen.token::<LanguageForm>(),
        action: "/account/language".to_owned(),
        title: Text::key("account-language"),
        paragraphs: vec![Text::key("language-everywhere")],
        fields: vec![field],
        button: Text::key("language-button"),
        cancel_href: ACCOUNT.to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &view)
}

/// Remembers it for the account, and on this device, where another may have been chosen.
pub(super) async fn choose(
    screen: Screen,
    services: Services,
    Me(me): Me,
    posted: Posted<LanguageForm>,
) -> Result<Response, PageError> {
    let language = Language::ALL.into_iter().find(|one| one.code() == posted.typed.text("language"));
    let language = language.ok_or(PageError::Unreadable)?;
    if posted.is_shown_again {
        return question(&screen, language);
    }
    services.identity.choose_language(&me, language.code()).await?;
    let cookie = [(SET_COOKIE, cookies::language_cookie(language))];
    Ok((cookie, Done::Language.to(ACCOUNT)).into_response())
}
