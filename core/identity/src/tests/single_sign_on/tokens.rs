//! Every way in which a token can be wrong.

use serde_json::{Value, json};

use super::*;
use crate::tests::provider::{Key, Reply};

#[tokio::test]
async fn a_token_that_fits_signs_in_with_both_factors() {
    let station = Station::new().await.with_esi().await;
    let begun = station.sign_in("esi").await;
    let me = station.house.present(&begun).await.expect("a session");
    assert!(!me.must_enrol() && me.second_factor_at().is_some() && !me.must_prove());
    let log = station.house.audit().await;
    assert!(log.contains(&("sign-in".into(), "provider".into(), "done".into())), "{log:?}");
}

/// The claims of a token, changed in one thing each.
#[tokio::test]
async fn a_claim_that_does_not_fit_signs_nobody_in() {
    let station = Station::with(|police| police.tenants = vec!["essex".into()]).await;
    let under_way = {
        let esi = station.house.account("esi", "invited", Role::Coordinator).await;
        let link = station.house.identity.invite_with(&station.house.operator(), esi, "police").await;
        let link = link.expect("the operator may").expect("the provider is for her");
        station.leave(Errand::Invitation(link.expose())).await
    };
    let tenant = |claims: &mut Value| claims["tid"] = json!("essex");
    let mut claims = station.claims("esi", &under_way);
    tenant(&mut claims);
    signed_in(station.arrive(&under_way, &claims).await);

    let now = station.house.store.now().timestamp();
    let base = station.police.base.clone();
    let cases: Vec<(&str, &str, Value, Option<&str>)> = vec![
        ("nothing", "extra", json!("ignored"), None),
        ("wrong nonce", "nonce", json!("another"), Some("nonce")),
        ("no nonce", "nonce", Value::Null, Some("nonce")),
        ("wrong issuer", "iss", json!("https://login.example.org"), Some("issuer")),
        ("issuer with a stroke", "iss", json!(format!("{base}/")), Some("issuer")),
        ("no issuer", "iss", Value::Null, Some("token")),
        ("wrong audience", "aud", json!("somebody else"), Some("audience")),
        ("others besides", "aud", json!([CLIENT, "somebody else"]), Some("audience")),
        ("a list of us alone", "aud", json!([CLIENT]), None),
        ("no audience", "aud", Value::Null, Some("audience")),
        ("an empty list", "aud", json!([]), Some("audience")),
        ("for another party", "azp", json!("somebody else"), Some("audience")),
        ("for us", "azp", json!(CLIENT), None),
        ("expired", "exp", json!(now - 61), Some("time")),
        ("expired within a minute", "exp", json!(now - 30), None),
        ("no end", "exp", Value::Null, Some("token")),
        ("an end that is no number", "exp", json!("tomorrow"), Some("token")),
        ("from the future", "iat", json!(now + 120), Some("time")),
        ("from a clock that is fast", "iat", json!(now + 30), None),
        ("from an hour ago", "iat", json!(now - 3_600), Some("time")),
        ("no beginning", "iat", Value::Null, Some("token")),
        ("not yet", "nbf", json!(now + 120), Some("time")),
        ("not yet, in words", "nbf", json!("tomorrow"), Some("time")),
        ("no subject", "sub", Value::Null, Some("token")),
        ("an empty subject", "sub", json!(""), Some("subject")),
        ("a long subject", "sub", json!("x".repeat(256)), Some("subject")),
        ("another tenant", "tid", json!("kent"), Some("subject")),
        ("no tenant", "tid", Value::Null, Some("subject")),
        ("a list of tenants", "tid", json!(["essex"]), Some("subject")),
        ("a token of signing out", "events", json!({}), Some("token")),
    ];
    for (name, claim, value, expect) in cases {
        let back = station
            .try_with("esi", |claims| {
                tenant(claims);
                match value {
                    Value::Null => drop(claims.as_object_mut().expect("an object").remove(claim)),
                    value => claims[claim] = value,
                }
            })
            .await;
        match expect {
            None => drop(signed_in(back)),
            Some(word) => assert_eq!(refused(back), Refusal::Failed(word), "{name}"),
        }
    }
}

