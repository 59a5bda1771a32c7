//! The work on a case: log, consents, risk, agreements.

use std::collections::{HashMap, HashSet};

use chrono::NaiveTime;
use domain::Message;
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, ConsentMethod, ConsentPurpose, ContactKind,
    RiskFactor, RiskKind, RiskLevel,
};

use super::{Builder, VolunteerIndex};
use crate::import::profile::{Answer, EntryMeaning, FileKind, SideWord, folded};
use crate::import::read::Row;
use crate::import::record::{
    PlannedAction, PlannedAgreement, PlannedAudience, PlannedCase, PlannedConsent, PlannedEntry,
    PlannedParticipant, PlannedRisk, PlannedSide, SideOf,
};

/// Who is in a case, on which sides.
pub struct Presence<'a>(HashMap<(&'a str, &'a str), Vec<SideOf>>);

impl<'a> Presence<'a> {
    /// Who is in which case.
    pub fn of(participants: &'a [PlannedParticipant]) -> Self {
        let mut map: HashMap<(&str, &str), Vec<SideOf>> = HashMap::new();
        for participant in participants {
            map.entry((&participant.case, &participant.person)).or_default().push(participant.side);
        }
        Self(map)
    }

    fn sides<'b>(&'b self, case: &'b str, person: &'b str) -> Option<&'b [SideOf]> {
        self.0.get(&(case, person)).map(Vec::as_slice)
    }
}

/// The side that the first or second word of a side column means in a case.
pub(super) fn side(case: &PlannedCase, second: bool) -> Option<PlannedSide> {
    match (case.sides.as_slice(), second) {
        ([first, _], false) => Some(*first),
        ([_, other], true) => Some(*other),
        // A case with both kinds of sides, or with one, does not say which is meant.
        _ => None,
    }
}

/// All accepted entries of the work log.
pub fn entries(
    builder: &mut Builder<'_>,
    cases: &[PlannedCase],
    participants: &[PlannedParticipant],
) -> Vec<PlannedEntry> {
    const KIND: FileKind = FileKind::Entries;
    let volunteers = VolunteerIndex::of(&builder.rows(FileKind::Volunteers));
    let presence = Presence::of(participants);
    let by_id: HashMap<&str, &PlannedCase> =
        cases.iter().map(|case| (case.origin.id.as_str(), case)).collect();
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(case) = by_id.get(row.text("case")) else { continue };
        builder.warn_of_oddities(KIND, row);
        let meaning = builder.profile.codes.entries.get(row.text("kind")).copied();
        if meaning.is_none() {
            builder.warn_unknown(KIND, row, "kind");
        }
        let meaning =
            meaning.unwrap_or(EntryMeaning { kind: ContactKind::Note, direction: None, outcome: None });
        let (audience, needs_person) = entry_audience(builder, row, case, &presence);
        let day = row.day("occurred-on");
        if day.is_none() {
            builder.warn(KIND, row, Message::new("import-warning-no-day"));
        }
        planned.push(PlannedEntry {
            origin: builder.origin(row),
            case: case.origin.id.clone(),
            audience,
            needs_person,
            about: row.some("about").filter(|person| presence.sides(&case.origin.id, person).is_some()),
            occurred_on: day.unwrap_or(case.received.read),
            day_known: day.is_some(),
            time: time(row.text("time")),
            kind: meaning.kind,
            direction: meaning.direction,
            outcome: meaning.outcome,
            author: row.some("author"),
            volunteer: volunteers.find(row.text("author")),
            follow_up: builder.profile.codes.answer(row.text("follow-up")) == Some(Answer::Yes),
            text: row.text("text").to_owned(),
        });
    }
    planned
}

/// To whom an entry is addressed, and whether a person has to look at that.
///
/// It is addressed to a side only if the row says so and nothing contradicts it. Both sides,
/// no side, an unknown word, or a person of another side make it internal.
fn entry_audience(
    builder: &mut Builder<'_>,
    row: &Row,
    case: &PlannedCase,
    presence: &Presence<'_>,
) -> (PlannedAudience, bool) {
    const KIND: FileKind = FileKind::Entries;
    let (said, needs_person) = audience(builder, KIND, row, case);
    let PlannedAudience::Side(side) = said else {
        if needs_person {
            builder.warn(KIND, row, Message::new("import-warning-audience"));
        }
        return (said, needs_person);
    };
    let about = row.text("about");
    if about.is_empty() {
        return (said, false);
    }
    match presence.sides(&case.origin.id, about) {
        Some(sides) if sides.contains(&SideOf::Side(side)) => (said, false),
        Some(_) => {
            builder.warn(KIND, row, Message::new("import-warning-about-other-side"));
            (PlannedAudience::Internal, true)
        }
        None => {
            builder.warn(KIND, row, Message::new("import-warning-about"));
            (said, false)
        }
    }
}

/// What a side column says.
pub(super) fn audience(
    builder: &mut Builder<'_>,
    kind: FileKind,
    row: &Row,
    case: &PlannedCase,
) -> (PlannedAudience, bool) {
    let word = row.text("side");
    let side_of = |second| match side(case, second) {
        Some(side) => (PlannedAudience::Side(side), false),
        None => (PlannedAudience::Internal, true),
    };
    match builder.profile.codes.sides.get(word) {
        Some(SideWord::First) => side_of(false),
        Some(SideWord::Second) => side_of(true),
        Some(SideWord::Both) => (PlannedAudience::Internal, true),
        Some(SideWord::Internal) => (PlannedAudience::Internal, false),
        None => {
            if !word.is_empty() {
                builder.warn_unknown(kind, row, "side");
            }
            (PlannedAudience::Internal, false)
        }
    }
}

/// A time of day; midnight means that nobody wrote it down.
fn time(typed: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(typed, "%H:%M").ok().filter(|time| *time != NaiveTime::MIN)
}

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
