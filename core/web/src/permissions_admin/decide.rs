//! The second person: approving what somebody else drafted, or refusing it.

use administration::Error;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Message, Reference};
use permissions::Actor;
use wording::Text;

use super::publish::{reason_field, with_error};
use super::{DraftForm, address, named};
use crate::form::FieldView;
use crate::parts::Confirm;
use crate::{PageError, Posted, Screen, Services, SignedIn};

/// What an approver saw is sealed into the form, so that they approve that and nothing else.
const SEEN: &str = "policy-approved";

/// The question before approving.
pub(super) async fn ask_to_approve(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
) -> Result<Response, PageError> {
    screen.show(
        "permissions/approve",
        &approving(&screen, &services, &visitor.actor, named(&draft)?, None).await?,
    )
}

/// Approves and publishes.
pub(super) async fn approve(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    form: Posted<DraftForm>,
) -> Result<Response, PageError> {
    let reference = named(&draft)?;
    if form.is_shown_again {
        let page = approving(&screen, &services, &visitor.actor, reference, None).await?;
        return screen.show("permissions/approve", &page);
    }
    let seen: [u8; 32] = screen.open(SEEN, form.typed.text("seen"))?;
    match services.policies.approve(&visitor.actor, reference, &seen).await {
        Ok(_) => Ok(Redirect::to("/permissions?done=published").into_response()),
        Err(Error::Conflict) => Ok(Redirect::to(&address(reference)).into_response()),
        Err(error @ Error::Hindered(_)) => {
            let page = approving(&screen, &services, &visitor.actor, reference, Some(error)).await?;
            screen.show_again("permissions/approve", &page)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(serde::Serialize)]
struct Approving {
    #[serde(flatten)]
    confirm: Confirm,
    seen: String,
    differences: Vec<super::differences::Difference>,
}

async fn approving(
    screen: &Screen,
    services: &Services,
    actor: &Actor,
    reference: Reference,
    error: Option<Error>,
) -> Result<Approving, PageError> {
    let view = services.policies.draft(actor, reference).await?;
    if !view.may_decide {
        return Err(PageError::Forbidden(None));
    }
    let here = address(reference);
    let author = Message::new("policy-approve-author").with("name", &view.draft.author_name);
    let reason = Message::new("policy-approve-reason").with("reason", &view.draft.reason);
    let (_, errors) = with_error(FieldView::default(), error);
    let confirm = Confirm {
        token: screen.token::<DraftForm>(),
        action: format!("{here}/approve"),
        title: Text::key("policy-approve-title"),
        paragraphs: vec![author.into(), reason.into(), Text::key("policy-approve-text")],
        errors,
        button: Text::key("policy-approve"),
        cancel_href: here,
        ..Confirm::default()
    };
    let differences = super::differences::told(&view.changes, &view.current, &view.draft.policy);
    Ok(Approving { confirm, seen: screen.seal(SEEN, &view.draft.digest), differences })
}

/// The question before refusing.
pub(super) async fn ask_to_refuse(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
) -> Result<Response, PageError> {
    let page = refusing(&screen, &services, &visitor.actor, named(&draft)?, "", None).await?;
    screen.show("confirm", &page)
}

/// Refuses, with why.
pub(super) async fn refuse(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    form: Posted<DraftForm>,
) -> Result<Response, PageError> {
    let reference = named(&draft)?;
    let typed = form.typed.text("reason");
    if form.is_shown_again {
        let page = refusing(&screen, &services, &visitor.actor, reference, typed, None).await?;
        return screen.show("confirm", &page);
    }
    match services.policies.refuse(&visitor.actor, reference, typed).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=refused", address(reference))).into_response()),
        Err(Error::Conflict) => Ok(Redirect::to(&address(reference)).into_response()),
        Err(Error::Reason) => {
            let error = Some(Error::Reason);
            let page = refusing(&screen, &services, &visitor.actor, reference, typed, error).await?;
            screen.show_again("confirm", &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn refusing(
    screen: &Screen,
    services: &Services,
    actor: &Actor,
    reference: Reference,
    typed: &str,
    error: Option<Error>,
) -> Result<Confirm, PageError> {
    let view = services.policies.draft(actor, reference).await?;
    if !view.may_decide {
        return Err(PageError::Forbidden(None));
    }
    let here = address(reference);
    let (fields, errors) = with_error(reason_field("policy-refuse-reason", typed), error);
    Ok(Confirm {
        token: screen.token::<DraftForm>(),
        action: format!("{here}/refuse"),
        title: Text::key("policy-refuse-title"),
        paragraphs: vec![Text::key("policy-refuse-text")],
        fields,
        errors,
        button: Text::key("policy-refuse"),
        cancel_href: here,
        ..Confirm::default()
    })
}
