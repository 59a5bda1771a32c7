use super::*;

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().expect("a test's own date"))
}

fn score(a: &Likeness, b: &Likeness) -> u32 {
    let there = compare(a, b);
    assert_eq!(there, compare(b, a), "likeness has no direction");
    there.map_or(0, |found| found.score)
}

#[test]
fn a_name_alone_is_never_enough() {
    let one = Likeness::of("Ama", "", "Mensah");
    assert_eq!(score(&one, &one.clone()), 0);
}

#[test]
fn what_people_mistype_is_found_and_said() {
    let one = Likeness::of("Katherine", "", "O'Neill").born(day("1980-03-04"));
    let check = |other: Likeness, expect: &[Reason]| {
        let found = compare(&one, &other).expect("alike enough");
        assert_eq!(found.reasons, expect);
    };
    check(
        Likeness::of("Kate", "", "ONeill").born(day("1980-03-04")),
        &[Reason::Family, Reason::Nickname, Reason::BirthDate],
    );
    check(
        Likeness::of("Katherine", "", "Ó Neill").born(day("1980-04-03")),
        &[Reason::Family, Reason::Given, Reason::BirthDateExchanged],
    );
    check(
        Likeness::of("Katerine", "", "O'Neil").born(day("1980-03-04")),
        &[Reason::FamilyAlmost, Reason::GivenAlmost, Reason::BirthDate],
    );
    check(
        Likeness::of("O'Neill", "", "Katherine").born(day("1980-03-04")),
        &[Reason::Exchanged, Reason::BirthDate],
    );
}

#[test]
fn father_and_son_under_one_roof_are_two_people() {
    let home = ["+441632960001".to_owned()];
    let father =
        Likeness::of("Idris", "", "Rowe").born(day("1960-01-02")).reached(&home, &[], Some("CM1 1AB"));
    let son = Likeness::of("Idris", "", "Rowe").born(day("1988-05-06")).reached(&home, &[], Some("CM1 1AB"));
    let same = Likeness::of("Idris", "", "Rowe").reached(&home, &[], Some("CM1 1AB"));
    assert!(score(&father, &same) >= LIKELY);
    assert!(score(&father, &son) < LIKELY);
}

#[test]
fn a_number_that_many_share_says_nothing() {
    let office = ["+447700900000".to_owned()];
    let names = ["Ama", "Ben", "Cai", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivo", "Jan", "Kit", "Lea", "Max"];
    let crowd: Vec<_> =
        names.iter().map(|name| Likeness::of(name, "", "Rowe").reached(&office, &[], None)).collect();
    assert_eq!(pairs(&crowd), []);
    let two: Vec<_> =
        ["Ama", "Ama"].iter().map(|n| Likeness::of(n, "", "Rowe").reached(&office, &[], None)).collect();
    assert_eq!(pairs(&two).len(), 1);
}

#[test]
fn every_reason_has_words_in_both_languages() {
    for locale in ["en", "cy"] {
        let path = format!("{}/../wording/locales/{locale}/matching.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for reason in Reason::ALL {
            assert!(words.contains(&format!("\n{} = ", reason.key())), "{locale}: {}", reason.key());
        }
    }
}
