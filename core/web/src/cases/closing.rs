//! Closing a case, and opening it again.

use axum::extract::Query;
use axum::response::{Redirect, Response};
use domain::codes::{ClosingReason, OverallOutcome};
use domain::process::FourEyes;
use domain::{Message, Reference};
use serde::Serialize;
use wording::Text;

use super::parts::Done;
use super::{CaseRef, address};
use crate::form::FieldView;
use crate::parts::{Notice, SummaryList};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The form that proposes.
pub(super) struct ProposeForm;

impl PostedForm for ProposeForm {
    const NAME: &'static str = "propose-closure";
}

/// The form that signs off or returns.
pub(super) struct DecideForm;

impl PostedForm for DecideForm {
    const NAME: &'static str = "decide-closure";
}

#[derive(Serialize)]
struct ClosingPage {
    reference: Reference,
    back: String,
    notice: Option<Notice>,
    is_closed: bool,
    is_waiting: bool,
    is_returned: bool,
    can_sign_off: bool,
    decision_note: Option<String>,
    proposal: SummaryList,
    fields: Vec<FieldView>,
    decision_fields: Vec<FieldView>,
    token: String,
    decide_token: String,
    action: String,
    decide_action: String,
    reopen_action: String,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let view = services.casework.closing(&visitor.actor, case).await?;
    let proposal = SummaryList::default()
        .row(Text::key("closing-reason-label"), view.reason.clone().unwrap_or_default())
        .row(Text::key("closing-outcome-label"), view.outcome.clone().unwrap_or_default())
        .row(Text::key("closing-note-label"), view.note.clone().unwrap_or_default())
        .row(Text::key("closing-proposed"), view.proposed.clone().unwrap_or_default());
    let page = ClosingPage {
        reference: view.reference,
        back: address(case, ""),
        notice: done.notice(),
        is_closed: view.status == "closed",
        is_waiting: view.state.as_deref() == Some("proposed"),
        is_returned: view.state.as_deref() == Some("returned"),
        can_sign_off: visitor.actor.holds(permissions::ActKind::SignOffClosure),
        decision_note: view.decision_note.clone(),
        proposal,
        fields: vec![
            FieldView::choice("reason", Text::key("closing-reason-label"), view.reasons.clone(), "")
                .size("s"),
            FieldView::choice("outcome", Text::key("closing-outcome-label"), view.outcomes.clone(), "")
                .size("s"),
            FieldView::long_text("note", Text::key("closing-note-label"), "")
                .hint(Text::key("closing-note-hint"))
                .size("s"),
        ],
        decision_fields: vec![
            FieldView::long_text("note", Text::key("closing-decision-note"), "")
                .hint(Text::key("closing-decision-note-hint"))
                .size("s"),
        ],
        token: screen.token::<ProposeForm>(),
        decide_token: screen.token::<DecideForm>(),
        action: address(case, "closing"),
        decide_action: address(case, "closing/decision"),
        reopen_action: address(case, "reopen"),
    };
    screen.show("cases/closing", &page)
}

/// Proposes that the case be closed.
pub(super) async fn propose(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<ProposeForm>,
) -> Result<Redirect, PageError> {
    let refused = |key: &str| PageError::Refused(vec![Message::new(key)]);
    let reason =
        ClosingReason::parse(form.typed.text("reason")).ok_or_else(|| refused("closing-reason-required"))?;
    let outcome = OverallOutcome::parse(form.typed.text("outcome"))
        .ok_or_else(|| refused("closing-outcome-required"))?;
    let note = form.typed.text("note").to_owned();
    services.casework.propose_closure(&visitor.actor, case, reason, outcome, note).await?;
    Ok(Redirect::to(&format!("{}?done=proposed", address(case, "closing"))))
}

/// Signs the proposal off, or returns it.
pub(super) async fn decide(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<DecideForm>,
) -> Result<Redirect, PageError> {
    let registry = (services.registry)();
    let sign_off = form.typed.text("decision") == "sign-off";
    let note = form.typed.text("note").to_owned();
    services
        .casework
        .decide_closure(&visitor.actor, &registry, case, sign_off, note, FourEyes::Required)
        .await?;
    let done = if sign_off { "closed" } else { "returned" };
    Ok(Redirect::to(&format!("{}?done={done}", address(case, "closing"))))
}

/// Opens a closed case again.
pub(super) async fn reopen(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    _form: Posted<DecideForm>,
) -> Result<Redirect, PageError> {
    let registry = (services.registry)();
    services.casework.reopen(&visitor.actor, &registry, case).await?;
    Ok(Redirect::to(&format!("{}?done=reopened", address(case, "closing"))))
}
