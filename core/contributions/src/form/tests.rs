use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Answers, Value};

use super::*;
use crate::core_field::{MatterField, PartyField};

const FORM: &str = r#"
id = "report"
version = 3
title = "title"
channel = "public"

[[party]]
id = "me"
label = "me"
submitter = true

[[party]]
id = "neighbour"
label = "neighbour"
side = "party"

[[page]]
id = "safety"
kind = "safety"
title = "safety"

[[page]]
id = "you"
title = "you"
[[page.field]]
id = "role"
feeds = "me.role"
label = "role"
options = [{ code = "person-harmed", label = "a" }, { code = "party-a", label = "b" }]
required = true
[[page.field]]
id = "name"
feeds = "me.given-name"
label = "name"
required = true
required-message = "your-name"
max-length = 10
[[page.field]]
id = "born"
feeds = "me.birth-date"
label = "born"
max = "today"
[[page.field]]
id = "guardian"
feeds = "me.guardian-name"
label = "guardian"
visible-when = { years-between = ["born", "today"], at-most = 17 }
required = true

[[page]]
id = "matter"
title = "matter"
visible-when = { field = "role", is = "party-a" }
[[page.field]]
id = "began"
type = "date"
part = "g5.offence"
label = "began"
min = "2000-01-01"
[[page.field]]
id = "ended"
type = "date"
part = "g5.offence"
label = "ended"
min = "began"
[[page.field]]
id = "times"
type = "integer"
part = "g5.offence"
label = "times"
min = 1
max = 99
[[page.field]]
id = "cost"
type = "decimal"
part = "g5.offence"
label = "cost"
max = 1000
[[page.field]]
id = "flags"
type = "choices"
part = "g5.flags"
label = "flags"
options = [{ code = "noise", label = "n" }, { code = "pets", label = "p" }, { code = "none", label = "x", exclusive = true }]
[[page.field]]
id = "reference"
type = "text"
part = "g5.offence"
label = "reference"
pattern = "[0-9]{2}/[A-Z]+"
pattern-message = "reference-shape"
[[page.field]]
id = "told"
type = "boolean"
part = "g5.offence"
label = "told"
[[page.field]]
id = "phone"
feeds = "neighbour.phone"
label = "phone"
[[page.field]]
id = "email"
feeds = "neighbour.email"
label = "email"
[[page.field]]
id = "postcode"
feeds = "neighbour.postcode"
label = "postcode"
[[page.field]]
id = "story"
feeds = "referral.reason"
label = "story"

[[page]]
id = "check"
kind = "check-answers"
title = "check"

[[rule]]
when = { all = [{ field = "told", is = true }, { field = "reference", present = false }] }
field = "reference"
message = "reference-wanted"
"#;

fn form() -> FormDefinition {
    read_form("forms/report.toml", FORM, &[], &BTreeMap::new()).expect("the test's own form")
}

fn today() -> NaiveDate {
    day("2026-11-24")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's own date")
}

/// Posts `typed` for one page and gives what `field` holds, or the key of its error.
fn post(page: &str, field: &str, typed: &[(&str, &str)]) -> Result<Value, String> {
    let mut raw: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in typed {
        raw.entry((*name).to_owned()).or_default().push((*value).to_owned());
    }
    let (answers, errors) = form().read(Posted::Page(page), &raw);
    match errors.0.into_iter().find(|error| error.field == field) {
        Some(error) => Err(error.message.key),
        None => Ok(answers[field].clone()),
    }
}

fn read(field: &str, typed: &str, expect: Result<Value, &str>) {
    assert_eq!(post("matter", field, &[(field, typed)]), expect.map_err(str::to_owned), "{typed:?}");
}

fn text(text: &str) -> Result<Value, &'static str> {
    Ok(Value::Text(text.to_owned()))
}

