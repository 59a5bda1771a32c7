use domain::FieldKind;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's own date")
}

fn read(toml: &str) -> Condition {
    #[derive(Deserialize)]
    struct Holder {
        when: Condition,
    }
    toml::from_str::<Holder>(&format!("when = {toml}")).expect("a test's own condition").when
}

fn refused(toml: &str) -> String {
    #[derive(Debug, Deserialize)]
    struct Holder {
        #[expect(dead_code, reason = "only its error is looked at")]
        when: Condition,
    }
    toml::from_str::<Holder>(&format!("when = {toml}")).expect_err(toml).message().to_owned()
}

fn answers() -> Answers {
    Answers::from([
        ("who".into(), Value::Choice("me".into())),
        ("needs".into(), Value::Choices(vec!["audio".into(), "advocate".into()])),
        ("told".into(), Value::Boolean(false)),
        ("times".into(), Value::Integer(3)),
        ("hours".into(), Value::Text("-2.50".into())),
        ("on".into(), Value::Date(day("2026-11-24"))),
        ("born".into(), Value::Date(day("2008-11-25"))),
        ("note".into(), Value::Text("  ".into())),
    ])
}

fn check(toml: &str, expect: bool) {
    let condition = read(toml);
    assert_eq!(condition.holds(&answers(), day("2026-11-24")), expect, "{toml}");
    let again: Condition = serde_json::from_value(serde_json::to_value(&condition).expect("it is data"))
        .expect("what was written is read");
    assert_eq!(again, condition, "{toml}");
}

