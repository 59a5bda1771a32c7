//! A package: everything that one plugin adds, read and checked together.

use std::collections::BTreeMap;

use domain::process::Route;

use super::Manifest;
use super::files::{stem, texts};
use super::raw::{FILE, read_manifest};
use super::words::{Words, message_ids, untranslated};
use crate::finding::{Finding, Findings};
use crate::form::{FormDefinition, read_form};
use crate::report::{ReportDefinition, read_report};

/// The largest component.
const LARGEST_COMPONENT: usize = 1 << 20;
/// The first eight bytes of a component; those of a plain module differ in the last four.
const COMPONENT: [u8; 8] = [0, b'a', b's', b'm', 0x0d, 0, 1, 0];

/// One version of a plugin.
#[derive(Clone, PartialEq)]
pub struct Package {
    /// Who it is and what it asks for.
    pub manifest: Manifest,
    /// Its forms, by id.
    pub forms: BTreeMap<String, FormDefinition>,
    /// Its reports, by id.
    pub reports: BTreeMap<String, ReportDefinition>,
    /// The routes it adds.
    pub routes: Vec<Route>,
    /// Its words: the Fluent text of each language.
    pub translations: BTreeMap<String, String>,
    /// Keys that English has and another language lacks; they are shown in English.
    pub untranslated: BTreeMap<String, Vec<String>>,
    /// Its code.
    pub component: Option<Vec<u8>>,
    /// The digest of the file it came in, as the reader of that file computed it.
    pub digest: String,
}

/// Identity only: a package is large.
impl std::fmt::Debug for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Package({} {})", self.manifest.id, self.manifest.version)
    }
}

impl Package {
    /// Reads a package from its unpacked files, by name.
    ///
    /// # Errors
    /// Everything wrong with it, each with file, line and fix.
    pub fn read(files: &BTreeMap<String, Vec<u8>>, digest: impl Into<String>) -> Result<Self, Findings> {
        Self::assemble(files, digest.into(), true)
    }