#[test]
fn typed_text_becomes_values() {
    read("story", " two \r\n\r\nlines  here ", text("two\n\nlines here"));
    read("story", "a\0b", Err("form-error-characters"));
    read("story", "a\u{1b}[31mb", Err("form-error-characters"));
    read("story", "tab\tstop", text("tab stop"));
    read("story", "\u{202e}gnp.exe\u{200b}", text("gnp.exe"));
    read("story", "   ", Ok(Value::Empty));
    read("story", &"x".repeat(10_001), Err("form-error-too-long"));
    read("times", "1,200", Ok(Value::Integer(1200)));
    read("times", "-4", Ok(Value::Integer(-4)));
    for wrong in ["1,2", "1.5", "twelve", "99999999999999999999", "12,34,567"] {
        read("times", wrong, Err("form-error-number"));
    }
    read("cost", "0012.50", text("12.50"));
    read("cost", "1,250.5", text("1250.5"));
    for wrong in ["12.", ".5", "1.2.3", "£5", "1e3", "1.1,111"] {
        read("cost", wrong, Err("form-error-decimal"));
    }
    read("told", "yes", Ok(Value::Boolean(true)));
    read("told", "maybe", Err("form-error-option"));
    read("phone", "  07700   900982 ", text("07700 900982"));
    read("phone", "ask for Ama", Err("form-error-phone"));
    read("email", "Ama@Example.ORG", text("ama@example.org"));
    read("email", "ama at example.org", Err("form-error-email"));
    read("postcode", "cm11ab", text("CM1 1AB"));
    read("postcode", "CM", Err("form-error-postcode"));
}

#[test]
fn a_line_of_text_has_one_line_and_its_own_length() {
    let name = |typed| post("you", "name", &[("name", typed)]);
    assert_eq!(name("Ama\nMensah"), Ok(Value::Text("Ama Mensah".into())));
    assert_eq!(name("éééééééééé"), Ok(Value::Text("éééééééééé".into())), "characters are counted, not bytes");
    assert_eq!(name("elevenchars"), Err("form-error-too-long".into()));
}

#[test]
fn choices_are_offered_ones_in_their_order() {
    let flags = |typed: &[&str]| {
        let typed: Vec<_> = typed.iter().map(|code| ("flags", *code)).collect();
        post("matter", "flags", &typed)
    };
    let codes = |codes: &[&str]| Ok(Value::Choices(codes.iter().map(|code| (*code).to_owned()).collect()));
    assert_eq!(flags(&["pets", "noise", "pets"]), codes(&["noise", "pets"]));
    assert_eq!(flags(&["none"]), codes(&["none"]));
    assert_eq!(flags(&["none", "pets"]), Err("form-error-exclusive".into()));
    assert_eq!(flags(&["<script>"]), Err("form-error-option".into()));
    assert_eq!(flags(&[]), Ok(Value::Empty), "nothing ticked is posted as nothing");
    assert_eq!(post("you", "role", &[("role", "witness")]), Err("form-error-option".into()));
}

#[test]
fn dates_are_typed_in_three_boxes() {
    let date = |d, m, y| post("matter", "began", &[("began-day", d), ("began-month", m), ("began-year", y)]);
    let expect = |text: &str| Ok(Value::Date(day(text)));
    assert_eq!(date("7", "3", "2026"), expect("2026-03-07"));
    assert_eq!(date(" 07 ", "mar", "2026"), expect("2026-03-07"));
    assert_eq!(date("1", "September", "2026"), expect("2026-09-01"));
    assert_eq!(date("1", "Tachwedd", "2026"), expect("2026-11-01"));
    assert_eq!(date("1", "Medi", "2026"), expect("2026-09-01"));
    assert_eq!(date("29", "2", "2024"), expect("2024-02-29"));
    assert_eq!(date("", "", ""), Ok(Value::Empty));
    for (d, m, y, key) in [
        ("", "3", "2026", "form-error-date-day-missing"),
        ("7", "", "2026", "form-error-date-month-missing"),
        ("7", "3", "", "form-error-date-year-missing"),
        ("7", "", "", "form-error-date-parts-missing"),
        ("7", "3", "26", "form-error-date-year-digits"),
        ("7", "3", "20266", "form-error-date-year-digits"),
        ("31", "2", "2026", "form-error-date-not-real"),
        ("29", "2", "2026", "form-error-date-not-real"),
        ("7", "13", "2026", "form-error-date-not-real"),
        ("7", "ju", "2026", "form-error-date-not-real"),
        ("7", "ma", "2026", "form-error-date-not-real"),
        ("+7", "3", "2026", "form-error-date-not-real"),
        ("7", "3", "0999", "form-error-date-not-real"),
    ] {
        assert_eq!(date(d, m, y), Err(key.into()), "{d}/{m}/{y}");
    }
}

