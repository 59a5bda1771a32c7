//! The way the server listens, and how it stops.
//!
//! Axum's own loop waits for ever: for a head that never ends, for a reader who never reads.
//! Two thousand such connections cost an attacker nothing (`security.md` §5.3, X-19). So a
//! head has ten seconds, whoever takes nothing of an answer for thirty is let go, and there
//! are never more connections than [`MOST`]. A body's time is the request's own deadline.
//! HTTP/1.1 alone is spoken; a proxy may speak what it likes to browsers.

mod patience;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, Version, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use patience::Patient;

/// How long running requests may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long a request's head may take, and a connection stay open without one.
const HEAD: Duration = Duration::from_secs(10);
/// How long a reader may take nothing of an answer that waits for them.
const STALLED: Duration = Duration::from_secs(30);
/// The largest head, cookies and address together, in bytes.
const LARGEST_HEAD: usize = 64 << 10;
/// The most headers.
const MOST_HEADERS: usize = 100;
/// The most connections at a time; who comes then waits in the system's own queue.
const MOST: usize = 8_192;

/// Serves `router` until `stop` is done, then lets running requests end, for ten seconds
/// at most.
///
/// # Errors
/// None: what goes wrong with a connection is its own affair.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router.layer(from_fn(for_one_host));
    // Each connection holds an end of both: the one tells it to stop, the other that it has.
    let (stopping, stopped) = watch::channel(false);
    let (alive, all_gone) = watch::channel(());
    let places = Arc::new(Semaphore::new(MOST));
    let mut stop = pin!(stop);
    loop {
        let place = places.clone().acquire_owned().await.expect("places are never closed");
        // Where accepting fails for want of something, this waits and tries again.
        let (stream, peer) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        let (router, stopped, gone) = (router.clone(), stopped.clone(), all_gone.clone());
        tokio::spawn(async move {
            converse(stream, peer, router, stopped).await;
            drop((place, gone));
        });
    }
    drop((listener, all_gone, stopped));
    // Nobody is there to be told where every connection has ended.
    let _ = stopping.send(true);
    let _ = tokio::time::timeout(FAREWELL, alive.closed()).await;
    Ok(())
}

/// Refuses a request that names no host, or two: HTTP/1.1 asks for one, and with two a proxy
/// and we may mean different ones.
async fn for_one_host(request: axum::extract::Request, next: Next) -> Response {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    if hosts != 1 && request.version() >= Version::HTTP_11 || hosts > 1 {
        return StatusCode::BAD_REQUEST.into_response();
    }
    next.run(request).await
}

/// Answers what comes over one connection, until it ends.
async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, mut stopped: watch::Receiver<bool>) {
    // A page is written whole, and nobody gains by waiting for more of it.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let service = TowerToHyperService::new(service.map_err(|never: Infallible| match never {}));
    let mut conversation = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_header_size(LARGEST_HEAD)
            .max_headers(MOST_HEADERS)
            .serve_connection(TokioIo::new(Patient::new(stream, STALLED)), service)
    );
    tokio::select! {
        // How it ended is of no use to anybody: mostly, the other side went away.
        _ = conversation.as_mut() => return,
        _ = stopped.wait_for(|told| *told) => {}
    }
    conversation.as_mut().graceful_shutdown();
    let _ = conversation.await;
}