    /// Reads a package while its code is not built yet: the same, without a component.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn draft(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Findings> {
        Self::assemble(files, String::new(), false)
    }

    fn assemble(
        files: &BTreeMap<String, Vec<u8>>,
        digest: String,
        with_component: bool,
    ) -> Result<Self, Findings> {
        let mut findings = Findings::default();
        let texts = texts(files, &mut findings);
        let Some(manifest_text) = texts.get(FILE) else {
            findings.push(Finding::new(FILE, "the package has no manifest", "add plugin.toml at its root"));
            return Err(findings);
        };
        let mut manifest = match read_manifest(manifest_text) {
            Ok(manifest) => manifest,
            Err(mut more) => {
                findings.0.append(&mut more.0);
                return Err(findings);
            }
        };
        let translations: BTreeMap<String, String> = texts
            .iter()
            .filter_map(|(name, text)| {
                let locale = name.strip_prefix("i18n/")?.strip_suffix(".ftl")?;
                Some((locale.to_owned(), (*text).to_owned()))
            })
            .collect();
        let english = translations.get("en").map(|text| message_ids(text)).unwrap_or_default();
        let mut words = Words { plugin: manifest.id.clone(), english: &english, findings: &mut findings };
        words.qualify(FILE, manifest_text, manifest.keys_mut());
        let lists: BTreeMap<_, _> =
            manifest.lists.iter().map(|list| (list.id.clone(), list.options.clone())).collect();
        let qualified = requalify(&mut manifest, &lists);
        let mut forms = BTreeMap::new();
        let mut reports = BTreeMap::new();
        let mut routes = Vec::new();
        for (file, text) in &texts {
            if let Some(stem) = stem(file, "forms/", ".toml") {
                match read_form(file, text, &manifest.fields, &qualified) {
                    Ok(mut form) => {
                        words.qualify(file, text, form.keys_mut());
                        words.named(file, stem, &form.id);
                        forms.insert(form.id.clone(), form);
                    }
                    Err(mut more) => words.findings.0.append(&mut more.0),
                }
            }
            if let Some(stem) = stem(file, "routes/", ".toml") {
                match Route::from_toml(text) {
                    Ok(route) => {
                        words.named(file, stem, &route.id);
                        routes.push(route);
                    }
                    Err(error) => words.findings.push(Finding::new(file, error.to_string(), "")),
                }
            }
            if let Some(stem) = stem(file, "reports/", ".toml") {
                let Some(template) = texts.get(format!("reports/{stem}.hbs").as_str()) else {
                    let fix = format!("add reports/{stem}.hbs");
                    words.findings.push(Finding::new(file, "the report has no template", fix));
                    continue;
                };
                match read_report(file, text, (*template).to_owned()) {
                    Ok(mut report) => {
                        words.qualify(file, text, report.keys_mut());
                        words.named(file, stem, &report.id);
                        reports.insert(report.id.clone(), report);
                    }
                    Err(mut more) => words.findings.0.append(&mut more.0),
                }
            }
        }
        for (file, _) in texts.iter().filter(|(file, _)| file.ends_with(".hbs")) {
            let toml = format!("{}.toml", file.trim_end_matches(".hbs"));
            if !texts.contains_key(toml.as_str()) {
                words.findings.push(Finding::new(
                    file,
                    "no report uses this template",
                    format!("add {toml}"),
                ));
            }
        }
        declared_once(&manifest, &forms, words.findings);
        let untranslated = untranslated(&translations, &english);
        let package = Self {
            manifest,
            forms,
            reports,
            routes,
            untranslated,
            translations,
            component: files.get("plugin.wasm").filter(|_| with_component).cloned(),
            digest,
        };
        package.code(with_component, &mut findings);
        findings.or(package)
    }

    /// Code that is promised must be there, and code that is there must be used.
    fn code(&self, with_component: bool, findings: &mut Findings) {
        let asks_forms = self.forms.values().find(|form| form.validate);
        let computed = self.forms.values().find(|form| form.fields().any(|field| field.computed));
        let asks_reports = self.reports.values().find(|report| report.build);
        let world = self.manifest.component;
        if let Some(form) = asks_forms.or(computed)
            && !world.is_some_and(super::World::has_forms)
        {
            let fix = "add [component] with world = \"rules\", or remove validate and computed";
            let file = format!("forms/{}.toml", form.id);
            findings.push(Finding::new(&file, "the form needs code that the package does not have", fix));
        }
        if let Some(report) = asks_reports
            && !world.is_some_and(super::World::has_reports)
        {
            let fix = "add [component] with world = \"reporting\", or remove build";
            let file = format!("reports/{}.toml", report.id);
            findings.push(Finding::new(&file, "the report needs code that the package does not have", fix));
        }
        let is_used = asks_forms.or(computed).is_some() || asks_reports.is_some();
        if world.is_some() && !is_used {
            let fix = "set validate = true in a form or build = true in a report, or remove [component]";
            findings.push(Finding::new(FILE, "nothing in the package calls its code", fix));
        }
        if !with_component {
            return;
        }
        match (&self.component, world) {
            (None, Some(_)) => {
                let fix = "run `accord-plugin build`, or remove [component]";
                findings.push(Finding::new(FILE, "the manifest names a component that is not there", fix));
            }
            (Some(_), None) => {
                let fix = "add [component] with its world to plugin.toml, or remove the file";
                findings.push(Finding::new("plugin.wasm", "the manifest does not name a component", fix));
            }
            (Some(bytes), Some(_)) if !bytes.starts_with(&COMPONENT) => {
                let fix = "build it with `accord-plugin build`, which makes a component of a module";
                findings.push(Finding::new("plugin.wasm", "this is not a WebAssembly component", fix));
            }
            (Some(bytes), Some(_)) if bytes.len() > LARGEST_COMPONENT => {
                let fix = "build it with the size profile that `accord-plugin build` uses";
                findings.push(Finding::new("plugin.wasm", "the component is larger than 1 MiB", fix));
            }
            _ => {}
        }
    }
}

/// Options that fields of the manifest took from a list of the package were copied before
/// the list's keys had the plugin's name; they are copied again.
fn requalify(
    manifest: &mut Manifest,
    lists: &BTreeMap<String, Vec<crate::OptionDefinition>>,
) -> BTreeMap<String, Vec<crate::OptionDefinition>> {
    let settings = manifest.settings.iter_mut().map(|setting| &mut setting.field);
    for field in manifest.fields.iter_mut().chain(settings) {
        if let crate::Options::List { name, options } = &mut field.options
            && let Some(list) = lists.get(name)
        {
            options.clone_from(list);
        }
    }
    lists.clone()
}

/// A field id means one thing in a plugin: it is declared once, and taken by `use`.
fn declared_once(manifest: &Manifest, forms: &BTreeMap<String, FormDefinition>, findings: &mut Findings) {
    let mut declared: BTreeMap<&str, String> =
        manifest.fields.iter().map(|field| (field.id.as_str(), FILE.to_owned())).collect();
    for form in forms.values() {
        let file = format!("forms/{}.toml", form.id);
        for field in form.fields() {
            let is_taken = manifest.field(&field.id).is_some_and(|known| field.is_taken_from(known));
            if is_taken {
                continue;
            }
            if let Some(first) = declared.insert(&field.id, file.clone()) {
                let fix = format!("declare it in plugin.toml and write use = \"{}\" in the forms", field.id);
                let problem = format!("field '{}' is declared here and in {first}", field.id);
                findings.push(Finding::new(&file, problem, fix));
            }
        }
    }
}
