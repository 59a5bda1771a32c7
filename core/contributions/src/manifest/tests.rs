use std::collections::BTreeMap;

use super::*;
use crate::{CatalogueField, Options};

const MANIFEST: &str = r#"[plugin]
id = "org.example.school"
version = "1.4.0"
api = "1"
name = "t:name"
field-set = 2

[component]
world = "plugin"

[[grant]]
view = "open"
fields = ["referral.received-on", "extra.org.example.school.grade"]
filter = { field = "referral.decision", is = "accepted" }
scope = "case-load"
purpose = "purpose"

[[list]]
id = "grades"
options = [{ code = "low", label = "grade-low" }, { code = "high", label = "grade-high" }]

[[field]]
id = "grade"
on = "participant"
type = "choice"
options = "list:grades"
part = "g1.kind"
side = "own-side"
label = "grade"
indexed = true
reportable = true

[limits]
validate-ms = 20

[settings.least-age]
type = "integer"
label = "least-age"
default = 10
"#;

const FORM: &str = r#"id = "school"
version = 1
title = "title"
channel = "partner"
validate = true

[[page]]
id = "pupil"
title = "title"
[[page.field]]
use = "grade"
[[page.field]]
id = "happened-on"
feeds = "incident.occurred-on"
label = "happened-on"
"#;

const REPORT: &str = r#"id = "return"
version = 1
title = "title"
dataset = "quarterly-return"
build = true

[[figure]]
id = "received"
label = "title"
definition = "purpose"
unit = "referral"
date-basis = "received-on"
group-by = "extra.org.example.school.grade"

[[figure]]
id = "accepted"
label = "title"
definition = "purpose"
unit = "referral"
date-basis = "decided-on"
filter = { field = "referral.decision", is = "accepted" }
share-of = "received"
"#;

const ENGLISH: &str = "name = School referrals\npurpose = Statistics\ngrade = Grade\ngrade-low = Low\n\
                       grade-high = High\nleast-age = Least age\ntitle = A pupil\nhappened-on =\n    When?\n\
                       -brand = Accord\n# comment = no\n";

pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    let wasm = [0, b'a', b's', b'm', 0x0d, 0, 1, 0];
    [
        ("plugin.toml", MANIFEST.as_bytes()),
        ("plugin.wasm", &wasm[..]),
        ("forms/school.toml", FORM.as_bytes()),
        ("reports/return.toml", REPORT.as_bytes()),
        ("reports/return.hbs", b"# {{title}}"),
        ("i18n/en.ftl", ENGLISH.as_bytes()),
        ("i18n/cy.ftl", b"name = Atgyfeiriadau ysgol"),
        ("docs/README.md", b"A test."),
    ]
    .into_iter()
    .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
    .collect()
}

/// Changes `from` to `to` in one file and expects exactly this among what is said.
fn refuses(file: &str, from: &str, to: &str, expect: &str) {
    let mut files = files();
    let text = String::from_utf8(files[file].clone()).expect("a text file");
    assert!(text.contains(from), "{file} has no {from}");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    refused(&files, expect);
}

fn refused(files: &BTreeMap<String, Vec<u8>>, expect: &str) {
    let findings = Package::read(files, "digest").expect_err(expect).to_string();
    assert!(findings.contains(expect), "expected: {expect}\nfound: {findings}");
}

#[test]
fn a_whole_package_is_read() {
    let package = Package::read(&files(), "digest").expect("the test's own package");
    let manifest = &package.manifest;
    assert_eq!(
        (manifest.id.as_str(), manifest.version.to_string().as_str()),
        ("org.example.school", "1.4.0")
    );
    assert_eq!((manifest.api, manifest.field_set, manifest.component), (1, 2, Some(World::Plugin)));
    assert_eq!(manifest.name, "org.example.school/name");
    assert_eq!(manifest.limits, Limits { validate_ms: 20, ..Limits::default() });
    assert_eq!(manifest.settings[0].default, domain::Value::Integer(10));
    let form = &package.forms["school"];
    let grade = form.field("grade").expect("a field taken from the manifest");
    assert!(grade.taken);
    assert_eq!(grade.options.all()[0].label, "org.example.school/grade-low", "the words are the plugin's");
    assert_eq!(form.field("happened-on").map(|f| f.label.as_str()), Some("org.example.school/happened-on"));
    assert_eq!(package.reports["return"].template, "# {{title}}");
    assert_eq!(package.untranslated["cy"].len(), 7);
    assert_eq!(format!("{package:?}"), "Package(org.example.school 1.4.0)");
}