#[test]
fn comparisons() {
    check(r#"{ field = "who", is = "me" }"#, true);
    check(r#"{ field = "who", is = "you" }"#, false);
    check(r#"{ field = "needs", is = "audio" }"#, true);
    check(r#"{ field = "needs", in = ["easy-read", "advocate"] }"#, true);
    check(r#"{ field = "needs", in = ["easy-read"] }"#, false);
    check(r#"{ field = "needs", at-least = 2 }"#, true);
    check(r#"{ field = "told", is = false }"#, true);
    check(r#"{ field = "times", is = 3 }"#, true);
    check(r#"{ field = "times", at-least = 3 }"#, true);
    check(r#"{ field = "times", at-most = 2 }"#, false);
    check(r#"{ field = "times", at-least = 1, at-most = 3 }"#, true);
    check(r#"{ field = "hours", at-most = -2 }"#, true);
    check(r#"{ field = "hours", at-least = -2 }"#, false);
    check(r#"{ field = "hours", at-least = -3 }"#, true);
    check(r#"{ field = "on", is = "2026-11-24" }"#, true);
    check(r#"{ field = "on", before = "2026-11-25" }"#, true);
    check(r#"{ field = "on", before = "today" }"#, false);
    check(r#"{ field = "on", after = "born" }"#, true);
    check(r#"{ field = "note", present = true }"#, false);
    check(r#"{ field = "note", present = false }"#, true);
}

#[test]
fn years_are_completed_on_the_birthday() {
    check(r#"{ years-between = ["born", "today"], at-least = 18 }"#, false);
    check(r#"{ years-between = ["born", "2026-11-25"], at-least = 18 }"#, true);
    check(r#"{ years-between = ["born", "today"], at-least = 10, at-most = 17 }"#, true);
    check(r#"{ years-between = ["today", "born"], at-most = -1 }"#, true);
    assert_eq!(whole_years(day("2008-02-29"), day("2026-02-28")), 17);
    assert_eq!(whole_years(day("2008-02-29"), day("2026-03-01")), 18);
}

#[test]
fn what_was_not_answered_compares_with_nothing() {
    for comparison in [
        r#"is = """#,
        "is = false",
        "in = [0]",
        "at-least = -9",
        "at-most = 9",
        r#"before = "9999-01-01""#,
        r#"after = "0001-01-01""#,
        "present = true",
    ] {
        check(&format!(r#"{{ field = "nothing", {comparison} }}"#), false);
        check(&format!(r#"{{ not = {{ field = "nothing", {comparison} }} }}"#), true);
    }
    check(r#"{ years-between = ["nothing", "today"], at-most = 200 }"#, false);
}

#[test]
fn joined_conditions() {
    let (yes, no) = (r#"{ field = "times", is = 3 }"#, r#"{ field = "times", is = 4 }"#);
    check(&format!("{{ all = [{yes}, {yes}] }}"), true);
    check(&format!("{{ all = [{yes}, {no}] }}"), false);
    check(&format!("{{ any = [{no}, {yes}] }}"), true);
    check(&format!("{{ any = [{no}, {no}] }}"), false);
    check(&format!("{{ not = {{ any = [{no}] }} }}"), true);
}

#[test]
fn the_fields_named_are_listed_once() {
    let condition = read(
        r#"{ all = [{ field = "b", after = "a" }, { years-between = ["c", "today"], at-least = 1 },
                    { not = { field = "b", present = true } }] }"#,
    );
    assert_eq!(condition.fields(), ["a", "b", "c"]);
}

#[test]
fn a_shape_that_means_nothing_is_refused() {
    assert!(refused("{ }").contains("one of field"));
    assert!(refused(r#"{ field = "a", all = [] }"#).contains("one of field"));
    assert!(refused(r#"{ field = "a" }"#).contains("takes one of"));
    assert!(refused(r#"{ field = "a", is = 1, present = true }"#).contains("takes one of"));
    assert!(refused(r#"{ all = [], at-least = 1 }"#).contains("needs the field"));
    assert!(refused(r#"{ years-between = ["a", "b"] }"#).contains("years-between takes"));
    assert!(refused(r#"{ field = "a", equals = 1 }"#).contains("unknown field `equals`"));
    assert!(refused(r#"{ field = "a", before = 2026-11-24 }"#).contains("in quotes"));
}

fn shapes() -> Shapes<'static> {
    let mut shapes = Shapes::default();
    shapes.add("who", FieldKind::Choice, Some(vec!["me", "somebody-else"]));
    shapes.add("elsewhere", FieldKind::Choice, None);
    shapes.add("on", FieldKind::Date, None);
    shapes.add("times", FieldKind::Integer, None);
    shapes.add("note", FieldKind::LongText, None);
    shapes
}

fn check_install(toml: &str, expect: &str) {
    let found = read(toml).check(&shapes());
    match found {
        Ok(()) => assert_eq!("", expect, "{toml}"),
        Err(error) => assert!(!expect.is_empty() && error.to_string().contains(expect), "{toml}: {error}"),
    }
}

#[test]
fn an_installed_condition_fits_its_fields() {
    check_install(r#"{ field = "who", is = "me" }"#, "");
    check_install(r#"{ field = "elsewhere", is = "whatever" }"#, "");
    check_install(r#"{ field = "on", before = "today" }"#, "");
    check_install(r#"{ field = "whoo", is = "me" }"#, "did you mean 'who'?");
    check_install(r#"{ field = "who", is = "somebody-els" }"#, "did you mean 'somebody-else'?");
    check_install(r#"{ field = "who", in = [] }"#, "'in' needs at least one");
    check_install(r#"{ all = [] }"#, "'all' needs at least one");
    check_install(r#"{ field = "who", before = "today" }"#, "'before' cannot be asked of 'who'");
    check_install(r#"{ field = "on", before = "times" }"#, "'before' cannot be asked of 'times'");
    check_install(r#"{ field = "note", at-least = 3 }"#, "'at-least' cannot be asked of 'note'");
    check_install(r#"{ field = "times", is = "3" }"#, "'is' cannot be asked of 'times'");
    check_install(r#"{ field = "on", is = "soon" }"#, "'is' cannot be asked of 'on'");
    check_install(r#"{ years-between = ["on", "note"], at-least = 1 }"#, "years-between");
    let deep =
        (0..9).fold(r#"{ field = "times", is = 1 }"#.to_owned(), |inner, _| format!("{{ not = {inner} }}"));
    check_install(&deep, "nested 8 deep");
}

fn any_day() -> impl Strategy<Value = Day> {
    prop_oneof![
        Just(Day::Today),
        (-800_000i32..2_000_000).prop_map(|days| {
            Day::On(NaiveDate::from_num_days_from_ce_opt(days).expect("a day within the calendar"))
        }),
        "[a-c]".prop_map(Day::Field),
    ]
}

fn any_literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<bool>().prop_map(Literal::Boolean),
        any::<i64>().prop_map(Literal::Integer),
        ".{0,4}".prop_map(Literal::Text),
    ]
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let field = "[a-c]".prop_map(String::from);
    let leaf = prop_oneof![
        (field.clone(), any_literal()).prop_map(|(f, l)| Condition::Is(f, l)),
        (field.clone(), prop::collection::vec(any_literal(), 0..3)).prop_map(|(f, l)| Condition::In(f, l)),
        (field.clone(), any_day()).prop_map(|(f, d)| Condition::Before(f, d)),
        (field.clone(), any_day()).prop_map(|(f, d)| Condition::After(f, d)),
        (field.clone(), any::<i64>()).prop_map(|(f, n)| Condition::AtLeast(f, n)),
        (field.clone(), any::<i64>()).prop_map(|(f, n)| Condition::AtMost(f, n)),
        (field, any::<bool>()).prop_map(|(f, p)| Condition::Present(f, p)),
        (any_day(), any_day(), any::<Option<i64>>(), any::<i64>()).prop_map(|(from, to, at_least, most)| {
            Condition::YearsBetween { from, to, at_least, at_most: Some(most) }
        }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|condition| Condition::Not(Box::new(condition))),
        ]
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::Integer),
        "-?[0-9]{0,25}(\\.[0-9]{0,3})?".prop_map(Value::Text),
        ".{0,6}".prop_map(Value::Choice),
        prop::collection::vec(".{0,3}", 0..3).prop_map(Value::Choices),
        (-800_000i32..2_000_000).prop_map(|days| {
            Value::Date(NaiveDate::from_num_days_from_ce_opt(days).expect("a day within the calendar"))
        }),
    ]
}

proptest! {
    /// Whatever is asked of whatever was answered, there is an answer, and its opposite.
    #[test]
    fn conditions_are_total(
        condition in any_condition(),
        answers in prop::collection::btree_map("[a-c]", any_value(), 0..3),
    ) {
        let today = day("2026-11-24");
        let held = condition.holds(&answers, today);
        prop_assert_eq!(Condition::Not(Box::new(condition.clone())).holds(&answers, today), !held);
        let named = condition.fields();
        let cut: Answers = answers.into_iter().filter(|(id, _)| named.contains(&id.as_str())).collect();
        prop_assert_eq!(condition.holds(&cut, today), held, "only the fields it names matter");
    }

    /// What a condition is written as is read as the same condition.
    #[test]
    fn conditions_are_read_as_written(condition in any_condition()) {
        let written = serde_json::to_string(&condition).expect("it is data");
        let read: Result<Condition, _> = serde_json::from_str(&written);
        prop_assert_eq!(read.expect("what was written is read"), condition);
    }
}
