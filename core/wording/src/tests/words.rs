use domain::Message;

use super::wording;
use crate::{Language, Text, WordsError, compare, number, sort_by};

fn message(key: &str, args: &[(&str, &str)]) -> Message {
    args.iter().fold(Message::new(key), |message, (name, value)| message.with(name, value))
}

const WORDS: &str = "greet = Hello { $name }, it is { $when }\n\
                     cases = { $count ->\n    [one] { $count } case\n   *[other] { $count } cases\n}\n\
                     year = Year { $year }\n\
                     field = Field\n    .grade = School grade\n\
                     enter = Enter { $what }\n";
const GEIRIAU: &str = "cases = { $count ->\n    [zero] dim achosion\n    [two] { $count } achos (dau)\n   \
                       *[other] { $count } achos\n}\n";

fn check(language: Language, key: &str, args: &[(&str, &str)], expect: &str) {
    let wording = wording().with_plugin("org.example.words", [("en", WORDS), ("cy", GEIRIAU)]).unwrap();
    let key = format!("org.example.words/{key}");
    assert_eq!(wording.text(language, &message(&key, args)), expect);
}

#[test]
fn arguments_are_written_as_the_reader_writes_them() {
    check(
        Language::En,
        "greet",
        &[("name", "<b>Ama</b>"), ("when", "2026-11-24")],
        "Hello <b>Ama</b>, it is 24 November 2026",
    );
    check(
        Language::En,
        "greet",
        &[("name", "007"), ("when", "2026-06-24T08:30:00Z")],
        "Hello 007, it is 24 June 2026 at 9:30am",
    );
    check(Language::En, "year", &[("year", "2026")], "Year 2026");
    check(Language::En, "enter", &[("what", "t:org.example.words/field.grade")], "Enter School grade");
    check(Language::En, "enter", &[("what", "t:nobody-knows")], "Enter t:nobody-knows");
}

#[test]
fn plurals_follow_the_language() {
    check(Language::En, "cases", &[("count", "1")], "1 case");
    check(Language::En, "cases", &[("count", "12345")], "12,345 cases");
    check(Language::Cy, "cases", &[("count", "0")], "dim achosion");
    check(Language::Cy, "cases", &[("count", "2")], "2 achos (dau)");
    check(Language::Cy, "cases", &[("count", "7")], "7 achos");
}

#[test]
fn a_missing_translation_falls_back_and_an_unknown_key_shows_itself() {
    check(Language::Cy, "year", &[("year", "2026")], "Year 2026");
    check(Language::Cy, "nothing", &[], "[org.example.words/nothing]");
    assert_eq!(wording().key(Language::Cy, "org.example.gone/title"), "[org.example.gone/title]");
}

#[test]
fn a_plugins_catalogue_is_refused_with_file_and_line() {
    let syntax = wording().with_plugin("x", [("en", "one = 1\n\ntwo = { $broken\n")]).err().unwrap();
    assert!(syntax.to_string().starts_with("i18n/en.ftl, line "), "{syntax}");
    let twice = wording().with_plugin("x", [("en", "one = 1\none = 2\n")]).err().unwrap();
    assert!(matches!(&twice, WordsError::Duplicate { key, .. } if key == "one"), "{twice}");
    let unknown = wording().with_plugin("x", [("fr", "un = 1\n")]).err().unwrap();
    assert!(matches!(unknown, WordsError::UnknownLanguage { .. }), "{unknown}");
}

#[test]
fn dates_times_and_numbers() {
    let wording = wording();
    let moment = |text: &str| Text::from(text.parse::<domain::Instant>().unwrap());
    let check = |language, text: &Text, expect: &str| assert_eq!(wording.say(language, text), expect);
    check(Language::En, &moment("2026-11-24T14:30:00Z"), "24 November 2026 at 2:30pm");
    check(Language::Cy, &moment("2026-11-24T09:00:00Z"), "24 Tachwedd 2026 am 9yb");
    check(Language::En, &moment("2026-07-01T11:00:00Z"), "1 July 2026 at midday");
    check(Language::En, &moment("2026-06-30T23:00:00Z"), "1 July 2026 at midnight");
    check(Language::En, &Text::from(true), "Yes");
    check(Language::En, &Text::List(vec![Text::from("a"), Text::Number(2000)]), "a, 2,000");
    assert_eq!(number(0), "0");
    assert_eq!(number(-1_234_567), "\u{2212}1,234,567");
    assert_eq!(number(i64::MIN), "\u{2212}9,223,372,036,854,775,808");
}

#[test]
fn texts_survive_the_way_into_a_view() {
    let texts = [
        Text::key("answer-yes"),
        Text::Words(domain::Message::new("month-1").with("count", 3).with("name", "t:answer-no")),
        Text::plain("2026-11-24"),
        Text::from("2026-11-24".parse::<chrono::NaiveDate>().unwrap()),
        Text::from("2026-11-24T14:30:00Z".parse::<domain::Instant>().unwrap()),
        Text::Number(4),
        Text::Boolean(false),
        Text::List(vec![Text::Number(1)]),
    ];
    for text in texts {
        let json = serde_json::to_value(&text).unwrap();
        assert_eq!(Text::of(&json), Some(text));
    }
}

#[test]
fn short_lists_follow_the_readers_alphabet() {
    let sorted = |language, mut words: Vec<&'static str>| {
        sort_by(language, &mut words, |word| word);
        words.join(" ")
    };
    assert_eq!(
        sorted(Language::En, vec!["Luned", "Llan", "Éa", "dydd", "Dafydd"]),
        "Dafydd dydd Éa Llan Luned"
    );
    assert_eq!(
        sorted(Language::Cy, vec!["Llan", "Luned", "dyn", "ddoe", "cwm", "chwech", "Zoe", "gwan", "ngwlad"]),
        "cwm chwech dyn ddoe gwan ngwlad Luned Llan Zoe"
    );
    assert!(compare(Language::Cy, "llo", "lôn").is_gt());
    assert!(compare(Language::En, "llo", "lôn").is_lt());
}
