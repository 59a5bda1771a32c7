//! Somebody who follows links and fills in forms over HTTP, without a script and without a
//! browser.
//!
//! Fields are found by their labels, as a person finds them. The cookie is `__Host-` and
//! `Secure`, which clients other than browsers do not send over loopback, so it is kept and
//! sent by hand.

use std::collections::BTreeMap;
use std::time::SystemTime;

use keys::totp::TotpSecret;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, StatusCode};

use crate::page::Page;

/// The password of everybody.
pub const PASSWORD: &str = "a lamp beside the harbour";

/// Somebody at a browser of their own.
#[derive(Debug)]
pub struct Person {
    client: Client,
    base: String,
    cookies: BTreeMap<String, String>,
    authenticator: Option<TotpSecret>,
}

impl Person {
    /// Somebody who comes to the service at `base` for the first time.
    ///
    /// # Panics
    /// If there is no client to be had.
    pub fn new(base: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Self {
            client: client.expect("a client without TLS"),
            base: base.to_owned(),
            cookies: BTreeMap::new(),
            authenticator: None,
        }
    }

    /// The same person at another window of the same browser.
    #[must_use]
    pub fn another_window(&self) -> Self {
        let (client, base, cookies) = (self.client.clone(), self.base.clone(), self.cookies.clone());
        Self { client, base, cookies, authenticator: None }
    }

    /// The page at `path`, redirects followed.
    pub async fn get(&mut self, path: &str) -> Page {
        self.follow(Method::GET, path, None).await
    }

    /// The answer at `path`, wherever it leads.
    pub async fn ask(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    /// Fills in the first form in the main part of `page`, and sends it. A field is named by
    /// its label or, where that says nothing, by its name.
    pub async fn submit(&mut self, page: &Page, typed: &[(&str, &str)]) -> Page {
        let (to, fields) = page.fill_in(None, typed);
        self.follow(Method::POST, &to, Some(fields)).await
    }

    /// The same for the form that is sent to `action`.
    pub async fn submit_to(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        let (to, fields) = page.fill_in(Some(action), typed);
        self.follow(Method::POST, &to, Some(fields)).await
    }

    /// Sends fields that no page asked for.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.send(Method::POST, path, Some(fields)).await
    }

    /// Takes the cookies of somebody else, as a thief would.
    pub fn steal(&mut self, from: &Self) {
        self.cookies.clone_from(&from.cookies);
    }

    /// The session's cookie, for a browser that is to go on as this person.
    pub fn session(&self) -> Option<&str> {
        self.cookies.get("__Host-session").map(String::as_str)
    }

    /// Makes the account of an invitation one's own.
    pub(crate) async fn accept(&mut self, token: &str) {
        let page = self.get(&format!("/invitation/{token}")).await;
        let fields = page.fields("password");
        let typed: Vec<_> = fields.iter().map(|name| (name.as_str(), PASSWORD)).collect();
        assert!(!typed.is_empty(), "the invitation asks for a password: {}", page.text());
        let page = self.submit(&page, &typed).await;
        assert_ne!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    }

    /// Signs in, and sets up an authenticator where the service wants one.
    pub(crate) async fn sign_in(&mut self, username: &str, with_factor: bool) {
        let mut page = self.get("/sign-in").await;
        // Taking an invitation may have signed them in already.
        if self.session().is_none() {
            page = self.submit(&page, &[("name", username), ("password", PASSWORD)]).await;
        }
        if with_factor && self.authenticator.is_none() {
            let page = self.get("/account/authenticator").await;
            let secret = page.texts(".accord-reference").concat();
            let secret = TotpSecret::from_typed(&secret).expect("the page shows the secret for typing");
            let page = self.submit(&page, &[("code", &secret.code(now()))]).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text());
            self.authenticator = Some(secret);
        }
        assert!(self.session().is_some(), "{username} is not signed in: {}", page.text());
    }

    /// Signs in once more at this moment, with name, password and code.
    ///
    /// # Panics
    /// If they have no authenticator, or are not let in.
    pub async fn come_back(&mut self, username: &str, at: domain::Instant) {
        self.cookies.clear();
        let page = self.get("/sign-in").await;
        let page = self.submit(&page, &[("name", username), ("password", PASSWORD)]).await;
        let code = self.authenticator.as_ref().expect("they have one").code(at);
        let page = self.submit(&page, &[("code", &code)]).await;
        assert!(self.session().is_some(), "{username} is not signed in: {}", page.text());
    }

    async fn follow(&mut self, method: Method, path: &str, fields: Option<Vec<(String, String)>>) -> Page {
        let mut page = self.send(method, path, fields).await;
        for _ in 0..5 {
            let Some(to) = page.leads_to.clone() else { return page };
            page = self.send(Method::GET, &to, None).await;
        }
        panic!("redirects in a ring at {}", page.path)
    }

    /// The answer at `path`, or nothing where the service went away before it was whole.
    pub async fn try_ask(&mut self, path: &str) -> Option<Page> {
        self.attempt(Method::GET, path, None).await.ok()
    }

    /// Fills in the first form in the main part of `page`, and sends it; the answer itself,
    /// or nothing where the service went away before it was whole.
    pub async fn try_submit(&mut self, page: &Page, typed: &[(&str, &str)]) -> Option<Page> {
        let (to, fields) = page.fill_in(None, typed);
        self.attempt(Method::POST, &to, Some(fields)).await.ok()
    }

    async fn send(&mut self, method: Method, path: &str, fields: Option<Vec<(String, String)>>) -> Page {
        self.attempt(method, path, fields).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    async fn attempt(
        &mut self,
        method: Method,
        path: &str,
        fields: Option<Vec<(String, String)>>,
    ) -> reqwest::Result<Page> {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        if let Some(fields) = fields {
            // What a browser says about a form of the same site.
            request = request.form(&fields).header("sec-fetch-site", "same-origin");
        }
        let answer = request.send().await?;
        for cookie in answer.headers().get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie is text"));
        }
        let header =
            |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (status, leads_to) = (answer.status(), header(LOCATION));
        let headers = answer.headers().clone();
        let body = answer.text().await?;
        Ok(Page { path: path.to_owned(), status, leads_to, headers, body })
    }

    fn keep(&mut self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').expect("a cookie has a value");
        assert!(name.starts_with("__Host-") && rest.contains("Secure"), "{name} is not bound to the host");
        match rest.contains("Max-Age=0") {
            true => self.cookies.remove(name),
            false => {
                let value = rest.split(';').next().unwrap_or_default();
                self.cookies.insert(name.to_owned(), value.to_owned())
            }
        };
    }
}

fn now() -> domain::Instant {
    domain::instant(SystemTime::now().into())
}
