//! The proposals, and the way to a person.

use administration::ErasureView;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference};
use permissions::{ActKind, Actor};
use serde::Serialize;
use wording::Text;

use super::one::state;
use crate::form::FieldView;
use crate::parts::{Cell, EmptyState, ErrorSummary, Heading, Table};
use crate::people_admin::told;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The form that finds somebody.
pub(super) struct FindForm;

impl PostedForm for FindForm {
    const NAME: &'static str = "find-erasable";
}

#[derive(Serialize)]
struct ErasuresPage {
    errors: ErrorSummary,
    field: FieldView,
    token: String,
    proposals: Table,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
) -> Result<Response, PageError> {
    let page = page(&screen, &services, &visitor.actor, None).await?;
    screen.show("erasures/list", &page)
}

/// Leads to the person of this reference, or says that there is none.
pub(super) async fn find(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<FindForm>,
) -> Result<Response, PageError> {
    let typed = form.typed.text("reference");
    let found = match typed.trim().parse::<Reference>() {
        Ok(person) => services.erasures.open(&visitor.actor, person).await.ok(),
        Err(_) => None,
    };
    if let Some(found) = found {
        return Ok(Redirect::to(&format!("/erasures/{}", found.person)).into_response());
    }
    let page = page(&screen, &services, &visitor.actor, Some(typed)).await?;
    screen.show_again("erasures/list", &page)
}

async fn page(
    screen: &Screen,
    services: &Services,
    actor: &Actor,
    not_found: Option<&str>,
) -> Result<ErasuresPage, PageError> {
    if !actor.holds(ActKind::ProposeErasure) && !actor.holds(ActKind::ApproveErasure) {
        return Err(PageError::NotFound);
    }
    let proposals = services.erasures.list(actor).await?;
    let mut wrong = FieldErrors::default();
    if not_found.is_some() {
        wrong.push("reference", Message::new("erasures-not-found"));
    }
    let field = FieldView::text("reference", Text::key("erasures-reference"), not_found.unwrap_or_default())
        .hint(Text::key("erasures-reference-hint"));
    let field = told(field, "reference", &wrong);
    let errors = ErrorSummary::new(&wrong, std::slice::from_ref(&field));
    Ok(ErasuresPage { errors, field, token: screen.token::<FindForm>(), proposals: table(&proposals) })
}

fn table(proposals: &[ErasureView]) -> Table {
    let row = |one: &ErasureView| {
        vec![
            Cell::link(format!("/erasures/{}", one.person), one.person.to_string()),
            Cell::new(one.reason.clone()),
            Cell::tag(state(one.state)),
            Cell::new(one.proposed_at.clone()),
        ]
    };
    let head = ["erasures-person", "erasures-reason", "erasures-state", "erasures-proposed"];
    Table {
        caption: Text::key("erasures-proposals"),
        head: head.into_iter().map(|key| Heading::new(Text::key(key))).collect(),
        rows: proposals.iter().map(row).collect(),
        empty: Some(EmptyState {
            title: Text::key("erasures-none"),
            text: Text::key("erasures-none-more"),
            link: None,
        }),
    }
}
