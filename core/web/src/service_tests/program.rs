//! The interface for programs.

use axum::body::Body;
use axum::http::{Method, Request, header};
use permissions::Role;
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use super::{Northside, Person};

const KEY: &str = "0d3f6f6e-6f0e-4f0a-9d7e-1f2a3b4c5d6e";

/// An answer: its status, and its body where it is JSON.
async fn ask(
    north: &Northside,
    who: &Person,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, Json) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, format!("__Host-session={}", who.browser.cookie("__Host-session").unwrap()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response =
        north.router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Json::Null))
}

async fn get(north: &Northside, who: &Person, path: &str) -> (u16, Json) {
    ask(north, who, Method::GET, path, &[], "").await
}

async fn log(north: &Northside, who: &Person, path: &str, key: &str, body: &Json) -> (u16, Json) {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    ask(north, who, Method::POST, path, &headers, &body.to_string()).await
}

#[tokio::test]
async fn a_case_is_listed_and_opened_with_codes_and_catalogue_ids() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await.to_string();
    let (status, me) = get(&north, &dan, "/api/v1/me").await;
    assert_eq!((status, &me["roles"], &me["figures"]), (200, &json!(["service-manager"]), &json!("true")));

    let (status, list) = get(&north, &dan, "/api/v1/cases").await;
    assert_eq!(status, 200, "{list}");
    assert_eq!(list["total"], json!({ "count": 1, "is_exact": true }));
    let row = &list["cases"][0];
    assert_eq!(row["reference"], json!(case));
    assert_eq!(row["fields"]["case.service-type"], "neighbour-mediation");
    assert_eq!(row["fields"]["case.received-on"], "2026-11-24");
    let names = row["participants"]["participant.name"].as_array().expect("names");
    assert_eq!(names.len(), 2, "{row}");

    let (status, found) = get(&north, &dan, &format!("/api/v1/cases/{case}")).await;
    assert_eq!(status, 200, "{found}");
    assert_eq!(found["fields"]["case.service-type"], "neighbour-mediation");
    assert_eq!(found["fields"]["incident.kind"], "dispute");
    let priya = &found["participants"][0];
    assert_eq!((&priya["side"], &priya["side_kind"]), (&json!("A"), &json!("party")));
    assert_eq!(priya["fields"]["person.given-name"], "Priya");
    described(&north, &dan, &found).await;
}

/// Every field of the catalogue in the answer is in the description of whoever got it.
async fn described(north: &Northside, who: &Person, found: &Json) {
    let (_, description) = get(north, who, "/api/v1/openapi.json").await;
    let schemas = &description["components"]["schemas"];
    let registry = (north.house.services.registry)();
    let check = |fields: &Json, schema: &str| {
        let ids = fields.as_object().expect("fields").keys();
        // Some answers of the core's form are kept without a name in the catalogue.
        for id in ids.filter(|id| registry.catalogue().get(id).is_some()) {
            assert!(schemas[schema]["properties"][id].is_object(), "{id} is not in {schema}");
        }
    };
    check(&found["fields"], "CaseFields");
    for participant in found["participants"].as_array().expect("participants") {
        check(&participant["fields"], "ParticipantFields");
    }
}

#[tokio::test]
async fn what_is_not_understood_is_refused_and_not_left_out() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    north.case(&dan).await;
    let check = async |query: &str, expect: Result<usize, &str>| {
        let (status, found) = get(&north, &dan, &format!("/api/v1/cases?{query}")).await;
        match expect {
            Ok(count) => assert_eq!(found["cases"].as_array().map(Vec::len), Some(count), "{query}: {found}"),
            Err(key) => {
                assert_eq!((status, &found["messages"][0]["key"]), (422, &json!(key)), "{query}: {found}")
            }
        }
    };
    check("case.service-type=neighbour-mediation&case.service-type=restorative-justice", Ok(1)).await;
    check("case.service-type=restorative-justice", Ok(0)).await;
    check("case.received-on.from=2026-11-24&case.received-on.before=2026-11-25", Ok(1)).await;
    check("case.received-on.before=2026-11-24", Ok(0)).await;
    check("case.risk-flag=false&sort=case.received-on&order=ascending&limit=1", Ok(1)).await;
    check("case.service-type=nonsense", Err("api-value-wrong")).await;
    check("case.received-on.from=yesterday", Err("api-value-wrong")).await;
    check("limit=1000", Err("api-value-wrong")).await;
    check("colour=red", Err("api-parameter-unknown")).await;
    check("extra.referral-partner.crime-reference=42", Err("api-parameter-unknown")).await;
    let (status, found) = get(&north, &dan, "/api/v1/cases?after=made-up").await;
    assert_eq!((status, &found["error"]), (404, &json!("not-found")));
}

