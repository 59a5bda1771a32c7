use super::*;

fn date(text: &str) -> Date {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().expect("a number"));
    let mut next = || parts.next().expect("three numbers");
    let (year, month, day) = (next(), next() as u8, next() as u8);
    Date::new(year, month, day).expect("a real date")
}

/// Answers in which a text that is a date is a date, and a text after `=` is a choice.
fn answers(pairs: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (field, text) in pairs {
        match text.strip_prefix('=') {
            Some(codes) if *field == "flags" => {
                let codes = codes.split(',').map(str::to_owned).collect();
                answers.set(*field, Value::Choices(codes));
            }
            Some(code) => answers.choose(*field, code),
            None if field.ends_with("-born") || *field == "occurred-on" => answers.set(*field, date(text)),
            None => answers.set(*field, *text),
        }
    }
    answers
}

/// What the rules say to `pairs`, as `field code`, in order; blocking ones with `!`.
fn check(pairs: &[(&str, &str)], expect: &[&str]) {
    let context = Context::on(date("2026-11-24"));
    let mut problems = Problems::default();
    ReferralPartner::validate("referral", &answers(pairs), &context, &mut problems);
    let said: Vec<String> = problems
        .iter()
        .map(|problem| {
            let mark = if problem.severity == Severity::Blocking { "!" } else { "" };
            format!("{} {mark}{}", problem.field.as_deref().unwrap_or("form"), problem.code)
        })
        .collect();
    assert_eq!(said, expect, "{pairs:?}");
}

#[test]
fn a_crime_reference_is_force_number_and_year() {
    for right in ["42/123456/26", "42/1/26", " 42/1234567/24 "] {
        check(&[("crime-reference", right)], &[]);
    }
    for wrong in [
        "nonsense",
        "42-123456-26",
        "4/1/26",
        "42/12345678/26",
        "42//26",
        "42/1/2026",
        "42/1/26/1",
        "42/١/26",
    ] {
        check(&[("crime-reference", wrong)], &["crime-reference !crime-reference-shape"]);
    }
}

#[test]
fn a_crime_is_not_recorded_before_it_happens() {
    check(&[("crime-reference", "42/1/26"), ("occurred-on", "2025-12-30")], &[]);
    let early = [("crime-reference", "42/1/25"), ("occurred-on", "2026-01-02")];
    check(&early, &["crime-reference !crime-reference-year"]);
}

#[test]
fn a_disposal_by_consent_needs_an_admission() {
    let case = |disposal, admission, expect: &[&str]| {
        check(&[("out-of-court-disposal", disposal), ("admission", admission)], expect);
    };
    case("=community-resolution", "=none", &["admission !admission-needed"]);
    case("=youth-caution", "=not-asked", &["admission !admission-needed"]);
    case("=community-resolution", "=partial", &[]);
    case("=outcome-22", "=none", &[]);
}

#[test]
fn nobody_under_ten_is_responsible() {
    let case = |born, expect: &[&str]| {
        check(&[("responsible-born", born), ("occurred-on", "2026-10-01")], expect);
    };
    case("2016-10-02", &["responsible-born !below-age"]);
    case("2016-10-01", &[]);
    case("2026-10-02", &[]);
}

#[test]
fn a_harmed_child_needs_a_guardian_who_can_be_reached() {
    let born = ("harmed-born", "2008-11-25");
    let both = ["harmed-guardian !guardian-required", "harmed-guardian-phone !guardian-phone-required"];
    check(&[born], &both);
    check(&[born, ("harmed-guardian", "A. Parent"), ("harmed-guardian-phone", "01632 960001")], &[]);
    check(&[("harmed-born", "2008-11-24")], &[]);
}

#[test]
fn a_named_person_must_be_reachable() {
    let named = ("harmed-family-name", "Mensah");
    check(&[named], &["harmed-phone !no-way-of-contact"]);
    check(&[named, ("harmed-email", "a@example.org")], &[]);
    check(&[("first-family-name", "Mensah")], &["first-phone !no-way-of-contact"]);
    check(&[("responsible-family-name", "Roe")], &[]);
}

#[test]
fn where_contact_is_dangerous_we_ask_how_to_make_it() {
    let flagged = ("flags", "=domestic-abuse,child");
    check(&[flagged], &["harmed-may-phone !safe-contact-needed"]);
    check(&[flagged, ("harmed-may-phone", "=no")], &[]);
    check(&[flagged, ("harmed-may-phone", "=as-stated")], &["harmed-safe-times !safe-times-needed"]);
    check(&[("harmed-lives-with-other", "=yes")], &["harmed-may-phone !safe-contact-needed"]);
    check(&[("flags", "=child")], &[]);
}

#[test]
fn a_refusal_stops_the_referral_and_ignorance_is_remarked_on() {
    check(&[("responsible-consent", "=refused")], &["responsible-consent !consent-refused"]);
    check(&[("second-aware", "=no")], &["second-aware told-first"]);
}

#[test]
fn the_same_telephone_on_both_sides_is_asked_about() {
    let phones = [("harmed-phone", "01632 960001"), ("responsible-phone", "01632960001")];
    check(&phones, &["responsible-phone same-phone"]);
    let address = [("first-address", "1 High St"), ("second-address", "1 high st.")];
    check(&address, &[]);
    let whole = [&address[..], &[("first-postcode", "CM1 1AA"), ("second-postcode", "cm11aa")]].concat();
    check(&whole, &["second-address same-address"]);
}

#[test]
fn an_old_incident_and_an_unasked_liaison_officer_are_remarked_on() {
    check(&[("occurred-on", "2021-11-24")], &["occurred-on incident-long-ago"]);
    check(&[("occurred-on", "2021-11-25")], &[]);
    check(&[("liaison-checked", "=unknown")], &["liaison-checked liaison-first"]);
    check(&[("liaison-checked", "=yes")], &[]);
}
