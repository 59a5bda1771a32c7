//! What a browser does, as far as these pages need it.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

/// Keeps cookies, follows redirects, and sends forms with everything that is in them.
pub struct Browser {
    router: Router,
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

/// A page as it arrived.
pub struct Page {
    pub status: StatusCode,
    /// Where it is, after any redirects.
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(router: Router, host: u8) -> Self {
        let address = (Ipv4Addr::new(192, 0, 2, host), 4711).into();
        Self { router, address, cookies: BTreeMap::new() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.follow(Method::GET, path, String::new()).await
    }

    /// Fills in the form of the page, the only one in its main part, and sends it.
    pub async fn submit(&mut self, page: &Page, typed: &[(&str, &str)]) -> Page {
        self.submit_to(page, None, typed).await
    }

    /// The same for the first form that is sent to `action`.
    pub async fn submit_to(&mut self, page: &Page, action: Option<&str>, typed: &[(&str, &str)]) -> Page {
        let (to, fields) = page.form(action, typed);
        self.post(&to, &fields).await
    }

    /// Sends these fields, whatever page they are from.
    pub async fn post(&mut self, to: &str, fields: &[(String, String)]) -> Page {
        let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let pairs: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.follow(Method::POST, to, pairs.join("&")).await
    }

    /// The page, where it leads to, without going there.
    pub async fn ask(&mut self, method: Method, path: &str, body: String) -> Page {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
            .body(Body::from(body))
            .unwrap();
        for (name, value) in &self.cookies {
            request.headers_mut().append(header::COOKIE, format!("{name}={value}").parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(self.address));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Page { status: parts.status, path: path.to_owned(), headers: parts.headers, body }
    }

    async fn follow(&mut self, method: Method, path: &str, body: String) -> Page {
        let mut page = self.ask(method, path, body).await;
        for _ in 0..5 {
            let Some(to) = page.headers.get(header::LOCATION) else { return page };
            let to = to.to_str().unwrap().to_owned();
            page = self.ask(Method::GET, &to, String::new()).await;
        }
        panic!("redirects in a ring at {}", page.path)
    }

    fn keep(&mut self, cookie: &str) {
        assert!(cookie.contains("Secure; HttpOnly; SameSite="), "{cookie}");
        assert!(cookie.contains("Path=/;") && !cookie.contains("Domain"), "{cookie}");
        let (name, rest) = cookie.split_once('=').unwrap();
        assert!(name.starts_with("__Host-"), "{cookie}");
        match cookie.contains("Max-Age=0") {
            true => self.cookies.remove(name),
            false => self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned()),
        };
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }
}

impl Page {
    /// Whether the words stand on the page, between its tags.
    pub fn says(&self, words: &str) -> bool {
        Html::parse_document(&self.body).root_element().text().collect::<String>().contains(words)
    }

    /// The texts of every element that fits.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        let text = |element: ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        document.select(&selector_of(selector)).map(text).collect()
    }

    /// The attribute of every element that fits.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        let selector = selector_of(selector);
        let found = document.select(&selector);
        found.filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// Where the form in the main part is sent, and every field of it with this typed in.
    pub fn sent(&self, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        self.form(None, typed)
    }

    fn form(&self, action: Option<&str>, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let document = Html::parse_document(&self.body);
        let forms = selector_of(if action.is_some() { "form" } else { "main form" });
        let mut found =
            document.select(&forms).filter(|form| action.is_none() || form.attr("action") == action);
        let form = found.next().unwrap_or_else(|| panic!("no such form on {}: {}", self.path, self.body));
        assert_eq!(form.attr("method"), Some("post"));
        let mut fields: Vec<(String, String)> = Vec::new();
        for input in form.select(&selector_of("input, textarea, select")) {
            let Some(name) = input.attr("name") else { continue };
            let is_choice = matches!(input.attr("type"), Some("radio" | "checkbox"));
            let is_typed = typed.iter().any(|(typed, _)| *typed == name);
            if is_typed || is_choice && input.attr("checked").is_none() {
                continue;
            }
            let value = match input.value().name() {
                "textarea" => input.text().collect(),
                "select" => {
                    let chosen = input.select(&selector_of("option[selected]")).next();
                    chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
                }
                _ => input.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        for (name, value) in typed {
            let there = selector_of(&format!("[name=\"{name}\"]"));
            assert!(form.select(&there).next().is_some(), "no field {name} on {}", self.path);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        (form.attr("action").unwrap_or(&self.path).to_owned(), fields)
    }
}

fn selector_of(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}
