//! The registry: everything that the core and the enabled plugins add, as one value.
//!
//! A node builds it from the enabled packages and swaps it whole; a request keeps the one it
//! began with. Older versions of a package stay in it while a draft, an answer or a frozen
//! return refers to them, so that old answers are shown with the questions they answered.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::codes::ServiceType;
use domain::process::{Route, default_routes, route_for};

use crate::catalogue::Catalogue;
use crate::condition::Shapes;
use crate::core_forms::core_forms;
use crate::finding::Finding;
use crate::form::{FormChannel, FormDefinition};
use crate::manifest::Package;
use crate::names::did_you_mean;
use crate::report::ReportDefinition;

/// The name under which the core's own contributions are found.
pub const CORE: &str = "core";

/// Everything there is to contribute, unchanging.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    catalogue: Catalogue,
    packages: BTreeMap<String, Arc<Package>>,
    forms: BTreeMap<Name, Arc<FormDefinition>>,
    reports: BTreeMap<Name, Arc<ReportDefinition>>,
    current: BTreeMap<(String, String), u32>,
    current_reports: BTreeMap<(String, String), u32>,
    routes: Vec<Route>,
}

/// Plugin, id and version of a form or a report.
type Name = (String, String, u32);

/// Why an enabled package was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The plugin's id.
    pub plugin: String,
    /// What stands against it, and what to do.
    pub finding: Finding,
}

impl Registry {
    /// The core alone.
    pub fn core() -> Self {
        Self::build(&[], &[]).0
    }

    /// The core, the enabled packages, and the older versions that something refers to.
    ///
    /// A package that conflicts with the core or with one before it is left out and named;
    /// the others work. The order of `enabled` is therefore the administrator's.
    pub fn build(enabled: &[Arc<Package>], older: &[Arc<Package>]) -> (Self, Vec<Conflict>) {
        let mut registry = Self { catalogue: Catalogue::core(), routes: default_routes(), ..Self::default() };
        for form in core_forms() {
            registry.add_form(CORE, &form, true);
        }
        let mut conflicts = Vec::new();
        for package in enabled {
            let found = registry.conflicts(package);
            if found.is_empty() {
                registry.add(package);
            } else {
                let plugin = &package.manifest.id;
                let named = |finding| Conflict { plugin: plugin.clone(), finding };
                conflicts.extend(found.into_iter().map(named));
            }
        }
        for package in older {
            registry.add_definitions(package, false);
        }
        (registry, conflicts)
    }

    fn add(&mut self, package: &Arc<Package>) {
        self.catalogue.add_package(package);
        self.packages.insert(package.manifest.id.clone(), Arc::clone(package));
        self.routes.extend(package.routes.iter().cloned());
        self.add_definitions(package, true);
    }

    fn add_definitions(&mut self, package: &Package, is_current: bool) {
        let plugin = &package.manifest.id;
        for form in package.forms.values() {
            self.add_form(plugin, form, is_current);
        }
        for report in package.reports.values() {
            let name = (plugin.clone(), report.id.clone(), report.version);
            self.reports.entry(name).or_insert_with(|| Arc::new(report.clone()));
            if is_current {
                self.current_reports.insert((plugin.clone(), report.id.clone()), report.version);
            }
        }
    }

    fn add_form(&mut self, plugin: &str, form: &FormDefinition, is_current: bool) {
        let name = (plugin.to_owned(), form.id.clone(), form.version);
        self.forms.entry(name).or_insert_with(|| Arc::new(form.clone()));
        if is_current {
            self.current.insert((plugin.to_owned(), form.id.clone()), form.version);
        }
    }

    /// What stands against enabling `package` beside what is here already.
    pub fn conflicts(&self, package: &Package) -> Vec<Finding> {
        let manifest = &package.manifest;
        let mut found = Vec::new();
        if let Some(known) = self.packages.get(&manifest.id) {
            let problem = format!("version {} of this plugin is enabled already", known.manifest.version);
            found.push(Finding::new("plugin.toml", problem, "disable it first"));
        }
        let mut catalogue = self.catalogue.clone();
        catalogue.add_package(package);
        let all = catalogue.shapes(|_| true);
        for grant in &manifest.grants {
            let named = grant.fields.iter().map(String::as_str);
            unknown_fields("plugin.toml", named, &catalogue, &mut found);
            if let Some(error) = grant.filter.as_ref().and_then(|filter| filter.check(&all).err()) {
                found.push(Finding::new("plugin.toml", error.to_string(), "correct the filter of the grant"));
            }
        }
        let countable = catalogue.shapes(|field| field.reportable);
        for report in package.reports.values() {
            report_fields(report, &catalogue, &countable, &mut found);
        }
        for route in &package.routes {
            let taken =
                route.service_types.iter().find(|service| route_for(&self.routes, **service).is_some());
            if let Some(service) = taken {
                let problem = format!("there is a route for '{}' already", service.as_str());
                let file = format!("routes/{}.toml", route.id);
                found.push(Finding::new(&file, problem, "leave this service type out"));
            }
        }
        found
    }

