use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// A server that answers every question with `answer`, and then says nothing more.
async fn server(answer: Vec<u8>, keeps_open: bool) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut read = [0; 4096];
                let _ = stream.read(&mut read).await;
                let _ = stream.write_all(&answer).await;
                if keeps_open {
                    tokio::time::sleep(LONGEST * 4).await;
                }
            });
        }
    });
    port
}

fn said(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    answer.extend_from_slice(body);
    answer
}

fn get(address: &str) -> Request<Vec<u8>> {
    Request::get(address).body(Vec::new()).expect("an address of HTTP")
}

fn at_home() -> Asker {
    Asker::new(vec![Ipv4Addr::LOCALHOST.into()], b"").expect("the public authorities")
}

#[tokio::test]
async fn an_answer_comes_whole_with_its_status() {
    let port = server(said("404 Not Found", "", b"nothing here"), false).await;
    let answer = at_home().ask(get(&format!("http://127.0.0.1:{port}/a?b=c"))).await.expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (404, b"nothing here".as_slice()));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inner = server(said("200 OK", "", b"secret"), false).await;
    let leads = said("302 Found", &format!("Location: http://127.0.0.1:{inner}/\r\n"), b"");
    let port = server(leads, false).await;
    let answer = at_home().ask(get(&format!("http://127.0.0.1:{port}/"))).await;
    assert_eq!(answer.map(|_| ()), Err(Refused::Redirected));
}

#[tokio::test]
async fn what_is_too_large_is_not_read_to_its_end() {
    let port = server(said("200 OK", "", &vec![b'x'; LARGEST + 1]), false).await;
    let answer = at_home().ask(get(&format!("http://127.0.0.1:{port}/"))).await;
    assert_eq!(answer.map(|_| ()), Err(Refused::TooLarge));
    let just = server(said("200 OK", "", &vec![b'x'; LARGEST]), false).await;
    let answer = at_home().ask(get(&format!("http://127.0.0.1:{just}/"))).await.expect("just small enough");
    assert_eq!(answer.body().len(), LARGEST);
}

#[tokio::test]
async fn who_says_nothing_is_given_up() {
    let port = server(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".to_vec(), true).await;
    let began = Instant::now();
    let answer = at_home().ask(get(&format!("http://127.0.0.1:{port}/"))).await;
    assert_eq!(answer.map(|_| ()), Err(Refused::TooLate));
    assert!(began.elapsed() < LONGEST * 2, "{:?}", began.elapsed());
}

#[tokio::test]
async fn what_is_not_http_or_not_tls_is_no_answer() {
    let port = server(b"220 mail.example ESMTP\r\n".to_vec(), false).await;
    let answer = at_home().ask(get(&format!("http://127.0.0.1:{port}/"))).await;
    assert_eq!(answer.map(|_| ()), Err(Refused::Unreadable));
    let answer = at_home().ask(get(&format!("https://127.0.0.1:{port}/"))).await;
    assert_eq!(answer.map(|_| ()), Err(Refused::Untrusted));
}

/// A server is there and would answer; every way of writing where it is must be refused.
#[tokio::test]
async fn no_way_of_writing_it_leads_inside() {
    let port = server(said("200 OK", "", b"secret"), false).await;
    let nobody = Asker::new(Vec::new(), b"").expect("the public authorities");
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.000.000.001",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "0",
        "0.0.0.0",
        "00000000",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.255.255",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.169.254.",
        "[::ffff:169.254.169.254]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fc00::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
    ];
    for host in hosts {
        for scheme in ["http", "https"] {
            let Ok(request) = Request::get(format!("{scheme}://{host}:{port}/")).body(Vec::new()) else {
                continue;
            };
            let answer = nobody.ask(request).await.map(|_| ());
            // A spelling that the system's resolver does not take is as good.
            assert!(
                matches!(answer, Err(Refused::Inside | Refused::Unknown)),
                "{scheme}://{host}: {answer:?}"
            );
        }
    }
    for host in ["user@127.0.0.1", "user:word@example.org", "127.0.0.1@example.org"] {
        let request = get(&format!("https://{host}:{port}/"));
        assert_eq!(nobody.ask(request).await.map(|_| ()), Err(Refused::Scheme), "{host}");
    }
    for scheme in ["ftp", "file", "gopher", "ws"] {
        let request = get(&format!("{scheme}://127.0.0.1:{port}/"));
        assert_eq!(at_home().ask(request).await.map(|_| ()), Err(Refused::Scheme), "{scheme}");
    }
}

#[tokio::test]
async fn one_address_allowed_is_not_its_neighbour() {
    let port = server(said("200 OK", "", b""), false).await;
    let answer = at_home().ask(get(&format!("http://127.0.0.2:{port}/"))).await;
    assert_eq!(answer.map(|_| ()), Err(Refused::Inside));
}

#[test]
fn a_file_of_authorities_has_some() {
    assert_eq!(Asker::new(Vec::new(), b"no certificate").map(|_| ()), Err(BadAuthorities));
}

#[test]
fn only_the_public_internet_is_elsewhere() {
    let check = |text: &str, expect: bool| {
        let address: IpAddr = text.parse().expect("an address");
        assert_eq!(is_public(address), expect, "{text}");
    };
    for public in
        ["1.1.1.1", "20.190.128.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2603:1006::1", "2a00::1"]
    {
        check(public, true);
    }
    for inside in ["127.255.255.255", "::", "::1", "::ffff:1.1.1.1", "3fff::1", "2001:1ff::1", "4000::1"] {
        check(inside, false);
    }
}

proptest::proptest! {
    #[test]
    fn an_address_of_ipv4_is_none_of_ipv6(bits: u32) {
        let v4 = Ipv4Addr::from_bits(bits);
        for v6 in [v4.to_ipv6_mapped(), v4.to_ipv6_compatible()] {
            proptest::prop_assert!(!is_public(v6.into()));
        }
    }
}
