//! Making a report for somebody.

use contributions::{Registry, ReportDefinition};
use domain::Period;
use permissions::{ActKind, Actor, Figures, Task};
use serde::Serialize;
use storage::{Shown, Store};
use wording::{Language, ReportTemplate, ReportTemplates, Text, Wording};

use crate::dataset;
use crate::disclosure::Rules;
use crate::view::{ReportView, view};
use crate::{Error, Result};

/// Reports of the service.
#[derive(Clone)]
pub struct Reports {
    store: Store,
    rules: Rules,
}

/// A report that can be asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Available {
    /// The plugin that contributed it.
    pub plugin: String,
    /// Its id there.
    pub report: String,
    /// Its title.
    pub title: Text,
    /// Whether this reader gets protected figures.
    pub is_protected: bool,
}

/// Which report, for when, in which language.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The plugin that contributed it.
    pub plugin: &'a str,
    /// Its id there.
    pub report: &'a str,
    /// The period.
    pub period: Period,
    /// The reader's language.
    pub language: Language,
}

impl Reports {
    /// Reports over `store`, protected by `rules` for everybody without the right to true
    /// figures.
    pub const fn new(store: Store, rules: Rules) -> Self {
        Self { store, rules }
    }

    /// The reports that the actor may ask for; none where they get no figures.
    pub fn available(&self, actor: &Actor, registry: &Registry) -> Vec<Available> {
        if !actor.holds(ActKind::RunReport) || actor.figures() == Figures::None {
            return Vec::new();
        }
        let available = |(plugin, report): (&str, &std::sync::Arc<ReportDefinition>)| Available {
            plugin: plugin.to_owned(),
            report: report.id.clone(),
            title: Text::key(&report.title),
            is_protected: actor.figures() != Figures::True,
        };
        registry.reports().map(available).collect()
    }

    /// Makes a report: counts as the service, protects for the reader, and draws.
    ///
    /// The numbers are the same whoever asks; what the reader may see of single cases has
    /// no part in them, and neither has whether anything was hidden from them.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Template`].
    pub async fn run(
        &self,
        actor: &Actor,
        registry: &Registry,
        wording: &Wording,
        ask: &Ask<'_>,
    ) -> Result<Shown<ReportView>> {
        if !actor.holds(ActKind::RunReport) {
            return Err(Error::Forbidden);
        }
        let rules = match actor.figures() {
            Figures::None => return Err(Error::Forbidden),
            Figures::Protected => Some(&self.rules),
            Figures::True => None,
        };
        let report = registry.current_report(ask.plugin, ask.report).ok_or(Error::NotFound)?;
        let catalogue = registry.catalogue();
        let service = self.store.read(&Actor::system(Task::ServiceFigures, actor.now())).await?;
        let counts = dataset::count(&service, catalogue, report, ask.period, actor.counted()).await?;
        // Nothing about anybody was read, so there is nothing to record but the report itself.
        service.show(()).await?.into_inner();

        let mut made = view(ask.plugin, report, &counts, catalogue, ask.period, rules, actor.now());
        made.html = draw(wording, ask, report, &made)?;
        // Opened only now: whoever holds one connection and waits for another can wait for ever.
        let mut reader = self.store.read(actor).await?;
        let leave = reader.may_run_report()?;
        let detail = format!(
            "{}/{} v{} {} {}",
            ask.plugin,
            report.id,
            report.version,
            ask.period.first,
            if made.is_protected { "protected" } else { "true" },
        );
        reader.report_made(&leave, detail)?;
        Ok(reader.show(made).await?)
    }
}

fn draw(wording: &Wording, ask: &Ask<'_>, report: &ReportDefinition, made: &ReportView) -> Result<String> {
    let file = format!("reports/{}.hbs", report.id);
    let template = ReportTemplate::check(ask.plugin, &file, &report.template).map_err(|problems| {
        Error::Template(problems.first().map_or_else(String::new, ToString::to_string))
    })?;
    ReportTemplates::new(wording)
        .render(&template, ask.language, made)
        .map_err(|error| Error::Template(error.to_string()))
}
