//! Cases.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::{
    CaseStatus, Category, ClosingReason, Complexity, Flag, ServiceType, SessionKind, SourceType,
};
use domain::process::{self, Phase, Route};
use domain::{CaseClass, Message};

use super::{Builder, VolunteerIndex};
use crate::import::profile::{FileKind, StageMeaning, folded};
use crate::import::read::{Row, swapped};
use crate::import::record::{Facilitator, PlannedCase, ReceivedDay, ReferringOrganisation};

const KIND: FileKind = FileKind::Cases;

/// All accepted cases, without what follows from who is in them: see `settle`.
pub fn cases(builder: &mut Builder<'_>) -> Vec<PlannedCase> {
    let routes = process::default_routes();
    let volunteers = VolunteerIndex::of(&builder.rows(FileKind::Volunteers));
    let references = builder.references();
    let mut shared: HashMap<String, u32> = HashMap::new();
    let rows = builder.rows(KIND);
    for row in rows.iter().filter(|row| !row.text("reference").is_empty()) {
        *shared.entry(folded(row.text("reference"))).or_default() += 1;
    }
    let mut cases = Vec::with_capacity(rows.len());
    for row in rows {
        // A row without a day of receipt is rejected by every sensible profile.
        let Some(read) = row.day("received-on") else { continue };
        if shared.get(&folded(row.text("reference"))).is_some_and(|count| *count > 1) {
            builder.warn(KIND, row, Message::new("import-warning-shared-reference"));
        }
        cases.push(case(builder, row, read, &routes, &volunteers, &references));
    }
    cases
}

fn case(
    builder: &mut Builder<'_>,
    row: &Row,
    read: NaiveDate,
    routes: &[Route],
    volunteers: &VolunteerIndex,
    references: &HashMap<String, String>,
) -> PlannedCase {
    builder.warn_of_oddities(KIND, row);
    let service_type = builder.code(KIND, row, "service-type", ServiceType::AdviceOnly);
    let category = builder.code(KIND, row, "category", Category::Unknown);
    let source_type = builder.code(KIND, row, "source-type", SourceType::Unknown);
    let flags = flags(builder, row);
    let standing = standing(builder, row);
    let created_at = builder.instant(row.stamp("created-at", builder.profile));
    let closing_reason = closing_reason(builder, row, standing.closed);
    let route = process::route_for(routes, service_type).unwrap_or(&routes[0]);
    let stage = route.stage_of(standing.phase);
    let linked_to = row.some("linked-to").and_then(|linked| {
        let found = references.get(&folded(&linked)).cloned();
        if found.is_none() {
            builder.warn(KIND, row, Message::new("import-warning-link"));
        }
        found
    });
    PlannedCase {
        origin: builder.origin(row),
        reference: row.some("reference"),
        received: received(builder, row, read),
        created_at,
        service_type,
        route: route.id.clone(),
        stage: stage.id.clone(),
        phase: stage.phase,
        reached: standing.reached,
        status: standing.status,
        class: CaseClass::Standard,
        category,
        category_typed: row
            .some("category")
            .filter(|_| matches!(category, Category::Unknown | Category::Other)),
        complexity: Complexity::Standard,
        flags,
        source_type,
        organisation: organisation(builder, row),
        referrer: row.some("referrer"),
        district: district(builder, row),
        crime_reference: row.some("crime-reference"),
        title: row.some("title"),
        facilitators: facilitators(builder, row, volunteers),
        allocated_on: row.day("allocated-on"),
        event_on: row.day("event-on"),
        event_kind: event_kind(builder, row),
        closed_on: row.day("closed-on"),
        outcome_class: closing_reason.map(ClosingReason::outcome_class),
        closing_reason,
        outcome_note: row.some("outcome-note"),
        retention: row.some("retention"),
        dispose_after: row.day("dispose-after"),
        team: row.some("team"),
        linked_to,
        sides: Vec::new(),
    }
}

fn received(builder: &mut Builder<'_>, row: &Row, read: NaiveDate) -> ReceivedDay {
    let made_on = row.stamp("created-at", builder.profile).map(|stamp| stamp.date());
    let proposed = made_on.and_then(|made_on| swapped(read, made_on, builder.profile.dates.swap));
    if let Some(proposed) = proposed {
        let message = Message::new("import-warning-swapped").with("read", read).with("proposed", proposed);
        builder.warn(KIND, row, message);
    }
    ReceivedDay { read, proposed }
}

