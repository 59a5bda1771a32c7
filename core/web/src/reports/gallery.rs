//! Every report that the reader may ask for.

use axum::response::Response;
use permissions::{ActKind, Figures};
use serde::Serialize;
use wording::Text;

use super::quarter::{self, Quarter};
use crate::parts::{EmptyState, Link};
use crate::{PageError, Screen, Services, SignedIn};

/// How many quarters each report leads to directly.
const DIRECT: usize = 4;

#[derive(Serialize)]
struct Gallery {
    reports: Vec<Card>,
    is_protected: bool,
    empty: Option<EmptyState>,
}

/// A report and the way to its newest quarters.
#[derive(Serialize)]
struct Card {
    title: Text,
    /// Who contributed it, and what they say about it.
    plugin: Text,
    about: Text,
    newest: Link,
    earlier: Vec<Link>,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
) -> Result<Response, PageError> {
    let actor = &visitor.actor;
    if !actor.holds(ActKind::RunReport) || actor.figures() == Figures::None {
        return Err(PageError::Forbidden(None));
    }
    let registry = (services.registry)();
    let today = quarter::today(screen.site().now(), screen.site().pages().wording());
    let ended: Vec<Quarter> = quarter::offered(today).into_iter().skip(1).take(DIRECT).collect();
    let reports: Vec<Card> = services
        .reports
        .available(actor, &registry)
        .into_iter()
        .map(|report| {
            let manifest = registry.package(&report.plugin).map(|package| &package.manifest);
            let said = |key: Option<&String>| key.map_or_else(Text::default, Text::key);
            let mut links = ended.iter().map(|quarter| {
                Link::new(address(&report.plugin, &report.report, *quarter), quarter.title(false))
            });
            let newest = links.next().unwrap_or_else(|| Link::new("/reports", report.title.clone()));
            Card {
                title: report.title.clone(),
                plugin: said(manifest.map(|manifest| &manifest.name)),
                about: said(manifest.and_then(|manifest| manifest.description.as_ref())),
                newest,
                earlier: links.collect(),
            }
        })
        .collect();
    let empty = reports.is_empty().then(|| EmptyState {
        title: Text::key("report-none-yet"),
        text: Text::key("report-none-yet-more"),
        link: None,
    });
    screen
        .show("reports/gallery", &Gallery { reports, is_protected: actor.figures() != Figures::True, empty })
}

/// The address of a report for a quarter.
pub(super) fn address(plugin: &str, report: &str, quarter: Quarter) -> String {
    format!("/reports/{plugin}/{report}?quarter={}", quarter.word())
}
