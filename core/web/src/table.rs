//! The route table: every route of the service, with the access it states.
//!
//! There is no way to add a handler without method, path and access, and nothing else in
//! the workspace may call axum's own methods (`.clippy.toml` says so). The table can be
//! read before the server runs: `accord routes` and the OpenAPI description do.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::access::{Access, gate};
use crate::{PageError, Site};

/// How large a body a route accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyLimit {
    /// A form: 1 MB.
    #[default]
    Form,
    /// Files: 25 MB.
    Upload,
}

impl BodyLimit {
    /// The limit in bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Form => 1 << 20,
            Self::Upload => 25 << 20,
        }
    }
}

/// One route, as it is printed and described.
#[derive(Clone)]
pub struct Row {
    /// GET or POST.
    pub method: Method,
    /// The path, with `{name}` for what varies.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
    limit: BodyLimit,
    handler: MethodRouter<Site>,
}

/// Every route of the service.
#[derive(Clone, Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// A table without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page that is looked at. A GET changes nothing but what the reader was shown.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.row(Method::GET, path, access, BodyLimit::Form, on(MethodFilter::GET, handler))
    }

    /// Adds a form that is sent.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.row(Method::POST, path, access, BodyLimit::Form, on(MethodFilter::POST, handler))
    }

    /// Adds a form that is sent with files.
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.row(Method::POST, path, access, BodyLimit::Upload, on(MethodFilter::POST, handler))
    }

    fn row(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        limit: BodyLimit,
        handler: MethodRouter<Site>,
    ) -> Self {
        self.rows.push(Row { method, path, access, limit, handler });
        self
    }

    /// This table and another one's rows.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self
    }

    /// The rows, sorted by path and method.
    pub fn rows(&self) -> Vec<&Row> {
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by_key(|row| (row.path, row.method.to_string()));
        rows
    }

    /// The router that serves these rows.
    ///
    /// # Panics
    /// When two rows have the same method and path, or a path is not one: the table is
    /// built once, at start, and a test builds it too.
    pub(crate) fn into_router(self, site: &Site) -> Router {
        let mut router = Router::new();
        for row in self.rows {
            let handler = row
                .handler
                .layer(DefaultBodyLimit::max(row.limit.bytes()))
                .layer(from_fn_with_state((site.clone(), row.access), gate));
            #[expect(clippy::disallowed_methods, reason = "the one place where rows become routes")]
            {
                router = router.route(row.path, handler);
            }
        }
        router.fallback(async || PageError::NotFound).with_state(site.clone())
    }
}
