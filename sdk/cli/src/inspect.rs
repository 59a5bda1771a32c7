//! What a package holds, for someone who is about to install it.

use std::fmt::Write;

use contributions::Package;

/// A description of `package` in lines: who it is, what it adds, what it asks for.
pub fn inspect(package: &Package) -> String {
    let manifest = &package.manifest;
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing to a text never fails.
        let _ = writeln!(text, "{name:<12} {value}");
    };
    line("plugin", &manifest.id);
    line("version", &manifest.version.to_string());
    line("interface", &format!("accord:plugin@{}", manifest.api));
    line("digest", &package.digest);
    match &package.component {
        Some(component) => line("code", &format!("{} bytes, {:?}", component.len(), manifest.component)),
        None => line("code", "none: it only declares"),
    }
    for form in package.forms.values() {
        let rules = if form.validate { ", with rules in code" } else { "" };
        let fields = form.fields().count();
        line("form", &format!("{} v{}, {:?}, {fields} fields{rules}", form.id, form.version, form.channel));
    }
    for field in &manifest.fields {
        let part = field.part.as_str();
        line("field", &format!("{} on {}, part {part}", field.id, field.on.as_str()));
    }
    for report in package.reports.values() {
        let figures = report.figures.len();
        line(
            "report",
            &format!("{} v{}, {figures} figures over {}", report.id, report.version, report.dataset),
        );
    }
    for grant in &manifest.grants {
        line("asks to read", &format!("{} ({:?}): {}", grant.view, grant.scope, grant.fields.join(", ")));
    }
    for locale in package.translations.keys() {
        let missing = package.untranslated.get(locale).map_or(0, Vec::len);
        line("language", &format!("{locale}, {missing} keys missing"));
    }
    text
}
