//! The installation's own matrix as files, in both printed forms.

use axum::body::Body;
use axum::response::IntoResponse;
use axum::response::Response;
use permissions::{Policy, print};

use crate::{Download, PageError, Services, SignedIn};

/// For people: a block for each role.
pub(super) async fn matrix(services: Services, SignedIn(visitor): SignedIn) -> Result<Response, PageError> {
    let view = services.policies.in_force(&visitor.actor).await?;
    Ok(file("matrix", &view.policy, print::matrix))
}

/// For machines: a line for each cell.
pub(super) async fn cells(services: Services, SignedIn(visitor): SignedIn) -> Result<Response, PageError> {
    let view = services.policies.in_force(&visitor.actor).await?;
    Ok(file("matrix-cells", &view.policy, print::cells))
}

fn file(name: &str, policy: &Policy, write: fn(&Policy) -> String) -> Response {
    let body = Body::from(write(policy));
    let name = format!("{name}-version-{}.txt", policy.version);
    Download { name, media_type: "text/plain; charset=utf-8", body }.into_response()
}
