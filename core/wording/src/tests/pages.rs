use serde_json::{Value as Json, json};

use super::wording;
use crate::{Language, Pages, TemplateError};

const LAYOUT: &str = "<title>{{title}} - {{@root.frame.service}}</title><main>{{> @partial-block}}</main>";

fn draw(template: &str, language: Language, view: Json) -> Result<String, TemplateError> {
    let words = "hi = Hello { $name }\n";
    let wording = wording().with_plugin("p", [("en", words)]).unwrap();
    let pages = Pages::new(wording, [("layout", LAYOUT), ("page", template)])?;
    pages.render("page", language, &json!({ "service": "Accord" }), &view)
}

fn check(template: &str, view: Json, expect: &str) {
    assert_eq!(draw(template, Language::En, view).unwrap(), expect);
}

#[test]
fn words_are_escaped_once_wherever_they_stand() {
    check(r#"{{t "p/hi" name=who}}"#, json!({ "who": "<script>" }), "Hello &lt;script&gt;");
    check(
        r#"{{#> layout title=(t "p/hi" name=who)}}{{title}}{{/layout}}"#,
        json!({ "who": "A & B" }),
        "<title>Hello A &amp; B - Accord</title><main>Hello A &amp; B</main>",
    );
    check(
        "{{t message}}",
        json!({ "message": { "key": "p/hi", "args": { "name": "\"x\"" } } }),
        "Hello &quot;x&quot;",
    );
    check("{{say text}}", json!({ "text": "<i>" }), "&lt;i&gt;");
}

#[test]
fn a_page_speaks_its_readers_language_everywhere() {
    let page = "{{#each days}}{{#with this}}{{date at}}, {{/with}}{{/each}}{{datetime moment}}";
    let view = json!({ "days": [{ "at": "2026-11-24" }], "moment": "2026-01-02T15:00:00Z" });
    assert_eq!(draw(page, Language::Cy, view).unwrap(), "24 Tachwedd 2026, 2 Ionawr 2026 am 3yh");
}

#[test]
fn small_helpers() {
    check("{{number n}} {{number none}}", json!({ "n": 12_500, "none": null }), "12,500 ");
    check("{{concat \"a-\" b 3}}", json!({ "b": "c" }), "a-c3");
    check("{{query p}}", json!({ "p": "/cases?stage=a&b=\"c" }), "/cases%3Fstage%3Da%26b%3D%22c");
    check("{{first none empty b}}", json!({ "none": null, "empty": "", "b": "x" }), "x");
    check("{{#if (eq kind \"date\")}}d{{else}}o{{/if}}", json!({ "kind": "date" }), "d");
}

#[test]
fn a_name_that_is_not_there_is_an_error_which_shows_no_value() {
    for template in
        ["{{missing}}", "{{t missing}}", "{{date missing}}", "{{#each missing}}x{{/each}}", "{{> none}}"]
    {
        let error = draw(template, Language::En, json!({ "who": "Ama Mensah" })).unwrap_err().to_string();
        assert!(!error.contains("Ama"), "{error}");
    }
    let error = draw("{{date who}}", Language::En, json!({ "who": "Ama Mensah" })).unwrap_err().to_string();
    assert!(!error.contains("Ama"), "{error}");
}

#[test]
fn nothing_is_written_without_escaping() {
    for template in [
        "\n{{{who}}}",
        "\n{{&who}}",
        "\n{{#if a}}{{else}}{{{b}}}{{/if}}",
        "\n{{#> layout}}{{{b}}}{{/layout}}",
    ] {
        let error = draw(template, Language::En, json!({})).unwrap_err();
        assert!(matches!(error, TemplateError::Unescaped { line: 2, .. }), "{template}: {error}");
    }
}