#[tokio::test]
async fn a_signature_that_anybody_could_have_made_is_none() {
    let station = Station::new().await.with_esi().await;
    let own = Key::new("own");
    let key = station.police.key.clone();
    let impostor = key.impostor();
    let address = station.police.base.clone();
    let cases: Vec<(&str, Signed<'_>, &str)> = vec![
        ("alg none", Signed::Not, "algorithm"),
        ("the public key as a password", Signed::ByPublicKey(&key), "algorithm"),
        ("an unknown key", Signed::Well(&own), "unknown key"),
        ("another key under its name", Signed::Well(&impostor), "signature"),
        (
            "a key that it brings along",
            Signed::With(&impostor, json!({ "jwk": impostor.public() })),
            "signature",
        ),
        ("a key that it says where to get", Signed::With(&impostor, json!({ "jku": address })), "signature"),
        ("another algorithm", Signed::With(&key, json!({ "alg": "RS256" })), "unknown key"),
        ("an algorithm that there is not", Signed::With(&key, json!({ "alg": "ES257" })), "token"),
        ("an extension that must be known", Signed::With(&key, json!({ "crit": ["exp"] })), "token"),
        ("one within another", Signed::With(&key, json!({ "cty": "JWT" })), "token"),
        ("a token of another kind", Signed::With(&key, json!({ "typ": "logout+jwt" })), "token"),
    ];
    for (name, signed, word) in cases {
        let under_way = station.leave(Errand::SignIn).await;
        let token = signed.token(&station.claims("esi", &under_way));
        assert_eq!(refused(station.arrive_with(&under_way, &token).await), Refusal::Failed(word), "{name}");
    }
    // Without a name of a key, the only one there is is tried.
    let under_way = station.leave(Errand::SignIn).await;
    let token = Signed::With(&key, json!({ "kid": null })).token(&station.claims("esi", &under_way));
    signed_in(station.arrive_with(&under_way, &token).await);
}

#[tokio::test]
async fn a_token_that_was_touched_is_none() {
    let station = Station::new().await.with_esi().await;
    let under_way = station.leave(Errand::SignIn).await;
    let whole = Signed::Well(&station.police.key).token(&station.claims("ama", &under_way));
    let other = Signed::Well(&station.police.key).token(&station.claims("esi", &under_way));
    let (head, rest) = whole.split_once('.').expect("three parts");
    let (_, signature) = rest.split_once('.').expect("three parts");
    let claims = other.split('.').nth(1).expect("three parts");
    let touched = [
        (format!("{head}.{claims}.{signature}"), "signature"),
        (format!("{head}.{claims}."), "signature"),
        (format!("{head}.{claims}"), "token"),
        (whole[..whole.len() - 2].to_owned(), "signature"),
        ("nothing like it".to_owned(), "token"),
        (String::new(), "token"),
        (format!("{other}.{signature}"), "token"),
    ];
    for (token, word) in touched {
        let under_way = station.leave(Errand::SignIn).await;
        let refusal = refused(station.arrive_with(&under_way, &token).await);
        assert_eq!(refusal, Refusal::Failed(word), "{token}");
    }
}

#[tokio::test]
async fn an_answer_to_a_code_that_is_none_signs_nobody_in() {
    let station = Station::new().await.with_esi().await;
    let elsewhere = format!("{}/.well-known/openid-configuration", station.police.base);
    let replies = [
        Reply::json(&json!({ "access_token": "x", "token_type": "Bearer" })),
        Reply::json(&json!({ "error": "invalid_grant" })),
        Reply::json(&json!([])),
        Reply::Body(200, "text/html", b"<h1>Hello</h1>".to_vec()),
        Reply::Body(400, "application/json", b"{\"error\":\"invalid_grant\"}".to_vec()),
        Reply::Body(500, "text/html", b"<script>alert(1)</script>".to_vec()),
        Reply::Body(200, "application/json", Vec::new()),
        Reply::Redirect(elsewhere),
        Reply::huge(),
    ];
    for (number, reply) in replies.into_iter().enumerate() {
        let under_way = station.leave(Errand::SignIn).await;
        let code = station.police.code_for(&under_way.asked, reply);
        // Which of the two it counts as is the library's to say.
        let refusal = refused(station.come(&under_way, &code).await.back);
        let is_its = matches!(refusal, Refusal::Failed("token" | "code"));
        assert!(is_its, "{number}: {refusal:?}");
    }
    let directory = "/.well-known/openid-configuration";
    assert_eq!(station.police.asked(directory), 1, "nobody was led there");
}

#[tokio::test]
async fn new_keys_are_fetched_once_and_not_for_the_asking() {
    let station = Station::new().await.with_esi().await;
    let asked = || station.police.asked("/keys");
    let (new, before) = (Key::new("second"), asked());
    let by_new = async || {
        let under_way = station.leave(Errand::SignIn).await;
        let token = Signed::Well(&new).token(&station.claims("esi", &under_way));
        station.arrive_with(&under_way, &token).await
    };
    // Nobody makes us ask by sending tokens.
    for _ in 0..5 {
        assert_eq!(refused(by_new().await), Refusal::Failed("unknown key"));
    }
    assert_eq!(asked(), before);
    station.house.later(2);
    station.police.said().keys = vec![new.public()];
    signed_in(by_new().await);
    assert_eq!(asked(), before + 1);
    signed_in(by_new().await);
    assert_eq!(asked(), before + 1);
    // The earlier key is none any more.
    assert_eq!(refused(station.try_with("esi", |_| {}).await), Refusal::Failed("unknown key"));
}
