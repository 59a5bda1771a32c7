//! The work log, and to whom each entry of it is addressed.

use std::collections::HashMap;

use chrono::NaiveTime;
use domain::Message;
use domain::codes::ContactKind;

use super::{Builder, VolunteerIndex};
use crate::import::profile::{Answer, EntryMeaning, FileKind, SideWord};
use crate::import::read::Row;
use crate::import::record::{
    PlannedAudience, PlannedCase, PlannedEntry, PlannedParticipant, PlannedSide, SideOf,
};

/// Who is in a case, on which sides.
struct Presence<'a>(HashMap<(&'a str, &'a str), Vec<SideOf>>);

impl<'a> Presence<'a> {
    fn of(participants: &'a [PlannedParticipant]) -> Self {
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
fn side(case: &PlannedCase, second: bool) -> Option<PlannedSide> {
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
