//! Providers that describe themselves badly, or not at all.

use serde_json::json;

use super::*;
use crate::tests::provider::Reply;

const DIRECTORY: &str = "/.well-known/openid-configuration";

async fn why(station: &Station) -> &'static str {
    match station.leaving(Errand::SignIn).await {
        Leaving::Unavailable(why) => why,
        Leaving::To { .. } => "to",
        Leaving::Unknown => "unknown",
    }
}

#[tokio::test]
async fn a_description_that_cannot_be_used_sends_nobody_anywhere() {
    let elsewhere = Provider::start().await;
    let cases: Vec<(&str, &'static str, Reply, &str)> = vec![
        ("a redirect", DIRECTORY, Reply::Redirect(format!("{}{DIRECTORY}", elsewhere.base)), "unreachable"),
        ("oversize", DIRECTORY, Reply::huge(), "unreachable"),
        ("not JSON", DIRECTORY, Reply::Body(200, "text/html", b"<html>".to_vec()), "description"),
        ("an error", DIRECTORY, Reply::Body(500, "text/plain", b"no".to_vec()), "unreachable"),
        ("of another", DIRECTORY, Reply::json(&elsewhere.said().directory), "issuer"),
        ("keys elsewhere", "/keys", Reply::Redirect(format!("{}/keys", elsewhere.base)), "unreachable"),
        ("oversize keys", "/keys", Reply::huge(), "unreachable"),
        ("keys that are none", "/keys", Reply::json(&json!({ "keys": "none" })), "keys"),
    ];
    for (name, path, reply, word) in cases {
        let station = Station::new().await;
        station.police.said().instead.insert(path, reply);
        assert_eq!(why(&station).await, word, "{name}");
        // It is left alone for a while, and then asked again.
        let before = station.police.asked(DIRECTORY);
        assert_eq!(why(&station).await, word, "{name}");
        assert_eq!(station.police.asked(DIRECTORY), before, "{name}");
        station.police.said().instead.clear();
        station.house.later(1);
        assert_eq!(why(&station).await, "to", "{name}");
    }
    assert_eq!(elsewhere.asked(DIRECTORY) + elsewhere.asked("/keys"), 0, "nobody was led there");
}

#[tokio::test]
async fn what_it_names_may_not_lie_inside() {
    let inside = [
        "http://127.0.0.2:9/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:9/",
        "http://10.0.0.1/",
    ];
    for address in inside {
        let station = Station::new().await;
        station.police.said().directory["jwks_uri"] = json!(address);
        assert_eq!(why(&station).await, "inside address", "{address}");
    }
    for (field, address) in
        [("token_endpoint", "file:///etc/passwd"), ("authorization_endpoint", "javascript:alert(1)")]
    {
        let station = Station::new().await;
        station.police.said().directory[field] = json!(address);
        assert_eq!(why(&station).await, "description", "{address}");
    }
}

#[tokio::test]
async fn a_silent_provider_keeps_nobody_waiting_for_long() {
    let station = Station::new().await;
    station.police.said().instead.insert(DIRECTORY, Reply::Silence);
    let began = std::time::Instant::now();
    let all = tokio::join!(why(&station), why(&station), why(&station), why(&station));
    assert_eq!(all, ("unreachable", "unreachable", "unreachable", "unreachable"));
    assert!(began.elapsed() < outgoing::LONGEST * 2, "one after the other: {:?}", began.elapsed());
}

#[tokio::test]
async fn a_description_is_believed_for_an_hour() {
    let station = Station::new().await;
    for _ in 0..3 {
        station.leave(Errand::SignIn).await;
    }
    assert_eq!(station.police.asked(DIRECTORY), 1);
    station.house.later(60);
    station.leave(Errand::SignIn).await;
    assert_eq!(station.police.asked(DIRECTORY), 2);
}

#[tokio::test]
async fn there_is_no_way_to_a_provider_that_there_is_not() {
    let station = Station::new().await;
    let leaving = station.house.identity.leave_for("kent", Errand::SignIn, "/", "").await;
    assert!(matches!(leaving, Ok(Leaving::Unknown)));
    assert!(matches!(station.leaving(Errand::Invitation("no such token")).await, Leaving::Unknown));
}
