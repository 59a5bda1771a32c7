//! Whether the process lives, and whether it can work. For machines: one word each.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::screen::Drawn;
use crate::{Access, Site, Table};

pub(crate) fn routes() -> Table {
    Table::new().get("/health/live", Access::Plain, live).get("/health/ready", Access::Plain, ready)
}

async fn live() -> &'static str {
    "live\n"
}

/// 503 while it cannot work; why not goes to the log alone.
async fn ready(State(site): State<Site>) -> Response {
    match site.ports().readiness.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(fault) => {
            tracing::warn!(cause = %fault, "not ready");
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response();
            response.extensions_mut().insert(Drawn);
            response
        }
    }
}
