use super::*;

const NAMES: [&str; 3] = ["ama.mensah", "Ama Mensah", "Essex Restorative Service"];

#[test]
fn a_hash_names_its_cost_and_knows_its_password() {
    let stored = hash("a lamp beside the harbour");
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    assert_eq!(verify("a lamp beside the harbour", &stored), Verdict::Right);
    assert_eq!(verify("a lamp beside the harbor", &stored), Verdict::Wrong);
    assert_ne!(hash("a lamp beside the harbour"), stored, "each has a salt of its own");
}

#[test]
fn a_cheaper_hash_is_right_and_due_for_renewal() {
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).expect("small"));
    let stored = cheap.hash_password(b"a lamp beside the harbour").expect("small").to_string();
    assert_eq!(verify("a lamp beside the harbour", &stored), Verdict::RightButRehash);
    assert_eq!(verify("something else entirely", &stored), Verdict::Wrong);
}

#[test]
fn another_kind_of_argon2_is_due_for_renewal_too() {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("today's");
    let other = Argon2::new(Algorithm::Argon2d, Version::V0x13, params);
    let stored = other.hash_password(b"a lamp beside the harbour").expect("today's").to_string();
    assert_eq!(verify("a lamp beside the harbour", &stored), Verdict::RightButRehash);
}

#[test]
fn what_is_no_hash_matches_nothing() {
    for stored in ["", "a lamp beside the harbour", "$argon2id$v=19$m=19456,t=2,p=1$", "!"] {
        assert_eq!(verify("a lamp beside the harbour", stored), Verdict::Wrong, "{stored}");
    }
}

#[test]
fn accents_composed_differently_are_the_same_password() {
    let stored = hash("t\u{175}r wrth y m\u{f4}r");
    assert_eq!(verify("tw\u{302}r wrth y mo\u{302}r", &stored), Verdict::Right);
}

#[test]
fn the_hash_of_nobody_costs_what_a_real_one_does() {
    let nobody = PasswordHash::new(NOBODY).expect("a constant");
    assert!(is_todays(&nobody));
    let real = hash("a lamp beside the harbour");
    let real = PasswordHash::new(&real).expect("just made");
    assert_eq!(nobody.salt.map(|salt| salt.len()), real.salt.map(|salt| salt.len()));
    assert_eq!(nobody.hash.map(|hash| hash.len()), real.hash.map(|hash| hash.len()));
}

#[test]
fn passwords_are_taken_or_refused_for_a_reason() {
    let check = |password: &str, expect: Option<&str>| {
        let found = acceptable(password, &NAMES).err().map(|message| message.key);
        assert_eq!(found.as_deref(), expect, "{password}");
    };
    check("a lamp beside the harbour", None);
    check("correct horse battery staple", None);
    check("tŵr wrth y môr glas", None);
    check("x7#Qm!v2Lp9&", None);
    check("elevenchars", Some("password-short"));
    check("ŵŵŵŵŵŵ", Some("password-short"));
    check(&"a lamp beside the harbour ".repeat(8), Some("password-long"));
    check("aaaaaaaaaaaa", Some("password-plain"));
    check("121212121212", Some("password-plain"));
    check("harbourharbour", Some("password-plain"));
    check("harbourharbourharb", Some("password-plain"));
    check("123456789012", Some("password-plain"));
    check("qwertyuiop1234", Some("password-plain"));
    check("POIUYTREWQ0987", Some("password-plain"));
    check("abcdefghijklm", Some("password-plain"));
    check("123qweasdzxc", Some("password-common"));
    check("Password2026!", Some("password-common"));
    check("2026-Sunshine-!", Some("password-common"));
    check("LiverpooL#1892", Some("password-common"));
    check("mensah by the sea", Some("password-name"));
    check("the Mênsah house", Some("password-name"));
    check("Essex by the water", Some("password-name"));
    check("drama at the beach", None);
}

#[test]
fn the_list_is_sorted_lower_case_and_as_long_as_it_says() {
    let words: Vec<&str> = include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(words.is_sorted(), "it is searched by halves");
    assert!(words.iter().all(|word| domain::fold(word) == *word));
    assert_eq!(words.iter().filter(|word| word.len() >= LEAST).count(), 295);
    assert_eq!(words.iter().filter(|word| word.len() < LEAST).count(), 4_000);
}