#[test]
fn a_page_answers_its_own_fields_and_nothing_else() {
    let raw = BTreeMap::from([
        ("name".to_owned(), vec!["Ama".to_owned()]),
        ("story".to_owned(), vec!["smuggled".to_owned()]),
        ("csrf".to_owned(), vec!["token".to_owned()]),
    ]);
    let (answers, errors) = form().read(Posted::Page("you"), &raw);
    assert!(errors.is_empty());
    assert_eq!(answers.keys().collect::<Vec<_>>(), ["born", "guardian", "name", "role"]);
    assert_eq!(answers["born"], Value::Empty, "what was left empty clears the draft");
    let (all, _) = form().read(Posted::All, &raw);
    assert_eq!(all["story"], Value::Text("smuggled".into()));
}

fn party() -> Answers {
    Answers::from([
        ("role".into(), Value::Choice("party-a".into())),
        ("name".into(), Value::Text("Ama".into())),
    ])
}

/// Checks `answers` over those of a complete form and expects exactly these findings.
fn check(answers: &[(&str, Value)], expect: &[(&str, &str)]) {
    let mut all = party();
    all.extend(answers.iter().map(|(id, value)| ((*id).to_owned(), value.clone())));
    let found = form().check(&all, today());
    let found: Vec<_> = found.0.iter().map(|e| (e.field.as_str(), e.message.key.as_str())).collect();
    assert_eq!(found, expect, "{answers:?}");
}

#[test]
fn missing_answers_are_asked_for_in_the_words_of_their_kind() {
    check(&[], &[]);
    check(&[("role", Value::Empty)], &[("role", "form-error-required-choice")]);
    check(&[("name", Value::Text(" ".into()))], &[("name", "your-name")]);
    let child = ("born", Value::Date(day("2010-01-01")));
    check(std::slice::from_ref(&child), &[("guardian", "form-error-required")]);
    check(&[child, ("guardian", Value::Text("Efua".into()))], &[]);
}

#[test]
fn bounds() {
    let date = |text: &str| Value::Date(day(text));
    check(
        &[("born", date("2026-11-25"))],
        &[("born", "form-error-date-future"), ("guardian", "form-error-required")],
    );
    check(&[("began", date("1999-12-31"))], &[("began", "form-error-date-early")]);
    check(&[("ended", date("1999-12-31"))], &[]);
    check(&[("began", date("2026-05-02")), ("ended", date("2026-05-02"))], &[]);
    check(
        &[("began", date("2026-05-02")), ("ended", date("2026-05-01"))],
        &[("ended", "form-error-date-early")],
    );
    check(&[("times", Value::Integer(0))], &[("times", "form-error-too-small")]);
    check(&[("times", Value::Integer(100))], &[("times", "form-error-too-large")]);
    check(&[("cost", Value::Text("1000.00".into()))], &[]);
    check(&[("cost", Value::Text("1000.01".into()))], &[("cost", "form-error-too-large")]);
    check(&[("reference", Value::Text("42/AB".into()))], &[]);
    check(&[("reference", Value::Text("x42/AB".into()))], &[("reference", "reference-shape")]);
    check(&[("reference", Value::Text("42/ABx".into()))], &[("reference", "reference-shape")]);
    let mut answers = party();
    answers.insert("began".into(), date("1999-12-31"));
    let found = form().check(&answers, today());
    assert_eq!(found.0[0].message.args["day"], "01/01/2000");
}

