//! What the older system knew of a case and we have no place for: one internal entry, so that
//! nothing is lost and whoever decides finds it where the work is.

use domain::codes::{CaseStatus, ContactKind};
use domain::{Message, Part};
use storage::bulk::{BulkAudience, BulkEntry};

use super::maker::Maker;
use super::participant::Cast;
use super::selection::Gathered;
use crate::import::record::{PlannedAgreement, PlannedCase, ReferringOrganisation};

/// The entry. It asks for a person where something has to be decided.
pub fn entry(maker: &Maker<'_>, gathered: &Gathered<'_>, cast: &Cast) -> BulkEntry {
    let to_decide = to_decide(gathered.case, cast);
    let mut lines = vec![Message::new("import-history").with("id", &gathered.case.origin.id)];
    lines.extend(to_decide.iter().cloned());
    lines.extend(kept(gathered.case));
    lines.extend(gathered.agreements.iter().filter_map(|agreement| beside(agreement, cast)));
    let lines: Vec<String> = lines.iter().map(|line| maker.text(line)).collect();
    BulkEntry {
        participant: None,
        to: BulkAudience::Internal,
        part: Part::Notes,
        kind: ContactKind::Note,
        direction: None,
        outcome: None,
        purpose: None,
        at: None,
        on: gathered.case.received.read,
        minutes: None,
        summary: Some(lines.join("\n")),
        by: None,
        by_name: None,
        follow_up: false,
        needs_person: !to_decide.is_empty(),
        legacy_id: None,
    }
}

/// What an import does not decide.
fn to_decide(case: &PlannedCase, cast: &Cast) -> Vec<Message> {
    let mut lines = Vec::new();
    if let Some(proposed) = case.received.proposed {
        let read = case.received.read;
        lines.push(Message::new("import-warning-swapped").with("read", read).with("proposed", proposed));
    }
    match &case.organisation {
        ReferringOrganisation::Ambiguous { typed, candidates } => {
            let names = candidates.join(" / ");
            lines.push(
                Message::new("import-history-organisation-which").with("text", typed).with("names", names),
            );
        }
        ReferringOrganisation::Unknown(typed) => {
            lines.push(Message::new("import-history-organisation").with("text", typed));
        }
        ReferringOrganisation::None | ReferringOrganisation::Known(_) => {}
    }
    if cast.sides.len() > cast.own_sides {
        lines.push(Message::new("import-history-no-side"));
    }
    if case.status != CaseStatus::Closed {
        let untold = case.facilitators.iter().filter(|one| one.volunteer.is_none());
        lines.extend(
            untold.map(|one| Message::new("import-history-facilitator-which").with("text", &one.typed)),
        );
    }
    lines
}

/// What is kept word for word.
fn kept(case: &PlannedCase) -> Vec<Message> {
    let text =
        |key: &str, text: &Option<String>| text.as_ref().map(|text| Message::new(key).with("text", text));
    let names: Vec<&str> = case.facilitators.iter().map(|one| one.typed.as_str()).collect();
    let names = (!names.is_empty()).then(|| names.join(", "));
    let note = case.outcome_note.clone().filter(|_| case.status != CaseStatus::Closed);
    let event = case.event_on.filter(|_| case.event_kind.is_none()).map(|day| day.to_string());
    [
        text("import-history-title", &case.title),
        text("import-history-referrer", &case.referrer),
        text("import-history-facilitators", &names),
        text("import-history-event", &event),
        text("import-history-outcome", &note),
        text("import-history-linked", &case.linked_to),
        text("import-history-retention", &case.retention),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What was noted beside an agreement.
fn beside(agreement: &PlannedAgreement, cast: &Cast) -> Option<Message> {
    let parties: Vec<&str> = agreement.parties.iter().filter_map(|person| cast.called(person)).collect();
    if parties.is_empty() && agreement.checked.is_none() && agreement.confidential {
        return None;
    }
    let key = match agreement.confidential {
        true => "import-history-agreement",
        false => "import-history-agreement-open",
    };
    Some(
        Message::new(key)
            .with("id", &agreement.origin.id)
            .with("parties", if parties.is_empty() { "–".to_owned() } else { parties.join(", ") })
            .with("checked", agreement.checked.as_deref().unwrap_or("–")),
    )
}
