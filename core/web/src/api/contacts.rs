//! Logging a contact.

use ::cases::Error;
use ::cases::work::NewContact;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::codes::{ContactKind, ContactOutcome, ContactPurpose};
use domain::{AccountId, FieldErrors, Instant, Message};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::refused;
use crate::cases::CaseRef;
use crate::{PageError, RequestId, Services, SignedIn};

/// The header by which a program names its sending.
pub(super) const KEY: &str = "idempotency-key";

/// A contact, an attempt or a note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Contact {
    /// With whom, by reference; nobody for a note, or for an agency.
    participant: Option<String>,
    /// What was done, as a code of the list `contact-kind`.
    #[schema(example = "call")]
    kind: String,
    /// What came of it, as a code of the list `contact-outcome`; not asked of a note.
    #[schema(example = "no-answer")]
    outcome: Option<String>,
    /// What it was for, as a code of the list `contact-purpose`.
    purpose: Option<String>,
    /// When; now where it is not said.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Instant>,
    /// How many minutes it took.
    minutes: Option<i32>,
    /// What was said; asked of a note.
    summary: Option<String>,
    /// Whether somebody should follow up.
    #[serde(default)]
    follow_up: bool,
}

/// The name of a sending. The account is part of it, so that the same name of two programs
/// is not the same sending.
pub(super) struct Key([u8; 16]);

impl Key {
    fn new(named: Uuid, account: AccountId) -> Self {
        Self((named.as_u128() ^ Uuid::from(account).as_u128()).to_be_bytes())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let SignedIn(visitor) = SignedIn::from_request_parts(parts, state).await?;
        let named = parts.headers.get(KEY).and_then(|key| key.to_str().ok()?.parse::<Uuid>().ok());
        let named = named.ok_or_else(|| PageError::Refused(vec![Message::new("api-key-missing")]))?;
        Ok(Self::new(named, visitor.account))
    }
}

/// Logs it. The second of two sendings under one key logs nothing more and gets the same
/// answer.
pub(super) async fn add(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    id: axum::Extension<RequestId>,
    Key(key): Key,
    Json(contact): Json<Contact>,
) -> Result<Response, PageError> {
    let contact = match read(contact) {
        Ok(contact) => contact,
        Err(errors) => return Ok(refused::fields(errors, &id)),
    };
    match services.casework.log_contact(&visitor.actor, case, key, contact).await {
        Ok(()) => {
            let log = format!("/api/v1/cases/{case}/log");
            Ok((StatusCode::CREATED, [(header::LOCATION, log)]).into_response())
        }
        Err(Error::Fields(errors)) => Ok(refused::fields(errors, &id)),
        Err(error) => Err(error.into()),
    }
}

/// The contact in the service's own words; what is wrong is said for each field, as the
/// form says it.
fn read(contact: Contact) -> Result<NewContact, FieldErrors> {
    let mut errors = FieldErrors::default();
    let kind = ContactKind::parse(&contact.kind);
    if kind.is_none() {
        errors.push("kind", Message::new("contact-kind-required"));
    }
    let outcome = contact.outcome.as_deref().and_then(ContactOutcome::parse);
    let asks_outcome = kind.is_some_and(|kind| kind != ContactKind::Note);
    if outcome.is_none() && (asks_outcome || contact.outcome.is_some()) {
        errors.push("outcome", Message::new("contact-outcome-required"));
    }
    let participant = contact.participant.as_deref().and_then(|reference| reference.parse().ok());
    let asks_participant = kind.is_some_and(|kind| !matches!(kind, ContactKind::Note | ContactKind::Agency));
    if participant.is_none() && (asks_participant || contact.participant.is_some()) {
        errors.push("participant", Message::new("contact-with-required"));
    }
    let purpose = contact.purpose.as_deref().map(ContactPurpose::parse);
    if purpose == Some(None) {
        errors.push("purpose", Message::new("api-value-wrong").with("name", "purpose"));
    }
    let says_nothing = contact.summary.as_ref().is_none_or(|text| text.trim().is_empty());
    if kind == Some(ContactKind::Note) && says_nothing {
        errors.push("summary", Message::new("contact-summary-required"));
    }
    let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(errors) };
    Ok(NewContact {
        participant,
        kind,
        outcome,
        purpose: purpose.flatten(),
        at: contact.at,
        minutes: contact.minutes,
        summary: contact.summary,
        follow_up: contact.follow_up,
    })
}
