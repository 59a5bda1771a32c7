use super::{AMA, BRYN, Browser};
use crate::{Access, carried, common};

#[tokio::test]
async fn a_page_asked_for_without_a_session_leads_to_sign_in_and_back() {
    let answer = Browser::of(None).get("/note?stage=a%20b").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/sign-in?next=/note%3Fstage%3Da%2520b");
    assert_eq!(Browser::of(Some("nobodys-session-token")).get("/note").await.status, 303);
    assert_eq!(Browser::of(None).get("/api/v1/none").await.status, 404);
}

#[tokio::test]
async fn a_session_opens_its_visitors_pages_in_their_language() {
    let answer = Browser::of(Some(AMA)).get("/who").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, "Ama Mensah"));
    let answer = Browser::of(Some(BRYN)).get("/note").await;
    assert!(answer.body.contains("<html lang=\"cy\""), "{}", answer.body);
    assert!(answer.body.contains("Bryn Hughes") && answer.body.contains("Allgofnodi"), "{}", answer.body);
    let answer = Browser::of(Some(AMA)).get("/note").await;
    assert!(answer.body.contains("aria-current=\"true\"><strong"), "{}", answer.body);
}

#[tokio::test]
async fn a_form_is_read_only_with_its_own_token_of_its_own_reader() {
    let site = super::site();
    let ama = Browser::at(&site, Some(AMA));
    let own = ama.get("/note").await.hidden("_token");
    let sent = ama.post("/note", &format!("_token={own}&text=a%26b")).await;
    assert_eq!(sent.status, 422);
    assert!(sent.body.contains("<p>a&amp;b</p>"), "{}", sent.body);
    assert!(!sent.body.contains("again"), "{}", sent.body);

    let other_form = ama.get("/other").await.hidden("_token");
    let others = Browser::at(&site, Some(BRYN)).get("/note").await.hidden("_token");
    let strangers = Browser::at(&site, None).get("/public").await.hidden("_token");
    for token in [other_form.as_str(), &others, &strangers, "", "made-up"] {
        let sent = ama.post("/note", &format!("_token={token}&text=a")).await;
        assert_eq!(sent.status, 403, "{token}");
        assert!(sent.body.contains("Open the form again"), "{}", sent.body);
    }
    let public = Browser::at(&site, None).post("/public", &format!("_token={strangers}&text=b")).await;
    assert_eq!(public.status, 200);
}

#[tokio::test]
async fn a_browser_that_says_the_form_is_not_from_here_is_refused() {
    let site = super::site();
    let ama = Browser::at(&site, Some(AMA));
    let token = ama.get("/note").await.hidden("_token");
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")] {
        let request = axum::http::Request::post("/note")
            .header("host", "accord.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(format!("_token={token}&text=a").into())
            .unwrap();
        assert_eq!(ama.send(request).await.status, 403, "{name}");
    }
}

#[test]
fn links_lead_nowhere_else() {
    let check = |path: &str, expect: &str| assert_eq!(carried::own_path(path), expect, "{path}");
    check("/cases?stage=a", "/cases?stage=a");
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "x", "/a\r\nb", "/é"]
    {
        check(elsewhere, "/");
    }
}

#[test]
fn what_is_the_same_for_everybody_reads_no_session() {
    let table = common();
    let access = |path| table.rows().iter().find(|row| row.path == path).map(|row| row.access);
    assert_eq!(access("/assets/{*path}"), Some(Access::Plain));
    assert_eq!(access("/health/ready"), Some(Access::Plain));
    assert_eq!(access("/privacy"), Some(Access::Public));
}
