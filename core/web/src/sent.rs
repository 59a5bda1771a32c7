//! What a form sent, until it was kept.
//!
//! When the disk is full, what somebody typed must not go with the page that says so. The
//! extractor of forms leaves the fields here, and the page carries them back to the browser,
//! where one button sends them again under the same name of the sending: whatever was kept
//! the first time is not kept twice.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::http::Method;
use serde::Serialize;

/// Fields that are typed anew instead of standing in a page.
const SECRET: [&str; 3] = ["password", "code", "secret"];

/// Names and values, in the order in which they were sent.
type Fields = Vec<(String, String)>;

/// Where the extractor of forms leaves what was sent.
#[derive(Clone, Default)]
pub(crate) struct Slot(Arc<Mutex<Option<Fields>>>);

impl Slot {
    /// Leaves the fields of the form.
    pub fn leave(&self, fields: &[(String, String)]) {
        let is_secret = |name: &str| SECRET.iter().any(|secret| name.contains(secret));
        if fields.iter().any(|(name, _)| is_secret(name)) {
            return;
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(fields.to_vec());
    }
}

/// One request, watched for the form it sends.
pub(crate) struct Sent {
    path: String,
    slot: Option<Slot>,
}

/// The form once more, on the page that says that it was not kept.
#[derive(Serialize)]
pub(crate) struct SentAgain {
    path: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    value: String,
}

impl Sent {
    /// Watches `request`, if it is one that sends a form.
    pub fn watch(mut request: Request) -> (Request, Self) {
        if request.method() != Method::POST {
            return (request, Self { path: String::new(), slot: None });
        }
        let slot = Slot::default();
        request.extensions_mut().insert(slot.clone());
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        (request, Self { path, slot: Some(slot) })
    }

    /// What was sent, if a form was.
    pub fn again(self) -> Option<SentAgain> {
        let fields = self.slot?.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let fields = fields.into_iter().map(|(name, value)| Field { name, value }).collect();
        Some(SentAgain { path: self.path, fields })
    }
}
