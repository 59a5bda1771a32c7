//! A provider says that somebody signed out.

use serde_json::{Value, json};

use super::*;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn claims(station: &Station, subject: &str) -> Value {
    let now = station.house.store.now().timestamp();
    json!({
        "iss": station.police.base, "aud": CLIENT, "sub": subject, "iat": now, "exp": now + 120,
        "jti": "once", "events": { EVENT: {} },
    })
}

async fn out(station: &Station, token: &str) -> bool {
    station.house.identity.signed_out_at("police", token).await.expect("the database works").is_some()
}

async fn is_in(station: &Station, begun: &Begun) -> bool {
    station.house.present(begun).await.is_some()
}

#[tokio::test]
async fn signing_out_there_ends_what_began_there() {
    let station = Station::new().await.with_esi().await;
    let (_, kim) = station.join("kim", Role::Coordinator).await;
    let session = |name: &'static str| move |claims: &mut Value| claims["sid"] = json!(name);
    let desk = signed_in(station.try_with("esi", session("desk")).await);
    let laptop = signed_in(station.try_with("esi", session("laptop")).await);

    let mut one = claims(&station, "esi");
    one["sid"] = json!("desk");
    let key = &station.police.key;
    assert!(out(&station, &Signed::With(key, json!({ "typ": "logout+jwt" })).token(&one)).await);
    assert!(!is_in(&station, &desk).await && is_in(&station, &laptop).await && is_in(&station, &kim).await);

    assert!(out(&station, &Signed::Well(key).token(&claims(&station, "esi"))).await);
    assert!(!is_in(&station, &laptop).await && is_in(&station, &kim).await);
    // Somebody whom nobody knows here is out as well.
    assert!(out(&station, &Signed::Well(key).token(&claims(&station, "nobody"))).await);
    assert!(is_in(&station, &kim).await);
}

#[tokio::test]
async fn nobody_is_put_out_by_a_token_that_is_not_one() {
    let station = Station::new().await.with_esi().await;
    let esi = station.sign_in("esi").await;
    let key = station.police.key.clone();
    let now = station.house.store.now().timestamp();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut claims = claims(&station, "esi");
        change(&mut claims);
        claims
    };
    let wrong = [
        Signed::Well(&key.impostor()).token(&claims(&station, "esi")),
        Signed::Not.token(&claims(&station, "esi")),
        Signed::ByPublicKey(&key).token(&claims(&station, "esi")),
        Signed::Well(&key).token(&with(&|it| it["iss"] = json!("https://login.example.org"))),
        Signed::Well(&key).token(&with(&|it| it["aud"] = json!("somebody else"))),
        Signed::Well(&key).token(&with(&|it| it["exp"] = json!(now - 61))),
        Signed::Well(&key).token(&with(&|it| it["iat"] = json!(now - 3_600))),
        Signed::Well(&key).token(&with(&|it| it["nonce"] = json!("of a sign-in"))),
        Signed::Well(&key).token(&with(&|it| it["events"] = json!({}))),
        Signed::Well(&key).token(&with(&|it| drop(it.as_object_mut().expect("an object").remove("events")))),
        "x".repeat(100_000),
        String::new(),
    ];
    for token in wrong {
        assert!(!out(&station, &token).await, "{}", &token[..token.len().min(80)]);
        assert!(is_in(&station, &esi).await);
    }
}
