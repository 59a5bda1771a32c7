//! Reading a plugin's folder without building it.

use std::path::Path;

use contributions::{Findings, Package, Registry};
use wording::{Language, ReportTemplate, ReportTemplates, Wording};

use crate::{Error, source};

/// A plugin that passed its check.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it declares, without its code.
    pub package: Package,
    /// What its author may want to know all the same, such as words not translated yet.
    pub remarks: Vec<String>,
}

/// Checks everything that the plugin in `folder` declares: manifest, forms, conditions,
/// reports, templates, words. Takes less than a second and needs no compiler.
///
/// # Errors
/// Everything that is wrong, each with file, line and fix.
pub fn check(folder: &Path) -> Result<Checked, Error> {
    let files = source::files(folder)?;
    let package = Package::draft(&files)?;
    // Fields named in grants and figures are known to the core's catalogue alone.
    let conflicts = Registry::core().conflicts(&package);
    if !conflicts.is_empty() {
        return Err(Findings(conflicts).into());
    }
    words(&package)?;
    let mut remarks = Vec::new();
    for (locale, missing) in &package.untranslated {
        remarks.push(format!(
            "i18n/{locale}.ftl lacks {} of the keys: {}",
            missing.len(),
            missing.join(", ")
        ));
    }
    if !files.contains_key("docs/README.md") {
        remarks.push("docs/README.md is missing; an administrator reads it before installing".to_owned());
    }
    Ok(Checked { package, remarks })
}

/// The words parse, and the templates are of the closed set.
pub(crate) fn words(package: &Package) -> Result<(), Error> {
    let plugin = &package.manifest.id;
    let refuse = |cause: &dyn std::fmt::Display| Error::Words(cause.to_string());
    let texts = package.translations.iter().map(|(locale, text)| (locale.as_str(), text.as_str()));
    let wording = Wording::load(Language::En, chrono_tz::Europe::London)
        .and_then(|core| core.with_plugin(plugin, texts))
        .map_err(|cause| refuse(&cause))?;
    let _ = ReportTemplates::new(&wording);
    for report in package.reports.values() {
        let file = format!("reports/{}.hbs", report.id);
        ReportTemplate::check(plugin, &file, &report.template).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Error::Words(lines.join("\n"))
        })?;
    }
    Ok(())
}
