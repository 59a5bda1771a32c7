use axum::body::Body;
use axum::http::Request;

use super::{AMA, Browser};

#[tokio::test]
async fn every_answer_carries_the_same_protection() {
    let browser = Browser::of(Some(AMA));
    for path in
        ["/note", "/none", "/fault", "/panic", "/health/live", "/privacy", "/api/v1/refused", "/sign-out"]
    {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'self';"), "{path}");
        for directive in
            ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]
        {
            assert!(policy.contains(directive), "{path}: {directive}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        for none in ["access-control-allow-origin", "server", "x-powered-by"] {
            assert_eq!(answer.header(none), "", "{path}: {none}");
        }
        let media_type = answer.header("content-type");
        let is_said = !media_type.starts_with("text/") || media_type.ends_with("charset=utf-8");
        assert!(is_said && (answer.body.is_empty() || !media_type.is_empty()), "{path}: {media_type}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(answer.header("strict-transport-security").starts_with("max-age="), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 9, "{path}");
    }
}

#[tokio::test]
async fn errors_are_pages_in_plain_words_and_say_nothing_of_the_cause() {
    let check = async |path: &str, status: u16, title: &str| {
        let answer = Browser::of(Some(AMA)).get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer.body.contains(&format!("<h1 class=\"govuk-heading-l\">{title}</h1>")),
            "{}",
            answer.body
        );
        assert!(!answer.body.contains("database") && !answer.body.contains("on purpose"), "{}", answer.body);
        answer
    };
    check("/none", 404, "Page not found").await;
    check("/conflict", 409, "Someone else has changed this").await;
    check("/refused", 422, "This cannot be done yet").await;
    for path in ["/fault", "/panic"] {
        let answer = check(path, 500, "Something went wrong").await;
        assert!(answer.body.contains(answer.header("x-request-id")), "the page names its line in the log");
    }
    let answer = Browser::of(Some(AMA)).get("/refused").await;
    assert!(answer.body.contains("<li>Cannot start yet</li>"), "{}", answer.body);
    assert!(answer.body.contains("Ama Mensah"), "the error page has the reader's own navigation");
}

#[tokio::test]
async fn a_method_that_is_not_in_the_table_is_not_found_and_the_allowed_ones_are_named() {
    let answer = Browser::of(None).post("/privacy", "").await;
    assert_eq!(answer.status, 405);
    assert!(answer.header("allow").contains("GET"));
    assert!(answer.body.contains("Page not found"), "{}", answer.body);
    for method in ["TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "PROPFIND"] {
        let request = Request::builder().method(method).uri("/privacy").body(Body::empty()).unwrap();
        assert_eq!(Browser::of(None).send(request).await.status, 405, "{method}");
    }
}

#[tokio::test]
async fn a_program_gets_its_errors_as_json() {
    let answer = Browser::of(None).get("/api/v1/refused").await;
    assert_eq!(answer.status, 422);
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["error"], "refused");
    assert_eq!(body["messages"][0]["key"], "task-later");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let browser = Browser::of(Some(AMA));
    let answer = browser.post("/note", &"a=b&".repeat(300_000)).await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("This is too large"), "{}", answer.body);
}

#[tokio::test]
async fn pages_are_compressed_where_the_browser_can() {
    let request = Request::get("/privacy").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    assert_eq!(Browser::of(None).send(request).await.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn the_language_is_remembered_on_the_device() {
    let browser = Browser::of(None);
    let answer = browser.get("/language/cy?back=/privacy").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/privacy"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-language=cy; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(browser.get("/language/cy?back=//evil.example").await.header("location"), "/");
    assert_eq!(browser.get("/language/xx").await.status, 404);
    let request =
        Request::get("/privacy").header("cookie", "__Host-language=cy").body(Body::empty()).unwrap();
    let answer = browser.send(request).await;
    assert!(
        answer.body.contains("<html lang=\"cy\"") && answer.body.contains("Preifatrwydd"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn health_is_one_word() {
    let answer = Browser::of(None).get("/health/ready").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, "ready\n"));
}
