//! The list as a file, streamed as it is read.

use axum::body::Body;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;

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
    let stream = futures_util::stream::unfold(chunks, async |mut chunks| {
        let chunk = chunks.recv().await?;
        Some((chunk.map(::cases::Shown::into_inner), chunks))
    });
    let day = screen.site().now().date_naive();
    let file = Download {
        name: format!("cases-{day}.csv"),
        media_type: "text/csv; charset=utf-8",
        body: Body::from_stream(stream.map(|chunk| chunk.map_err(std::io::Error::other))),
    };
    Ok(file.into_response())
}