#[test]
fn a_draft_is_read_before_its_code_is_built() {
    let mut files = files();
    files.remove("plugin.wasm");
    assert!(Package::draft(&files).is_ok());
    refused(
        &files,
        "plugin.toml: the manifest names a component that is not there; run `accord-plugin build`",
    );
}

#[test]
fn mistakes_in_the_manifest_are_named_with_line_and_fix() {
    let at = "plugin.toml";
    refuses(at, "[plugin]", "[plugin", "plugin.toml:1:");
    refuses(at, "version = ", "verison = ", "plugin.toml:3: unknown key 'verison'; did you mean 'version'?");
    refuses(
        at,
        "api = \"1\"",
        "api = \"7\"",
        "plugin.toml:4: the package asks for plugin interface '7', this version serves 1",
    );
    refuses(
        at,
        "org.example.school\"",
        "Org School\"",
        "plugin.toml:2: 'Org School' cannot be the id of a plugin",
    );
    refuses(at, "\"1.4.0\"", "\"1.4\"", "plugin.toml:3: '1.4' is no version; write three numbers");
    refuses(
        at,
        "\"plugin\"",
        "\"reporter\"",
        "plugin.toml:9: unknown word 'reporter'; did you mean 'reporting'?",
    );
    refuses(at, "scope = \"case-load\"", "scope = \"all\"", "unknown word 'all'; known here: own, case-load");
    refuses(at, "view = \"open\"", "view = \"Open\"", "'Open' cannot be the id of a view");
    refuses(at, "purpose = \"purpose\"", "purpose = \"purpose\"\nrows = 60000", "1 to 50000 rows");
    refuses(at, "id = \"grades\"", "id = \"district\"", "'district' cannot be the id of a list here");
    refuses(at, "list:grades", "list:grade", "there is no list 'grade'; did you mean 'grades'?");
    refuses(at, "code = \"high\"", "code = \"low\"", "'low' cannot be an option of 'grades'");
    refuses(
        at,
        "label = \"grade\"",
        "label = \"grayd\"",
        "plugin.toml:29: i18n/en.ftl has no words for 'grayd'; did you mean 'grade'?",
    );
    refuses(at, "validate-ms = 20", "validate-ms = 2000", "validate-ms is nothing, or more than");
    refuses(at, "default = 10", "default = \"ten\"", "the default of setting 'least-age' does not fit");
    refuses(at, "id = \"grade\"\n", "use = \"grade\"\n", "'use' takes a field of this file into a form");
    refuses(at, "part = \"g1.kind\"", "part = \"g7.health\"", "sealed part");
    let later = "on = \"participant\"\nvisible-when = { field = \"later\", is = 1 }";
    refuses(at, "on = \"participant\"", later, "names 'later', which is no earlier field");
}

#[test]
fn mistakes_between_files_are_named() {
    refuses(
        "forms/school.toml",
        "use = \"grade\"",
        "use = \"grad\"",
        "forms/school.toml:10: plugin.toml declares no field 'grad'; did you mean 'grade'?",
    );
    refuses(
        "forms/school.toml",
        "use = \"grade\"",
        "id = \"grade\"\ntype = \"text\"\npart = \"g1.kind\"\nlabel = \"grade\"",
        "field 'grade' is declared here and in plugin.toml; declare it in plugin.toml and write use = \"grade\"",
    );
    refuses("forms/school.toml", "id = \"school\"", "id = \"pupil\"", "rename the file to pupil.toml");
    refuses(
        "plugin.toml",
        "world = \"plugin\"",
        "world = \"reporting\"",
        "forms/school.toml: the form needs code",
    );
    refuses(
        "plugin.toml",
        "world = \"plugin\"",
        "world = \"rules\"",
        "reports/return.toml: the report needs code",
    );
    refuses(
        "i18n/en.ftl",
        "happened-on",
        "happend-on",
        "forms/school.toml:15: i18n/en.ftl has no words for 'happened-on'",
    );
    refuses(
        "reports/return.toml",
        "quarterly-return",
        "quaterly-return",
        "reports/return.toml:4: the core has no dataset 'quaterly-return'; did you mean 'quarterly-return'?",
    );
    refuses(
        "reports/return.toml",
        "share-of = \"received\"",
        "share-of = \"recieved\"",
        "did you mean 'received'?",
    );
    refuses(
        "reports/return.toml",
        "id = \"accepted\"",
        "id = \"received\"",
        "'received' cannot be the id of a figure here",
    );
    refuses("reports/return.toml", "unit = \"referral\"", "unit = \"refferal\"", "did you mean 'referral'?");
    let mut no_use = files();
    no_use.remove("reports/return.toml");
    refused(&no_use, "reports/return.hbs: no report uses this template; add reports/return.toml");
    let mut no_template = files();
    no_template.remove("reports/return.hbs");
    refused(&no_template, "reports/return.toml: the report has no template; add reports/return.hbs");
}

