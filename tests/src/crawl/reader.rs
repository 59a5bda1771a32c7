//! A client that sends exactly what it is told, and keeps its cookies.

use std::collections::BTreeMap;

use domain::Instant;
use keys::totp::TotpSecret;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, StatusCode};

use crate::page::Page;
use crate::person::PASSWORD;

/// What goes with a request beside its address.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// Fields of a form.
    pub fields: Option<Vec<(String, String)>>,
    /// Whether the form is sent in parts, as files are.
    pub in_parts: bool,
    /// A body for programs.
    pub json: Option<String>,
    /// Headers; a post says that it comes from the same site unless something else stands here.
    /// One that is empty is not sent.
    pub headers: Vec<(&'static str, String)>,
}

impl Sent {
    /// A form.
    pub fn form(fields: Vec<(String, String)>) -> Self {
        Self { fields: Some(fields), ..Self::default() }
    }
}

/// Somebody at a browser of their own.
#[derive(Clone, Debug)]
pub struct Reader {
    client: Client,
    base: String,
    /// The cookies, by name.
    pub cookies: BTreeMap<String, String>,
    /// What their authenticator was told.
    secret: Option<String>,
}

impl Reader {
    /// Somebody who comes for the first time.
    ///
    /// # Panics
    /// If there is no client to be had.
    pub fn new(base: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let client = client.expect("a client without TLS");
        Self { client, base: base.to_owned(), cookies: BTreeMap::new(), secret: None }
    }

    /// The same reader in another language.
    #[must_use]
    pub fn speaking(&self, language: &str) -> Self {
        let mut other = self.clone();
        other.cookies.insert("__Host-language".to_owned(), language.to_owned());
        other
    }

    /// The answer at `path`, wherever it leads.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, Sent::default()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: Vec<(String, String)>) -> Page {
        self.send(Method::POST, path, Sent::form(fields)).await
    }

    /// Sends a request and keeps the cookies of its answer.
    ///
    /// # Panics
    /// If nothing answers.
    pub async fn send(&mut self, method: Method, path: &str, sent: Sent) -> Page {
        let is_post = method == Method::POST;
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if !self.cookies.is_empty() {
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            request = request.header(COOKIE, cookies.collect::<Vec<_>>().join("; "));
        }
        request = match &sent.fields {
            Some(fields) if sent.in_parts => {
                request.header("content-type", "multipart/form-data; boundary=part").body(parts(fields))
            }
            Some(fields) => request.form(fields),
            None => request,
        };
        if let Some(json) = sent.json {
            request = request.header("content-type", "application/json").body(json);
        }
        if is_post && !sent.headers.iter().any(|(name, _)| *name == "sec-fetch-site") {
            request = request.header("sec-fetch-site", "same-origin");
        }
        for (name, value) in sent.headers.into_iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(name, value);
        }
        let answer = request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"));
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie is text");
            let (name, rest) = cookie.split_once('=').expect("a cookie has a value");
            match rest.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => {
                    let value = rest.split(';').next().unwrap_or_default();
                    self.cookies.insert(name.to_owned(), value.to_owned())
                }
            };
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        let leads_to = headers.get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        // A file may be anything; what is no text is compared as it is read.
        let body = answer.bytes().await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let body = String::from_utf8_lossy(&body).into_owned();
        Page { path: path.to_owned(), status, leads_to, headers, body }
    }

    /// What their authenticator shows at this moment.
    ///
    /// # Panics
    /// If they had never signed in.
    pub fn code(&self, now: Instant) -> String {
        let secret = self.secret.as_deref().expect("they signed in before");
        TotpSecret::from_typed(secret).expect("it was read before").code(now)
    }

    /// Signs in with a password, and sets up an authenticator.
    ///
    /// # Panics
    /// If the service does not let them in.
    pub async fn sign_in(&mut self, username: &str, now: Instant) {
        let page = self.get("/sign-in").await;
        let (to, fields) = page.fill_in(None, &[("name", username), ("password", PASSWORD)]);
        let entered = self.post(&to, fields).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{username}: {}", entered.text());
        let page = self.get("/account/authenticator").await;
        let typed = page.texts(".accord-reference").concat();
        let secret = TotpSecret::from_typed(&typed).expect("the page shows the secret for typing");
        self.secret = Some(typed);
        let (to, fields) = page.fill_in(None, &[("code", &secret.code(now))]);
        let page = self.post(&to, fields).await;
        assert_eq!(page.status, StatusCode::OK, "{username}: {}", page.text());
    }

    /// Signs in once more, with a code of the authenticator that has not been used.
    ///
    /// # Panics
    /// If they had never signed in, or the service does not let them in.
    pub async fn sign_in_again(&mut self, username: &str, now: Instant) {
        let secret = self.secret.clone().expect("they signed in before");
        let secret = TotpSecret::from_typed(&secret).expect("it was read before");
        let page = self.get("/sign-in").await;
        let (to, fields) = page.fill_in(None, &[("name", username), ("password", PASSWORD)]);
        let page = self.post(&to, fields).await;
        let (to, fields) = page.fill_in(None, &[("code", &secret.code(now))]);
        let page = self.post(&to, fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{username}: {}", page.text());
    }

    /// Whether the service still knows them.
    pub async fn is_signed_in(&mut self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }
}

/// The fields in parts, as a browser writes them.
fn parts(fields: &[(String, String)]) -> String {
    let part = |(name, value): &(String, String)| {
        format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    fields.iter().map(part).collect::<String>() + "--part--\r\n"
}
