//! Drawing a page for the person who asked.

use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::AccountId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wording::Language;

use crate::posted::PostedForm;
use crate::{Frame, PageError, Site, Visitor, tokens};

/// The site and the frame of one request: what a handler needs to answer with a page.
#[derive(Clone)]
pub struct Screen {
    site: Site,
    frame: Frame,
    account: Option<AccountId>,
}

/// Marks a response whose body is meant for the reader, so that it is not replaced by a
/// general error page.
#[derive(Clone, Copy)]
pub(crate) struct Drawn;

impl Screen {
    pub(crate) fn new(site: Site, frame: Frame, account: Option<AccountId>) -> Self {
        Self { site, frame, account }
    }

    /// The reader's language.
    pub fn language(&self) -> Language {
        self.frame.language()
    }

    /// The same screen for somebody who has just chosen `language` on this page.
    pub(crate) fn speaking(&self, language: Language) -> Self {
        Self { frame: self.frame.speaking(language), ..self.clone() }
    }

    /// The path and query of the page.
    pub fn path(&self) -> &str {
        self.frame.path()
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The page `template`, filled with `view`.
    ///
    /// # Errors
    /// A template that does not fit its view, as a fault.
    pub fn show(&self, template: &str, view: &impl Serialize) -> Result<Response, PageError> {
        self.show_as(StatusCode::OK, template, view)
    }

    /// The form again, with what was typed and what is wrong with it: 422.
    ///
    /// # Errors
    /// As [`show`](Self::show).
    pub fn show_again(&self, template: &str, view: &impl Serialize) -> Result<Response, PageError> {
        self.show_as(StatusCode::UNPROCESSABLE_ENTITY, template, view)
    }

    /// The form again, with what was typed, for whoever sent it too early: 429, with when it
    /// may be sent again.
    ///
    /// # Errors
    /// As [`show`](Self::show).
    pub fn show_too_early(
        &self,
        wait: Duration,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Response, PageError> {
        let mut response = self.show_as(StatusCode::TOO_MANY_REQUESTS, template, view)?;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        Ok(response)
    }

    /// The page with a status of its own.
    ///
    /// # Errors
    /// As [`show`](Self::show).
    pub fn show_as(
        &self,
        status: StatusCode,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Response, PageError> {
        let html = self.site.pages().render(template, self.language(), &self.frame, view)?;
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let mut response = (status, [kind], html).into_response();
        response.extensions_mut().insert(Drawn);
        Ok(response)
    }

    /// The hidden field of the form `F`, fresh for each page: it proves that the form came
    /// from us to this account, and names the sending, so that sending twice acts once.
    pub fn token<F: PostedForm>(&self) -> String {
        crate::FormToken::issue(&self.site, F::NAME, self.account)
    }

    /// `value` as a text for an address that only this reader can use: a query, a cursor.
    pub fn seal(&self, purpose: &str, value: &impl Serialize) -> String {
        tokens::seal(&self.site, purpose, self.account, value)
    }

    /// What [`seal`](Self::seal) sealed for the same purpose and reader.
    ///
    /// # Errors
    /// Not found, for a text of someone else or of nobody.
    pub fn open<T: DeserializeOwned>(&self, purpose: &str, text: &str) -> Result<T, PageError> {
        tokens::open(&self.site, purpose, self.account, text).ok_or(PageError::NotFound)
    }
}

impl FromRequestParts<Site> for Screen {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        let frame = Frame::from_request_parts(parts, site).await?;
        let account = parts.extensions.get::<Visitor>().map(|visitor| visitor.account);
        Ok(Self::new(site.clone(), frame, account))
    }
}
