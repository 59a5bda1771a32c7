//! The layers around the routes.

use std::any::Any;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::{BodyLimit, PageError, Site, error, headers, request};

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
