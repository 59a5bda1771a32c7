//! Whether the process lives, and whether it can work. For machines: one word each.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::ports::NotReady;
use crate::screen::Drawn;
use crate::{Access, Site, Table};

pub(crate) fn routes() -> Table {
    Table::new().get("/health/live", Access::Plain, live).get("/health/ready", Access::Plain, ready)
}

async fn live() -> &'static str {
    "live\n"
}

/// 503 while it cannot work, with the reason in a few words; the cause goes to the log.
async fn ready(State(site): State<Site>) -> Response {
    match site.ports().readiness.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(NotReady { reason, cause }) => {
            tracing::warn!(%cause, reason, "not ready");
            let said = format!("not ready: {reason}\n");
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, said).into_response();
            response.extensions_mut().insert(Drawn);
            response
        }
    }
}
