//! Filters in the address: only what says nothing about a person.
//!
//! A choice, a yes or no and a stretch of days stand in the address as words. A text that
//! somebody filters by may name a person, so it travels sealed, for this reader alone.

use ::cases::list::{Filter, FilterView, Sort, Test};
use chrono::{Days, NaiveDate};
use domain::{FieldKind, Message};
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::form::FieldView;
use crate::parts::Chosen;
use crate::{Screen, Typed};

/// What a sealed text filter is for.
const PURPOSE: &str = "list-text";

/// The filters offered first; those of plugins follow.
const OFFERED: [&str; 12] = [
    "case.status",
    "case.service-type",
    "case.stage",
    "case.district",
    "case.source-type",
    "case.category",
    "case.flags",
    "case.priority",
    "case.risk-flag",
    "case.outcome",
    "case.received-on",
    "case.closed-on",
];

/// A list's address, taken apart: names and values in their order.
pub(super) type Pairs = Vec<(String, String)>;

/// Text filters, sealed in the address.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct SealedTexts(Vec<(String, String)>);

/// The filters that a reader is offered here: the usual ones and those of plugins.
pub(super) fn offered(all: Vec<FilterView>) -> Vec<FilterView> {
    let usual =
        |filter: &&FilterView| OFFERED.contains(&filter.id.as_str()) || filter.id.starts_with("extra.");
    let mut offered: Vec<_> = all.iter().filter(usual).cloned().collect();
    let place = |filter: &FilterView| OFFERED.iter().position(|id| *id == filter.id).unwrap_or(OFFERED.len());
    offered.sort_by_key(place);
    offered
}

fn values<'a>(pairs: &'a Pairs, name: &str) -> Vec<&'a str> {
    pairs
        .iter()
        .filter(|(known, value)| known == name && !value.is_empty())
        .map(|(_, v)| v.as_str())
        .collect()
}

fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    values(pairs, name).first().copied().unwrap_or_default()
}

fn day(pairs: &Pairs, name: &str) -> Option<NaiveDate> {
    let part = |part: &str| value(pairs, &format!("{name}-{part}"));
    NaiveDate::from_ymd_opt(
        part("year").parse().ok()?,
        part("month").parse().ok()?,
        part("day").parse().ok()?,
    )
}

/// The filters that the address asks for, of those offered; what is not understood is left out.
pub(super) fn read(screen: &Screen, offered: &[FilterView], pairs: &Pairs) -> Vec<Filter> {
    let texts: SealedTexts = screen.open(PURPOSE, value(pairs, "text")).unwrap_or_default();
    let test = |filter: &FilterView| match filter.kind {
        FieldKind::Choice | FieldKind::Choices => {
            let chosen: Vec<String> = values(pairs, &filter.id)
                .into_iter()
                .filter(|code| filter.options.iter().any(|(known, _)| known == code))
                .map(str::to_owned)
                .collect();
            (!chosen.is_empty()).then_some(Test::In(chosen))
        }
        FieldKind::Boolean => match value(pairs, &filter.id) {
            "yes" => Some(Test::Is(true)),
            "no" => Some(Test::Is(false)),
            _ => None,
        },
        FieldKind::Date | FieldKind::Instant => {
            let from = day(pairs, &format!("{}.from", filter.id));
            // People name the last day; the list asks for the day after it.
            let before =
                day(pairs, &format!("{}.to", filter.id)).and_then(|day| day.checked_add_days(Days::new(1)));
            (from.is_some() || before.is_some()).then_some(Test::Between { from, before })
        }
        _ => {
            let text = texts.0.iter().find(|(field, _)| *field == filter.id).map(|(_, text)| text.clone());
            text.filter(|text| !text.trim().is_empty()).map(Test::Equals)
        }
    };
    offered
        .iter()
        .filter_map(|filter| test(filter).map(|test| Filter { field: filter.id.clone(), test }))
        .collect()
}

/// The order that the address asks for; the newest first where it asks for none.
pub(super) fn sort(pairs: &Pairs) -> Sort {
    match value(pairs, "sort") {
        "" => Sort::default(),
        field => Sort { field: field.to_owned(), descending: value(pairs, "order") != "up" },
    }
}

