//! What people type, and what it is taken for.

use super::shape::Look;
use crate::people::BlindKind::{self, BirthDate, Email, Identifier, Phone, Postcode, SurnameAndBirthDate};

fn check_blind(typed: &str, expect: &[(BlindKind, &str)]) {
    let expect = expect.iter().map(|(kind, value)| (*kind, (*value).to_owned())).collect();
    assert_eq!(Look::read(typed), Look::Blind(expect), "{typed}");
}

fn check_words(typed: &str, words: &[&str], code: Option<&str>) {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(Look::read(typed), Look::Words { words, code: code.map(str::to_owned) }, "{typed}");
}

#[test]
fn numbers_addresses_and_dates_are_known_by_their_shape() {
    check_blind("Ama.Mensah@example.org", &[(Email, "ama.mensah@example.org")]);
    check_blind("cm1 1ab", &[(Postcode, "CM1 1AB")]);
    check_blind("28/2/1990", &[(BirthDate, "1990-02-28")]);
    check_blind("1990-02-28", &[(BirthDate, "1990-02-28")]);
    check_blind("O'Neill 28.02.1990", &[(SurnameAndBirthDate, "oneill 1990-02-28")]);
    check_blind("07700 900123", &[(Phone, "+447700900123"), (Identifier, "07700900123")]);
}

#[test]
fn a_reference_is_read_as_people_write_it() {
    let reference = domain::Reference::from_random(domain::ReferenceKind::Case, 12_345_678_901);
    assert_eq!(Look::read(&reference.to_string().to_lowercase()), Look::Reference(reference));
    assert_eq!(Look::read(&format!(" {} ", reference.stored())), Look::Reference(reference));
}

#[test]
fn anything_else_is_words_and_perhaps_a_number_of_others() {
    check_words("Mensah", &["mensah"], None);
    check_words("Áine  O'Neill", &["aine", "o", "neill"], None);
    check_words("42/123456/26", &["42", "123456", "26"], Some("42/123456/26"));
    check_words("31/02/1990", &["31", "02", "1990"], Some("31/02/1990"));
    check_words("\"ama\" OR name:*", &["ama", "or", "name"], None);
    for nothing in ["", "  ", "%%", "\"*\"", "\u{0}"] {
        assert_eq!(Look::read(nothing), Look::Nothing, "{nothing:?}");
    }
}

#[test]
fn a_text_of_any_length_is_cut() {
    let Look::Words { words, .. } = Look::read(&"word ".repeat(10_000)) else { panic!("words") };
    assert_eq!(words.len(), 8);
}
