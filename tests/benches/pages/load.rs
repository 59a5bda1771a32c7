//! Asking for pages, one request after the other on each connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT_ENCODING, COOKIE, HeaderMap, HeaderValue};
use reqwest::{Client, RequestBuilder};

use crate::meter::Cpu;

/// How often each connection asks before anything is counted.
const WARMING: usize = 3;

/// What is asked for, as whom.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The session's cookie.
    pub session: String,
    pub requests: Requests,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Requests {
    /// These pages in turn, again and again.
    Pages(Vec<String>),
    /// These forms, each sent once.
    Forms(Vec<(String, Vec<(String, String)>)>),
}

/// What one workload took in one round.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// From the first byte sent to the last one read, of each request.
    pub times: Vec<Duration>,
    /// What the server used meanwhile.
    pub server: Duration,
    /// What the processes of the database used, where it has its own.
    pub database: Option<Duration>,
}

/// Whose use of processors is counted.
#[derive(Clone, Copy, Debug)]
pub struct Meters {
    pub server: u32,
    pub database: Option<u32>,
    /// What the server uses in a second in which nobody asks for anything.
    pub idle: Duration,
}

impl Meters {
    fn read(&self) -> (Cpu, Option<Cpu>) {
        (Cpu::of(self.server), self.database.map(Cpu::of))
    }

    /// Learns what the server uses while nobody asks.
    pub async fn learn_idle(&mut self, over: Duration) {
        let (before, _) = self.read();
        tokio::time::sleep(over).await;
        self.idle = self.read().0.since(&before).div_f64(over.as_secs_f64());
    }
}

/// Works `plan` off on as many connections for a span; forms until each was sent.
///
/// # Panics
/// If the server refuses a request: what is measured has to be the answer.
pub async fn work(base: &str, plan: &Plan, connections: usize, span: Duration, meters: &Meters) -> Round {
    let clients: Vec<Client> = (0..connections).map(|_| client(&plan.session)).collect();
    let warming = clients.iter().map(|client| {
        let (client, page) = (client.clone(), format!("{base}{}", plan.warming()));
        tokio::spawn(async move {
            for _ in 0..WARMING {
                ask(client.get(&page)).await;
            }
        })
    });
    for warm in warming.collect::<Vec<_>>() {
        warm.await.expect("a request is answered");
    }
    let next = Arc::new(AtomicUsize::new(0));
    let plan = Arc::new((base.to_owned(), plan.requests.clone()));
    let before = meters.read();
    let begun = Instant::now();
    let asking = clients.into_iter().map(|client| {
        let (next, plan) = (next.clone(), plan.clone());
        tokio::spawn(async move {
            let mut times = Vec::new();
            while let Some(request) = nth(&client, &plan, next.fetch_add(1, Ordering::Relaxed), begun, span) {
                let begun = Instant::now();
                ask(request).await;
                times.push(begun.elapsed());
            }
            times
        })
    });
    let mut times = Vec::new();
    for asked in asking.collect::<Vec<_>>() {
        times.extend(asked.await.expect("a request is answered"));
    }
    let took = begun.elapsed();
    let after = meters.read();
    let database = after.1.zip(before.1).map(|(after, before)| after.since(&before));
    let server = after.0.since(&before.0).saturating_sub(meters.idle.mul_f64(took.as_secs_f64()));
    Round { times, server, database }
}

impl Plan {
    /// A page that may be asked for before anything is counted.
    fn warming(&self) -> &str {
        match &self.requests {
            Requests::Pages(pages) => &pages[0],
            Requests::Forms(_) => "/my-work",
        }
    }
}

/// The request of this number, if it is still time for it.
fn nth(
    client: &Client,
    (base, requests): &(String, Requests),
    number: usize,
    begun: Instant,
    span: Duration,
) -> Option<RequestBuilder> {
    match requests {
        Requests::Pages(pages) => {
            (begun.elapsed() < span).then(|| client.get(format!("{base}{}", pages[number % pages.len()])))
        }
        Requests::Forms(forms) => forms.get(number).map(|(to, fields)| {
            client.post(format!("{base}{to}")).form(fields).header("sec-fetch-site", "same-origin")
        }),
    }
}

/// A browser that keeps one connection, and takes pages compressed as browsers do.
fn client(session: &str) -> Client {
    let mut headers = HeaderMap::new();
    let cookie = format!("__Host-session={session}");
    headers.insert(COOKIE, HeaderValue::from_str(&cookie).expect("a session is written in ASCII"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    let client = Client::builder().default_headers(headers).pool_max_idle_per_host(1);
    client.redirect(reqwest::redirect::Policy::none()).build().expect("a client without TLS")
}

async fn ask(request: RequestBuilder) {
    let answer = request.send().await.expect("the server answers");
    let status = answer.status();
    // A form that did what it should leads on.
    assert!(status.is_success() || status == 303, "{status} for {}", answer.url().path());
    answer.bytes().await.expect("the whole answer arrives");
}

/// What a file that is streamed took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Streamed {
    pub first_byte: Duration,
    pub whole: Duration,
    pub bytes: u64,
    /// That the server gave it up before the end.
    pub broke_off: bool,
}

/// Asks for a file; hangs up after the first piece of it unless the whole is wanted.
///
/// # Panics
/// If it is refused.
pub async fn stream(base: &str, session: &str, path: &str, whole: bool) -> Streamed {
    let client = client(session);
    let begun = Instant::now();
    let mut answer = client.get(format!("{base}{path}")).send().await.expect("the server answers");
    assert!(answer.status().is_success(), "{} for {path}", answer.status());
    let mut streamed = Streamed::default();
    loop {
        let piece = match answer.chunk().await {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(error) => {
                eprintln!("{path} broke off: {error}");
                streamed.broke_off = true;
                break;
            }
        };
        if streamed.bytes == 0 {
            streamed.first_byte = begun.elapsed();
        }
        streamed.bytes += piece.len() as u64;
        if !whole {
            break;
        }
    }
    streamed.whole = begun.elapsed();
    streamed
}