/// The boxes of the filter, filled as the address says; text boxes are in a form of their own.
pub(super) fn fields(offered: &[FilterView], pairs: &Pairs) -> Vec<FieldView> {
    let field = |filter: &FilterView| -> Vec<FieldView> {
        let label = Text::from(filter.label.clone());
        match filter.kind {
            FieldKind::Choice | FieldKind::Choices => {
                let chosen = value(pairs, &filter.id);
                vec![FieldView::select(&filter.id, label, filter.options.clone(), chosen)]
            }
            FieldKind::Boolean => {
                let options =
                    vec![("yes".to_owned(), Text::Boolean(true)), ("no".to_owned(), Text::Boolean(false))];
                vec![FieldView::select(&filter.id, label, options, value(pairs, &filter.id))]
            }
            FieldKind::Date | FieldKind::Instant => {
                let date = |end: &str, key: &str| {
                    let name = format!("{}.{end}", filter.id);
                    let part = |part: &str| value(pairs, &format!("{name}-{part}"));
                    let label = Text::List(vec![label.clone(), Text::key(key)]);
                    FieldView::date(&name, label, [part("day"), part("month"), part("year")])
                };
                vec![date("from", "list-from"), date("to", "list-to")]
            }
            _ => Vec::new(),
        }
    };
    offered.iter().flat_map(field).collect()
}

/// The boxes for texts, which are sent sealed.
pub(super) fn text_fields(screen: &Screen, offered: &[FilterView], pairs: &Pairs) -> Vec<FieldView> {
    let texts: SealedTexts = screen.open(PURPOSE, value(pairs, "text")).unwrap_or_default();
    offered
        .iter()
        .filter(|filter| is_text(filter.kind))
        .map(|filter| {
            let typed =
                texts.0.iter().find(|(field, _)| *field == filter.id).map_or("", |(_, text)| text.as_str());
            FieldView::text(&filter.id, filter.label.clone(), typed)
        })
        .collect()
}

fn is_text(kind: FieldKind) -> bool {
    !matches!(
        kind,
        FieldKind::Choice | FieldKind::Choices | FieldKind::Boolean | FieldKind::Date | FieldKind::Instant
    )
}

/// The texts of a posted filter, sealed for the address.
pub(super) fn seal_texts(screen: &Screen, offered: &[FilterView], typed: &Typed) -> String {
    let texts = offered
        .iter()
        .filter(|filter| is_text(filter.kind))
        .map(|filter| (filter.id.clone(), typed.text(&filter.id).trim().to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    screen.seal(PURPOSE, &SealedTexts(texts))
}

/// What is chosen, each with the address of the list without it.
pub(super) fn chosen(offered: &[FilterView], filters: &[Filter], pairs: &Pairs) -> Vec<Chosen> {
    let one = |filter: &Filter| {
        let view = offered.iter().find(|view| view.id == filter.field)?;
        let text = match &filter.test {
            Test::In(codes) => Text::List(
                codes
                    .iter()
                    .filter_map(|code| {
                        view.options.iter().find(|(known, _)| known == code).map(|(_, label)| label.clone())
                    })
                    .collect(),
            ),
            Test::Is(yes) | Test::Present(yes) => Text::Boolean(*yes),
            Test::Between { from, before } => between(*from, *before),
            Test::Equals(text) => Text::plain(text.clone()),
        };
        let is_of = |name: &str| {
            name == filter.field
                || name.starts_with(&format!("{}.from-", filter.field))
                || name.starts_with(&format!("{}.to-", filter.field))
                || (matches!(filter.test, Test::Equals(_)) && name == "text")
                || name == "after"
        };
        let rest: Pairs = pairs.iter().filter(|(name, _)| !is_of(name)).cloned().collect();
        Some(Chosen { field: view.label.clone().into(), text, remove_href: address("/cases", &rest) })
    };
    filters.iter().filter_map(one).collect()
}

fn between(from: Option<NaiveDate>, before: Option<NaiveDate>) -> Text {
    let last = before.and_then(|day| day.pred_opt());
    match (from, last) {
        (Some(from), Some(last)) => Text::List(vec![from.into(), Text::key("list-to"), last.into()]),
        (Some(from), None) => Text::List(vec![Text::key("list-from"), from.into()]),
        (None, Some(last)) => Text::List(vec![Text::key("list-to"), last.into()]),
        (None, None) => Text::Words(Message::new("list-any")),
    }
}

/// `path` with these pairs, encoded.
pub(super) fn address(path: &str, pairs: &Pairs) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The pairs without these names.
pub(super) fn without(pairs: &Pairs, names: &[&str]) -> Pairs {
    pairs.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect()
}

/// The pairs with one more, in place of those of its name.
pub(super) fn with(pairs: &Pairs, name: &str, value: &str) -> Pairs {
    let mut pairs = without(pairs, &[name]);
    pairs.push((name.to_owned(), value.to_owned()));
    pairs
}
