use super::*;

#[test]
fn passkeys_belong_to_a_name_reached_over_tls_or_to_this_machine() {
    let check = |address: &str, expect: bool| {
        assert_eq!(RelyingParty::at(address, "Northside").is_some(), expect, "{address}");
    };
    check("https://accord.example.org", true);
    check("https://accord.example.org:8443", true);
    check("http://localhost:8080", true);
    check("http://accord.example.org", false);
    check("http://127.0.0.1:8080", false);
    check("https://192.0.2.7", false);
    check("accord.example.org", false);
    check("", false);
}

#[test]
fn a_passkey_is_asked_to_be_found_without_a_name_and_to_verify_its_owner() {
    let site = RelyingParty::at("https://accord.example.org", "Northside").expect("a name");
    let offer = site.offer(Uuid::from_u128(1), "ama", "Ama Mensah", vec![vec![7; 16]]).expect("a question");
    let options: Value = from_str(&offer.options).expect("JSON");
    let at = |path: &str| options.pointer(path).unwrap_or_else(|| panic!("{path} in {options}")).clone();
    assert_eq!(at("/publicKey/authenticatorSelection/residentKey"), json!("required"));
    assert_eq!(at("/publicKey/authenticatorSelection/userVerification"), json!("required"));
    assert_eq!(at("/publicKey/attestation"), json!("none"));
    assert_eq!(at("/publicKey/rp/id"), json!("accord.example.org"));
    assert_eq!(at("/publicKey/excludeCredentials").as_array().map(Vec::len), Some(1));
    let ask: Value = from_str(&site.ask().expect("a question").options).expect("JSON");
    assert_eq!(ask.pointer("/publicKey/userVerification"), Some(&json!("required")));
    assert_eq!(
        ask.pointer("/publicKey/allowCredentials"),
        Some(&json!([])),
        "whose it is, nobody says before"
    );
}

#[test]
fn nonsense_is_no_answer() {
    let site = RelyingParty::at("https://accord.example.org", "Northside").expect("a name");
    let asked = site.ask().expect("a question");
    for answer in ["", "{}", "null", "[]", &"{".repeat(20_000)] {
        assert_eq!(site.claim(answer), None);
        assert!(site.made(answer, &asked.state).is_none());
        assert!(site.proves(answer, &asked.state, b"{}").is_none());
    }
}
