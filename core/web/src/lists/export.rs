//! The list as a file, streamed as it is read.

use std::io;

use ::cases::export::Chunk;
use axum::body::Body;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};
use tokio::sync::mpsc::Receiver;

use super::filters::{self, Pairs};
use crate::{Download, PageError, Screen, Services, SignedIn};

/// The cases of the list, with every field that the reader may take away.
pub(super) async fn download(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(pairs): Query<Pairs>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let offered = filters::offered(services.lists.filters(&visitor.actor, &registry));
    let wanted = filters::read(&screen, &offered, &pairs);
    let sort = filters::sort(&pairs);
    let pages = screen.site().pages();
    let chunks = services
        .exports
        .cases(&visitor.actor, &registry, pages.wording(), screen.language(), wanted, sort)
        .await?;
    let day = screen.site().now().date_naive();
    let file = Download {
        name: format!("cases-{day}.csv"),
        media_type: "text/csv; charset=utf-8",
        body: Body::from_stream(pieces(chunks)),
    };
    Ok(file.into_response())
}

/// The pieces as they come. Compressing asks once more after the end, and is told so again.
fn pieces(chunks: Receiver<Chunk>) -> impl Stream<Item = io::Result<Vec<u8>>> + Send {
    let stream = futures_util::stream::unfold(chunks, async |mut chunks| {
        let chunk = chunks.recv().await?;
        Some((chunk.map(::cases::Shown::into_inner), chunks))
    });
    stream.map(|chunk| chunk.map_err(io::Error::other)).fuse()
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn the_end_can_be_asked_for_twice() {
        let (sender, receiver) = tokio::sync::mpsc::channel(1);
        drop(sender);
        let mut pieces = pin!(pieces(receiver));
        assert!(pieces.next().await.is_none());
        assert!(pieces.next().await.is_none());
    }
}