#[tokio::test]
async fn a_contact_is_logged_once_however_often_it_is_sent() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    let path = format!("/api/v1/cases/{case}/contacts");
    let (_, found) = get(&north, &dan, &format!("/api/v1/cases/{case}")).await;
    let priya = &found["participants"][0]["reference"];
    let call = json!({ "participant": priya, "kind": "call", "outcome": "no-answer", "follow_up": true });
    for _ in 0..2 {
        assert_eq!(log(&north, &dan, &path, KEY, &call).await.0, 201);
    }
    let (_, found) = get(&north, &dan, &format!("/api/v1/cases/{case}/log")).await;
    let lines = found["log"].as_array().expect("lines");
    assert_eq!(lines.len(), 1, "{found}");
    assert_eq!((&lines[0]["kind"], &lines[0]["outcome"]), (&json!("call"), &json!("no-answer")));
    assert_eq!(lines[0]["follow_up"], true);

    // The same key of somebody else is another sending.
    let eve = north.person("Eve", Role::Coordinator).await;
    assert_eq!(log(&north, &eve, &path, KEY, &call).await.0, 201);
    let (_, found) = get(&north, &dan, &format!("/api/v1/cases/{case}/log")).await;
    assert_eq!(found["log"].as_array().map(Vec::len), Some(2), "{found}");
}

#[tokio::test]
async fn a_write_must_be_named_and_must_not_come_from_elsewhere() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    let path = format!("/api/v1/cases/{case}/contacts");
    let note = json!({ "kind": "note", "summary": "They will call back" }).to_string();
    let json_type = ("content-type", "application/json");
    let key = ("idempotency-key", KEY);
    let check = async |headers: &[(&str, &str)], expect: u16| {
        let (status, found) = ask(&north, &dan, Method::POST, &path, headers, &note).await;
        assert_eq!(status, expect, "{headers:?}: {found}");
    };
    check(&[json_type], 422).await;
    check(&[json_type, ("idempotency-key", "1")], 422).await;
    check(&[("content-type", "text/plain"), key], 415).await;
    check(&[("content-type", "application/x-www-form-urlencoded"), key], 415).await;
    check(&[json_type, key, ("sec-fetch-site", "cross-site")], 403).await;
    check(&[json_type, key, ("origin", "https://elsewhere.example"), ("host", "accord.example")], 403).await;
    check(&[json_type, key, ("sec-fetch-site", "same-origin")], 201).await;
}

#[tokio::test]
async fn what_is_wrong_is_said_for_each_field() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    let path = format!("/api/v1/cases/{case}/contacts");
    let check = async |body: Json, expect: &[&str]| {
        let (status, found) = log(&north, &dan, &path, KEY, &body).await;
        let fields = found["fields"].as_array().cloned().unwrap_or_default();
        let fields: Vec<_> = fields.iter().map(|field| field["field"].as_str().unwrap_or_default()).collect();
        assert_eq!((status, fields.as_slice()), (422, expect), "{body}: {found}");
        assert_eq!(found["error"], "refused");
    };
    check(json!({ "kind": "shouting" }), &["kind"]).await;
    check(json!({ "kind": "call" }), &["outcome", "participant"]).await;
    check(json!({ "kind": "note" }), &["summary"]).await;
    check(json!({ "kind": "note", "summary": "x", "minutes": -1 }), &["minutes"]).await;
    check(json!({ "kind": "note", "summary": "x", "at": "2030-01-01T00:00:00Z" }), &["at"]).await;
    let (status, _) = log(&north, &dan, &path, KEY, &json!({ "kind": "note", "colour": "red" })).await;
    assert_eq!(status, 422, "a field that does not exist is not passed over");
}

#[tokio::test]
async fn a_stranger_and_somebody_elses_case_look_as_on_pages() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    let ama = north.person("Ama", Role::LeadFacilitator).await;
    for path in [
        format!("/api/v1/cases/{case}"),
        format!("/api/v1/cases/{case}/log"),
        "/api/v1/cases/nonsense".into(),
    ] {
        let (status, found) = get(&north, &ama, &path).await;
        assert_eq!((status, &found["error"]), (404, &json!("not-found")), "{path}");
    }
    let note = json!({ "kind": "note", "summary": "Let me in" });
    assert_eq!(log(&north, &ama, &format!("/api/v1/cases/{case}/contacts"), KEY, &note).await.0, 404);
    let (status, list) = get(&north, &ama, "/api/v1/cases").await;
    assert_eq!((status, &list["cases"]), (200, &json!([])));
    assert_eq!(get(&north, &ama, "/api/v1/reports/returns-pcc/quarterly-return").await.0, 403);

    let mut stranger = super::Browser::new(north.router.clone(), 250);
    let page = stranger.get("/api/v1/cases").await;
    let body: Json = serde_json::from_str(&page.body).expect("JSON");
    assert_eq!((page.status.as_u16(), &body["error"]), (401, &json!("not-signed-in")));
}

#[tokio::test]
async fn referrals_are_listed_by_code() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    north.case(&dan).await;
    let (status, list) = get(&north, &dan, "/api/v1/referrals").await;
    assert_eq!(status, 200, "{list}");
    let row = &list["referrals"][0];
    assert_eq!((&row["open"], &row["fields"]["referral.decision"]), (&json!(false), &json!("accepted")));
    let (_, list) = get(&north, &dan, "/api/v1/referrals?waiting=true").await;
    assert_eq!(list["referrals"], json!([]));
    assert_eq!(get(&north, &dan, "/api/v1/referrals?wating=true").await.0, 400);
}
