//! A form that somebody with an account fills in: each page is saved in their draft.
//!
//! Priya begins, is called away, and goes on tomorrow where she stopped. Every button of a
//! page saves what can be read of it before it leads anywhere, and the page saves itself
//! while she types, where scripts run.

use ::cases::Error;
use ::cases::intake::{FormName, FormState, PageAnswered, ReceiptView, Submission};
use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contributions::PageKind;
use domain::{FieldErrors, Message, Reference};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::desk::{Desk, PageName};
use super::pages::{Around, CheckPage, Go, QuestionPage, ReceiptPage, SEEN};
use super::today;
use super::way::{Way, check_page};
use crate::parts::{Confirm, Link};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// Every page of a form that is kept as a draft.
pub(super) struct DraftForm;

impl PostedForm for DraftForm {
    const NAME: &'static str = "draft-form";
}

/// The question whether a draft is to be thrown away.
pub(super) struct DiscardForm;

impl PostedForm for DiscardForm {
    const NAME: &'static str = "discard-draft";
}

/// The version of the referral that was seen when its changed answers were sent.
#[derive(Deserialize)]
pub(super) struct Seen {
    version: Option<i64>,
}

/// How often a page is saved over a draft that moves meanwhile: by its own saving while one
/// types, or in another window. The page pressed last is the one that counts.
const TRIES: usize = 3;

fn way<'a>(screen: &Screen, state: &'a FormState) -> Way<'a> {
    Way { form: &state.form, answers: &state.answers, today: today(screen) }
}

/// To the page where one begins, or stopped the last time.
pub(super) async fn start(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    desk: Desk,
) -> Result<Redirect, PageError> {
    let state = desk.state(&services, &visitor.actor).await?;
    Ok(Redirect::to(&desk.page(way(&screen, &state).resume())))
}

/// One page, with what the draft has.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    desk: Desk,
    PageName(page): PageName,
) -> Result<Response, PageError> {
    let state = desk.state(&services, &visitor.actor).await?;
    let errors = FieldErrors::default();
    let way = way(&screen, &state);
    let is_check = page == check_page(&state.form);
    // Before everything is answered there is nothing to check, and what is not asked after
    // the answers so far is not shown.
    let gap = way.gap();
    let leads_elsewhere = if is_check { gap != page } else { !way.leads_by(&page) };
    if leads_elsewhere {
        if !is_check && state.form.page(&page).is_none() {
            return Err(PageError::NotFound);
        }
        return Ok(Redirect::to(&desk.page(gap)).into_response());
    }
    if is_check {
        return check(&screen, &desk, &state, &errors);
    }
    question(&screen, &desk, &state, &page, None, &errors)
}

