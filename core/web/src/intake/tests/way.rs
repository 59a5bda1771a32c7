use std::sync::Arc;

use contributions::FormDefinition;
use domain::{Answers, Value};

use super::house::package;
use crate::intake::way::{Way, check_page};

fn form() -> Arc<FormDefinition> {
    let package = package("referral-public");
    let (registry, _) = contributions::Registry::build(&[package], &[]);
    registry.current_form("referral-public", "self-referral").expect("the public form").clone()
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    let value = |code: &str| match code {
        "" => Value::Empty,
        code => Value::Choice(code.to_owned()),
    };
    pairs.iter().map(|(field, code)| ((*field).to_owned(), value(code))).collect()
}

#[test]
fn continue_leads_to_the_next_gap() {
    let form = form();
    let check = |pairs: &[(&str, &str)], from: &str, expect: &str| {
        let answers = answers(pairs);
        let way = Way { form: &form, answers: &answers, today: "2026-11-24".parse().expect("a day") };
        assert_eq!(way.onward(from), expect, "{pairs:?} from {from}");
    };
    check(&[], "safety", "role");
    check(&[("role", "")], "role", "role");
    check(&[("role", "person-harmed")], "role", "asking");
    let harmed = [("role", "person-harmed"), ("asking-harmed", "self-harmed"), ("asking-party", "")];
    check(&harmed, "asking", "home");
    // A relative is asked about themselves as well.
    check(&[("role", "person-harmed"), ("asking-harmed", "family")], "asking", "asker");
    // Coming back to an earlier page leads on to where the form was left.
    let mut further = harmed.to_vec();
    further.extend([("lives-with-other", "no"), ("may-phone", "no")]);
    check(&further, "role", "email");
}

#[test]
fn back_leads_to_the_page_before_of_those_that_are_asked() {
    let form = form();
    let answers = answers(&[("role", "person-harmed"), ("asking-harmed", "self-harmed")]);
    let way = Way { form: &form, answers: &answers, today: "2026-11-24".parse().expect("a day") };
    let check = |from: &str, expect: Option<&str>| {
        assert_eq!(way.back(from).map(|page| page.id.as_str()), expect, "{from}");
    };
    check("safety", None);
    check("role", Some("safety"));
    check("home", Some("asking"));
    check(check_page(&form), Some("consent"));
    check("no-such-page", Some("consent"));
}

#[test]
fn a_draft_is_taken_up_where_it_was_left() {
    let form = form();
    let check = |pairs: &[(&str, &str)], expect: &str| {
        let answers = answers(pairs);
        let way = Way { form: &form, answers: &answers, today: "2026-11-24".parse().expect("a day") };
        assert_eq!(way.resume(), expect, "{pairs:?}");
    };
    check(&[], "safety");
    check(&[("role", "person-harmed")], "asking");
}
