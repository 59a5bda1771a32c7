//! A gallery of every part, to look at on a telephone and on a desk.
//!
//! `cargo run -p web --example gallery`, then open the address it prints. Nothing here is
//! in the product.

mod package;
mod ports;
mod views;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use contributions::{FormDefinition, Registry};
use domain::{Answers, FieldErrors};
use serde::Serialize;
use web::form::{FieldView, Filled, examine, fields_of};
use web::parts::ErrorSummary;
use web::{
    Access, Navigation, PageError, Posted, PostedForm, Screen, Settings, SignInView, Site, Table, Typed,
};

const TEMPLATES: [(&str, &str); 4] = [
    ("gallery/work", include_str!("work.hbs")),
    ("gallery/case", include_str!("case.hbs")),
    ("gallery/form", include_str!("form.hbs")),
    ("gallery/report", include_str!("report.hbs")),
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (_, words) = package::registry_and_words();
    let settings = Settings {
        organisation: "Essex Restorative and Mediation Service".to_owned(),
        contact: "help@example.org".to_owned(),
        demonstration: true,
        over_tls: false,
        ..Settings::default()
    };
    let navigation = vec![
        Navigation { href: "/", label: "gallery/work", shown_to: |_| true },
        Navigation { href: "/case", label: "gallery/case", shown_to: |_| true },
        Navigation { href: "/form", label: "gallery/form", shown_to: |_| true },
        Navigation { href: "/report", label: "gallery/report", shown_to: |_| true },
    ];
    let words = words.with_plugin("gallery", [("en", include_str!("gallery.ftl"))])?;
    let site = Site::with_templates(settings, ports::Desk::ports(), words, navigation, &TEMPLATES)?;
    let table = Table::new()
        .get("/", Access::Public, async |screen: Screen| screen.show("gallery/work", &views::work()))
        .get("/case", Access::Public, async |screen: Screen| {
            screen.show("gallery/case", &views::case(&screen))
        })
        .get("/report", Access::Public, async |screen: Screen| {
            screen.show("gallery/report", &views::report())
        })
        .get("/confirm", Access::Public, async |screen: Screen| screen.show("confirm", &views::confirm()))
        .get("/form", Access::Public, form)
        .post("/form", Access::Public, send)
        .get("/neighbour", Access::Public, neighbour)
        .get("/sign-in", Access::Public, sign_in)
        .get("/as-ama/{page}", Access::Plain, as_ama)
        .get("/broken", Access::Public, broken);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port())).await?;
    let router = site.router(table);
    let stop = async {
        // Without a signal to wait for, it runs until it is killed.
        let _ = tokio::signal::ctrl_c().await;
    };
    web::serve(listener, router, stop).await?;
    Ok(())
}

fn port() -> u16 {
    std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8093)
}

struct Everything;

impl PostedForm for Everything {
    const NAME: &'static str = "everything";
}

#[derive(Serialize)]
struct FormView {
    token: String,
    title: wording::Text,
    lead: Option<wording::Text>,
    back: Option<&'static str>,
    exits: bool,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
}

fn view(screen: &Screen, registry: &Registry, name: &str, typed: &Typed, errors: &FieldErrors) -> FormView {
    let form: &FormDefinition = registry.current_form(package::PLUGIN, name).expect("a form of the package");
    let page = &form.pages[0];
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let answers = Answers::new();
    let fields = fields_of(form, page, Filled { typed, answers: &answers, errors, today });
    FormView {
        token: screen.token::<Everything>(),
        title: wording::Text::key(page.title.as_str()),
        lead: page.lead.as_deref().map(wording::Text::key),
        back: Some("/"),
        exits: name == "neighbour",
        errors: ErrorSummary::new(errors, &fields),
        fields,
    }
}

async fn form(screen: Screen) -> Result<Response, PageError> {
    let (registry, _) = package::registry_and_words();
    let view = view(&screen, &registry, "everything", &Typed::default(), &FieldErrors::default());
    screen.show("gallery/form", &view)
}

async fn neighbour(screen: Screen) -> Result<Response, PageError> {
    let (registry, _) = package::registry_and_words();
    let view = view(&screen, &registry, "neighbour", &Typed::default(), &FieldErrors::default());
    screen.show("gallery/form", &view)
}

async fn send(screen: Screen, posted: Posted<Everything>) -> Result<Response, PageError> {
    let (registry, _) = package::registry_and_words();
    let form = registry.current_form(package::PLUGIN, "everything").expect("a form of the package");
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let (_, errors) = examine(form, &form.pages[0], &posted.typed, &Answers::new(), today);
    let view = view(&screen, &registry, "everything", &posted.typed, &errors);
    screen.show_again("gallery/form", &view)
}

async fn sign_in(screen: Screen) -> Result<Response, PageError> {
    let view = SignInView::new(&screen, "/", "").carrying("sealed".to_owned());
    screen.show("sign-in", &view)
}

/// Signs Ama in and goes to a page, so that a picture can be taken of it as she sees it.
async fn as_ama(Path(page): Path<String>) -> Response {
    let page = if page == "work" { String::new() } else { page };
    ([(header::SET_COOKIE, web::session_cookie(ports::AMA))], Redirect::to(&format!("/{page}")))
        .into_response()
}

async fn broken(State(_): State<Site>) -> Response {
    PageError::fault("the gallery breaks on purpose").into_response()
}
