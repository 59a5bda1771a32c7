//! Correcting contact details, and the history of a case.

use ::cases::work::{FieldView as ValueView, FormerView};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Answers, FieldErrors, Reference, service_day};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::parts::summary;
use super::{CaseRef, address};
use crate::form::{FieldView, Filled, examine, fields_of};
use crate::parts::{ErrorSummary, SummaryList};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The form that corrects contact details.
pub(super) struct ContactDetailsForm;

impl PostedForm for ContactDetailsForm {
    const NAME: &'static str = "contact-details";
}

#[derive(Deserialize)]
pub(super) struct Of {
    of: Reference,
}

#[derive(Serialize)]
struct DetailsPage {
    token: String,
    back: String,
    action: String,
    participant: Reference,
    version: i64,
    fields: Vec<FieldView>,
    errors: ErrorSummary,
}

/// The form, filled with what is kept.
pub(super) async fn form(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(Of { of }): Query<Of>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let details = services.casework.contact_details(&visitor.actor, &registry, case, of).await?;
    let typed = Typed::from(&details.answers);
    let filled = (&typed, &details.answers, &FieldErrors::default());
    screen.show("cases/details", &page(&screen, &services, &visitor, (case, of, details.version), filled)?)
}

fn page(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    (case, participant, version): (Reference, Reference, i64),
    (typed, answers, errors): (&Typed, &Answers, &FieldErrors),
) -> Result<DetailsPage, PageError> {
    let registry = (services.registry)();
    let form = services.casework.contact_form(&registry)?;
    let today = service_day(visitor.actor.now(), screen.site().pages().wording().zone());
    let filled = Filled { typed, answers, errors, today };
    let fields: Vec<_> = form.pages.iter().flat_map(|page| fields_of(form, page, filled)).collect();
    Ok(DetailsPage {
        token: screen.token::<ContactDetailsForm>(),
        back: address(case, ""),
        action: address(case, "details"),
        participant,
        version,
        errors: ErrorSummary::new(errors, &fields),
        fields,
    })
}

/// Keeps what the form says, or shows it again with what is wrong.
pub(super) async fn save(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    posted: Posted<ContactDetailsForm>,
) -> Result<Response, PageError> {
    let of: Reference = posted.typed.text("participant").parse().map_err(|_| PageError::NotFound)?;
    let version = posted.typed.text("version").parse().map_err(|_| PageError::Unreadable)?;
    let registry = (services.registry)();
    let form = services.casework.contact_form(&registry)?;
    let today = service_day(visitor.actor.now(), screen.site().pages().wording().zone());
    let (mut answers, mut errors) = (Answers::new(), FieldErrors::default());
    for page in &form.pages {
        let (read, wrong) = examine(form, page, &posted.typed, &answers, today);
        answers = read;
        errors.0.extend(wrong.0);
    }
    if posted.is_shown_again || !errors.is_empty() {
        let filled = (&posted.typed, &answers, &errors);
        let again = page(&screen, &services, &visitor, (case, of, version), filled)?;
        return screen.show_again("cases/details", &again);
    }
    services.casework.amend_contact(&visitor.actor, &registry, case, version, of, &answers).await?;
    Ok(Redirect::to(&format!("{}?done=recorded", address(case, ""))).into_response())
}

#[derive(Serialize)]
struct HistoryPage {
    reference: Reference,
    back: String,
    former: Vec<FormerCard>,
}

#[derive(Serialize)]
struct FormerCard {
    participant: Option<Reference>,
    written: Text,
    by: Option<String>,
    fields: SummaryList,
}

fn card(former: &FormerView) -> FormerCard {
    let masked = |field: &ValueView| ValueView {
        value: if field.masked { Some(Text::key("history-masked")) } else { field.value.clone() },
        ..field.clone()
    };
    let fields: Vec<_> = former.fields.iter().map(masked).collect();
    FormerCard {
        participant: former.participant,
        written: former.written.clone(),
        by: former.by.clone(),
        fields: summary(&fields),
    }
}

/// What was changed.
pub(super) async fn history(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let view = services.casework.history(&visitor.actor, &registry, case).await?;
    let page = HistoryPage {
        reference: view.reference,
        back: address(case, ""),
        former: view.former.iter().map(card).collect(),
    };
    screen.show("cases/history", &page)
}
