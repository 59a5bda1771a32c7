//! One person: what would be removed and what stays, the proposal, and its decision.

use administration::{ErasableView, ErasureReason, ForgottenRows};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference};
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::form::FieldView;
use crate::parts::{Colour, ErrorSummary, Notice, SummaryList, Tag};
use crate::people_admin::told;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The form that proposes.
pub(super) struct ProposeForm;

impl PostedForm for ProposeForm {
    const NAME: &'static str = "propose-erasure";
}

/// The form that approves or refuses.
pub(super) struct DecideForm;

impl PostedForm for DecideForm {
    const NAME: &'static str = "decide-erasure";
}

/// What the reader has just done, as a word in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct ErasurePage {
    errors: ErrorSummary,
    notice: Option<Notice>,
    person: Reference,
    state: Option<Tag>,
    facts: SummaryList,
    is_held: bool,
    is_over: bool,
    goes: Vec<Text>,
    stays: Vec<Text>,
    can_propose: bool,
    can_decide: bool,
    fields: Vec<FieldView>,
    token: String,
    action: String,
}

/// What is removed, and what stays, as ends of keys in the catalogues.
const GOES: [&str; 6] = ["key", "name", "entries", "form", "search", "last"];
const STAYS: [&str; 5] = ["counts", "others", "shared", "log", "backups"];

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(person): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let view = services.erasures.open(&visitor.actor, named(&person)?).await?;
    let notice = match done.done.as_str() {
        "proposed" => Some(Notice::success(Text::key("erasure-was-proposed"))),
        "approved" => Some(Notice::success(Text::key("erasure-was-approved"))),
        "refused" => Some(Notice::success(Text::key("erasure-was-refused"))),
        _ => None,
    };
    let page = ErasurePage { notice, ..page(&screen, &view, &FieldErrors::default(), "") };
    screen.show("erasures/one", &page)
}

/// Proposes it.
pub(super) async fn propose(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(person): Path<String>,
    form: Posted<ProposeForm>,
) -> Result<Response, PageError> {
    let person = named(&person)?;
    let reason = ErasureReason::parse(form.typed.text("reason"));
    let done = services.erasures.propose(&visitor.actor, person, reason, form.typed.text("typed")).await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/erasures/{person}?done=proposed")).into_response()),
        Err(administration::Error::Fields(errors)) => {
            let view = services.erasures.open(&visitor.actor, person).await?;
            let chosen = form.typed.text("reason");
            screen.show_again("erasures/one", &page(&screen, &view, &errors, chosen))
        }
        Err(error) => Err(error.into()),
    }
}

/// Approves or refuses it.
pub(super) async fn decide(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(person): Path<String>,
    form: Posted<DecideForm>,
) -> Result<Response, PageError> {
    let person = named(&person)?;
    let approves = match form.typed.text("decision") {
        "approve" => true,
        "refuse" => false,
        _ => return Err(PageError::Unreadable),
    };
    match services.erasures.decide(&visitor.actor, person, approves, form.typed.text("typed")).await {
        Ok(()) => {
            let done = if approves { "approved" } else { "refused" };
            Ok(Redirect::to(&format!("/erasures/{person}?done={done}")).into_response())
        }
        Err(administration::Error::Fields(errors)) => {
            let view = services.erasures.open(&visitor.actor, person).await?;
            screen.show_again("erasures/one", &page(&screen, &view, &errors, ""))
        }
        Err(error) => Err(error.into()),
    }
}

fn named(text: &str) -> Result<Reference, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A state as a tag.
pub(super) fn state(word: &'static str) -> Tag {
    let colour = match word {
        "proposed" => Colour::Teal,
        "approved" => Colour::Blue,
        "done" => Colour::Green,
        _ => Colour::Grey,
    };
    Tag::new(Text::key(format!("erasure-state-{word}")), colour)
}

fn page(screen: &Screen, view: &ErasableView, errors: &FieldErrors, chosen: &str) -> ErasurePage {
    let mut facts = SummaryList::default()
        .row(Text::key("erasure-person"), Text::plain(view.person.to_string()))
        .row(Text::key("erasure-case"), Text::plain(view.case.to_string()));
    if let Some(last) = &view.last {
        facts = facts
            .row(Text::key("erasures-reason"), last.reason.clone())
            .row(Text::key("erasures-proposed"), last.proposed_at.clone());
        if let Some(decided) = &last.decided_at {
            facts = facts.row(Text::key("erasure-decided"), decided.clone());
        }
        if let Some(done) = &last.done_at {
            facts = facts.row(Text::key("erasure-done"), done.clone());
        }
        if let Some(removed) = last.removed {
            facts = facts.row(Text::key("erasure-removed"), counted(removed));
        }
    }
    let reasons = ErasureReason::ALL.map(|reason| {
        let word = reason.as_str();
        (word.to_owned(), Text::key(format!("erasure-reason-{word}")))
    });
    let reason = FieldView::choice("reason", Text::key("erasure-why"), reasons.to_vec(), chosen).size("s");
    let again =
        FieldView::text("typed", Text::key("erasure-typed"), "").hint(Text::key("erasure-typed-hint"));
    let mut fields = vec![told(again, "typed", errors)];
    if view.can_propose {
        fields.insert(0, told(reason, "reason", errors));
    }
    let (token, action) = match view.can_decide {
        true => (screen.token::<DecideForm>(), format!("/erasures/{}/decision", view.person)),
        false => (screen.token::<ProposeForm>(), format!("/erasures/{}", view.person)),
    };
    let lines = |kind: &str, ends: &[&str]| {
        ends.iter().map(|end| Text::key(format!("erasure-{kind}-{end}"))).collect::<Vec<_>>()
    };
    ErasurePage {
        errors: ErrorSummary::new(errors, &fields),
        notice: None,
        person: view.person,
        state: view.last.as_ref().map(|last| state(last.state)),
        facts,
        is_held: view.is_held,
        is_over: view.is_erased,
        goes: lines("goes", &GOES),
        stays: lines("stays", &STAYS),
        can_propose: view.can_propose,
        can_decide: view.can_decide,
        fields,
        token,
        action,
    }
}

fn counted(removed: ForgottenRows) -> Text {
    Message::new("erasure-counted")
        .with("parts", removed.parts)
        .with("sections", removed.sections)
        .with("entries", removed.entries)
        .with("found", removed.found_by)
        .with("cases", removed.cases)
        .into()
}