#[test]
fn answers_from_elsewhere_are_checked_for_kind_and_options() {
    check(&[("times", Value::Text("3".into()))], &[("times", "form-error-kind")]);
    check(&[("role", Value::Choice("witness".into()))], &[("role", "form-error-option")]);
    check(
        &[("flags", Value::Choices(vec!["noise".into(), "none".into()]))],
        &[("flags", "form-error-exclusive")],
    );
    check(&[("flags", Value::Choices(vec!["x".into()]))], &[("flags", "form-error-option")]);
    check(&[("email", Value::Text("x".into()))], &[("email", "form-error-email")]);
    check(&[("story", Value::Text("\0".into()))], &[("story", "form-error-characters")]);
}

#[test]
fn rules_over_several_fields() {
    check(&[("told", Value::Boolean(true))], &[("reference", "reference-wanted")]);
    check(
        &[("told", Value::Boolean(true)), ("reference", Value::Text("1/A".into()))],
        &[("reference", "reference-shape")],
    );
    check(&[("told", Value::Boolean(false))], &[]);
}

#[test]
fn hidden_answers_are_dropped_and_not_checked() {
    let mut answers = party();
    answers.insert("guardian".into(), Value::Text("left over".into()));
    answers.insert("times".into(), Value::Integer(0));
    answers.insert("unknown".into(), Value::Integer(0));
    answers.insert("role".into(), Value::Choice("person-harmed".into()));
    let seen = form().visible(&answers, today());
    assert_eq!(seen.keys().collect::<Vec<_>>(), ["born", "name", "role"]);
    assert!(form().check(&answers, today()).is_empty());
}

#[test]
fn the_way_through_the_pages() {
    let form = form();
    let next =
        |current, answers: &Answers| form.next_page(current, answers, today()).map(|page| page.id.clone());
    let (nothing, party) = (Answers::new(), party());
    assert_eq!(next(None, &nothing).as_deref(), Some("safety"));
    assert_eq!(next(Some("safety"), &nothing).as_deref(), Some("you"));
    assert_eq!(next(Some("you"), &nothing).as_deref(), Some("check"), "'matter' is for parties");
    assert_eq!(next(Some("you"), &party).as_deref(), Some("matter"));
    assert_eq!(next(Some("check"), &party), None);
    let back = |current| form.previous_page(current, &nothing, today()).map(|page| page.id.as_str());
    assert_eq!(back("check"), Some("you"));
    assert_eq!(back("safety"), None);
    let states = form.progress(&nothing, today());
    assert_eq!(states["you"], PageState::Incomplete);
    assert_eq!(states["matter"], PageState::NotAsked);
    assert_eq!(form.first_incomplete(&nothing, today()).map(|page| page.id.as_str()), Some("you"));
    assert_eq!(form.progress(&party, today())["matter"], PageState::Complete);
    assert_eq!(form.first_incomplete(&party, today()), None);
}

#[test]
fn what_a_form_says_about_people_does_not_depend_on_the_form() {
    let mut answers = party();
    answers.insert("postcode".into(), Value::Text("CM1 1AB".into()));
    answers.insert("story".into(), Value::Text("Noise".into()));
    let described = form().described(&answers, today());
    assert_eq!(described.text(MatterField::Reason), Some("Noise"));
    let sides: Vec<_> = described.parties.iter().map(|p| (p.id.as_str(), p.side, p.submitter)).collect();
    assert_eq!(sides, [("me", Some(SideKind::Party), true), ("neighbour", Some(SideKind::Party), false)]);
    assert_eq!(described.parties[0].text(PartyField::GivenName), Some("Ama"));
    assert_eq!(described.parties[1].text(PartyField::Postcode), Some("CM1 1AB"));
    answers.insert("role".into(), Value::Choice("person-harmed".into()));
    let harmed = form().described(&answers, today());
    assert_eq!(harmed.parties.len(), 1, "of a hidden page nothing is said");
    assert_eq!(harmed.parties[0].side, Some(SideKind::Harmed), "the role decides the side");
    assert!(!format!("{harmed:?} {:?}", harmed.parties[0]).contains("Ama"), "no names in a log");
}

