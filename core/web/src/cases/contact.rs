//! Logging a contact, and revealing a number or an address.

use ::cases::work::{ContactsView, NewContact};
use axum::Json;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::{ContactKind, ContactOutcome, ContactPurpose};
use domain::{Answers, FieldErrors, Message, Reference, Value};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::{CaseRef, address};
use crate::form::FieldView;
use crate::parts::ErrorSummary;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The one-tap form beside each person.
pub(super) struct NoAnswerForm;

impl PostedForm for NoAnswerForm {
    const NAME: &'static str = "no-answer";
}

/// The form that shows a masked value.
pub(super) struct RevealForm;

impl PostedForm for RevealForm {
    const NAME: &'static str = "reveal";
}

/// The form of a log entry.
pub(super) struct ContactForm;

impl PostedForm for ContactForm {
    const NAME: &'static str = "contact";
}

/// The fields of the log entry's form that a draft keeps.
const KEPT: [&str; 7] = ["participant", "kind", "outcome", "purpose", "minutes", "summary", "follow-up"];

/// Logs "no answer" for a person, in one tap.
pub(super) async fn no_answer(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<NoAnswerForm>,
) -> Result<Redirect, PageError> {
    let participant = form.typed.text("participant").parse().map_err(|_| PageError::NotFound)?;
    let contact = NewContact::no_answer(participant);
    services.casework.log_contact(&visitor.actor, case, form.key, contact).await?;
    Ok(Redirect::to(&format!("{}?done=logged", address(case, ""))))
}

/// Whom the form is opened for, and as what: the link beside a person says both.
#[derive(Deserialize)]
pub(super) struct Opened {
    with: Option<Reference>,
}

#[derive(Serialize)]
struct ContactPage {
    reference: Reference,
    token: String,
    back: String,
    action: String,
    autosave: String,
    draft_version: i64,
    has_draft: bool,
    fields: Vec<FieldView>,
    errors: ErrorSummary,
}

/// The form of a log entry, with what its author had typed before.
pub(super) async fn form(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(opened): Query<Opened>,
) -> Result<Response, PageError> {
    let view = contacts(&services, &visitor, case).await?;
    let mut typed = view.draft.as_ref().map(|(_, answers)| Typed::from(answers)).unwrap_or_default();
    if let Some(with) = opened.with {
        typed.set("participant", with.to_string());
    }
    if typed.text("kind").is_empty() {
        typed.set("kind", ContactKind::Call.as_str());
    }
    screen.show("cases/contact", &page(&screen, &view, &typed, &FieldErrors::default()))
}

