//! Fields that need attention.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{FieldError, FieldErrors, Message};
use serde::Serialize;
use utoipa::ToSchema;

use crate::RequestId;
use crate::screen::Drawn;

/// Why a request was not answered as asked. It never says what went wrong inside.
#[derive(Serialize, ToSchema)]
#[schema(as = Error)]
pub(super) struct Refusal {
    /// What kind of error, as a word: `not-found`, `forbidden`, `refused` and so on.
    #[schema(example = "not-found")]
    error: &'static str,
    /// What it says, as keys of the catalogues of messages.
    #[schema(value_type = Vec<Said>)]
    messages: Vec<Message>,
    /// The fields that need attention.
    #[schema(value_type = Option<Vec<FieldRefusal>>)]
    fields: Vec<FieldError>,
    /// What to quote when asking for help.
    reference: String,
}

/// A sentence, by its key.
#[derive(ToSchema)]
#[schema(as = Message)]
#[expect(dead_code, reason = "describes domain::Message, which knows nothing of schemas")]
pub(super) struct Said {
    /// The key.
    key: String,
    /// What fills its gaps.
    args: std::collections::BTreeMap<String, String>,
}

/// What is wrong with one field.
#[derive(ToSchema)]
#[schema(as = FieldError)]
#[expect(dead_code, reason = "describes domain::FieldError, which knows nothing of schemas")]
pub(super) struct FieldRefusal {
    /// The field of the body.
    field: String,
    /// What is wrong and how to put it right.
    message: Said,
}

/// 422, with the fields.
pub(super) fn fields(errors: FieldErrors, id: &RequestId) -> Response {
    let body = Refusal { error: "refused", messages: Vec::new(), fields: errors.0, reference: id.0.clone() };
    let mut response = (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response();
    response.extensions_mut().insert(Drawn);
    response
}
