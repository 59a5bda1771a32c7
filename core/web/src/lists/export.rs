//! The list as a file, streamed as it is read.

use ::cases::export::{Download as Export, Incomplete, Piece};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;

use super::filters::{self, Pairs};
use crate::download::streamed;
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
    let pages = screen.site().pages();
    let export =
        services.exports.cases(&visitor.actor, &registry, pages.wording(), screen.language(), wanted).await?;
    let day = screen.site().now().date_naive();
    let file = Download {
        name: format!("cases-{day}.csv"),
        media_type: "text/csv; charset=utf-8",
        body: streamed(pieces(export)),
    };
    Ok(file.into_response())
}

/// The pieces as they come.
fn pieces(export: Export) -> impl Stream<Item = Result<Vec<u8>, Incomplete>> + Send {
    unfold(export, async |mut export| {
        let piece = export.next().await?;
        Some((piece.map(Piece::into_bytes), export))
    })
}
