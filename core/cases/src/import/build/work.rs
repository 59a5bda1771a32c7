//! Consents, risk assessments and agreements.

use std::collections::HashSet;

use domain::Message;
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, ConsentMethod, ConsentPurpose, RiskFactor,
    RiskKind, RiskLevel,
};

use super::Builder;
use crate::import::profile::{Answer, FileKind, folded};
use crate::import::record::{
    PlannedAction, PlannedAgreement, PlannedConsent, PlannedParticipant, PlannedRisk,
};

/// All accepted consents.
pub fn consents(builder: &mut Builder<'_>) -> Vec<PlannedConsent> {
    const KIND: FileKind = FileKind::Consents;
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        builder.warn_of_oddities(KIND, row);
        let Some(purpose) = builder.profile.codes.code::<ConsentPurpose>(row.text("purpose")) else {
            builder.warn_unknown(KIND, row, "purpose");
            continue;
        };
        let answer = builder.profile.codes.answer(row.text("given"));
        if answer.is_none() {
            // What is not understood is not consent.
            builder.warn_unknown(KIND, row, "given");
        }
        let method = match builder.code(KIND, row, "method", ConsentMethod::Unknown) {
            ConsentMethod::Unknown if answer == Some(Answer::YesVerbal) => ConsentMethod::Verbal,
            method => method,
        };
        let (given_on, withdrawn_on) = (row.day("given-on"), row.day("withdrawn-on"));
        if given_on.zip(withdrawn_on).is_some_and(|(given, withdrawn)| withdrawn < given) {
            builder.warn(KIND, row, Message::new("import-warning-withdrawn-early"));
        }
        planned.push(PlannedConsent {
            origin: builder.origin(row),
            case: row.text("case").to_owned(),
            person: row.text("person").to_owned(),
            purpose,
            given: matches!(answer, Some(Answer::Yes | Answer::YesVerbal)),
            method,
            given_on,
            expires_on: row.day("expires-on"),
            withdrawn_on,
        });
    }
    planned
}

/// All accepted risk assessments.
pub fn risks(builder: &mut Builder<'_>) -> Vec<PlannedRisk> {
    const KIND: FileKind = FileKind::Risks;
    let cases = builder.references();
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(case) = cases.get(&folded(row.text("case"))) else { continue };
        builder.warn_of_oddities(KIND, row);
        let kind = builder.profile.codes.risk_kinds.get(row.text("kind")).copied();
        if kind.is_none() {
            builder.warn_unknown(KIND, row, "kind");
        }
        let typed: Vec<String> =
            row.text("factors").split(';').map(|f| f.trim().to_owned()).filter(|f| !f.is_empty()).collect();
        planned.push(PlannedRisk {
            origin: builder.origin(row),
            case: case.clone(),
            kind: kind.unwrap_or(RiskKind::Initial),
            done_on: row.day("done-on"),
            done_by: row.some("done-by"),
            score: builder.profile.codes.number(row.text("score")),
            level: builder.code(KIND, row, "level", RiskLevel::Unknown),
            factors: typed.iter().filter_map(|word| builder.profile.codes.code::<RiskFactor>(word)).collect(),
            factors_typed: typed,
            mitigation: row.some("mitigation"),
            approved_by: row.some("approved-by"),
            approved_on: row.day("approved-on"),
            review_on: row.day("review-on"),
        });
    }
    planned
}

/// All accepted agreements.
pub fn agreements(builder: &mut Builder<'_>, participants: &[PlannedParticipant]) -> Vec<PlannedAgreement> {
    const KIND: FileKind = FileKind::Agreements;
    let present: HashSet<(&str, &str)> = participants
        .iter()
        .map(|participant| (participant.case.as_str(), participant.person.as_str()))
        .collect();
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        builder.warn_of_oddities(KIND, row);
        let case = row.text("case").to_owned();
        let (parties, strangers): (Vec<String>, Vec<String>) = row
            .text("parties")
            .split(['&', ',', ';'])
            .map(|person| person.trim().to_owned())
            .filter(|person| !person.is_empty())
            .partition(|person| present.contains(&(case.as_str(), person.as_str())));
        if !strangers.is_empty() {
            builder.warn(KIND, row, Message::new("import-warning-party"));
        }
        let status = builder.code(KIND, row, "status", AgreementStatus::Unknown);
        planned.push(PlannedAgreement {
            origin: builder.origin(row),
            kind: builder.code(KIND, row, "kind", AgreementKind::Understanding),
            agreed_on: row.day("agreed-on"),
            parties,
            text: row.text("text").to_owned(),
            actions: actions(row.text("actions"), status, builder),
            confidential: builder.profile.codes.answer(row.text("confidential")) != Some(Answer::No),
            status,
            checked: row.some("checked"),
            case,
        });
    }
    planned
}

/// The actions of a cell: lines, numbered or not, or parts between bars or semicolons.
fn actions(cell: &str, status: AgreementStatus, builder: &Builder<'_>) -> Vec<PlannedAction> {
    let status = match status {
        AgreementStatus::Completed => ActionStatus::Done,
        AgreementStatus::Active => ActionStatus::Open,
        _ => ActionStatus::Unknown,
    };
    let parts = cell.split(['|', ';', '\n']).map(without_number).filter(|part| !part.is_empty());
    let kind = |part: &str| {
        let words = folded(part);
        let known = builder.profile.codes.action_words.iter().find(|(word, _)| words.contains(word));
        known.map_or(ActionKind::Other, |(_, kind)| *kind)
    };
    parts.map(|part| PlannedAction { kind: kind(part), description: part.to_owned(), status }).collect()
}

/// "2) Say hello" as "Say hello".
fn without_number(part: &str) -> &str {
    let part = part.trim();
    let digits = part.chars().take_while(char::is_ascii_digit).count();
    match part[digits..].strip_prefix([')', '.']) {
        Some(rest) if digits > 0 => rest.trim(),
        _ => part,
    }
}
