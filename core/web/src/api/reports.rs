//! A report: the same numbers as on its page and in its sheet.

use ::reports::{Ask, FigureView, ReportView, TableView};
use axum::Json;
use axum::extract::{Path, Query};
use chrono::NaiveDate;
use contributions::{Registry, ReportDefinition};
use domain::Message;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wording::{Language, Text, Wording};

use super::fields::value;
use crate::reports::{Quarter, today, usual};
use crate::{PageError, Screen, Services, SignedIn};

/// What the address asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    quarter: Option<String>,
}

/// A report.
#[derive(Serialize, ToSchema)]
pub(super) struct Report {
    /// The plugin that contributed it.
    plugin: String,
    /// Its id there.
    report: String,
    /// The version of its definitions.
    version: u32,
    /// Its title, in the reader's language as everything in words here.
    title: String,
    /// The first day of its period.
    #[schema(value_type = String, format = Date)]
    first: NaiveDate,
    /// The last day of its period.
    #[schema(value_type = String, format = Date)]
    last: NaiveDate,
    /// When it was counted.
    #[schema(format = DateTime)]
    made_at: String,
    /// Whether small numbers are hidden and the others rounded.
    is_protected: bool,
    /// How it was protected, in a sentence; empty where it was not.
    rule: String,
    /// The figures, in the order of the definitions.
    figures: Vec<Figure>,
    /// The tables, in the order of the definitions.
    tables: Vec<Breakdown>,
}

/// One number.
#[derive(Serialize, ToSchema)]
pub(super) struct Figure {
    /// Its id.
    id: String,
    /// Its name.
    label: String,
    /// Its written definition.
    definition: String,
    /// What is counted.
    #[schema(example = "referral")]
    unit: String,
    /// The date it is counted by.
    #[schema(example = "received-on")]
    date_basis: String,
    /// The number; none where it is hidden or not counted.
    value: Option<i64>,
    /// `hidden` where the number is too small to be shown, or would give one away;
    /// `not-counted` where the reader may not have it counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<&'static str>,
    /// Its share of another figure, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<i64>,
}

/// One number for each group.
#[derive(Serialize, ToSchema)]
pub(super) struct Breakdown {
    /// Its id.
    id: String,
    /// Its name.
    label: String,
    /// Its written definition.
    definition: String,
    /// What is counted.
    unit: String,
    /// The date it is counted by.
    date_basis: String,
    /// The catalogue id of the field by which it is broken down.
    by: String,
    /// The groups.
    groups: Vec<Group>,
}

/// A group of a table.
#[derive(Serialize, ToSchema)]
pub(super) struct Group {
    /// The code of the field's option; none for what is not known.
    #[schema(value_type = Option<String>)]
    group: serde_json::Value,
    /// Its name.
    label: String,
    /// The number; none where it is hidden.
    value: Option<i64>,
    /// Its share of all, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_of_all: Option<i64>,
    /// Its share of what is known, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_of_known: Option<i64>,
}

/// Answers with the report.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((plugin, report)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Report>, PageError> {
    let pages = screen.site().pages();
    let words = pages.wording();
    let quarter = match asked.quarter {
        Some(word) => Quarter::parse(&word).ok_or_else(|| {
            PageError::Refused(vec![Message::new("api-value-wrong").with("name", "quarter")])
        })?,
        None => usual(today(screen.site().now(), words)),
    };
    let registry = (services.registry)();
    let language = screen.language();
    let ask = Ask { plugin: &plugin, report: &report, period: quarter.period(), language };
    let view = services.reports.run(&visitor.actor, &registry, words, &ask).await?;
    Ok(Json(view.map(|view| Pen { words, language, registry: &registry }.report(&view)).into_inner()))
}

/// Writes a report in the reader's language.
struct Pen<'a> {
    words: &'a Wording,
    language: Language,
    registry: &'a Registry,
}

impl Pen<'_> {
    fn say(&self, text: &Text) -> String {
        self.words.say(self.language, text)
    }

    fn report(&self, view: &ReportView) -> Report {
        let definition = self.registry.current_report(&view.plugin, &view.report);
        let figure = |id: &String| view.figures.get(id).map(|figure| self.figure(id, figure));
        let table = |id: &String| {
            view.tables.get(id).map(|table| self.table(id, table, definition.map(AsRef::as_ref)))
        };
        Report {
            plugin: view.plugin.clone(),
            report: view.report.clone(),
            version: view.version,
            title: self.say(&view.title),
            first: view.first,
            last: view.last,
            made_at: super::fields::when(&Text::from(view.made_at)),
            is_protected: view.is_protected,
            rule: self.say(&view.rule),
            figures: view.order.iter().filter_map(figure).collect(),
            tables: view.order.iter().filter_map(table).collect(),
        }
    }

    fn figure(&self, id: &str, view: &FigureView) -> Figure {
        Figure {
            id: id.to_owned(),
            label: self.say(&view.label),
            definition: self.say(&view.definition),
            unit: word(&view.unit, "unit-"),
            date_basis: word(&view.date_basis, "date-basis-"),
            value: number(&view.value),
            absent: absent(&view.value),
            percent: percent(&view.note),
        }
    }

    fn table(&self, id: &str, view: &TableView, report: Option<&ReportDefinition>) -> Breakdown {
        let by = report.and_then(|report| report.figure(id)?.group_by.clone()).unwrap_or_default();
        let cell = |row: &[Text], at: usize| row.get(at).cloned().unwrap_or_default();
        let group = |row: &Vec<Text>| {
            let name = cell(row, 0);
            let is_unknown = name == Text::key("report-unknown");
            Group {
                group: if is_unknown {
                    serde_json::Value::Null
                } else {
                    value(self.registry.catalogue(), &by, &name)
                },
                label: self.say(&name),
                value: number(&cell(row, 1)),
                percent_of_all: percent(&cell(row, 2)),
                percent_of_known: percent(&cell(row, 3)),
            }
        };
        Breakdown {
            id: id.to_owned(),
            label: self.say(&view.caption),
            definition: self.say(&view.definition),
            unit: word(&view.unit, "unit-"),
            date_basis: word(&view.date_basis, "date-basis-"),
            groups: view.rows.iter().map(group).collect(),
            by,
        }
    }
}

/// The word that stands behind a label of ours.
fn word(label: &Text, prefix: &str) -> String {
    match label {
        Text::Words(message) => message.key.strip_prefix(prefix).unwrap_or(&message.key).to_owned(),
        _ => String::new(),
    }
}

const fn number(text: &Text) -> Option<i64> {
    match text {
        Text::Number(number) => Some(*number),
        _ => None,
    }
}

fn absent(text: &Text) -> Option<&'static str> {
    match text {
        Text::Number(_) => None,
        Text::Words(message) if message.key == "report-not-offered" => Some("not-counted"),
        _ => Some("hidden"),
    }
}

/// The percentage within the sentence that pages say it with.
fn percent(text: &Text) -> Option<i64> {
    match text {
        Text::Words(message) => message.args.get("percent")?.parse().ok(),
        _ => None,
    }
}