    /// Every field there is.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// A form in exactly this version, current or older.
    pub fn form(&self, plugin: &str, id: &str, version: u32) -> Option<&Arc<FormDefinition>> {
        self.forms.get(&(plugin.to_owned(), id.to_owned(), version))
    }

    /// A form in the version that is filled in today.
    pub fn current_form(&self, plugin: &str, id: &str) -> Option<&Arc<FormDefinition>> {
        let version = self.current.get(&(plugin.to_owned(), id.to_owned()))?;
        self.form(plugin, id, *version)
    }

    /// The forms offered by one door, with the plugin of each.
    pub fn forms(&self, channel: FormChannel) -> impl Iterator<Item = (&str, &Arc<FormDefinition>)> {
        let current = self
            .current
            .iter()
            .filter_map(|((plugin, id), version)| Some((plugin.as_str(), self.form(plugin, id, *version)?)));
        current.filter(move |(_, form)| form.channel == channel)
    }

    /// A report in exactly this version, current or older.
    pub fn report(&self, plugin: &str, id: &str, version: u32) -> Option<&Arc<ReportDefinition>> {
        self.reports.get(&(plugin.to_owned(), id.to_owned(), version))
    }

    /// A report in the version that is made today.
    pub fn current_report(&self, plugin: &str, id: &str) -> Option<&Arc<ReportDefinition>> {
        let version = self.current_reports.get(&(plugin.to_owned(), id.to_owned()))?;
        self.report(plugin, id, *version)
    }

    /// The reports offered today, with the plugin of each.
    pub fn reports(&self) -> impl Iterator<Item = (&str, &Arc<ReportDefinition>)> {
        self.current_reports
            .iter()
            .filter_map(|((plugin, id), version)| Some((plugin.as_str(), self.report(plugin, id, *version)?)))
    }

    /// An enabled package.
    pub fn package(&self, plugin: &str) -> Option<&Arc<Package>> {
        self.packages.get(plugin)
    }

    /// The enabled packages.
    pub fn packages(&self) -> impl Iterator<Item = &Arc<Package>> {
        self.packages.values()
    }

    /// The words of the enabled packages: plugin, language, Fluent text.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.packages.iter().flat_map(|(plugin, package)| {
            let words = package.translations.iter();
            words.map(move |(locale, text)| (plugin.as_str(), locale.as_str(), text.as_str()))
        })
    }

    /// The routes of the core and of the plugins.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The route that new cases of this service type take.
    pub fn route_for(&self, service: ServiceType) -> Option<&Route> {
        route_for(&self.routes, service)
    }
}

fn unknown_fields<'a>(
    file: &str,
    named: impl Iterator<Item = &'a str>,
    catalogue: &Catalogue,
    found: &mut Vec<Finding>,
) {
    for id in named.filter(|id| catalogue.get(id).is_none()) {
        let near = did_you_mean(id, catalogue.iter().map(|field| field.id.as_str()));
        found.push(Finding::new(file, format!("there is no field '{id}'"), near));
    }
}

fn report_fields(
    report: &ReportDefinition,
    catalogue: &Catalogue,
    countable: &Shapes<'_>,
    found: &mut Vec<Finding>,
) {
    let file = format!("reports/{}.toml", report.id);
    for figure in &report.figures {
        let named = figure.group_by.as_deref().into_iter();
        let named = named.chain(figure.filter.iter().flat_map(|filter| filter.fields()));
        unknown_fields(&file, named.clone(), catalogue, found);
        for id in named.filter(|id| catalogue.get(id).is_some_and(|field| !field.reportable)) {
            let problem = format!("figure '{}' counts by '{id}', which reports may not", figure.id);
            found.push(Finding::new(&file, problem, "reports count fields of clear parts marked reportable"));
        }
        let known = |filter: &&crate::Condition| filter.fields().iter().all(|id| countable.contains(id));
        if let Some(error) = figure.filter.as_ref().filter(known).and_then(|f| f.check(countable).err()) {
            found.push(Finding::new(&file, format!("figure '{}': {error}", figure.id), ""));
        }
    }
}
