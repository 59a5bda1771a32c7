use std::collections::BTreeSet;

use super::*;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a test's own date")
}

/// The keys that a catalogue of the given language declares.
fn catalogue(locale: &str) -> BTreeSet<String> {
    let path = format!("{}/../wording/locales/{locale}/domain.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(key).collect()
}

#[test]
fn every_code_and_heading_has_words_in_both_languages() {
    for locale in ["en", "cy"] {
        let known = catalogue(locale);
        let mut wanted: BTreeSet<String> =
            ["equality-prefer-not-to-say", "equality-not-asked", "equality-not-reached"]
                .map(str::to_owned)
                .into();
        for name in LISTS {
            for option in list(name).expect("a list that is listed") {
                wanted.insert(option.key.to_owned());
                wanted.extend(option.group.map(|group| format!("{name}-group-{group}")));
            }
        }
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
    }
}

#[test]
fn stored_words_are_kebab_case_and_unique_within_their_list() {
    for name in LISTS {
        let options = list(name).expect("a list that is listed");
        let words: BTreeSet<_> = options.iter().map(|option| option.code).collect();
        assert_eq!(words.len(), options.len(), "{name}");
        for word in words {
            assert!(word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{word}");
        }
    }
    assert_eq!(LISTS.iter().collect::<BTreeSet<_>>().len(), LISTS.len(), "two lists share a name");
    assert_eq!(list("no-such-list"), None);
}

#[test]
fn a_stored_word_is_read_back_and_nothing_else_is() {
    for reason in ClosingReason::ALL {
        assert_eq!(ClosingReason::parse(reason.as_str()), Some(*reason));
    }
    assert_eq!(ServiceType::parse("Restorative-Justice"), None);
    assert_eq!(Asked::<Sex>::parse("not-reached"), Some(Asked::NotReached));
    for answer in Asked::<EthnicGroup>::all() {
        assert_eq!(Asked::parse(answer.as_str()), Some(answer));
    }
}

#[test]
fn age_bands_change_on_the_birthday() {
    let check = |birth: &str, on: &str, expect| assert_eq!(AgeBand::of(Some(day(birth)), day(on)), expect);
    check("2008-11-24", "2026-11-23", AgeBand::From14);
    check("2008-11-24", "2026-11-24", AgeBand::From18);
    check("2008-02-29", "2026-02-28", AgeBand::From14);
    check("2008-02-29", "2026-03-01", AgeBand::From18);
    check("1940-01-01", "2026-01-01", AgeBand::From75);
    check("2027-01-01", "2026-01-01", AgeBand::Unknown);
    assert_eq!(AgeBand::of(None, day("2026-01-01")), AgeBand::Unknown);
}

#[test]
fn every_closing_reason_tells_the_referrer_its_heading_and_no_more() {
    for reason in ClosingReason::ALL {
        let expect = match reason.group() {
            Some("completed") => OutcomeClass::Completed,
            Some("positive") => OutcomeClass::Positive,
            Some("not-started") => OutcomeClass::NotStarted,
            _ => OutcomeClass::NotCompleted,
        };
        assert_eq!(reason.outcome_class(), expect, "{reason:?}");
    }
}

#[test]
fn no_two_districts_share_a_code() {
    let codes: BTreeSet<_> = ESSEX_DISTRICTS.iter().map(|(code, _)| code).collect();
    assert_eq!(codes.len(), 14);
    assert_eq!(District::essex().len(), 14);
}