/// Reads the form with one line changed and expects this to be said about it.
fn refuses(from: &str, to: &str, expect: &str) {
    assert!(FORM.contains(from), "{from}");
    let text = FORM.replacen(from, to, 1);
    let findings = read_form("forms/report.toml", &text, &[], &BTreeMap::new()).expect_err(to);
    assert!(findings.to_string().contains(expect), "{to}: {findings}");
    assert!(findings.0.iter().all(|finding| finding.file == "forms/report.toml"));
}

#[test]
fn mistakes_in_a_form_are_named_with_line_and_fix() {
    refuses(
        "required = true",
        "requird = true",
        "forms/report.toml:30: unknown key 'requird'; did you mean 'required'?",
    );
    refuses(
        "channel = \"public\"",
        "channel = \"publick\"",
        "unknown word 'publick'; did you mean 'public'?",
    );
    refuses("version = 3", "version = 0", "begins at 1");
    refuses("version = 3", "version = \"3\"", ":3: invalid type: string");
    refuses("id = \"report\"", "id = \"Report\"", ":2: 'Report' cannot be the id of a form");
    refuses("id = \"neighbour\"", "id = \"referral\"", "'referral' cannot be the id of a party");
    refuses("id = \"neighbour\"", "id = \"me\"", "two parties called 'me'");
    refuses("side = \"party\"", "submitter = true", "two parties fill the form in");
    refuses("id = \"matter\"", "id = \"you\"", "two pages called 'you'");
    refuses("id = \"times\"", "id = \"began\"", "'began' is asked twice");
    refuses("feeds = \"me.role\"", "feeds = \"mee.role\"", "did you mean 'me'?");
    refuses("feeds = \"me.role\"", "feeds = \"me.rolle\"", "a party has no 'rolle'; did you mean 'role'?");
    refuses("feeds = \"referral.reason\"", "feeds = \"referral.raeson\"", "did you mean 'referral.reason'?");
    refuses("code = \"party-a\"", "code = \"party-c\"", "whose list 'participant-role' has no 'party-c'");
    refuses("is = \"party-a\"", "is = \"party-b\"", "'party-b' is no option of 'role'");
    refuses(
        "field = \"role\", is = \"party-a\"",
        "field = \"times\", is = 1",
        "names 'times', which is no earlier field",
    );
    refuses("min = \"began\"", "min = \"begun\"", "did you mean 'began'?");
    refuses("field = \"reference\"\nmessage", "field = \"referense\"\nmessage", "said at 'referense'");
    refuses(
        "kind = \"check-answers\"",
        "kind = \"receipt\"\nvisible-when = { all = [] }",
        "'all' needs at least one",
    );
    refuses("kind = \"safety\"", "kind = \"check-answers\"", "questions come after check-answers");
    refuses("kind = \"safety\"", "kind = \"receipt\"", "a receipt is the last page");
}

proptest::proptest! {
    /// Whatever is posted, what is read is of the field's kind and survives its own check,
    /// and reading what was kept gives it again.
    #[test]
    fn any_post_is_read_to_fitting_answers(
        raw in proptest::collection::btree_map(
            "(role|name|story|times|cost|flags|told|phone|email|postcode|reference|began-day|began-month|began-year)",
            proptest::collection::vec("([0-9.,+ -]{0,8}|yes|noise|none|party-a|medi|\\PC{0,6}|[\\x00-\\x20]{0,3})", 0..3),
            0..8,
        ),
    ) {
        let form = form();
        let (answers, errors) = form.read(Posted::All, &raw);
        for field in form.fields() {
            let failed = errors.0.iter().any(|error| error.field == field.id);
            proptest::prop_assert!(failed != answers.contains_key(&field.id));
        }
        let general = ["form-error-kind", "form-error-option", "form-error-characters", "form-error-too-long"];
        for error in form.check(&answers, today()).0 {
            proptest::prop_assert!(!general.contains(&error.message.key.as_str()), "{:?}", error);
        }
        let seen = form.visible(&answers, today());
        proptest::prop_assert_eq!(form.visible(&seen, today()), seen, "hiding is settled in one pass");
    }
}
