//! The log of a case, and its consents, assessments and agreements.

use std::collections::BTreeSet;

use domain::codes::{CaseStatus, ContactKind, Direction, DocumentClass, RiskKind};
use domain::{Answers, Message, Part, Value};
use storage::bulk::{
    BulkAction, BulkAgreement, BulkAudience, BulkConsent, BulkEntry, BulkRisk, RiskProgress,
};

use super::maker::Maker;
use super::participant::{Cast, addressed};
use super::selection::Gathered;
use crate::import::record::{PlannedAudience, PlannedDocument, PlannedEntry, PlannedRisk};

impl Maker<'_> {
    /// The notes, and a line for each document of the index.
    pub fn entries(&self, gathered: &Gathered<'_>, cast: &Cast) -> Vec<BulkEntry> {
        let notes = gathered.entries.iter().map(|planned| self.note(gathered, cast, planned));
        let documents = gathered.documents.iter().map(|planned| self.document(gathered, planned));
        notes.chain(documents).collect()
    }

    fn note(&self, gathered: &Gathered<'_>, cast: &Cast, planned: &PlannedEntry) -> BulkEntry {
        let to = addressed(gathered, planned.audience);
        let lost_its_side = to == BulkAudience::Internal && planned.audience != PlannedAudience::Internal;
        BulkEntry {
            participant: planned.about.as_deref().and_then(|person| cast.place(person, to)),
            to,
            part: Part::Notes,
            kind: planned.kind,
            direction: planned.direction,
            outcome: planned.outcome,
            purpose: None,
            at: planned.time.filter(|_| planned.day_known).map(|time| self.moment(planned.occurred_on, time)),
            on: planned.occurred_on,
            minutes: None,
            summary: Some(planned.text.clone()),
            by: self.volunteer(planned.volunteer.as_deref()),
            by_name: planned.author.clone(),
            follow_up: planned.follow_up,
            needs_person: planned.needs_person || lost_its_side,
            legacy_id: Some(planned.origin.id.clone()),
        }
    }

    /// The files themselves are not part of an export: what is kept is that there was one, what
    /// it was, and where the older system had it.
    fn document(&self, gathered: &Gathered<'_>, planned: &PlannedDocument) -> BulkEntry {
        let class = self.text(&Message::new(planned.class.key()));
        let mut lines =
            vec![Message::new("import-document").with("class", class).with("file", &planned.file_name)];
        lines.extend(
            planned.old_path.as_ref().map(|path| Message::new("import-document-path").with("path", path)),
        );
        lines.extend(planned.size.map(|size| Message::new("import-document-size").with("bytes", size)));
        if planned.missing {
            lines.push(Message::new("import-warning-missing-file"));
        }
        let lines: Vec<String> = lines.iter().map(|line| self.text(line)).collect();
        BulkEntry {
            participant: None,
            to: addressed(gathered, planned.audience),
            part: Part::Notes,
            kind: match planned.class {
                DocumentClass::LetterIn | DocumentClass::LetterOut => ContactKind::Letter,
                _ => ContactKind::Note,
            },
            direction: match planned.class {
                DocumentClass::LetterIn => Some(Direction::In),
                DocumentClass::LetterOut => Some(Direction::Out),
                _ => None,
            },
            outcome: None,
            purpose: None,
            at: None,
            on: planned.added_on.unwrap_or(gathered.case.received.read),
            minutes: None,
            summary: Some(lines.join("\n")),
            by: None,
            by_name: None,
            follow_up: false,
            needs_person: false,
            legacy_id: Some(planned.origin.id.clone()),
        }
    }

    /// The consents. One without a day cannot be relied on: it ends on the day the case began,
    /// so that it is kept and opens no gate.
    pub fn consents(&self, gathered: &Gathered<'_>, cast: &Cast) -> Vec<BulkConsent> {
        let received = gathered.case.received.read;
        let consent = |planned: &&crate::import::record::PlannedConsent| {
            Some(BulkConsent {
                participant: cast.place(&planned.person, BulkAudience::Internal)?,
                purpose: planned.purpose,
                given: planned.given,
                method: planned.method,
                given_on: planned.given_on.unwrap_or(received),
                expires_on: match planned.given_on {
                    Some(_) => planned.expires_on,
                    None => Some(planned.expires_on.map_or(received, |day| day.min(received))),
                },
                withdrawn_on: planned.withdrawn_on,
                recorded_by: None,
                legacy_id: Some(planned.origin.id.clone()),
            })
        };
        gathered.consents.iter().filter_map(consent).collect()
    }

    /// The assessments. One is approved where somebody had approved it and its review is named;
    /// of a case that goes on, any other waits for a manager, and of one that is over it is history.
    pub fn risks(&self, gathered: &Gathered<'_>) -> Vec<BulkRisk> {
        let closed = gathered.case.status == CaseStatus::Closed;
        let newest = |kind: RiskKind| {
            let of_kind = gathered.risks.iter().filter(|risk| risk.kind == kind);
            of_kind.max_by_key(|risk| risk.done_on).map(|risk| &risk.origin)
        };
        let risk = |planned: &&PlannedRisk| {
            let is_approved = planned.approved_by.is_some() && planned.approved_on.is_some();
            let progress = match (newest(planned.kind) == Some(&planned.origin), is_approved) {
                (true, true) => RiskProgress::Approved,
                (true, false) if !closed => RiskProgress::Submitted,
                _ => RiskProgress::Superseded,
            };
            let approver = self.volunteer(planned.approved_by.as_deref());
            BulkRisk {
                kind: planned.kind,
                level: planned.level,
                progress,
                done_on: planned.done_on.unwrap_or(gathered.case.received.read),
                valid_until: planned.review_on,
                done_by: self.volunteer(planned.done_by.as_deref()),
                approved: approver.zip(planned.approved_on.map(|day| self.day(day))),
                answers: self.assessment(planned),
                legacy_id: Some(planned.origin.id.clone()),
            }
        };
        gathered.risks.iter().map(risk).collect()
    }

    /// What was found and what is done about it, with what our list has no place for in words.
    fn assessment(&self, planned: &PlannedRisk) -> Answers {
        let mut factors: BTreeSet<String> =
            planned.factors.iter().map(|factor| factor.as_str().to_owned()).collect();
        // Words that became no code stay as they are, beside the codes.
        if planned.factors_typed.len() > planned.factors.len() {
            factors.extend(planned.factors_typed.iter().cloned());
        }
        let mut lines: Vec<String> = planned.mitigation.iter().cloned().collect();
        let said = |key: &str, name: &str, value: &Option<String>| {
            value.as_ref().map(|value| self.text(&Message::new(key).with(name, value)))
        };
        let score = planned.score.map(|score| score.to_string());
        lines.extend(said("import-risk-score", "score", &score));
        lines.extend(said("import-risk-by", "name", &planned.done_by));
        lines.extend(said("import-risk-approved", "name", &planned.approved_by));
        Answers::from([
            ("risk.factors".to_owned(), Value::Choices(factors.into_iter().collect())),
            ("risk.mitigation".to_owned(), Value::Text(lines.join("\n"))),
        ])
    }

    /// The agreements; what was noted beside each stands in the history.
    pub fn agreements(&self, gathered: &Gathered<'_>) -> Vec<BulkAgreement> {
        let case = gathered.case;
        let without_day = case.event_on.or(case.closed_on).unwrap_or(case.received.read);
        let agreement = |planned: &&crate::import::record::PlannedAgreement| BulkAgreement {
            kind: planned.kind,
            text: planned.text.clone(),
            agreed_on: planned.agreed_on.unwrap_or(without_day),
            method: "verbal",
            status: planned.status,
            actions: planned
                .actions
                .iter()
                .map(|action| BulkAction {
                    kind: action.kind,
                    description: action.description.clone(),
                    due_on: None,
                    status: action.status,
                    done_on: None,
                })
                .collect(),
            recorded_by: None,
            legacy_id: Some(planned.origin.id.clone()),
        };
        gathered.agreements.iter().map(agreement).collect()
    }
}
