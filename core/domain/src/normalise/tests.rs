use proptest::prelude::*;

use super::*;

#[test]
fn telephone_numbers_have_one_spelling() {
    let check = |typed: &str, expect: Option<&str>| assert_eq!(phone(typed).as_deref(), expect, "{typed}");
    check("07700 900123", Some("+447700900123"));
    check("(07700) 900-123", Some("+447700900123"));
    check("+44 (0)7700 900123", Some("+447700900123"));
    check("0044 7700 900123", Some("+447700900123"));
    check("7700900123", Some("+447700900123"));
    check("01632 960 001", Some("+441632960001"));
    check("+33 1 70 36 00 00", Some("+33170360000"));
    check("07700 90012", None);
    check("ask for Ama", None);
    check("", None);
    check("999", None);
}

#[test]
fn a_cell_may_hold_two_numbers_and_words() {
    let check = |typed: &str, expect: &[&str]| assert_eq!(phones(typed), expect, "{typed}");
    check("07700 900750, 01632 960268", &["+447700900750", "+441632960268"]);
    check("07700 900750 or 01632 960268", &["+447700900750", "+441632960268"]);
    check("07700 900750 07700 900751", &["+447700900750", "+447700900751"]);
    check("07700 900857 ask for Ikenna", &["+447700900857"]);
    check("07700900857/07700 900857", &["+447700900857"]);
    check("none", &[]);
}

#[test]
fn postcodes_and_addresses_are_read_by_their_shape() {
    assert_eq!(postcode("cm11ab").as_deref(), Some("CM1 1AB"));
    assert_eq!(postcode(" SW1A 2AA ").as_deref(), Some("SW1A 2AA"));
    assert_eq!(postcode("CO2 OAB").as_deref(), Some("CO2 0AB"));
    assert_eq!(postcode("Chelmsford"), None);
    assert_eq!(postcode("C1"), None);
    assert_eq!(email("mailto:Ama.Mensah@Example.org").as_deref(), Some("ama.mensah@example.org"));
    assert_eq!(email("Ama <ama@example.org>").as_deref(), Some("ama@example.org"));
    for wrong in ["none", "ama@", "@example.org", "a b@example.org", "ama@example", "a@b@example.org", ""] {
        assert_eq!(email(wrong), None, "{wrong}");
    }
}

#[test]
fn names_that_look_alike_have_one_key() {
    assert_eq!(name_key("O'Neill"), name_key("Ó Neill"));
    assert_eq!(name_key("Раvel"), name_key("Pavel"), "the first two letters are Cyrillic");
    assert_eq!(name_key("Łukasz"), "lukasz");
    assert_ne!(name_key("Smith"), name_key("Smyth"));
    assert_eq!(identifier("qx/470317-16z").as_deref(), Some("QX47031716Z"));
    assert_eq!(identifier(" - "), None);
}

#[test]
fn tidying_keeps_paragraphs_and_drops_what_cannot_be_seen() {
    assert_eq!(tidy("  Mc\u{a0}Gill,\t Anthony\0 "), "Mc Gill, Anthony");
    assert_eq!(tidy("one \r\n two\u{200b}"), "one\ntwo");
}

proptest! {
    #[test]
    fn a_normal_form_is_its_own_normal_form(typed in "\\PC{0,40}") {
        for form in [phone(&typed), email(&typed), postcode(&typed), identifier(&typed)].into_iter().flatten() {
            let again = [phone(&form), email(&form), postcode(&form), identifier(&form)];
            prop_assert!(again.into_iter().flatten().any(|other| other == form), "{form}");
        }
        prop_assert_eq!(tidy(&tidy(&typed)), tidy(&typed));
        prop_assert_eq!(skeleton(&skeleton(&typed)), skeleton(&typed));
    }

    #[test]
    fn any_spelling_of_a_mobile_number_is_that_number(digits in 0u32..1_000_000, style in 0usize..5) {
        let (a, b) = (digits / 1_000, digits % 1_000);
        let typed = match style {
            0 => format!("07700 {a:03}{b:03}"),
            1 => format!("+44 7700 {a:03} {b:03}"),
            2 => format!("7700{a:03}{b:03}"),
            3 => format!("(07700) {a:03}-{b:03}"),
            _ => format!("0044(0)7700.{a:03}.{b:03}"),
        };
        let number = phone(&typed);
        prop_assert_eq!(number, Some(format!("+447700{a:03}{b:03}")));
    }
}
