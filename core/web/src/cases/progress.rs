//! How far a case is: moving on, pausing, going on.

use axum::extract::Query;
use axum::response::{Redirect, Response};
use domain::codes::PauseReason;
use domain::{Message, Reference};
use serde::Serialize;
use wording::Text;

use super::parts::{Done, status};
use super::{CaseRef, address};
use crate::form::FieldView;
use crate::parts::{Notice, Tag};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The form that moves a participant.
pub(super) struct AdvanceForm;

impl PostedForm for AdvanceForm {
    const NAME: &'static str = "advance";
}

/// The form that pauses or resumes.
pub(super) struct PauseForm;

impl PostedForm for PauseForm {
    const NAME: &'static str = "pause";
}

#[derive(Serialize)]
struct ProgressPage {
    reference: Reference,
    back: String,
    notice: Option<Notice>,
    stage: Text,
    status: Tag,
    participants: Vec<Row>,
    token: String,
    pause_token: String,
    action: String,
    pause_action: String,
    resume_action: String,
    paused_since: Option<Text>,
    is_open: bool,
    pause_fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct Row {
    reference: Reference,
    role: Text,
    stage: Text,
    next: Option<Text>,
    next_id: Option<String>,
    unmet: Vec<Text>,
    can_advance: bool,
    out: bool,
    /// The box from which any other stage can be chosen, with a reason.
    other: Vec<FieldView>,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let view = services.casework.progress(&visitor.actor, &registry, case).await?;
    let participants = view
        .participants
        .iter()
        .enumerate()
        .map(|(index, participant)| Row {
            reference: participant.reference,
            role: participant.role.clone(),
            stage: participant.stage.clone(),
            next: participant.next.clone(),
            next_id: participant.next_id.clone(),
            unmet: participant.unmet.iter().cloned().map(Text::from).collect(),
            can_advance: participant.unmet.is_empty() && participant.next.is_some(),
            out: participant.out,
            other: vec![
                FieldView::choice("to", Text::key("progress-to"), participant.stages.clone(), "")
                    .named(&format!("to-{index}")),
                FieldView::text("reason", Text::key("progress-reason"), "")
                    .hint(Text::key("progress-reason-hint"))
                    .named(&format!("reason-{index}")),
            ],
        })
        .collect();
    let page = ProgressPage {
        reference: view.reference,
        back: address(case, ""),
        notice: done.notice(),
        stage: view.stage.clone(),
        status: status(view.status),
        participants,
        token: screen.token::<AdvanceForm>(),
        pause_token: screen.token::<PauseForm>(),
        action: address(case, "progress"),
        pause_action: address(case, "pause"),
        resume_action: address(case, "resume"),
        paused_since: view.paused_since.clone(),
        is_open: matches!(view.status, "open" | "reopened"),
        pause_fields: vec![
            FieldView::choice("reason", Text::key("progress-pause-reason"), view.pause_reasons.clone(), "")
                .size("s"),
        ],
    };
    screen.show("cases/progress", &page)
}

/// Moves a participant.
pub(super) async fn advance(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<AdvanceForm>,
) -> Result<Redirect, PageError> {
    let participant: Reference = form.typed.text("participant").parse().map_err(|_| PageError::NotFound)?;
    let registry = (services.registry)();
    let reason = Some(form.typed.text("reason")).filter(|reason| !reason.trim().is_empty());
    let to = form.typed.text("to");
    services.casework.move_stage(&visitor.actor, &registry, case, participant, to, reason).await?;
    Ok(Redirect::to(&format!("{}?done=moved", address(case, "progress"))))
}

/// Stops the clocks.
pub(super) async fn pause(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<PauseForm>,
) -> Result<Redirect, PageError> {
    let reason = PauseReason::parse(form.typed.text("reason"))
        .ok_or_else(|| PageError::Refused(vec![Message::new("progress-pause-reason-required")]))?;
    services.casework.pause(&visitor.actor, case, reason).await?;
    Ok(Redirect::to(&format!("{}?done=paused", address(case, "progress"))))
}

/// Lets the clocks run again.
pub(super) async fn resume(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    _form: Posted<PauseForm>,
) -> Result<Redirect, PageError> {
    services.casework.resume(&visitor.actor, case).await?;
    Ok(Redirect::to(&format!("{}?done=resumed", address(case, "progress"))))
}
