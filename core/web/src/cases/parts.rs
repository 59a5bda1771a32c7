//! What the pages of a case have in common: sections, notices, the banner of each person.

use ::cases::work::{FieldView, LogEntryView, ParticipantView};
use domain::{Message, Reference, SideKind, SideLetter};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::address;
use crate::parts::{Colour, Link, Notice, SafeContact, SideView, SummaryList, Tag};

/// What was done before the reader was led here: a word of a closed list in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// The words that an address may carry; anything else says nothing.
const DONE: [&str; 20] = [
    "logged",
    "invited",
    "released",
    "accepted",
    "moved",
    "paused",
    "resumed",
    "recorded",
    "withdrawn",
    "approved",
    "proposed",
    "closed",
    "returned",
    "reopened",
    "settled",
    "shared",
    "unshared",
    "referral-accepted",
    "referral-merged",
    "referral-already",
];

impl Done {
    /// The notice that says so.
    pub(super) fn notice(&self) -> Option<Notice> {
        let word = self.done.as_deref()?;
        DONE.contains(&word).then(|| Notice::success(Text::key(format!("case-done-{word}"))))
    }
}

/// The sections of a case; those the reader has no act for are left out.
pub(super) fn sections(case: Reference, acts: &[&str], current: &str) -> Vec<Link> {
    let can = |act: &str| acts.contains(&act);
    let all: [(&str, &str, bool); 9] = [
        ("", "case-section-overview", true),
        ("log", "case-section-log", true),
        ("progress", "case-section-progress", can("move-stage") || can("pause")),
        ("records", "case-section-records", can("record-consent") || can("record-risk")),
        ("people", "case-section-people", can("allocate")),
        ("sharing", "case-section-sharing", can("allocate")),
        ("history", "case-section-history", true),
        ("access", "case-section-access", can("view-team-access") || can("view-audit")),
        ("closing", "case-section-closing", can("propose-closure") || can("sign-off-closure")),
    ];
    all.into_iter()
        .filter(|(_, _, shown)| *shown)
        .map(|(page, key, _)| {
            let link = Link::new(address(case, page), Text::key(key));
            if page == current { link.current() } else { link }
        })
        .collect()
}

/// The tag of a case's status.
pub(super) fn status(status: &str) -> Tag {
    let colour = match status {
        "open" => Colour::Blue,
        "paused" => Colour::Orange,
        "reopened" => Colour::Yellow,
        _ => Colour::Grey,
    };
    Tag::new(Text::key(format!("case-status-{status}")), colour)
}

/// Fields as a summary list, of which only those with something recorded: on a page that is
/// read every day, what is not there would hide what is.
pub(super) fn recorded(fields: &[FieldView]) -> SummaryList {
    let fields: Vec<_> = fields.iter().filter(|field| field.value.is_some()).cloned().collect();
    summary(&fields)
}

/// Fields as a summary list; those that nothing is recorded for say so.
pub(super) fn summary(fields: &[FieldView]) -> SummaryList {
    let row = |list: SummaryList, field: &FieldView| {
        list.row(Text::from(field.label.clone()), field.value.clone().unwrap_or_default())
    };
    fields.iter().fold(SummaryList::default(), row)
}

/// One person of the case on its page.
#[derive(Serialize)]
pub(super) struct PersonCard {
    reference: Reference,
    side: SideView,
    name: Text,
    role: Option<Text>,
    /// Whether the reader works for their side: then they may be contacted.
    own: bool,
    banner: Option<SafeContact>,
    /// Masked values, each with a button that shows it.
    masked: Vec<MaskedValue>,
    contact: SummaryList,
    facts: SummaryList,
}

#[derive(Serialize)]
struct MaskedValue {
    field: String,
    label: Text,
}

/// The side's kind by its word; a side that is not understood is a party.
fn side(kind: &str, letter: char) -> SideView {
    SideView::new(SideKind::parse(kind).unwrap_or(SideKind::Party), SideLetter(letter))
}

impl PersonCard {
    pub(super) fn new(person: &ParticipantView) -> Self {
        let name = person.name.clone().unwrap_or_else(|| Text::key("case-person-unnamed"));
        let (masked, open): (Vec<_>, Vec<_>) = person.contact.iter().cloned().partition(|field| field.masked);
        Self {
            reference: person.reference,
            side: side(person.side_kind, person.side),
            own: person.own,
            role: person.role.clone(),
            banner: person.own.then(|| banner(&name, &person.safe_contact)),
            masked: masked
                .into_iter()
                .map(|field| MaskedValue { field: field.id, label: field.label.into() })
                .collect(),
            contact: summary(&open),
            facts: recorded(&person.fields),
            name,
        }
    }
}

/// The rules of contact in words: what must never be done first.
fn banner(name: &Text, rules: &[FieldView]) -> SafeContact {
    let mut banner = SafeContact { name: name.clone(), ..SafeContact::default() };
    for rule in rules {
        let Some(value) = &rule.value else { continue };
        banner.is_known = true;
        let said = |suffix: &str| {
            Text::Words(Message::new(format!("safe-{}-{suffix}", rule.id.trim_start_matches("person."))))
        };
        // Of these two a yes is the warning; of the ways of contact it is the permission.
        let is_warning =
            ["person.lives-with-other-party", "person.do-not-contact"].contains(&rule.id.as_str());
        match answer(value) {
            Some("yes") if is_warning => banner.never.push(said("yes")),
            Some("no") if is_warning => banner.safe.push(said("no")),
            Some("no") => banner.never.push(said("no")),
            Some("yes") => banner.safe.push(said("yes")),
            Some(_) => banner.safe.push(said("as-stated")),
            None => banner.safe.push(Text::List(vec![Text::from(rule.label.clone()), value.clone()])),
        }
    }
    banner
}

/// The code of a contact permission, told by the label's key; other values have none.
fn answer(value: &Text) -> Option<&'static str> {
    match value {
        Text::Words(message) => match message.key.as_str() {
            "contact-permission-no" => Some("no"),
            "contact-permission-yes" => Some("yes"),
            "contact-permission-as-stated" => Some("as-stated"),
            "yes-no-unknown-yes" => Some("yes"),
            "yes-no-unknown-no" => Some("no"),
            _ => None,
        },
        Text::Boolean(true) => Some("yes"),
        Text::Boolean(false) => Some("no"),
        _ => None,
    }
}

/// One line of the log on a page.
#[derive(Serialize)]
pub(super) struct LogLine {
    title: Text,
    when: Text,
    by: Option<String>,
    side: Option<char>,
    shared: bool,
    outcome: Option<Text>,
    purpose: Option<Text>,
    minutes: Option<i32>,
    paragraphs: Vec<String>,
    follow_up: bool,
}

impl LogLine {
    pub(super) fn new(entry: &LogEntryView) -> Self {
        let paragraphs = entry.summary.iter().flat_map(|text| text.lines()).map(str::trim);
        Self {
            title: entry.kind.clone(),
            when: entry.when.clone(),
            by: entry.by.clone(),
            side: entry.side,
            shared: entry.shared,
            outcome: entry.outcome.clone(),
            purpose: entry.purpose.clone(),
            minutes: entry.minutes,
            paragraphs: paragraphs.filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            follow_up: entry.follow_up,
        }
    }
}
