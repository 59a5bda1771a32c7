//! A report as it is shown.

use std::collections::BTreeMap;

use contributions::{Catalogue, Figure, ReportDefinition};
use domain::{Instant, Message, Period};
use serde::Serialize;
use wording::Text;

use crate::dataset::Count;
use crate::disclosure::{Counts, Place, Published, Rules, share};

/// One figure, with everything that says what it is.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// Its name.
    pub label: Text,
    /// The number, or that it is not shown.
    pub value: Text,
    /// What is counted.
    pub unit: Text,
    /// The date it is counted by.
    pub date_basis: Text,
    /// Its written definition.
    pub definition: Text,
    /// Its share of another figure, or why there is none.
    pub note: Text,
}

/// A figure broken down.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// Its name.
    pub caption: Text,
    /// The columns' names.
    pub head: Vec<Text>,
    /// The rows: group, count, share of all, share of what is known.
    pub rows: Vec<Vec<Text>>,
    /// What is counted.
    pub unit: Text,
    /// The date it is counted by.
    pub date_basis: Text,
    /// Its written definition.
    pub definition: Text,
}

/// A report, drawn.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// The plugin that contributed it.
    pub plugin: String,
    /// Its id there.
    pub report: String,
    /// The version of its definitions.
    pub version: u32,
    /// Its title.
    pub title: Text,
    /// The first day of its period.
    pub first: chrono::NaiveDate,
    /// The last day of its period.
    pub last: chrono::NaiveDate,
    /// When it was counted.
    pub made_at: Instant,
    /// Whether small numbers are hidden and the others rounded.
    pub is_protected: bool,
    /// How it was protected, in a sentence; empty where it was not.
    pub rule: Text,
    /// The ids of figures and tables, in the order of the definitions.
    pub order: Vec<String>,
    /// The figures by id.
    pub figures: BTreeMap<String, FigureView>,
    /// The tables by id.
    pub tables: BTreeMap<String, TableView>,
    /// The layout, as a piece of a page.
    pub html: String,
}

/// Publishes `counts` of `report`: as they are, or by `rules`.
pub(crate) fn view(
    plugin: &str,
    report: &ReportDefinition,
    counts: &[Count],
    catalogue: &Catalogue,
    period: Period,
    rules: Option<&Rules>,
    made_at: Instant,
) -> ReportView {
    let (published, totals) = publish(report, counts, rules);
    let applied = rules.copied().unwrap_or_default();
    let mut view = ReportView {
        plugin: plugin.to_owned(),
        report: report.id.clone(),
        version: report.version,
        title: Text::key(&report.title),
        first: period.first,
        last: period.end.pred_opt().unwrap_or(period.first),
        made_at,
        is_protected: rules.is_some(),
        rule: rules.map_or_else(Text::default, |rules| {
            Message::new("report-protected")
                .with("threshold", rules.threshold())
                .with("round", rules.round_to())
                .into()
        }),
        order: report.figures.iter().map(|figure| figure.id.clone()).collect(),
        figures: BTreeMap::new(),
        tables: BTreeMap::new(),
        html: String::new(),
    };
    for (place, figure) in report.figures.iter().enumerate() {
        let unit = Text::key(format!("unit-{}", figure.unit.as_str()));
        let date_basis = Text::key(format!("date-basis-{}", figure.date_basis.as_str()));
        let (label, definition) = (Text::key(&figure.label), Text::key(&figure.definition));
        if figure.group_by.is_some() {
            let head = ["report-group", "report-count", "report-share-of-all", "report-share-of-known"];
            let rows = match &counts[place] {
                Count::Groups(groups) => {
                    rows(figure, groups, &published[place], totals[place], catalogue, &applied)
                }
                _ => Vec::new(),
            };
            let head = head.map(Text::key).into();
            let table = TableView { caption: label, head, rows, unit, date_basis, definition };
            view.tables.insert(figure.id.clone(), table);
        } else {
            let whole = figure.share_of.as_ref().and_then(|whole| {
                let at = report.figures.iter().position(|known| known.id == *whole)?;
                Some((&report.figures[at], *published[at].first()?))
            });
            let value = published[place].first().copied();
            let note = match (value, whole) {
                (Some(part), Some((whole, count))) => match share(part, count, &applied) {
                    Some(percent) => Message::new("report-share")
                        .with("percent", percent)
                        .with("whole", format!("t:{}", whole.label))
                        .into(),
                    None => Text::key("report-no-share"),
                },
                _ => Text::default(),
            };
            let value = value.map_or_else(|| Text::key("report-not-offered"), said);
            let shown = FigureView { label, value, unit, date_basis, definition, note };
            view.figures.insert(figure.id.clone(), shown);
        }
    }
    view
}

