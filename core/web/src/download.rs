//! Files handed to the reader.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};

/// How long what was sent has to leave before a download breaks off.
const MOMENT: Duration = Duration::from_millis(250);

/// A file that the browser saves and never opens in our name.
///
/// The name says what kind of file it is and from when, never whom it is about.
pub struct Download {
    /// The file's name; anything but letters, digits, `.`, `-` and `_` becomes `-`.
    pub name: String,
    /// The media type.
    pub media_type: &'static str,
    /// What is in it; may be a stream.
    pub body: Body,
}

/// A body that leaves as its pieces come; an error at the end breaks the download off.
///
/// What was sent before an error, the words that say why among it, still lies in the layers
/// above then. They pass it on while they have to wait, and drop it when they meet the error:
/// so they are given a moment.
pub(crate) fn streamed<E>(pieces: impl Stream<Item = Result<Vec<u8>, E>> + Send + 'static) -> Body
where
    E: std::error::Error + Send + Sync + 'static,
{
    let pieces = pieces.then(async |piece| {
        if piece.is_err() {
            tokio::time::sleep(MOMENT).await;
        }
        piece.map_err(io::Error::other)
    });
    // Compressing asks once more after the end, and is told so again.
    Body::from_stream(pieces.fuse())
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let safe = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' };
        let name: String = self.name.chars().map(safe).collect();
        let disposition = format!("attachment; filename=\"{name}\"");
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.media_type)),
            (
                header::CONTENT_DISPOSITION,
                HeaderValue::from_str(&disposition).expect("the name is letters, digits and '.-_'"),
            ),
            (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        ];
        (headers, self.body).into_response()
    }
}