#[test]
fn files_that_do_not_belong_in_a_package_are_refused_by_name() {
    let with = |name: &str, bytes: &[u8]| {
        let mut files = files();
        files.insert(name.to_owned(), bytes.to_vec());
        files
    };
    for name in [
        "../plugin.toml",
        "/etc/passwd",
        "forms/../x.toml",
        "forms/A.toml",
        "i18n/en.toml",
        "x.cwasm",
        "i18n/e.ftl",
    ] {
        refused(&with(name, b""), &format!("{name}: this file does not belong in a package"));
    }
    for name in ["i18n/en-GB.ftl", "migrations/2.toml", "tests/minor.toml", "CHANGELOG.md", "INTEGRITY.sig"] {
        assert!(Package::read(&with(name, b""), "digest").is_ok(), "{name}");
    }
    refused(&with("docs/README.md", b"line\n\xff"), "docs/README.md:2: the file is not UTF-8");
    refused(&with("docs/README.md", b"a\0b"), "docs/README.md: the file holds a NUL character");
    refused(&with("LICENSE", &vec![b' '; 4 << 20]), "larger than 4 MiB");
    refused(&with("plugin.wasm", b"\0asm\x01\0\0\0"), "plugin.wasm: this is not a WebAssembly component");
    let mut large = vec![0, b'a', b's', b'm', 0x0d, 0, 1, 0];
    large.resize((1 << 20) + 1, 0);
    refused(&with("plugin.wasm", &large), "larger than 1 MiB");
    let mut none = files();
    none.remove("plugin.toml");
    refused(&none, "plugin.toml: the package has no manifest");
}

#[test]
fn code_that_nothing_calls_is_refused() {
    let mut files = files();
    let quiet = |text: &str, line: &str| text.replace(line, "").into_bytes();
    files.insert("forms/school.toml".into(), quiet(FORM, "validate = true"));
    files.insert("reports/return.toml".into(), quiet(REPORT, "build = true"));
    refused(&files, "nothing in the package calls its code");
    files.insert("plugin.toml".into(), quiet(MANIFEST, "[component]\nworld = \"plugin\""));
    refused(&files, "plugin.wasm: the manifest does not name a component");
    files.remove("plugin.wasm");
    assert!(Package::read(&files, "digest").is_ok(), "a package needs no code");
}

#[test]
fn messages_are_found_in_a_fluent_text() {
    let found = message_ids("a-b = x\n  .attribute = y\n# c = z\n-term = t\nd =\n    e = f\n");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a-b", "d"]);
}

#[test]
fn a_plugins_fields_enter_the_catalogue() {
    let package = std::sync::Arc::new(Package::read(&files(), "digest").expect("the test's own package"));
    let (registry, conflicts) = crate::Registry::build(&[package], &[]);
    assert_eq!(conflicts, []);
    let catalogue = registry.catalogue();
    let grade: &CatalogueField =
        catalogue.get("extra.org.example.school.grade").expect("the manifest's field");
    assert!(grade.filterable && grade.reportable && !grade.exact);
    assert_eq!(grade.options.all().len(), 2);
    assert!(matches!(grade.options, Options::List { .. }));
    assert!(catalogue.get("extra.org.example.school.happened-on").is_some(), "a form's own field");
}

#[test]
fn a_call_carries_saved_settings_that_still_fit() {
    let package = Package::read(&files(), "digest").expect("the test's own package");
    let today = chrono::NaiveDate::default();
    let with = |value| {
        let saved = domain::Answers::from([("least-age".to_owned(), value)]);
        package.manifest.settings_with(&saved, today)["least-age"].clone()
    };
    assert_eq!(with(domain::Value::Integer(12)), domain::Value::Integer(12));
    assert_eq!(with(domain::Value::Text("12".into())), domain::Value::Integer(10));
    assert_eq!(with(domain::Value::Empty), domain::Value::Integer(10));
}