/// Takes a page: saves it and goes where the button leads, or sends the form.
pub(super) async fn take(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    desk: Desk,
    PageName(page): PageName,
    Query(seen): Query<Seen>,
    posted: Posted<DraftForm>,
) -> Result<Response, PageError> {
    let state = desk.state(&services, &visitor.actor).await?;
    let no_errors = FieldErrors::default();
    let is_check = page == check_page(&state.form);
    if posted.is_shown_again {
        return match is_check {
            true => check(&screen, &desk, &state, &no_errors),
            false => question(&screen, &desk, &state, &page, Some(&posted.typed), &no_errors),
        };
    }
    let go = Go::of(&posted.typed);
    if is_check && go == Go::On {
        return match &desk {
            Desk::New { name, .. } => {
                send(&screen, &services, &visitor, &desk, name, &state, posted.key).await
            }
            Desk::Sent(referral) => {
                send_changes(&screen, &services, &visitor, &desk, *referral, &state, seen.version).await
            }
        };
    }
    let has_questions = state.form.page(&page).is_some_and(|page| !page.fields.is_empty());
    let (state, errors) = match has_questions {
        true => {
            let answered = save(&services, &visitor, &desk, &page, &posted.typed, state.seen).await?;
            (answered.state, answered.errors)
        }
        false => (state, no_errors),
    };
    let way = way(&screen, &state);
    let to = match go {
        Go::On if !errors.is_empty() => {
            return question(&screen, &desk, &state, &page, Some(&posted.typed), &errors);
        }
        Go::On | Go::In(_) => desk.page(way.onward(&page)),
        Go::Back => way.back(&page).map_or(desk.start(), |before| desk.page(&before.id)),
        Go::To(wanted) => desk.page(&wanted),
        Go::Later => format!("{}?done=kept", desk.home()),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Saves what can be read of the page.
async fn save(
    services: &Services,
    visitor: &Visitor,
    desk: &Desk,
    page: &str,
    typed: &Typed,
    mut seen: i64,
) -> Result<PageAnswered, PageError> {
    for _ in 1..TRIES {
        match desk.save(services, &visitor.actor, page, typed, seen).await {
            Err(Error::Conflict) => seen = desk.state(services, &visitor.actor).await?.seen,
            answered => return Ok(answered?),
        }
    }
    Ok(desk.save(services, &visitor.actor, page, typed, seen).await?)
}

#[derive(Serialize)]
struct Saved {
    version: i64,
}

/// Keeps what is typed while it is typed. Unlike a button it never overwrites what was
/// saved from another window.
pub(super) async fn autosave(
    services: Services,
    SignedIn(visitor): SignedIn,
    desk: Desk,
    PageName(page): PageName,
    posted: Posted<DraftForm>,
) -> Result<Response, PageError> {
    let state = desk.state(&services, &visitor.actor).await?;
    let has_questions = state.form.page(&page).is_some_and(|page| !page.fields.is_empty());
    if !has_questions {
        return Err(PageError::NotFound);
    }
    let seen = posted.typed.text(SEEN).parse().map_err(|_| PageError::Unreadable)?;
    let answered = desk.save(&services, &visitor.actor, &page, &posted.typed, seen).await?;
    Ok(Json(Saved { version: answered.state.seen }).into_response())
}

async fn send(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    desk: &Desk,
    name: &FormName,
    state: &FormState,
    key: [u8; 16],
) -> Result<Response, PageError> {
    let submission = Submission {
        form: name.clone(),
        version: state.version,
        key,
        answers: None,
        locale: screen.language().code().to_owned(),
    };
    match services.intake().submit(&visitor.actor, submission).await {
        Ok(receipt) => {
            let page = ReceiptPage::new(&state.form, receipt.reference, links(desk, &receipt));
            screen.show("intake/receipt", &page)
        }
        Err(Error::Fields(errors)) => check(screen, desk, state, &errors),
        Err(error) => Err(error.into()),
    }
}

/// Sends the changed answers of a referral, and leads back to it.
async fn send_changes(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    desk: &Desk,
    referral: Reference,
    state: &FormState,
    version: Option<i64>,
) -> Result<Response, PageError> {
    let version = version.ok_or(PageError::Unreadable)?;
    let locale = screen.language().code();
    match services.intake().send_changes(&visitor.actor, referral, version, locale).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=answered", desk.home())).into_response()),
        // Pressed twice, it was sent the first time: nothing is left to send.
        Err(Error::Fields(_)) if state.changes != Some(version) => {
            Ok(Redirect::to(&format!("{}?done=answered", desk.home())).into_response())
        }
        Err(Error::Fields(errors)) => check(screen, desk, state, &errors),
        // What was typed is kept, and what changed stands on the page drawn now.
        Err(Error::Conflict) => {
            let mut changed = FieldErrors::default();
            changed.push("", Message::new("intake-changed"));
            check(screen, desk, state, &changed)
        }
        Err(error) => Err(error.into()),
    }
}

/// Where one goes on from the receipt.
fn links(desk: &Desk, receipt: &ReceiptView) -> Vec<Link> {
    let home = desk.home();
    vec![
        Link::new(format!("{home}/{}", receipt.reference), Text::key("fill-receipt-open")),
        Link::new(home.clone(), Text::key("fill-receipt-home")),
    ]
}

fn around(screen: &Screen, desk: &Desk, state: &FormState, page: &str) -> Around {
    let subject = match desk {
        Desk::New { .. } => None,
        Desk::Sent(referral) => Some(Message::new("fill-answers-of").with("reference", referral).into()),
    };
    Around {
        subject,
        action: desk.page(page),
        token: screen.token::<DraftForm>(),
        seen: Some(state.seen),
        autosave: Some(format!("{}/draft", desk.page(page))),
        ..Around::default()
    }
}

fn question(
    screen: &Screen,
    desk: &Desk,
    state: &FormState,
    page: &str,
    typed: Option<&Typed>,
    errors: &FieldErrors,
) -> Result<Response, PageError> {
    let walked = |page: &&contributions::Page| matches!(page.kind, PageKind::Question | PageKind::Safety);
    let page = state.form.page(page).filter(walked).ok_or(PageError::NotFound)?;
    let from_draft = Typed::from(&state.answers);
    let around = around(screen, desk, state, &page.id);
    let typed = typed.unwrap_or(&from_draft);
    let view = QuestionPage::new(around, way(screen, state), page, typed, errors);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    screen.show_as(status, "intake/page", &view)
}

fn check(
    screen: &Screen,
    desk: &Desk,
    state: &FormState,
    errors: &FieldErrors,
) -> Result<Response, PageError> {
    let around = around(screen, desk, state, check_page(&state.form));
    // Sending names the version of the referral that is seen here.
    let action = match state.changes {
        Some(version) => format!("{}?version={version}", around.action),
        None => around.action,
    };
    let discard = state.changes.map(|_| desk.discard());
    let around = Around { action, discard, autosave: None, ..around };
    let view = CheckPage::new(around, way(screen, state), errors);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    screen.show_as(status, "intake/check", &view)
}

/// Asks whether the draft is really to be thrown away.
pub(super) async fn ask_discard(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    desk: Desk,
) -> Result<Response, PageError> {
    // Whose draft it is that is asked about has to be theirs to know.
    if matches!(desk, Desk::Sent(_)) {
        desk.state(&services, &visitor.actor).await?;
    }
    let page = Confirm {
        token: screen.token::<DiscardForm>(),
        action: desk.discard(),
        title: Text::key("fill-discard-title"),
        paragraphs: vec![Text::key(match &desk {
            Desk::New { .. } => "fill-discard-text",
            Desk::Sent(_) => "fill-discard-changes-text",
        })],
        button: Text::key("fill-discard-button"),
        is_dangerous: true,
        cancel_href: desk.home(),
        ..Confirm::default()
    };
    screen.show("confirm", &page)
}

/// Throws the draft away.
pub(super) async fn discard(
    services: Services,
    SignedIn(visitor): SignedIn,
    desk: Desk,
    _: Posted<DiscardForm>,
) -> Result<Redirect, PageError> {
    desk.throw_away(&services, &visitor.actor).await?;
    Ok(Redirect::to(&format!("{}?done=discarded", desk.home())))
}
