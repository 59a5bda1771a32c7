//! The log as a file that others can check, streamed as it is read.

use administration::Piece;
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::mpsc::Receiver;

use crate::download::streamed;
use crate::{Download, PageError, Screen, Services, SignedIn};

/// Everything that checkpoints cover, one made now.
pub(super) async fn download(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
) -> Result<Response, PageError> {
    let lines = services.audit_log.export(&visitor.actor).await?;
    let day = screen.site().now().date_naive();
    let file = Download {
        name: format!("audit-{day}.jsonl"),
        media_type: "application/jsonl; charset=utf-8",
        body: streamed(pieces(lines)),
    };
    Ok(file.into_response())
}

/// The pieces as they come.
fn pieces(lines: Receiver<Piece>) -> impl Stream<Item = Result<Vec<u8>, administration::Error>> + Send {
    unfold(lines, async |mut lines| {
        let piece = lines.recv().await?;
        Some((piece.map(administration::Shown::into_inner), lines))
    })
}
