//! A name for each request, and one line in the log.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

use crate::Site;

/// The short name of a request: on an error page and in the log, so that the one leads to
/// the other. It says nothing about the person or the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// No look-alikes, as in references; fit to be read out on the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl RequestId {
    fn new(random: [u8; 16]) -> Self {
        let letters: Vec<char> =
            random[..8].iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        let text: String = letters[..4].iter().chain(&['-']).chain(&letters[4..]).collect();
        Self(text)
    }
}

/// Gives the request its name and logs how it went: the row's path, never the address
/// itself, which may hold a reference.
pub(crate) async fn name_and_log(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = RequestId::new(site.ports().tokens.random());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(id.clone());
    let started = Instant::now();
    let mut response = next.run(request).await;
    tracing::info!(
        request = id.0,
        method = method.as_str(),
        route = route.as_ref().map_or("-", MatchedPath::as_str),
        status = response.status().as_u16(),
        milliseconds = started.elapsed().as_millis(),
    );
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
