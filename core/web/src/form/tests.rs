use chrono::NaiveDate;
use contributions::FormDefinition;
use domain::{Answers, FieldErrors, Value};
use serde_json::{Value as Json, json};

use super::*;
use crate::Typed;
use crate::parts::ErrorSummary;
use crate::tests::package::{PLUGIN, registry_and_words};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn form(name: &str) -> FormDefinition {
    let (registry, _) = registry_and_words();
    FormDefinition::clone(registry.current_form(PLUGIN, name).unwrap())
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn drawn(name: &str, pairs: &[(&str, &str)], errors: &FieldErrors) -> Vec<FieldView> {
    let (form, typed, answers) = (form(name), typed(pairs), Answers::new());
    let filled = Filled { typed: &typed, answers: &answers, errors, today: today() };
    fields_of(&form, &form.pages[0], filled)
}

fn json(fields: &[FieldView], name: &str) -> Json {
    serde_json::to_value(FieldView::find(fields, name).unwrap()).unwrap()
}

#[test]
fn each_kind_has_its_template() {
    let fields = drawn("everything", &[], &FieldErrors::default());
    let check = |name: &str, template: &str| assert_eq!(json(&fields, name)["template"], template, "{name}");
    check("full-name", "text");
    check("happened-on", "date");
    check("way", "radios");
    check("flags", "checkboxes");
    check("reported", "radios");
    check("district", "select");
    check("story", "long-text");
    assert_eq!(json(&fields, "times")["input"]["mode"], "numeric");
    assert_eq!(json(&fields, "phone")["input"]["kind"], "tel");
}

#[test]
fn a_field_asked_after_one_answer_stands_within_it() {
    let fields = drawn("everything", &[("way", "phone")], &FieldErrors::default());
    let way = json(&fields, "way");
    let names = |item: usize| {
        let fields = way["items"][item]["fields"].as_array().unwrap();
        fields.iter().map(|field| field["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((names(0), names(1), names(2)), (vec!["phone".to_owned()], vec!["email".to_owned()], vec![]));
    assert_eq!(way["items"][0]["is_checked"], true);
    assert_eq!(way["items"][2]["has_divider"], true);
    // After two of the answers: below, with the condition for a script.
    let note = json(&fields, "contact-note");
    assert_eq!(note["shown_with"], json!({ "field": "way", "values": "phone email", "is_negated": false }));
    assert!(!fields.iter().any(|field| field.name == "phone"), "not at the top as well");
}

#[test]
fn only_what_need_not_be_answered_says_so() {
    let fields = drawn("everything", &[], &FieldErrors::default());
    assert_eq!(json(&fields, "full-name")["label"]["key"], "org.example.gallery/full-name");
    assert_eq!(json(&fields, "flags")["label"]["key"], "form-optional");
    assert_eq!(json(&fields, "flags")["label"]["args"]["label"], "t:org.example.gallery/flags");
}

#[test]
fn what_was_typed_is_shown_as_it_was_typed() {
    let pairs =
        [("full-name", " Ama "), ("happened-on-month", "March"), ("flags", "noise"), ("flags", "pets")];
    let fields = drawn("everything", &pairs, &FieldErrors::default());
    assert_eq!(json(&fields, "full-name")["value"], " Ama ");
    assert_eq!(json(&fields, "happened-on")["month"], "March");
    let flags = json(&fields, "flags");
    let checked: Vec<_> = flags["items"].as_array().unwrap().iter().map(|item| &item["is_checked"]).collect();
    assert_eq!(checked, [true, true, false, false]);
}

#[test]
fn answers_come_back_into_their_boxes() {
    let answers = Answers::from([
        ("happened-on".to_owned(), Value::Date(NaiveDate::from_ymd_opt(2026, 3, 7).unwrap())),
        ("flags".to_owned(), Value::Choices(vec!["noise".to_owned(), "pets".to_owned()])),
        ("reported".to_owned(), Value::Boolean(false)),
        ("times".to_owned(), Value::Integer(3)),
        ("postcode".to_owned(), Value::Empty),
    ]);
    let form = form("everything");
    let typed = Typed::from(&answers);
    let (read, errors) = form.read(contributions::Posted::All, typed.as_map());
    assert!(errors.is_empty(), "{errors}");
    for (field, value) in &answers {
        assert_eq!(read.get(field), Some(value), "{field}");
    }
}

#[test]
fn the_public_is_asked_one_thing_a_page_and_the_browser_may_help() {
    let fields = drawn("neighbour", &[], &FieldErrors::default());
    let name = json(&fields, "your-name");
    assert_eq!(name["is_heading"], true);
    assert_eq!(name["input"]["autocomplete"], "name");
    let form = form("neighbour");
    let (typed, answers, errors) = (Typed::default(), Answers::new(), FieldErrors::default());
    let filled = Filled { typed: &typed, answers: &answers, errors: &errors, today: today() };
    assert_eq!(json(&fields_of(&form, &form.pages[1], filled), "born")["is_birth_date"], true);
    // A partner writes about somebody else: nothing of their own is offered.
    let fields = drawn("everything", &[], &FieldErrors::default());
    assert_eq!(json(&fields, "phone")["input"]["autocomplete"], Json::Null);
}

#[test]
fn every_mistake_of_a_page_is_told_at_once_in_its_order() {
    let form = form("everything");
    let pairs = [
        ("happened-on-day", "31"),
        ("happened-on-month", "2"),
        ("happened-on-year", "2026"),
        ("way", "phone"),
        ("phone", "12"),
        ("email", "not asked, so not wrong"),
    ];
    let (answers, errors) = examine(&form, &form.pages[0], &typed(&pairs), &Answers::new(), today());
    let found: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(found, ["full-name", "happened-on", "phone", "reported"]);
    assert_eq!(answers.get("way"), Some(&Value::Choice("phone".to_owned())));

    let fields = drawn("everything", &pairs, &errors);
    let summary = serde_json::to_value(ErrorSummary::new(&errors, &fields)).unwrap();
    let links: Vec<_> = summary["errors"].as_array().unwrap().iter().map(|link| &link["href"]).collect();
    assert_eq!(links, ["#full-name", "#happened-on-day", "#phone", "#reported"]);
    assert_eq!(json(&fields, "phone")["described_by"], "phone-error");
}
