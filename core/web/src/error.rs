//! Where an error becomes a status and a page, once for the whole service.

use std::error::Error;
use std::io;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Message;
use serde::Serialize;
use wording::{TemplateError, Text};

use crate::ports::Fault;
use crate::screen::{Drawn, Screen};
use crate::sent::{Sent, SentAgain};
use crate::{Frame, RequestId, Site};

/// Why a page could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// 404: it does not exist, or the reader may not know that it does.
    #[error("not found")]
    NotFound,
    /// 401: nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// 403: the reader may see it, but not do this; the message says why, where that helps.
    #[error("forbidden")]
    Forbidden(Option<Message>),
    /// 403: the form did not come from us, or to someone else, or too long ago.
    #[error("the form was not one of ours")]
    ForeignForm,
    /// 409: someone else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict(Option<Message>),
    /// 422: a rule says no; the messages say which conditions are not met.
    #[error("a rule says no")]
    Refused(Vec<Message>),
    /// 400: the request cannot be read.
    #[error("the request cannot be read")]
    Unreadable,
    /// 413: the body is too large.
    #[error("too large")]
    TooLarge,
    /// 429: too many tries; the message says when to try again.
    #[error("too many tries")]
    TooMany(Message),
    /// 503: a part of the service is not available.
    #[error("not available")]
    Unavailable,
    /// 500: something broke. The cause goes to the log.
    #[error("a fault: {0}")]
    Fault(#[source] Box<dyn Error + Send + Sync>),
}

impl From<Fault> for PageError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault.0)
    }
}

impl From<TemplateError> for PageError {
    fn from(error: TemplateError) -> Self {
        Self::Fault(Box::new(error))
    }
}

impl PageError {
    /// A fault with this cause.
    pub fn fault(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(cause.into())
    }

    /// The status, the word of its messages in the catalogue, and what is said besides.
    fn trouble(self) -> Trouble {
        let (status, kind, said) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", Vec::new()),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in", Vec::new()),
            Self::Forbidden(said) => (StatusCode::FORBIDDEN, "forbidden", said.into_iter().collect()),
            Self::ForeignForm => (StatusCode::FORBIDDEN, "foreign-form", Vec::new()),
            Self::Conflict(said) => (StatusCode::CONFLICT, "conflict", said.into_iter().collect()),
            Self::Refused(said) => (StatusCode::UNPROCESSABLE_ENTITY, "refused", said),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "unreadable", Vec::new()),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", Vec::new()),
            Self::TooMany(said) => (StatusCode::TOO_MANY_REQUESTS, "too-many", vec![said]),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", Vec::new()),
            Self::Fault(cause) if is_for_want_of_disk(cause.as_ref()) => {
                let cause = Some(causes(cause.as_ref()));
                let status = StatusCode::INSUFFICIENT_STORAGE;
                return Trouble { status, kind: NOT_KEPT, said: Vec::new(), cause };
            }
            Self::Fault(cause) => {
                return Trouble {
                    cause: Some(causes(cause.as_ref())),
                    ..Trouble::of(StatusCode::INTERNAL_SERVER_ERROR)
                };
            }
        };
        Trouble { status, kind, said, cause: None }
    }
}

impl IntoResponse for PageError {
    /// A bare status; [`dress`] makes a page of it, since only there the frame is known.
    fn into_response(self) -> Response {
        let trouble = self.trouble();
        let mut response = trouble.status.into_response();
        response.extensions_mut().insert(trouble);
        response
    }
}

/// What went wrong, on its way to the page.
#[derive(Clone)]
struct Trouble {
    status: StatusCode,
    kind: &'static str,
    said: Vec<Message>,
    cause: Option<String>,
}

impl Trouble {
    /// For an error that arose without a [`PageError`]: in axum, in a layer, in a panic.
    fn of(status: StatusCode) -> Self {
        let kind = match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "not-found",
            StatusCode::FORBIDDEN => "foreign-form",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => "unavailable",
            status if status.is_client_error() => "unreadable",
            _ => "fault",
        };
        Self { status, kind, said: Vec::new(), cause: None }
    }
}

/// The kind of error where the disk did not take what was to be kept.
const NOT_KEPT: &str = "not-kept";

/// Whether the disk is what stands behind this error: full, or not to be written to.
fn is_for_want_of_disk(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        if matches!(kind, Some(io::ErrorKind::StorageFull | io::ErrorKind::ReadOnlyFilesystem)) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// The error and everything behind it, for the log.
fn causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[derive(Serialize)]
struct ErrorView {
    title: Message,
    explanation: Message,
    said: Vec<Text>,
    /// What to tell the service's support, where the reader cannot help themselves.
    reference: Option<String>,
    can_sign_in: bool,
    /// What was sent and not kept, one button away from being sent again.
    again: Option<SentAgain>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    error: &'a str,
    messages: &'a [Message],
    reference: &'a str,
}

/// Turns every error that no handler drew itself into a page in plain words, in the
/// reader's language, with the reader's navigation; for a program, into JSON.
pub(crate) async fn dress(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
    let bare = Frame::new(&site, &request, None);
    let (request, sent) = Sent::watch(request);
    let mut response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || response.extensions().get::<Drawn>().is_some() {
        return response;
    }
    let trouble = response.extensions_mut().remove::<Trouble>().unwrap_or_else(|| Trouble::of(status));
    let frame = response.extensions_mut().remove::<Frame>().unwrap_or(bare);
    if trouble.status.is_server_error() {
        let cause = trouble.cause.as_deref().unwrap_or("-");
        tracing::error!(request = id, status = trouble.status.as_u16(), cause, "a request failed");
    }
    let again = if trouble.kind == NOT_KEPT { sent.again() } else { None };
    let mut dressed = body(&site, frame, &trouble, &id, again);
    // What the inner answer had to say in headers (when to retry, which methods) is kept.
    for name in [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE] {
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    dressed
}

fn body(site: &Site, frame: Frame, trouble: &Trouble, id: &str, again: Option<SentAgain>) -> Response {
    if frame.is_api() {
        let body = ErrorBody { error: trouble.kind, messages: &trouble.said, reference: id };
        return (trouble.status, Json(body)).into_response();
    }
    let needs_help = trouble.status.is_server_error() || trouble.status == StatusCode::BAD_REQUEST;
    let view = ErrorView {
        title: Message::new(format!("error-{}-title", trouble.kind)),
        explanation: Message::new(format!("error-{}-text", trouble.kind)),
        said: trouble.said.iter().cloned().map(Text::from).collect(),
        reference: needs_help.then(|| id.to_owned()),
        can_sign_in: trouble.status == StatusCode::UNAUTHORIZED,
        again,
    };
    Screen::new(site.clone(), frame, None).show_as(trouble.status, "error", &view).unwrap_or_else(|error| {
        // The error page itself is broken: say the least there is to say.
        tracing::error!(request = id, cause = %error, "the error page could not be drawn");
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        (trouble.status, [kind], format!("{}\n{id}\n", trouble.status)).into_response()
    })
}

/// The words of every kind of error, for the test that looks for them.
#[cfg(test)]
pub(crate) const KINDS: [&str; 12] = [
    "not-found",
    "not-signed-in",
    "forbidden",
    "foreign-form",
    "conflict",
    "refused",
    "unreadable",
    "too-large",
    "too-many",
    "unavailable",
    "not-kept",
    "fault",
];
