use super::*;

/// Answers in which a text after `=` is a choice.
fn answers(pairs: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (field, text) in pairs {
        match text.strip_prefix('=') {
            Some(code) => answers.choose(*field, code),
            None => answers.set(*field, *text),
        }
    }
    answers
}

/// What the rules say to `answers`, as `field code`, in order; blocking ones with `!`.
fn said(answers: &Answers) -> Vec<String> {
    let context = Context::on(Date::new(2026, 11, 24).expect("a real date"));
    let mut problems = Problems::default();
    ReferralPublic::validate("self-referral", answers, &context, &mut problems);
    problems
        .iter()
        .map(|problem| {
            let mark = if problem.severity == Severity::Blocking { "!" } else { "" };
            format!("{} {mark}{}", problem.field.as_deref().unwrap_or("form"), problem.code)
        })
        .collect()
}

fn check(pairs: &[(&str, &str)], expect: &[&str]) {
    assert_eq!(said(&answers(pairs)), expect, "{pairs:?}");
}

#[test]
fn there_must_be_one_safe_way() {
    let no = [("may-phone", "=no"), ("may-email", "=no"), ("may-post", "=no")];
    check(&no, &["may-phone !no-safe-way"]);
    check(&[no[0], no[1], ("may-post", "=yes"), ("address", "1 High Street")], &[]);
    check(&[], &[]);
}

#[test]
fn a_way_that_is_allowed_leads_somewhere() {
    check(&[("may-phone", "=yes")], &["phone !phone-required"]);
    check(&[("may-phone", "=yes"), ("phone", "01632 960001")], &[]);
    check(&[("may-email", "=yes")], &["email !email-required"]);
}

#[test]
fn only_as_stated_has_to_be_stated() {
    let phone = [("may-phone", "=as-stated"), ("phone", "01632 960001")];
    check(&phone, &["safe-times !times-required"]);
    check(&[phone[0], phone[1], ("unsafe-times", "weekends")], &[]);
}

#[test]
fn what_someone_at_home_would_notice_is_asked_about() {
    let home =
        [("lives-with-other", "=yes"), ("may-voicemail", "=yes"), ("may-post", "=yes"), ("address", "here")];
    check(&home, &["may-voicemail voicemail-heard", "may-post post-seen"]);
    check(&[("lives-with-other", "=no"), home[1], home[2], home[3]], &[]);
}

#[test]
fn a_code_word_is_neither_short_nor_guessable() {
    check(&[("code-word", "elm")], &["code-word !code-word-short"]);
    check(&[("code-word", " A-m! ")], &["code-word !code-word-short"]);
    let guessed = &["code-word !code-word-name"];
    check(&[("known-as", "Ama Mensah"), ("code-word", "MENSAH")], guessed);
    check(&[("second-name", "Mr O'Brien"), ("code-word", "obrien")], guessed);
    check(&[("phone", "01632 960001"), ("code-word", "01632960001")], guessed);
    check(&[("known-as", "Ama Mensah"), ("code-word", "lighthouse")], &[]);
}

#[test]
fn nothing_is_kept_without_agreement() {
    let mut answers = Answers::default();
    answers.set("agrees", false);
    assert_eq!(said(&answers), ["agrees !not-agreed"]);
    answers.set("agrees", true);
    assert!(said(&answers).is_empty());
}

#[test]
fn danger_and_ignorance_are_remarked_on() {
    check(&[("danger", "=yes")], &["danger danger-now"]);
    check(&[("danger", "=unknown")], &[]);
    check(&[("person-aware", "=no")], &["person-aware not-told"]);
}

#[test]
fn a_young_person_is_welcome_alone() {
    let mut answers = Answers::default();
    answers.set("born", Date::new(2008, 11, 25).expect("a real date"));
    assert_eq!(said(&answers), ["born young"]);
    answers.set("guardian", "A. Carer");
    assert!(said(&answers).is_empty());
    answers.set("born", Date::new(2008, 11, 24).expect("a real date"));
    assert!(said(&answers).is_empty());
}
