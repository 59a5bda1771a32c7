//! Files handed to the reader.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

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
