//! What can be told without signing anything; tokens are judged in the tests of `identity`,
//! against a provider that misbehaves.

use serde_json::json;

use super::*;

const ISSUER: &str = "https://login.example.org/tenant/v2.0";

fn document(change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
    let mut document = json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://login.example.org/authorize",
        "token_endpoint": "https://login.example.org/token",
        "jwks_uri": "https://login.example.org/keys",
    });
    change(&mut document);
    serde_json::to_vec(&document).expect("our own JSON")
}

#[test]
fn a_description_is_taken_from_the_very_issuer_over_tls_alone() {
    let check = |expect: Result<(), Wrong>, field: &str, value: serde_json::Value| {
        let document = document(|document| document[field] = value.clone());
        assert_eq!(Directory::read(&document, ISSUER).map(|_| ()), expect, "{field} {value}");
    };
    check(Ok(()), "issuer", json!(ISSUER));
    check(Err(Wrong::Issuer), "issuer", json!("https://login.example.org/tenant/v2.0/"));
    check(Err(Wrong::Issuer), "issuer", json!("https://login.example.org/{tenantid}/v2.0"));
    check(Err(Wrong::Issuer), "issuer", json!("https://LOGIN.example.org/tenant/v2.0"));
    check(Err(Wrong::Directory), "issuer", json!(null));
    for field in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        check(Err(Wrong::Directory), field, json!("http://login.example.org/x"));
        check(Err(Wrong::Directory), field, json!("javascript:alert(1)"));
        check(Err(Wrong::Directory), field, json!("file:///etc/passwd"));
        check(Err(Wrong::Directory), field, json!("https://name:word@login.example.org/"));
        check(Err(Wrong::Directory), field, json!("/relative"));
        check(Err(Wrong::Directory), field, json!(7));
    }
    check(Err(Wrong::Directory), "code_challenge_methods_supported", json!(["plain"]));
    check(Ok(()), "code_challenge_methods_supported", json!(["plain", "S256"]));
    assert_eq!(Directory::read(b"<html>", ISSUER).map(|_| ()), Err(Wrong::Directory));
}

#[test]
fn whoever_names_itself_must_be_the_one_that_was_asked() {
    let plain = Directory::read(&document(|_| {}), ISSUER).expect("a fine document");
    let naming = document(|it| it["authorization_response_iss_parameter_supported"] = json!(true));
    let naming = Directory::read(&naming, ISSUER).expect("a fine document");
    assert!(
        plain.sent(ISSUER, None) && plain.sent(ISSUER, Some(ISSUER)) && naming.sent(ISSUER, Some(ISSUER))
    );
    assert!(!plain.sent(ISSUER, Some("https://other.example.org")));
    assert!(!naming.sent(ISSUER, None));
}

#[test]
fn a_sign_in_begins_with_three_secrets_and_a_challenge() {
    let directory = Directory::read(&document(|_| {}), ISSUER).expect("a fine document");
    let back = "https://accord.example.org/sign-in/with/police/callback";
    let client = Client::new(ISSUER, "accord", "a secret", back, &["profile".to_owned()]).expect("addresses");
    let (one, other) = (client.begin(&directory, Freshness::Any), client.begin(&directory, Freshness::Now));
    for (a, b) in [(&one.state, &other.state), (&one.nonce, &other.nonce), (&one.verifier, &other.verifier)] {
        assert!(a != b && a.len() >= 20, "{a} {b}");
    }
    let has = |text: &str| one.address.contains(text);
    assert!(has("response_type=code") && has("code_challenge_method=S256") && has("scope=openid+profile"));
    assert!(!has(&one.verifier) && !has("a+secret") && !has("prompt=") && !has("max_age="));
    assert!(other.address.contains("prompt=login") && other.address.contains("max_age=0"));
    assert_eq!(format!("{client:?}"), "Client");
}
