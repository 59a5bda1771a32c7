//! Correcting contact details, and the history of a case.

use ::cases::work::{FieldView as ValueView, FormerView};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Answers, FieldErrors, Reference, merge, service_day};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::merge::{Choices, merge_page};
use super::parts::summary;
use super::{CaseRef, address};
use crate::form::{FieldView, Filled, examine, fields_of};
use crate::parts::{ErrorSummary, SummaryList};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor, tokens};

/// What the sealed answers are for.
const SEEN: &str = "contact-seen";

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
    seen: String,
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
    screen.show("cases/details", &page(&screen, &services, &visitor, (case, of), (&details.answers, filled))?)
}

fn page(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    (case, participant): (Reference, Reference),
    (seen, (typed, answers, errors)): (&Answers, (&Typed, &Answers, &FieldErrors)),
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
        seen: seal_seen(screen, visitor, participant, seen),
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
    let seen = open_seen(&screen, &visitor, of, &posted.typed).ok_or(PageError::Unreadable)?;
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
        let again = page(&screen, &services, &visitor, (case, of), (&seen, filled))?;
        return screen.show_again("cases/details", &again);
    }
    let choices = Choices::read(&posted.typed);
    choices.follow(&seen, &mut answers);
    let actor = &visitor.actor;
    let both = (form, &answers);
    if !choices.open.is_empty() {
        let page = merge_page(&screen, &visitor, (case, of), &seen, both, &choices);
        return screen.show_again("cases/merge", &page);
    }
    match services.casework.amend_contact(actor, &registry, case, of, &seen, &answers).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=recorded", address(case, ""))).into_response()),
        Err(::cases::Error::Conflict) => {
            let theirs = services.casework.contact_details(actor, &registry, case, of).await?;
            let merged = merge(&seen, &theirs.answers, &answers);
            let choices = Choices::of(merged.collisions);
            let page =
                merge_page(&screen, &visitor, (case, of), &theirs.answers, (form, &merged.answers), &choices);
            screen.show_as(StatusCode::CONFLICT, "cases/merge", &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The answers that the form was drawn with, sealed for its reader: what somebody else
/// changes while it is open is found by comparing with them.
pub(super) fn seal_seen(screen: &Screen, visitor: &Visitor, of: Reference, seen: &Answers) -> String {
    tokens::seal(screen.site(), SEEN, Some(visitor.account), &(of.to_string(), seen))
}

fn open_seen(screen: &Screen, visitor: &Visitor, of: Reference, typed: &Typed) -> Option<Answers> {
    let (whose, seen): (String, Answers) =
        tokens::open(screen.site(), SEEN, Some(visitor.account), typed.text("seen"))?;
    (whose == of.to_string()).then_some(seen)
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
