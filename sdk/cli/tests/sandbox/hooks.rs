//! What goes in, and what comes out.

use contributions::{Cells, Column, HookFault, Hooks, Table};
use domain::{Answers, Value};

use crate::support::{add, answers, call, empty_host, honest, host_with, hostile, package, settings};

#[tokio::test]
async fn a_plugin_sees_the_day_the_language_and_a_fresh_instance_each_time() {
    let host = host_with(settings(), &hostile()).await;
    for _ in 0..3 {
        let finding = honest(&host, "hostile").await;
        assert_eq!(finding.field.as_deref(), Some("attack"));
        assert!(!finding.blocking);
        assert_eq!(finding.message.key, "hostile/honest");
        let args: Vec<_> = finding.message.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(args, [("answers", "1"), ("calls", "1"), ("locale", "cy"), ("today", "2026-11-24")]);
    }
}

#[tokio::test]
async fn computed_fields_of_every_kind_come_back_as_they_went_in() {
    let host = host_with(settings(), &hostile()).await;
    let value = |field: &str, value: Value| (field.to_owned(), value);
    let sent = Answers::from([
        value("echo-text", Value::Text("Tŷ Gwyn – 12½".into())),
        value("echo-long-text", Value::Text("two\nlines".into())),
        value("echo-boolean", Value::Boolean(false)),
        value("echo-integer", Value::Integer(i64::MIN)),
        value("echo-date", Value::Date("1936-02-29".parse().expect("a date"))),
        value("echo-instant", Value::Instant("2026-11-24T09:30:00Z".parse().expect("a moment"))),
        value("echo-choice", Value::Choice("one".into())),
        value("echo-choices", Value::Choices(vec!["two".into(), "one".into()])),
    ]);
    let mut with_a_typed_field = sent.clone();
    with_a_typed_field.insert("note".into(), Value::Text("not computed, so not taken back".into()));
    assert_eq!(host.compute(call("hostile"), "attack", &with_a_typed_field).await, Ok(sent));
}

#[tokio::test]
async fn a_field_that_the_form_does_not_have_is_not_taken() {
    let host = host_with(settings(), &hostile()).await;
    let fault = host.compute(call("hostile"), "attack", &answers(&[("attack", "invent-field")])).await;
    assert!(matches!(fault, Err(HookFault::BadAnswer(_))), "{fault:?}");
}

#[tokio::test]
async fn a_report_is_built_from_columns() {
    let host = host_with(settings(), &hostile()).await;
    let column = |field: &str, cells| Column { field: field.into(), cells, empty: Vec::new() };
    let columns = vec![
        column("count", Cells::Integers((1..=1_000).collect())),
        column("stage", Cells::Choices { options: vec!["closed".into()], picked: vec![0; 1_000] }),
    ];
    let tables = vec![("cases".to_owned(), Table { rows: 1_000, columns })];
    let none = Answers::new();
    let built = host.build(call("hostile"), "sums", &none, &tables).await.expect("built");
    assert_eq!(built, serde_json::json!({ "cases": { "rows": 1_000, "sum": 500_500 } }));
    let not_json = answers(&[("attack", "not-json")]);
    assert!(matches!(
        host.build(call("hostile"), "sums", &not_json, &[]).await,
        Err(HookFault::BadAnswer(_))
    ));
    let refused = answers(&[("attack", "refuse")]);
    let reason = host.build(call("hostile"), "sums", &refused, &[]).await;
    assert_eq!(reason, Err(HookFault::BadAnswer("hostile/no-figures".into())));
}

#[tokio::test]
async fn what_is_not_there_is_not_installed() {
    let host = host_with(settings(), &hostile()).await;
    let none = Answers::new();
    assert_eq!(host.validate(call("stranger"), "attack", &none).await, Err(HookFault::NotInstalled));
    assert_eq!(host.validate(call("hostile"), "other", &none).await, Err(HookFault::NotInstalled));
    assert_eq!(host.build(call("hostile"), "other", &none, &[]).await, Err(HookFault::NotInstalled));
    host.disable("hostile").await;
    assert_eq!(host.validate(call("hostile"), "attack", &none).await, Err(HookFault::NotInstalled));
}

#[tokio::test]
async fn a_plugin_without_code_has_no_findings_and_needs_no_worker() {
    let mut declarative = hostile();
    declarative.manifest.component = None;
    declarative.component = None;
    let host = empty_host(settings());
    add(&host, &declarative).await;
    assert_eq!(host.validate(call("hostile"), "attack", &Answers::new()).await, Ok(Vec::new()));
    assert_eq!(host.compute(call("hostile"), "attack", &Answers::new()).await, Ok(Answers::new()));
    assert_eq!(host.workers_started(), 0);
}

#[tokio::test]
async fn the_police_form_is_checked_by_its_own_code() {
    let partner = package("plugins/referral-partner");
    let host = host_with(settings(), &partner).await;
    let form = partner.forms.values().next().expect("a form");
    let mut sent = answers(&[("crime-reference", "nonsense")]);
    sent.insert("source-type".into(), Value::Choice("police".into()));
    let findings = host.validate(call("referral-partner"), &form.id, &sent).await.expect("findings");
    let keys: Vec<&str> = findings.iter().map(|finding| finding.message.key.as_str()).collect();
    assert!(keys.contains(&"referral-partner/crime-reference-shape"), "{keys:?}");
}

#[tokio::test]
async fn a_plugin_fills_in_what_follows_from_other_answers() {
    let school = package("examples/school-referral");
    let host = host_with(settings(), &school).await;
    let date = |text: &str| Value::Date(text.parse().expect("a date"));
    let sent =
        Answers::from([("born".into(), date("2014-05-01")), ("occurred-on".into(), date("2026-11-20"))]);
    let computed = host.compute(call("school-referral"), "referral", &sent).await;
    assert_eq!(computed, Ok(Answers::from([("school-year".into(), Value::Integer(8))])));
}

#[tokio::test]
async fn the_public_form_is_checked_by_its_own_code() {
    let public = package("plugins/referral-public");
    let host = host_with(settings(), &public).await;
    let no = |field: &str| (field.to_owned(), Value::Choice("no".into()));
    let sent = Answers::from([no("may-phone"), no("may-email"), no("may-post")]);
    let findings = host.validate(call("referral-public"), "self-referral", &sent).await.expect("findings");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].blocking);
    assert_eq!(findings[0].message.key, "referral-public/no-safe-way");
    assert!(public.translations["en"].contains("no-safe-way ="), "there are words for it");
}
