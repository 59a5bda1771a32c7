//! Connections that take their time: others are served meanwhile, and they end.
//!
//! 200 of them on every run, `ACCORD_SOCKETS` says how many otherwise.

use std::time::{Duration, Instant};

use tests::crawl::{Reader, count, tell};
use tests::databases::Kind;
use tests::raw::address;
use tests::server::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{interval, timeout};

/// When the server gives up a request in this test, in seconds.
const DEADLINE: u64 = 5;

/// How a connection takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    /// A head, letter by letter.
    Head,
    /// A head that is whole, and a body letter by letter.
    Body,
    /// Nothing at all.
    Silent,
    /// One request, and then nothing.
    Idle,
    /// It sends no more, and its request is not whole.
    HalfOpen,
    /// It asks again and again, and reads nothing.
    Unread,
}

const ALL: [Manner; 6] =
    [Manner::Head, Manner::Body, Manner::Silent, Manner::Idle, Manner::HalfOpen, Manner::Unread];

/// Goes on until the server ends it; says how long that took.
async fn dawdle(to: std::net::SocketAddr, manner: Manner) -> Duration {
    let mut stream = TcpStream::connect(to).await.expect("there is room for more");
    let begun = Instant::now();
    let first: &[u8] = match manner {
        Manner::Head | Manner::HalfOpen => b"GET /cookies HTTP/1.1\r\nHost: x\r\nX: ",
        Manner::Body => {
            b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
              Content-Length: 900\r\n\r\na="
        }
        Manner::Silent => b"",
        Manner::Idle => b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
        Manner::Unread => b"GET /cookies HTTP/1.1\r\nHost: x\r\n\r\n",
    };
    let first = if manner == Manner::Unread { first.repeat(200) } else { first.to_vec() };
    stream.write_all(&first).await.expect("it is taken");
    if manner == Manner::HalfOpen {
        stream.shutdown().await.expect("one half can be closed");
    }
    if manner == Manner::Unread {
        // It is ended by whoever waits for it to be read, which is no part of this test.
        tokio::time::sleep(Duration::from_secs(12)).await;
        return begun.elapsed();
    }
    let (mut reading, mut writing) = stream.into_split();
    let trickle = async {
        if !matches!(manner, Manner::Head | Manner::Body) {
            std::future::pending::<()>().await;
        }
        let mut ticks = interval(Duration::from_millis(500));
        while writing.write_all(b"a").await.is_ok() {
            ticks.tick().await;
        }
        std::future::pending::<()>().await;
    };
    let until_closed = async {
        let mut some = [0; 16 << 10];
        while !matches!(reading.read(&mut some).await, Ok(0) | Err(_)) {}
    };
    tokio::select! {
        () = until_closed => {}
        () = trickle => {}
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_connections_end_and_nobody_waits_for_them() {
    let server = Server::live_within(Kind::Sqlite, DEADLINE).await;
    let to = address(server.base());
    let sockets = count("ACCORD_SOCKETS", 200);
    let mut slow = JoinSet::new();
    for at in 0..sockets {
        let manner = ALL[at % ALL.len()];
        slow.spawn(async move { (manner, timeout(Duration::from_secs(60), dawdle(to, manner)).await) });
    }
    // Meanwhile somebody has work to do, over connections of their own.
    let mut taken = Vec::new();
    let working = async {
        for _ in 0..100 {
            let begun = Instant::now();
            let page = Reader::new(server.base()).get("/sign-in").await;
            assert_eq!(page.status, 200);
            taken.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    working.await;
    taken.sort_unstable();
    let p95 = taken[taken.len() * 95 / 100];
    tell(&format!("{sockets} slow connections; a page took {p95:?} at the 95th of a hundred"));
    assert!(p95 < Duration::from_secs(5), "others wait for slow connections: {p95:?}");
    let mut longest = Duration::ZERO;
    while let Some(ended) = slow.join_next().await {
        let (manner, ended) = ended.expect("no panic");
        let length = ended.unwrap_or_else(|_| panic!("{manner:?} goes on for ever"));
        longest = longest.max(length);
    }
    tell(&format!("the last of them ended after {longest:?}"));
}
