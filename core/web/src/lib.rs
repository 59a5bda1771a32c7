//! Pages, forms and static files: the only crate that knows axum.
//!
//! A request meets, from the outside in: the headers every answer carries, the log, the
//! place where errors become pages ([`dress`](error::dress)), the deadlines, the check
//! against forged posts, and at last the row of the route [`Table`] with its stated
//! [`Access`]. What lies behind a row is a handler of ten lines: who, what, do, answer.
//!
//! This crate lists neither `storage` nor `sea-orm`, so a handler cannot write a query.
//! What it needs from elsewhere and cannot name, it asks for through [`Ports`].

#![forbid(unsafe_code)]

mod about;
mod access;
mod account;
mod api;
mod assets;
mod audit;
mod carried;
mod cases;
mod cookies;
mod download;
mod erasures;
mod error;
mod frame;
mod headers;
mod health;
mod intake;
mod keys_admin;
mod language;
mod listener;
mod lists;
mod mail_admin;
mod people_admin;
mod permissions_admin;
mod plugins_admin;
mod ports;
mod posted;
mod reports;
mod request;
mod screen;
mod sent;
mod serve;
mod services;
mod settings;
mod site;
mod table;
mod tokens;

pub mod form;
pub mod parts;

pub use access::{Access, SignedIn};
pub use api::describe_to;
pub use carried::{
    Carried, PasskeyAsked, PasskeyForm, ProviderForm, ResumeView, SignInForm, SignInView, own_path,
};
pub use cookies::{clear_session, session_cookie, session_of};
pub use download::Download;
pub use error::PageError;
pub use frame::{Frame, Navigation, SignOutForm};
pub use listener::serve;
pub use ports::{BoxFuture, Clock, Fault, NotReady, Ports, Readiness, Sessions, Tokens, Visitor};
pub use posted::{Posted, PostedForm, Typed};
pub use request::RequestId;
pub use screen::Screen;
pub use services::{CurrentRegistry, Services};
pub use settings::{Logo, Settings};
pub use site::{BuildError, Site};
pub use table::{BodyLimit, Row, Table};
pub use tokens::FormToken;

/// The rows that belong to every installation: pages about the service, the language
/// switch, static files and health.
pub fn common() -> Table {
    Table::new().and(about::routes()).and(language::routes()).and(assets::routes()).and(health::routes())
}

// The tests share the gallery's ports, which name this crate as anybody else does.
#[cfg(test)]
extern crate self as web;
/// The rows of the first page, of signing in and out, and of one's own account.
pub fn account_pages() -> Table {
    account::routes()
}

/// The rows of the lists of cases and of the search box.
pub fn list_pages() -> Table {
    lists::routes()
}

/// The rows of the interface for programs.
pub fn api() -> Table {
    api::routes()
}

/// The rows of the reports.
pub fn report_pages() -> Table {
    reports::routes()
}

/// The rows of the pages about who looked.
pub fn audit_pages() -> Table {
    audit::routes()
}

/// The rows of the pages of running the service.
pub fn administration_pages() -> Table {
    people_admin::routes()
        .and(mail_admin::routes())
        .and(plugins_admin::routes())
        .and(permissions_admin::routes())
        .and(keys_admin::routes())
        .and(erasures::routes())
}

/// The rows of the pages on which referrals are made and decided.
pub fn intake_pages() -> Table {
    intake::routes()
}

/// The rows of the pages of a case.
pub fn case_pages() -> Table {
    cases::routes()
}

#[cfg(test)]
mod service_tests;
#[cfg(test)]
mod tests;
