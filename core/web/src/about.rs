//! Pages about the service itself: cookies, privacy, accessibility.

use axum::response::Response;
use serde::Serialize;
use wording::{Coverage, Language, Wording};

use crate::{Access, PageError, Screen, Table};

pub(crate) fn routes() -> Table {
    let table = Table::new().get("/cookies", Access::Public, cookies);
    table.get("/privacy", Access::Public, privacy).get("/accessibility", Access::Public, accessibility)
}

#[derive(Serialize)]
struct Nothing {}

async fn cookies(screen: Screen) -> Result<Response, PageError> {
    screen.show("about/cookies", &Nothing {})
}

async fn privacy(screen: Screen) -> Result<Response, PageError> {
    screen.show("about/privacy", &Nothing {})
}

#[derive(Serialize)]
struct AccessibilityView {
    /// Welsh texts that no Welsh speaker has read yet, of how many.
    unreviewed: usize,
    files: usize,
}

async fn accessibility(screen: Screen) -> Result<Response, PageError> {
    let welsh = Wording::coverage().into_iter().find(|coverage| coverage.language == Language::Cy);
    let Coverage { files, unreviewed, .. } =
        welsh.unwrap_or(Coverage { language: Language::Cy, files: 0, unreviewed: 0 });
    screen.show("about/accessibility", &AccessibilityView { unreviewed, files })
}