/// What is published of each figure (one number, or one for each group), and of the whole
/// that each table breaks down.
fn publish(
    report: &ReportDefinition,
    counts: &[Count],
    rules: Option<&Rules>,
) -> (Vec<Vec<Published>>, Vec<Published>) {
    let mut all = Counts::default();
    let places: Vec<Vec<Place>> = counts
        .iter()
        .map(|count| match count {
            Count::Number(number) => vec![all.publish(*number)],
            Count::Groups(groups) => groups.iter().map(|(_, count)| all.publish(*count)).collect(),
            Count::NotOffered => Vec::new(),
        })
        .collect();
    // Tables that break down the same units have the same total, printed or not.
    let same =
        |a: &Figure, b: &Figure| a.unit == b.unit && a.date_basis == b.date_basis && a.filter == b.filter;
    let mut totals: Vec<Option<Place>> = vec![None; counts.len()];
    for (place, figure) in report.figures.iter().enumerate() {
        match &counts[place] {
            Count::Groups(groups) => {
                let printed = report
                    .figures
                    .iter()
                    .position(|known| known.group_by.is_none() && same(known, figure))
                    .and_then(|known| places[known].first().copied());
                let earlier = || {
                    let known = report.figures[..place].iter().rposition(|known| same(known, figure))?;
                    totals[known]
                };
                let total = match printed.or_else(earlier) {
                    Some(total) => total,
                    None => all.unspoken(groups.iter().map(|(_, count)| count).sum()),
                };
                totals[place] = Some(total);
                all.adds_up(total, places[place].clone());
            }
            Count::Number(part) => {
                let whole = figure.share_of.as_ref().and_then(|whole| {
                    let known = report.figures.iter().position(|known| known.id == *whole)?;
                    match &counts[known] {
                        Count::Number(whole) => Some((places[known][0], *whole)),
                        _ => None,
                    }
                });
                if let Some((whole, count)) = whole {
                    // The rest of the whole can be worked out as well as the part.
                    let rest = all.unspoken(count.saturating_sub(*part));
                    all.adds_up(whole, vec![places[place][0], rest]);
                }
            }
            Count::NotOffered => {}
        }
    }
    let published = match rules {
        Some(rules) => all.protect(rules),
        None => all.as_they_are(),
    };
    let of = |places: &Vec<Place>| places.iter().map(|place| published[*place]).collect();
    let totals =
        totals.into_iter().map(|total| total.map_or(Published::Hidden, |total| published[total])).collect();
    (places.iter().map(of).collect(), totals)
}

/// Why a question of equality has no answer (`domain::codes::Asked`).
const UNANSWERED: [&str; 3] = ["prefer-not-to-say", "not-asked", "not-reached"];

/// The rows of a table.
fn rows(
    figure: &Figure,
    groups: &[(Option<String>, u64)],
    published: &[Published],
    total: Published,
    catalogue: &Catalogue,
    rules: &Rules,
) -> Vec<Vec<Text>> {
    let field = figure.group_by.as_deref().and_then(|id| catalogue.get(id));
    let options = field.map_or(&[][..], |field| field.options.all());
    let label = |code: &Option<String>| match code {
        None => Text::key("report-unknown"),
        Some(code) => match options.iter().find(|option| option.code == *code) {
            Some(option) => Text::key(&option.label),
            // A question of equality may have no answer for three reasons, which are no options.
            None if UNANSWERED.contains(&code.as_str()) => Text::key(format!("equality-{code}")),
            None => Text::plain(code),
        },
    };
    let unknown = groups.iter().zip(published).find(|((code, _), _)| code.is_none()).map(|(_, count)| *count);
    let known = known(total, unknown);
    let percent = |part: Published, whole: Published| match share(part, whole, rules) {
        Some(percent) => Message::new("report-percent").with("percent", percent).into(),
        None => Text::key("report-none"),
    };
    let row = |((code, _), count): (&(Option<String>, u64), &Published)| {
        let of_known = if code.is_none() { Text::key("report-none") } else { percent(*count, known) };
        vec![label(code), said(*count), percent(*count, total), of_known]
    };
    groups.iter().zip(published).map(row).collect()
}

/// The total without what is not known, as far as the published numbers say it.
fn known(total: Published, unknown: Option<Published>) -> Published {
    match (total, unknown) {
        (total, None | Some(Published::Exactly(0))) => total,
        (Published::Exactly(total), Some(Published::Exactly(unknown))) => {
            Published::Exactly(total.saturating_sub(unknown))
        }
        (Published::About(total), Some(Published::About(unknown))) if unknown < total => {
            Published::About(total - unknown)
        }
        _ => Published::Hidden,
    }
}

fn said(count: Published) -> Text {
    match count.number() {
        Some(number) => Text::Number(i64::try_from(number).unwrap_or(i64::MAX)),
        None => Text::key("report-hidden"),
    }
}
