//! Requests that two readers could understand differently: refused, or understood in
//! one way after which the connection ends, so that nothing hides behind them.

use tests::databases::Kind;
use tests::raw::{address, exchange};
use tests::server::Server;

/// What hides in the body: where it is answered, it was taken for a request of its own.
const HIDDEN: &str = "GET /accessibility HTTP/1.1\r\nHost: x\r\n\r\n";

/// Heads under which a body ends at two places, or at none.
const AMBIGUOUS: [&str; 22] = [
    "Content-Length: 6\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 6",
    "Content-Length: 3\r\nContent-Length: 60",
    "Content-Length: 3, 60",
    "Content-Length: +3",
    "Content-Length: -1",
    "Content-Length: 0x3",
    "Content-Length: 3 0",
    "Content-Length:\u{b}3",
    "Content-Length : 3",
    "Content-Length: 99999999999999999999999999",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    "Transfer-Encoding: identity",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding: \u{b}chunked",
    "Transfer-Encoding: chun ked",
    "Transfer-Encoding: \"chunked\"",
    "Foo: bar\r\n Transfer-Encoding: chunked",
    "Transfer\u{0}-Encoding: chunked",
    "X: y\rTransfer-Encoding: chunked",
];

#[tokio::test]
async fn nothing_hides_behind_a_body_that_ends_twice() {
    let server = Server::live(Kind::Sqlite).await;
    let to = address(server.base());
    let mut wrong = Vec::new();
    for head in AMBIGUOUS {
        for path in ["/sign-in", "/sign-out", "/no-such-page"] {
            let request = format!("POST {path} HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n0\r\n\r\n{HIDDEN}");
            let came = exchange(to, request.as_bytes()).await;
            let statuses = came.statuses();
            // What is no body at all is followed by another request; that one ends it.
            let fine = came.is_closed && statuses.iter().all(|status| (300..500).contains(status));
            if !fine || statuses.len() != 1 {
                wrong.push(format!("{head:?} at {path}: {statuses:?}, closed: {}", came.is_closed));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_chunk_is_as_long_as_it_says_or_refused() {
    let server = Server::live(Kind::Sqlite).await;
    let to = address(server.base());
    let sizes = ["-1", "0x5", "+5", "5 5", "\u{b}5", "FFFFFFFFFFFFFFFFF", "5;\n", "", "G", "5\u{0}"];
    for size in sizes {
        let head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\
            Content-Type: application/x-www-form-urlencoded\r\n\r\n";
        let request = format!("{head}{size}\r\nhello\r\n0\r\n\r\n{HIDDEN}");
        let came = exchange(to, request.as_bytes()).await;
        assert!(came.is_closed && came.answers.len() <= 1, "{size:?}: {:?}", came.statuses());
        assert!(
            came.statuses().iter().all(|status| (400..500).contains(status)),
            "{size:?}: {:?}",
            came.statuses()
        );
    }
}

#[tokio::test]
async fn what_is_no_request_of_http_1_1_is_refused() {
    let server = Server::live(Kind::Sqlite).await;
    let to = address(server.base());
    let end = "Host: x\r\nConnection: close\r\n\r\n";
    let check = async |request: Vec<u8>, by: &[u16]| {
        let came = exchange(to, &request).await;
        let told = String::from_utf8_lossy(&request[..request.len().min(90)]).into_owned();
        assert!(came.is_closed, "{told:?}: {:?}", came.statuses());
        // What is no HTTP/1 at all gets no answer.
        let silent = came.answers.is_empty() && by.contains(&0);
        let one = came.answers.len() == 1 && by.contains(&came.answers[0].status);
        assert!(silent || one, "{told:?}: {:?}", came.statuses());
    };
    for line in ["CONNECT x:443", "TRACE /cookies", "get /cookies", "PATCH /cookies", "FOO /cookies"] {
        check(format!("{line} HTTP/1.1\r\n{end}").into(), &[400, 404, 405]).await;
    }
    for request in [
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        format!("GET /cookies HTTP/9.9\r\n{end}"),
        format!("GET /cookies HTTP/1.1 x\r\n{end}"),
        format!("GET  /cookies HTTP/1.1\r\n{end}"),
        format!("GET /coo kies HTTP/1.1\r\n{end}"),
        format!("GET /cookies HTTP/1.1\r\nBad Name: x\r\n{end}"),
        format!("GET /cookies HTTP/1.1\r\nName: a\u{0}b\r\n{end}"),
        format!("GET /cookies HTTP/1.1\r\n: x\r\n{end}"),
        "GET /cookies HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(),
        format!("GET /cookies HTTP/1.1\r\nHost: y\r\n{end}"),
        "POST /sign-in HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\r\n\r\n".to_owned(),
    ] {
        check(request.into(), &[0, 400, 505]).await;
    }
    // Another spelling of an address names our own page or none, never a file or a fault.
    for target in [
        "http://elsewhere.example/cookies",
        "//cookies",
        "/cookies/",
        "/cookies%00",
        "/%63ookies",
        "/cookies#x",
        "/%ff%fe",
        "/%c0%af%c0%af",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/../../etc/passwd",
        "/./cookies",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/cases/%ff",
        "/language/%ff",
        "/cases?stage=%ff%fe",
        "/?%00=%00",
        "/cookies;x=y",
        "/cookies?_method=DELETE",
        "/api/v1/cases?limit=%f0%9f",
        "*",
    ] {
        let request = format!("GET {target} HTTP/1.1\r\n{end}");
        check(request.into(), &[200, 303, 400, 401, 404]).await;
    }
    check(b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[400, 404]).await;
    check(
        b"GET /cookies HTTP/1.1\r\nHost: x\r\nCookie: \xff\xfe=\xff\r\nConnection: close\r\n\r\n".to_vec(),
        &[200],
    )
    .await;
    check(
        b"GET /cookies HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\
        HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
            .to_vec(),
        &[200],
    )
    .await;
}

#[tokio::test]
async fn a_hundred_requests_at_once_are_answered_in_their_order() {
    let server = Server::live(Kind::Sqlite).await;
    let mut requests = String::new();
    for at in 0..100 {
        let path = if at % 2 == 0 { "/health/live" } else { "/no-such-page" };
        let end = if at == 99 { "Connection: close\r\n\r\n" } else { "\r\n" };
        requests += &format!("GET {path} HTTP/1.1\r\nHost: x\r\n{end}");
    }
    let came = exchange(address(server.base()), requests.as_bytes()).await;
    assert_eq!(came.statuses(), [200, 404].repeat(50));
}