/// Saves the entry, or shows the form again with what is wrong with it.
pub(super) async fn save(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<ContactForm>,
) -> Result<Response, PageError> {
    let again = async |errors: FieldErrors| {
        let view = contacts(&services, &visitor, case).await?;
        screen.show_again("cases/contact", &page(&screen, &view, &form.typed, &errors))
    };
    if form.is_shown_again {
        return again(FieldErrors::default()).await;
    }
    let contact = match read(&form.typed) {
        Ok(contact) => contact,
        Err(errors) => return again(errors).await,
    };
    match services.casework.log_contact(&visitor.actor, case, form.key, contact).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=logged", address(case, ""))).into_response()),
        Err(::cases::Error::Fields(errors)) => again(errors).await,
        Err(error) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct Saved {
    version: i64,
}

/// Keeps what is typed while it is typed.
pub(super) async fn autosave(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<ContactForm>,
) -> Result<Response, PageError> {
    let seen = form.typed.text("draft-version").parse().unwrap_or(0);
    let answers: Answers = KEPT
        .iter()
        .filter(|field| !form.typed.text(field).trim().is_empty())
        .map(|field| ((*field).to_owned(), Value::Text(form.typed.text(field).to_owned())))
        .collect();
    let version = services.casework.save_contact_draft(&visitor.actor, case, seen, &answers).await?;
    Ok(Json(Saved { version }).into_response())
}

/// Shows one masked value; that it was shown is recorded first.
pub(super) async fn reveal(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RevealForm>,
) -> Result<Response, PageError> {
    #[derive(Serialize)]
    struct RevealPage {
        back: String,
        label: Text,
        value: Text,
        log_href: String,
    }
    let participant: Reference = form.typed.text("participant").parse().map_err(|_| PageError::NotFound)?;
    let registry = (services.registry)();
    let field = form.typed.text("field");
    let shown = services.casework.reveal(&visitor.actor, &registry, case, participant, field).await?;
    let page = RevealPage {
        back: address(case, ""),
        label: shown.field.label.clone().into(),
        value: shown.field.value.clone().unwrap_or_default(),
        log_href: format!("{}?with={participant}", address(case, "contact")),
    };
    screen.show("cases/reveal", &page)
}

async fn contacts(
    services: &Services,
    visitor: &Visitor,
    case: Reference,
) -> Result<ContactsView, PageError> {
    let registry = (services.registry)();
    Ok(services.casework.contacts(&visitor.actor, &registry, case).await?.into_inner())
}

fn page(screen: &Screen, view: &ContactsView, typed: &Typed, errors: &FieldErrors) -> ContactPage {
    let people = view
        .participants
        .iter()
        .filter(|person| person.own)
        .map(|person| {
            let name = person.name.clone().unwrap_or_else(|| Text::key("case-person-unnamed"));
            (person.reference.to_string(), name)
        })
        .collect();
    let with_error = |field: FieldView, id: &str| match errors.0.iter().find(|error| error.field == id) {
        Some(error) => field.error(error.message.clone()),
        None => field,
    };
    let chosen = |field: &str| typed.text(field);
    let fields = vec![
        with_error(
            FieldView::choice("participant", Text::key("contact-with"), people, chosen("participant"))
                .size("s"),
            "participant",
        ),
        with_error(
            FieldView::choice("kind", Text::key("contact-kind"), view.kinds.clone(), chosen("kind"))
                .size("s"),
            "kind",
        ),
        with_error(
            FieldView::choice(
                "outcome",
                Text::key("contact-outcome"),
                view.outcomes.clone(),
                chosen("outcome"),
            )
            .size("s"),
            "outcome",
        ),
        with_error(
            FieldView::long_text("summary", Text::key("contact-summary"), chosen("summary"))
                .hint(Text::key("contact-summary-hint"))
                .size("s"),
            "summary",
        ),
        with_error(
            FieldView::choice(
                "purpose",
                Text::key("contact-purpose"),
                view.purposes.clone(),
                chosen("purpose"),
            )
            .size("s"),
            "purpose",
        ),
        with_error(
            FieldView::text("minutes", Text::key("contact-minutes-label"), chosen("minutes")).size("s"),
            "minutes",
        ),
        FieldView::choices(
            "follow-up",
            Text::key("contact-follow-up"),
            vec![("yes".to_owned(), Text::key("contact-follow-up-yes"))],
            |value| typed.has("follow-up", value),
        )
        .size("s"),
    ];
    ContactPage {
        reference: view.reference,
        token: screen.token::<ContactForm>(),
        back: address(view.reference, ""),
        action: address(view.reference, "contact"),
        autosave: address(view.reference, "contact/draft"),
        draft_version: view.draft.as_ref().map_or(0, |(version, _)| *version),
        has_draft: view.draft.is_some(),
        errors: ErrorSummary::new(errors, &fields),
        fields,
    }
}

/// Reads the form; what is wrong is said beside its field.
fn read(typed: &Typed) -> Result<NewContact, FieldErrors> {
    let mut errors = FieldErrors::default();
    let kind = ContactKind::parse(typed.text("kind"));
    if kind.is_none() {
        errors.push("kind", Message::new("contact-kind-required"));
    }
    let outcome = ContactOutcome::parse(typed.text("outcome"));
    if outcome.is_none() && kind.is_some_and(|kind| kind != ContactKind::Note) {
        errors.push("outcome", Message::new("contact-outcome-required"));
    }
    let participant = typed.text("participant").parse().ok();
    if participant.is_none()
        && kind.is_some_and(|kind| !matches!(kind, ContactKind::Note | ContactKind::Agency))
    {
        errors.push("participant", Message::new("contact-with-required"));
    }
    let minutes = match typed.text("minutes").trim() {
        "" => None,
        text => match text.parse() {
            Ok(minutes) => Some(minutes),
            Err(_) => {
                errors.push("minutes", Message::new("contact-minutes"));
                None
            }
        },
    };
    let summary = typed.text("summary").replace("\r\n", "\n");
    if kind == Some(ContactKind::Note) && summary.trim().is_empty() {
        errors.push("summary", Message::new("contact-summary-required"));
    }
    errors.or(NewContact {
        participant,
        kind: kind.unwrap_or(ContactKind::Note),
        outcome,
        purpose: ContactPurpose::parse(typed.text("purpose")),
        at: None,
        minutes,
        summary: Some(summary),
        follow_up: typed.has("follow-up", "yes"),
    })
}
