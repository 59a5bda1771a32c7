//! What is too large is refused before it is taken in.

use permissions::Role;
use tests::databases::Kind;
use tests::raw::{address, exchange};
use tests::server::Server;

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// Memory of this process that is in use, in MiB.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").expect("a process knows its size");
    text.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).expect("a number") / 256
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_kept_nowhere() {
    let server = Server::live(Kind::Sqlite).await;
    let to = address(server.base());
    let ama = server.person("Ama Mensah", Role::LeadFacilitator).await;
    let cookie = format!("Cookie: __Host-session={}\r\n", ama.session().expect("she is signed in"));
    let check = async |what: &str, head: &str, body: &[u8], by: &[u16]| {
        let mut request = format!("{head}Host: x\r\nConnection: close\r\n\r\n").into_bytes();
        request.extend_from_slice(body);
        let came = exchange(to, &request).await;
        assert!(came.is_closed, "{what}: {:?}", came.statuses());
        let last = came.statuses().last().copied().unwrap_or_default();
        assert!(by.contains(&last), "{what}: {:?}", came.statuses());
    };
    let before = resident();
    for path in ["/sign-in", "/sign-out", "/refer/referral-public/self-referral", "/search"] {
        // Only announced: nobody waits for the rest.
        let announced = format!("POST {path} HTTP/1.1\r\n{FORM}{cookie}Content-Length: 200000000\r\n");
        check("a large body announced", &announced, b"a=b", &[413]).await;
        let chunked = format!("POST {path} HTTP/1.1\r\n{FORM}{cookie}Transfer-Encoding: chunked\r\n");
        let chunk = [b"10000\r\n".to_vec(), vec![b'a'; 0x1_0000], b"\r\n".to_vec()].concat();
        check("a large body in pieces", &chunked, &chunk.repeat(40), &[413]).await;
    }
    let many = "a=1&".repeat(2_001);
    let head = format!("POST /search HTTP/1.1\r\n{FORM}{cookie}Content-Length: {}\r\n", many.len());
    check("many fields", &head, many.as_bytes(), &[413]).await;
    for (what, json) in [
        ("deep lists", "[".repeat(400_000)),
        ("deep objects", "{\"a\":".repeat(100_000)),
        ("a long number", format!("{{\"minutes\":{}}}", "9".repeat(400_000))),
        ("a long name", format!("{{\"{}\":1}}", "a".repeat(400_000))),
    ] {
        let head = format!(
            "POST /api/v1/cases/C-0000-0000/contacts HTTP/1.1\r\nContent-Type: application/json\r\n{cookie}\
             Idempotency-Key: 0198c0de-0000-7000-8000-000000000000\r\nContent-Length: {}\r\n",
            json.len()
        );
        check(what, &head, json.as_bytes(), &[400, 404, 422]).await;
    }
    // What is packed is not unpacked.
    let packed = format!("POST /sign-in HTTP/1.1\r\n{FORM}Content-Encoding: gzip\r\nContent-Length: 4\r\n");
    check("a packed body", &packed, b"\x1f\x8b\x08\x00", &[400, 403, 415]).await;
    let long = "a".repeat(100_000);
    check("a long header", &format!("GET /cookies HTTP/1.1\r\nX: {long}\r\n"), b"", &[431]).await;
    check("a long cookie", &format!("GET /cookies HTTP/1.1\r\nCookie: {long}\r\n"), b"", &[431]).await;
    check("a long address", &format!("GET /cookies?{long} HTTP/1.1\r\n"), b"", &[414, 431]).await;
    let headers: String = (0..200).map(|at| format!("X-{at}: y\r\n")).collect();
    check("many headers", &format!("GET /cookies HTTP/1.1\r\n{headers}"), b"", &[431]).await;
    let cookies: String = (0..80).map(|at| format!("Cookie: a{at}=b\r\n")).collect();
    check("many cookies", &format!("GET /cookies HTTP/1.1\r\n{cookies}"), b"", &[200]).await;
    let ranges = format!("Range: bytes={}\r\n", "0-0,".repeat(1_000));
    check("many ranges", &format!("GET /cookies HTTP/1.1\r\n{ranges}"), b"", &[200]).await;
    let grown = resident().saturating_sub(before);
    assert!(grown <= 64, "{grown} MiB more, of which the sender has a half");
    assert_eq!(exchange(to, b"GET /health/ready HTTP/1.0\r\n\r\n").await.statuses(), [200]);
}
