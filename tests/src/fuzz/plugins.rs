//! What makers of plugins hand in, and what is posted to the forms that they declare.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use contributions::{Condition, FormDefinition, Package, Posted};
use domain::{Answers, Value};
use wording::{Language, ReportTemplate, ReportTemplates, Wording};

use super::{Target, file, text};

type Files = BTreeMap<String, Vec<u8>>;

const FORM_FILE: &str = "forms/self-referral.toml";

/// The files of a plugin that people use.
fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = "plugins/referral-public";
        let names = ["plugin.toml", FORM_FILE, "i18n/en.ftl", "i18n/cy.ftl"];
        names.map(|name| (name.to_owned(), file(&format!("{folder}/{name}")))).into()
    })
}

fn with(name: &str, bytes: &[u8]) -> Files {
    let mut files = files().clone();
    files.insert(name.to_owned(), bytes.to_vec());
    files
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day")
}

/// A manifest among the other files of a plugin.
pub(super) const MANIFEST: Target = Target {
    name: "manifest",
    run: |bytes| drop(Package::draft(&with("plugin.toml", bytes))),
    seeds: || vec![file("plugins/referral-public/plugin.toml"), file("examples/hostile/plugin.toml")],
    words: &["[plugin]", "[[grants]]", "version = ", "\"1.0.0\"", "world = ", "api = "],
};

/// The definition of a form; one that is accepted is walked through.
pub(super) const FORM: Target = Target {
    name: "form",
    run: form,
    seeds: || vec![file("plugins/referral-public/forms/self-referral.toml")],
    words: &[
        "[[pages]]",
        "[[pages.fields]]",
        "kind = ",
        "\"choice\"",
        "show_when = ",
        "required = ",
        "max_length = ",
    ],
};

fn form(bytes: &[u8]) {
    let Ok(package) = Package::draft(&with(FORM_FILE, bytes)) else { return };
    for form in package.forms.values() {
        walk(form, &BTreeMap::new());
    }
}

fn walk(form: &FormDefinition, raw: &BTreeMap<String, Vec<String>>) {
    let (answers, _) = form.read(Posted::All, raw);
    let _ =
        (form.check(&answers, today()), form.described(&answers, today()), form.progress(&answers, today()));
    let seen = form.visible(&answers, today());
    assert!(seen.keys().all(|id| form.field(id).is_some()), "an answer that nobody asked for");
}

/// A package as it is uploaded.
pub(super) const PACKAGE: Target = Target {
    name: "package",
    run: package,
    seeds: packages,
    words: &["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}"],
};

fn package(bytes: &[u8]) {
    if let Ok(files) = accord_plugin::archive::unpack(bytes) {
        assert!(files.values().map(Vec::len).sum::<usize>() <= 4 << 20, "more than a package may hold");
    }
    let _ = accord_plugin::read(bytes);
}

fn packages() -> Vec<Vec<u8>> {
    let packed = accord_plugin::archive::pack(files()).expect("memory can be written to");
    let small = Files::from([("plugin.toml".to_owned(), b"[plugin]\nid = \"x\"\n".to_vec())]);
    vec![packed, accord_plugin::archive::pack(&small).expect("memory can be written to")]
}

/// What is posted to a form: lines of `name=value`.
pub(super) const SUBMISSION: Target = Target {
    name: "submission",
    run: submission,
    seeds: || {
        [
            "role=person-harmed\nphone=07700 900123\nmay-phone=yes\ncode-word=bluebell",
            "role=party-a\ndispute=noise",
        ]
        .map(|text| text.as_bytes().to_vec())
        .into()
    },
    words: &["\n", "=", "yes", "-day=31", "-month=2", "-year=2026", "other"],
};

fn submission(bytes: &[u8]) {
    static FORM: OnceLock<FormDefinition> = OnceLock::new();
    let form = FORM.get_or_init(|| {
        let package = Package::draft(files()).expect("the plugin is fine");
        package.forms.into_values().next().expect("it has a form")
    });
    let mut raw = BTreeMap::<String, Vec<String>>::new();
    for line in text(bytes).lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        raw.entry(name.to_owned()).or_default().push(value.to_owned());
    }
    // Every field is tried with what was typed for any of them.
    for (at, field) in form.fields().enumerate() {
        if let Some((_, values)) = raw.iter().nth(at % raw.len().max(1)) {
            let values = values.clone();
            raw.entry(field.id.clone()).or_insert(values);
        }
    }
    walk(form, &raw);
}

/// A template of a report, drawn where it is accepted.
pub(super) const TEMPLATE: Target = Target {
    name: "template",
    run: template,
    seeds: || {
        let mut seeds: Vec<_> =
            ["quarterly-return.hbs"].map(|name| file(&format!("plugins/returns-pcc/reports/{name}"))).into();
        seeds.push(
            b"<h2>{{t \"title\"}}</h2>{{#each rows}}<p>{{this.a}}</p>{{/each}}{{#if x}}{{x}}{{/if}}".to_vec(),
        );
        seeds
    },
    words: &[
        "{{#each rows}}",
        "{{/each}}",
        "{{{",
        "}}}",
        "{{> part}}",
        "{{#if x}}",
        "{{/if}}",
        "{{else}}",
        "<script>",
        "../",
        "@root",
    ],
};

fn template(bytes: &[u8]) {
    static WORDING: OnceLock<Wording> = OnceLock::new();
    let Ok(template) = ReportTemplate::check("fuzz", "reports/a.hbs", &text(bytes)) else { return };
    let wording = WORDING.get_or_init(|| {
        Wording::load(Language::En, chrono_tz::Europe::London).expect("the catalogues are fine")
    });
    let hostile = "<script>alert(1)</script>";
    let rows: Vec<_> = (0..20).map(|at| serde_json::json!({ "a": hostile, "n": at })).collect();
    let data =
        serde_json::json!({ "x": hostile, "rows": rows, "title": hostile, "figures": {}, "tables": {} });
    if let Ok(drawn) = ReportTemplates::new(wording).render(&template, Language::En, &data) {
        assert!(!drawn.to_lowercase().contains("<script"), "data came to life:\n{drawn}");
        assert!(drawn.len() < 64 << 20, "a page without end");
    }
}

/// A condition, by itself, and what it says of odd answers.
pub(super) const CONDITION: Target = Target {
    name: "condition",
    run: condition,
    seeds: || {
        [
            r#"{"field":"role","is":"a"}"#,
            r#"{"all":[{"field":"a","is":"yes"},{"not":{"field":"b","answered":true}}]}"#,
            r#"{"any":[{"field":"born","before":"today - 18 years"},{"field":"n","at_least":3}]}"#,
        ]
        .map(|text| text.as_bytes().to_vec())
        .into()
    },
    words: &[
        "{\"not\":",
        "{\"all\":[",
        "]}",
        "\"is\":",
        "\"in\":[",
        "\"today",
        " - 1 year",
        "\"field\":\"a\"",
    ],
};

fn condition(bytes: &[u8]) {
    let Ok(condition) = serde_json::from_slice::<Condition>(bytes) else { return };
    let values = [
        Value::Empty,
        Value::Text("a".into()),
        Value::Integer(3),
        Value::Date(today()),
        Value::Boolean(true),
    ];
    for value in values {
        let ids = condition.fields().into_iter().map(str::to_owned);
        let answers: Answers = ids.map(|id| (id, value.clone())).collect();
        let _ = condition.holds(&answers, today());
    }
    let written = serde_json::to_string(&condition).expect("what was read can be written");
    let again = serde_json::from_str::<Condition>(&written).expect("what was written can be read");
    assert_eq!(again, condition, "{written}");
}
