//! The layers around the routes, and the way the server starts and stops.

use std::any::Any;
use std::future::{Future, IntoFuture};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::{BodyLimit, PageError, Site, error, headers, request};

/// How long running requests may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);

/// Puts every layer around the routes, the innermost first.
pub(crate) fn layered(site: &Site, routes: Router) -> Router {
    routes
        .layer(RequestBodyLimitLayer::new(BodyLimit::Upload.bytes() + (1 << 20)))
        .layer(CsrfLayer::new().with_rejection_response(|_| PageError::ForeignForm.into_response()))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, site.settings().deadline))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn_with_state(site.clone(), error::dress))
        .layer(from_fn_with_state(site.clone(), request::name_and_log))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(site.clone(), headers::secure))
}

/// What was thrown is not looked at: it may hold anything.
fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    PageError::fault("a handler panicked").into_response()
}

/// Serves `router` until `stop` is done, then lets running requests end, for ten seconds
/// at most.
///
/// # Errors
/// The listener broke.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (told, mut tell) = tokio::sync::watch::channel(false);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        // Nobody waits any more when the server has already ended.
        let _ = told.send(true);
    });
    let overdue = async move {
        if tell.wait_for(|told| *told).await.is_ok() {
            tokio::time::sleep(FAREWELL).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = server.into_future() => ended,
        () = overdue => Ok(()),
    }
}
