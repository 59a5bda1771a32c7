mod access;
mod assets;
mod carried;
mod golden;
mod layers;
mod streaming;
mod templates;

#[path = "../../examples/gallery/package.rs"]
pub(crate) mod package;
#[path = "../../examples/gallery/ports.rs"]
mod ports;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::json;
use tower::ServiceExt;

use crate::{Access, Navigation, PageError, Posted, PostedForm, Screen, Settings, SignedIn, Site, Table};

pub(crate) use ports::{AMA, BRYN};

pub(crate) const NOTE: &str =
    "{{#> layout with_title=\"Note\"}}<h1>Note</h1>{{> parts/form-token}}<p>{{typed}}</p>{{/layout}}";

struct Note;

impl PostedForm for Note {
    const NAME: &'static str = "note";
}

struct Other;

impl PostedForm for Other {
    const NAME: &'static str = "other";
}

/// A site with a few routes that show what handlers can do.
pub(crate) fn site() -> Site {
    let (_, words) = package::registry_and_words();
    let settings = Settings { demonstration: true, ..Settings::default() };
    let navigation = vec![Navigation { href: "/note", label: "answer-yes", shown_to: |_| true }];
    Site::with_templates(settings, ports::Desk::ports(), words, navigation, &[("note", NOTE)])
        .expect("the embedded templates")
}

fn table() -> Table {
    Table::new()
        .get("/note", Access::SignedIn, async |screen: Screen| {
            screen.show("note", &json!({ "token": screen.token::<Note>(), "typed": "" }))
        })
        .get("/other", Access::SignedIn, async |screen: Screen| {
            screen.show("note", &json!({ "token": screen.token::<Other>(), "typed": "" }))
        })
        .post("/note", Access::SignedIn, async |screen: Screen, posted: Posted<Note>| {
            let typed = posted.typed.text("text").to_owned();
            let said = if posted.is_shown_again { format!("again {typed}") } else { typed };
            screen.show_again("note", &json!({ "token": screen.token::<Note>(), "typed": said }))
        })
        .get("/public", Access::Public, async |screen: Screen| {
            screen.show("note", &json!({ "token": screen.token::<Note>(), "typed": "" }))
        })
        .post("/public", Access::Public, async |screen: Screen, posted: Posted<Note>| {
            screen
                .show("note", &json!({ "token": screen.token::<Note>(), "typed": posted.typed.text("text") }))
        })
        .get("/who", Access::SignedIn, async |SignedIn(visitor): SignedIn| visitor.name)
        .get("/panic", Access::Public, panics)
        .get("/fault", Access::Public, async || PageError::fault("the database said: Ama Mensah"))
        .get("/conflict", Access::Public, async || PageError::Conflict(None))
        .get("/refused", Access::Public, async || {
            PageError::Refused(vec![domain::Message::new("task-later")])
        })
        .get("/api/v1/refused", Access::Public, async || {
            PageError::Refused(vec![domain::Message::new("task-later")])
        })
}

async fn panics() -> &'static str {
    panic!("on purpose, about Ama Mensah")
}

pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of the first hidden field of this name in the page itself.
    pub fn hidden(&self, name: &str) -> String {
        let page = self.body.split("<main").nth(1).unwrap_or_default();
        let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

/// A browser with a session, or without one.
pub(crate) struct Browser {
    router: Router,
    cookie: Option<String>,
}

impl Browser {
    pub fn of(token: Option<&str>) -> Self {
        Self::at(&site(), token)
    }

    pub fn at(site: &Site, token: Option<&str>) -> Self {
        Self { router: site.router(table()), cookie: token.map(|token| format!("__Host-session={token}")) }
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().append(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.send(request).await
    }
}

/// A screen of nobody's, for drawing a page by itself.
pub(crate) fn screen() -> Screen {
    let site = site();
    let frame = crate::Frame::new(&site, &Request::new(Body::empty()), None);
    Screen::new(site, frame, None)
}

/// What was drawn.
pub(crate) async fn drawn(response: axum::response::Response) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8_lossy(&bytes).into_owned()
}
