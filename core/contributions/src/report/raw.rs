//! How a report is written in TOML, and what is refused about it.

use serde::Deserialize;

use super::{DATASETS, Figure, ReportDefinition};
use crate::field::{FieldDefinition, RawField, RecordKind};
use crate::finding::{Finding, Findings};
use crate::names::{did_you_mean, is_id};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawReport {
    id: toml::Spanned<String>,
    version: u32,
    title: String,
    dataset: toml::Spanned<String>,
    #[serde(default)]
    build: bool,
    #[serde(default)]
    parameter: Vec<toml::Spanned<RawField>>,
    figure: Vec<toml::Spanned<Figure>>,
}

/// Reads the report in `text`, the content of `file`, with its template.
///
/// Whether the fields it filters and groups by exist is known only to the registry, which
/// sees the whole catalogue.
///
/// # Errors
/// Everything wrong with the report, with file, line and fix.
pub(crate) fn read_report(file: &str, text: &str, template: String) -> Result<ReportDefinition, Findings> {
    let raw: RawReport =
        toml::from_str(text).map_err(|error| Findings(vec![Finding::toml(file, text, &error)]))?;
    let mut findings = Findings::default();
    let mut say = |span: std::ops::Range<usize>, problem: String, fix: String| {
        findings.push(Finding::new(file, problem, fix).at(text, span));
    };
    if !is_id(raw.id.as_ref()) {
        let fix = "use lower-case words joined by hyphens".to_owned();
        say(raw.id.span(), format!("'{}' cannot be the id of a report", raw.id.as_ref()), fix);
    }
    let dataset: &String = raw.dataset.as_ref();
    if !DATASETS.contains(&dataset.as_str()) {
        let near = did_you_mean(dataset, DATASETS.iter().copied());
        let fix = if near.is_empty() { format!("the core has {}", DATASETS.join(", ")) } else { near };
        say(raw.dataset.span(), format!("the core has no dataset '{dataset}'"), fix);
    }
    let mut parameters = Vec::new();
    for parameter in raw.parameter {
        let span = parameter.span();
        match parameter.into_inner().parameter() {
            Ok(parameter) => parameters.push(parameter),
            Err((problem, fix)) => say(span, problem, fix),
        }
    }
    let mut figures: Vec<Figure> = Vec::new();
    for figure in raw.figure {
        let (span, figure) = (figure.span(), figure.into_inner());
        if !is_id(&figure.id) || figures.iter().any(|known| known.id == figure.id) {
            let fix = "give every figure a lower-case id of its own".to_owned();
            say(span.clone(), format!("'{}' cannot be the id of a figure here", figure.id), fix);
        }
        if let Some(whole) = &figure.share_of
            && figures.iter().all(|known| known.id != *whole)
        {
            let near = did_you_mean(whole, figures.iter().map(|known| known.id.as_str()));
            say(span, format!("'{}' is a share of '{whole}', which is no earlier figure", figure.id), near);
        }
        figures.push(figure);
    }
    let report = ReportDefinition {
        id: raw.id.into_inner(),
        version: raw.version,
        title: raw.title,
        dataset: raw.dataset.into_inner(),
        parameters,
        figures,
        template,
        build: raw.build,
    };
    if report.version == 0 {
        findings.push(Finding::new(file, "a report's version begins at 1", "write version = 1"));
    }
    if report.figures.is_empty() {
        findings.push(Finding::new(file, "the report has no figure", "add [[figure]]"));
    }
    findings.or(report)
}

impl RawField {
    /// A parameter of a report is a field without a record: it is asked, used and forgotten.
    pub(crate) fn parameter(mut self) -> Result<FieldDefinition, (String, String)> {
        self.default_part(domain::Part::Kind);
        self.declare(Some(RecordKind::Case))
    }
}
