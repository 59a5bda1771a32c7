//! What a request says about where it comes from is believed of our own proxies alone.

use reqwest::Method;
use tests::crawl::{Reader, Sent, plain};
use tests::databases::Kind;
use tests::server::Server;

async fn guess(server: &Server, at: usize, name: &str) -> u16 {
    let mut reader = Reader::new(server.base());
    let page = reader.get("/sign-in").await;
    let token = page.attributes("main form input[name=\"_token\"]", "value").swap_remove(0);
    let fields = [("_token", token.as_str()), ("name", name), ("password", "wrong")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let from = format!("198.51.100.{}", at % 256);
    let mut sent = Sent::form(fields);
    for header in ["x-forwarded-for", "x-real-ip", "true-client-ip", "cf-connecting-ip", "x-client-ip"] {
        sent.headers.push((header, from.clone()));
    }
    sent.headers.push(("forwarded", format!("for={from}")));
    reader.send(Method::POST, "/sign-in", sent).await.status.as_u16()
}

#[tokio::test]
async fn a_forged_address_buys_no_guesses() {
    let server = Server::live(Kind::Sqlite).await;
    let mut looked_at = 0;
    for at in 0..50 {
        looked_at += usize::from(guess(&server, at, &format!("name{at}")).await == 422);
    }
    assert_eq!(looked_at, 41, "one machine has as many guesses, whatever it calls itself");
}

#[tokio::test]
async fn no_header_changes_where_a_page_leads_or_what_is_asked() {
    let server = Server::live(Kind::Sqlite).await;
    let mut reader = Reader::new(server.base());
    for path in ["/cookies", "/sign-in", "/my-work", "/refer", "/no-such-page", "/api/v1/me"] {
        let page = reader.get(path).await;
        let expected = (plain(&page), page.leads_to);
        for (name, value) in [
            ("x-forwarded-host", "elsewhere.example"),
            ("x-forwarded-proto", "gopher"),
            ("x-forwarded-prefix", "/elsewhere"),
            ("x-forwarded-port", "1"),
            ("forwarded", "host=elsewhere.example;proto=https"),
            ("x-original-url", "/sign-out"),
            ("x-rewrite-url", "/sign-out"),
            ("x-http-method-override", "DELETE"),
            ("x-http-method", "DELETE"),
            ("x-method-override", "POST"),
            ("x-original-method", "POST"),
            ("host", "elsewhere.example"),
            ("accept-language", "\"><script>"),
            ("user-agent", "<script>alert(1)</script>"),
            ("referer", "https://elsewhere.example/"),
        ] {
            let sent = Sent { headers: vec![(name, value.to_owned())], ..Sent::default() };
            let page = reader.send(Method::GET, path, sent).await;
            assert_eq!((plain(&page), page.leads_to), expected, "{path} with {name}");
        }
    }
}
