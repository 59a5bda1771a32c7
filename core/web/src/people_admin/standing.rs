//! Suspending an account, closing that of somebody who left, and opening one again.

use administration::AccountChange;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Message, Reference};
use permissions::ActKind;
use wording::Text;

use crate::parts::{Confirm, Notice};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The form of all three.
pub(super) struct StandingForm;

impl PostedForm for StandingForm {
    const NAME: &'static str = "account-standing";
}

/// What the page says of one change: the word in its address, what is asked, and what is said
/// when it is done.
struct Said {
    word: &'static str,
    change: AccountChange,
    paragraphs: [&'static str; 2],
    done: &'static str,
}

const CHANGES: [Said; 3] = [
    Said {
        word: "suspend",
        change: AccountChange::Suspend,
        paragraphs: ["account-suspend-what", "account-suspend-when"],
        done: "account-suspended",
    },
    Said {
        word: "leave",
        change: AccountChange::Leave,
        paragraphs: ["account-leave-what", "account-leave-cases"],
        done: "account-left",
    },
    Said {
        word: "resume",
        change: AccountChange::Resume,
        paragraphs: ["account-resume-what", "account-resume-sure"],
        done: "account-resumed",
    },
];

/// What was just done, where the word of the address is one of these.
pub(super) fn done(word: &str) -> Option<Notice> {
    CHANGES.iter().find(|said| said.word == word).map(|said| Notice::success(Text::key(said.done)))
}

/// The question.
pub(super) async fn ask(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((account, word)): Path<(String, String)>,
) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::ManageAccounts) {
        return Err(PageError::Forbidden(None));
    }
    let (account, said) = named(&account, &word)?;
    let accounts = services.accounts.list(&visitor.actor).await?;
    let found = accounts.iter().find(|view| view.reference == account && !view.is_own);
    let name = &found.ok_or(PageError::NotFound)?.name;
    let page = Confirm {
        token: screen.token::<StandingForm>(),
        action: format!("/accounts/{account}/standing/{word}"),
        title: Message::new(format!("account-{word}-title")).with("name", name).into(),
        paragraphs: said.paragraphs.map(Text::key).to_vec(),
        button: Text::key(format!("account-{word}")),
        is_dangerous: said.change != AccountChange::Resume,
        cancel_href: "/accounts".to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &page)
}

/// Does it.
pub(super) async fn change(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((account, word)): Path<(String, String)>,
    _form: Posted<StandingForm>,
) -> Result<Response, PageError> {
    let (account, said) = named(&account, &word)?;
    services.accounts.change(&visitor.actor, account, said.change).await?;
    Ok(Redirect::to(&format!("/accounts?done={word}")).into_response())
}

fn named(account: &str, word: &str) -> Result<(Reference, &'static Said), PageError> {
    let account = account.parse().map_err(|_| PageError::NotFound)?;
    let said = CHANGES.iter().find(|said| said.word == word).ok_or(PageError::NotFound)?;
    Ok((account, said))
}
