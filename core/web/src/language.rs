//! The language switch.

use axum::extract::{Path, Query};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use wording::Language;

use crate::carried::own_path;
use crate::{Access, PageError, Table, cookies};

pub(crate) fn routes() -> Table {
    Table::new().get("/language/{code}", Access::Plain, switch)
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// Remembers the language on this device and goes back to the page.
async fn switch(Path(code): Path<String>, Query(Back { back }): Query<Back>) -> Result<Response, PageError> {
    let language = Language::parse(&code).ok_or(PageError::NotFound)?;
    let cookie = [(SET_COOKIE, cookies::language_cookie(language))];
    Ok((cookie, Redirect::to(own_path(&back))).into_response())
}
