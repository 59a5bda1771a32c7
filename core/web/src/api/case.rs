//! One case, and its log.

use ::cases::work::{CaseView, LogEntryView, LogView, ParticipantView};
use axum::Json;
use contributions::Catalogue;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::fields::{Fields, case_fields, code, participant_fields, value, when};
use crate::cases::CaseRef;
use crate::{PageError, Services, SignedIn};

/// A case.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseRecord {
    /// Its reference.
    reference: String,
    /// Rises with every change.
    version: i64,
    /// `open`, `paused`, `closed` or `reopened`.
    status: &'static str,
    /// `standard`, `restricted` or `sealed`.
    class: &'static str,
    /// Its fields by catalogue id.
    #[schema(schema_with = case_fields)]
    fields: Fields,
    /// The ids of fields that are shown only when they are revealed, one by one.
    masked: Vec<String>,
    /// Those who take part.
    participants: Vec<ParticipantRecord>,
    /// The newest lines of the log.
    log: Vec<LogLine>,
    /// Whether the log has older lines.
    more_log: bool,
    /// What the reader may do to it.
    acts: Vec<&'static str>,
}

/// Somebody in the case.
#[derive(Serialize, ToSchema)]
pub(super) struct ParticipantRecord {
    /// Their reference.
    reference: String,
    /// The letter of their side.
    #[schema(example = "A")]
    side: String,
    /// `harmed`, `responsible` or `party`.
    side_kind: &'static str,
    /// Whether the reader works for that side.
    own: bool,
    /// The best name that the reader may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    name: Option<Value>,
    /// What they are in the case, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    role: Option<Value>,
    /// Everything else by catalogue id.
    #[schema(schema_with = participant_fields)]
    fields: Fields,
    /// The ids of fields that are shown only when they are revealed, one by one.
    masked: Vec<String>,
}

/// The log of a case.
#[derive(Serialize, ToSchema)]
pub(super) struct Log {
    /// The case.
    reference: String,
    /// The newest lines first, 50 at most.
    log: Vec<LogLine>,
    /// Whether there are older ones.
    more_log: bool,
}

/// A line of the log.
#[derive(Serialize, ToSchema)]
pub(super) struct LogLine {
    /// Its reference.
    reference: String,
    /// The side it is addressed to; none for what stays within the service, or is shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    side: Option<char>,
    /// Whether every side may know it.
    shared: bool,
    /// What was done, as a code.
    #[schema(value_type = String, example = "call")]
    kind: Value,
    /// What came of it, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    outcome: Option<Value>,
    /// What it was for, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    purpose: Option<Value>,
    /// The moment, or the day alone where the time is not known.
    #[schema(example = "2026-11-24T14:30:00Z")]
    when: String,
    /// How many minutes it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<i32>,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// Whether somebody should follow up.
    follow_up: bool,
}

/// Answers with the case.
pub(super) async fn show(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
) -> Result<Json<CaseRecord>, PageError> {
    let registry = (services.registry)();
    let view = services.casework.open(&visitor.actor, &registry, case).await?;
    Ok(Json(view.map(|view| record(view, registry.catalogue())).into_inner()))
}

/// Answers with its log.
pub(super) async fn log(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
) -> Result<Json<Log>, PageError> {
    let view = services.casework.log(&visitor.actor, case).await?;
    let body = |view: LogView| Log {
        reference: view.reference.to_string(),
        log: view.log.into_iter().map(line).collect(),
        more_log: view.more_log,
    };
    Ok(Json(view.map(body).into_inner()))
}

fn record(view: CaseView, catalogue: &Catalogue) -> CaseRecord {
    let (fields, masked) = Fields::of(catalogue, view.facts.fields.iter().chain(&view.matter.fields));
    CaseRecord {
        reference: view.reference.to_string(),
        version: view.version,
        status: view.status,
        class: view.class,
        fields,
        masked,
        participants: view.participants.iter().map(|one| participant(one, catalogue)).collect(),
        log: view.log.into_iter().map(line).collect(),
        more_log: view.more_log,
        acts: view.acts,
    }
}

fn participant(view: &ParticipantView, catalogue: &Catalogue) -> ParticipantRecord {
    let (fields, masked) =
        Fields::of(catalogue, view.safe_contact.iter().chain(&view.contact).chain(&view.fields));
    ParticipantRecord {
        reference: view.reference.to_string(),
        side: view.side.to_string(),
        side_kind: view.side_kind,
        own: view.own,
        name: view.name.as_ref().map(|name| value(catalogue, "participant.name", name)),
        role: view.role.as_ref().map(|role| value(catalogue, "participant.role", role)),
        fields,
        masked,
    }
}

fn line(entry: LogEntryView) -> LogLine {
    LogLine {
        reference: entry.reference.to_string(),
        side: entry.side,
        shared: entry.shared,
        kind: code("contact-kind", &entry.kind),
        outcome: entry.outcome.as_ref().map(|outcome| code("contact-outcome", outcome)),
        purpose: entry.purpose.as_ref().map(|purpose| code("contact-purpose", purpose)),
        when: when(&entry.when),
        minutes: entry.minutes,
        summary: entry.summary,
        by: entry.by,
        follow_up: entry.follow_up,
    }
}
