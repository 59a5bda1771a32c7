//! One report: as a page, and as a sheet of the same value.

use ::reports::{Ask, ReportView};
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::gallery::address;
use super::quarter::{self, Quarter};
use crate::form::FieldView;
use crate::{Download, Frame, PageError, Screen, Services, SignedIn};

/// Where the template leaves room for the report.
///
/// What a view puts into a page is escaped, so these characters can come from our own
/// template alone, and what is put there was drawn and escaped by the closed environment
/// of reports. No template of ours needs a way to write anything unescaped.
const ROOM: &str = "<div class=\"accord-report\" id=\"report\"></div>";

/// What the address asks for besides the report.
#[derive(Deserialize)]
pub(super) struct Asked {
    quarter: Option<String>,
}

#[derive(Serialize)]
struct Page {
    title: Text,
    quarter: Text,
    is_protected: bool,
    /// How it was protected.
    rule: Text,
    made_at: Text,
    version: u32,
    chooser: FieldView,
    action: String,
    sheet_href: String,
}

/// The page, or the sheet where the report's name ends in `.csv`.
pub(super) async fn show(
    screen: Screen,
    frame: Frame,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((plugin, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let pages = screen.site().pages();
    let today = quarter::today(screen.site().now(), pages.wording());
    let quarter = match asked.quarter.as_deref().filter(|word| !word.is_empty()) {
        Some(word) => Quarter::parse(word).ok_or(PageError::NotFound)?,
        None => quarter::usual(today),
    };
    let (report, is_sheet) = match name.strip_suffix(".csv") {
        Some(report) => (report, true),
        None => (name.as_str(), false),
    };
    let ask = Ask { plugin: &plugin, report, period: quarter.period(), language: screen.language() };
    let registry = (services.registry)();
    let view = services.reports.run(&visitor.actor, &registry, pages.wording(), &ask).await?;
    if is_sheet {
        let body = Body::from(view.csv(pages.wording(), screen.language()));
        let name = format!("{report}-{}.csv", quarter.word());
        return Ok(Download { name, media_type: "text/csv; charset=utf-8", body }.into_response());
    }
    let page = page(&view, quarter, today);
    let html = pages.render("reports/page", screen.language(), &frame, &page)?;
    let html =
        html.replacen(ROOM, &format!("<div class=\"accord-report\" id=\"report\">{}</div>", view.html), 1);
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], html).into_response())
}

fn page(view: &ReportView, quarter: Quarter, today: chrono::NaiveDate) -> Page {
    let offered = quarter::offered(today);
    let running = offered.first().copied();
    let title = |one: Quarter| one.title(Some(one) == running);
    let mut options: Vec<(String, Text)> = offered.iter().map(|one| (one.word(), title(*one))).collect();
    if !offered.contains(&quarter) {
        options.push((quarter.word(), title(quarter)));
    }
    let sheet = format!("{}.csv", view.report);
    Page {
        title: view.title.clone(),
        quarter: title(quarter),
        is_protected: view.is_protected,
        rule: view.rule.clone(),
        made_at: view.made_at.into(),
        version: view.version,
        chooser: FieldView::select("quarter", Text::key("report-choose-quarter"), options, &quarter.word())
            .size("s"),
        action: format!("/reports/{}/{}", view.plugin, view.report),
        sheet_href: address(&view.plugin, &sheet, quarter),
    }
}