fn flags(builder: &mut Builder<'_>, row: &Row) -> Vec<Flag> {
    let mut flags = Vec::new();
    for word in row.text("flags").split(['+', ',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        match builder.profile.codes.code::<Flag>(word) {
            Some(flag) => flags.push(flag),
            None => builder.warn_unknown(KIND, row, "flags"),
        }
    }
    let more = builder.profile.codes.category_flags.get(row.text("category"));
    flags.extend(more.into_iter().flatten());
    flags.sort_unstable();
    flags.dedup();
    flags
}

struct Standing {
    phase: Phase,
    reached: Phase,
    status: CaseStatus,
    closed: bool,
}

/// Where the case stands: what its stage says and, where that says nothing, what its dates say.
fn standing(builder: &mut Builder<'_>, row: &Row) -> Standing {
    let meaning = match builder.profile.codes.stages.get(row.text("stage")).copied() {
        Some(meaning) => meaning,
        None => {
            builder.warn(KIND, row, Message::new("import-warning-stage"));
            StageMeaning { closed: row.day("closed-on").is_some(), ..StageMeaning::default() }
        }
    };
    let reached = meaning.phase.unwrap_or_else(|| by_dates(row));
    let live = builder.profile.codes.answer(row.text("live"));
    if live.is_some_and(|live| (live == crate::import::profile::Answer::No) != meaning.closed) {
        builder.warn(KIND, row, Message::new("import-warning-live"));
    }
    if meaning.closed && row.day("closed-on").is_none() {
        builder.warn(KIND, row, Message::new("import-warning-closed-without-date"));
    }
    let status = match (meaning.closed, meaning.paused) {
        (true, _) => CaseStatus::Closed,
        (false, true) => CaseStatus::Paused,
        (false, false) => CaseStatus::Open,
    };
    let phase = if meaning.closed { Phase::Closed } else { reached };
    Standing { phase, reached, status, closed: meaning.closed }
}

fn by_dates(row: &Row) -> Phase {
    if row.day("event-on").is_some() {
        Phase::Event
    } else if row.day("allocated-on").is_some() {
        Phase::Preparation
    } else {
        Phase::FirstContact
    }
}

fn closing_reason(builder: &mut Builder<'_>, row: &Row, closed: bool) -> Option<ClosingReason> {
    let typed = row.text("closing-reason");
    let reason = builder.profile.codes.code::<ClosingReason>(typed);
    if reason.is_none() && (closed || !typed.is_empty()) {
        builder.warn(KIND, row, Message::new("import-warning-closing-reason"));
    }
    reason
}

fn event_kind(builder: &mut Builder<'_>, row: &Row) -> Option<SessionKind> {
    row.some("event-kind")?;
    let kind = builder.profile.codes.code::<SessionKind>(row.text("event-kind"));
    if kind.is_none() {
        builder.warn_unknown(KIND, row, "event-kind");
    }
    kind
}

fn organisation(builder: &mut Builder<'_>, row: &Row) -> ReferringOrganisation {
    let Some(typed) = row.some("organisation") else { return ReferringOrganisation::None };
    let word = folded(&typed);
    if word.ends_with("(self)") {
        return ReferringOrganisation::None;
    }
    match builder.profile.organisations.get(&word).map(Vec::as_slice) {
        Some([name]) if name.is_empty() => ReferringOrganisation::None,
        Some([name]) => ReferringOrganisation::Known(name.clone()),
        Some(candidates) => {
            builder.warn(KIND, row, Message::new("import-warning-organisation-ambiguous"));
            ReferringOrganisation::Ambiguous { typed, candidates: candidates.to_vec() }
        }
        None => {
            builder.warn(KIND, row, Message::new("import-warning-organisation"));
            ReferringOrganisation::Unknown(typed)
        }
    }
}

fn district(builder: &mut Builder<'_>, row: &Row) -> Option<String> {
    let typed = row.some("district")?;
    let code = district_code(&typed);
    if code.is_none() {
        builder.warn_unknown(KIND, row, "district");
    }
    code
}

/// The code of a district, by its name.
pub(super) fn district_code(typed: &str) -> Option<String> {
    let wanted = domain::normalise::skeleton(typed);
    let named =
        domain::codes::ESSEX_DISTRICTS.iter().find(|(_, name)| domain::normalise::skeleton(name) == wanted);
    named.map(|(code, _)| (*code).to_owned())
}

fn facilitators(builder: &mut Builder<'_>, row: &Row, volunteers: &VolunteerIndex) -> Vec<Facilitator> {
    let mut found = Vec::new();
    for (field, lead) in [("lead", true), ("second", false)] {
        let Some(typed) = row.some(field) else { continue };
        let volunteer = volunteers.find(&typed);
        if volunteer.is_none() {
            builder.warn(KIND, row, Message::new("import-warning-facilitator"));
        }
        found.push(Facilitator { typed, volunteer, lead });
    }
    found
}
