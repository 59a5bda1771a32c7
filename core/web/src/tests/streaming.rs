//! A file that is streamed leaves as its pieces come, compressed or not.

use axum::body::Body;
use axum::http::Request;
use futures_util::{FutureExt, StreamExt, stream};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::download::streamed;
use crate::{Access, Download, Table};

/// A piece that cannot be compressed, so that what has left can be counted.
fn piece(of: u32) -> Vec<u8> {
    let mut state = of;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..5_000).map(|_| next()).collect()
}

fn file(body: Body) -> Download {
    Download { name: "cases.csv".to_owned(), media_type: "text/csv; charset=utf-8", body }
}

fn table() -> Table {
    let first = || stream::once(async { Ok::<_, std::io::Error>(piece(1)) });
    Table::new()
        // The second piece is being composed, and will be for ever.
        .get("/waiting", Access::Public, async move || file(streamed(first().chain(stream::pending()))))
        .get("/broken", Access::Public, async move || {
            let broken = stream::iter([Ok(piece(2)), Err(std::io::Error::other("rights have changed"))]);
            file(streamed(first().chain(broken)))
        })
        .get("/whole", Access::Public, async move || file(streamed(first())))
}

/// The body of what a browser with this `accept-encoding` gets.
async fn body(path: &str, encoding: &str) -> Body {
    let request = Request::get(path).header("accept-encoding", encoding).body(Body::empty()).unwrap();
    let response = super::site().router(table()).oneshot(request).await.unwrap();
    let compressed = response.headers().get("content-encoding").is_some_and(|it| it == "gzip");
    assert_eq!(compressed, encoding == "gzip", "{path}");
    response.into_body()
}

#[tokio::test]
async fn a_piece_leaves_before_the_next_is_there() {
    for encoding in ["identity", "gzip"] {
        let mut body = body("/waiting", encoding).await;
        let mut arrived = 0;
        while let Some(frame) = body.frame().now_or_never() {
            arrived += frame.expect("it does not end").expect("it does not break").into_data().unwrap().len();
        }
        assert!(arrived >= piece(1).len(), "{encoding}: {arrived} bytes");
    }
}

#[tokio::test]
async fn what_came_before_an_error_arrives_and_the_file_breaks_off() {
    for encoding in ["identity", "gzip"] {
        let mut body = body("/broken", encoding).await;
        let mut arrived = 0;
        let broke = loop {
            match body.frame().await {
                Some(Ok(frame)) => arrived += frame.into_data().unwrap().len(),
                Some(Err(_)) => break true,
                None => break false,
            }
        };
        assert!(broke, "{encoding}: it looks as if it were whole");
        assert!(arrived >= 2 * piece(1).len(), "{encoding}: {arrived} bytes");
    }
}

#[tokio::test]
async fn the_end_can_be_asked_for_twice() {
    for encoding in ["identity", "gzip"] {
        let mut body = body("/whole", encoding).await;
        while let Some(frame) = body.frame().await {
            frame.expect("it does not break");
        }
        assert!(body.frame().await.is_none(), "{encoding}");
    }
}
