//! Who looked at one case.

use administration::{AccessLine, AccessView};
use axum::extract::Query;
use axum::response::Response;
use domain::Reference;
use permissions::ActKind;
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::cases::{CaseRef, address};
use crate::parts::{Cell, Colour, EmptyState, Heading, More, Table, Tag};
use crate::{PageError, Screen, Services, SignedIn};

/// Where the page before ended.
#[derive(Deserialize)]
pub(super) struct Asked {
    pub(super) older: Option<String>,
}

#[derive(Serialize)]
struct AccessPage {
    reference: Reference,
    back: String,
    own_team_only: bool,
    table: Table,
    more: More,
}

/// The page, the newest first.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let actor = &visitor.actor;
    let view = services.access_log.of_case(actor, case, asked.older.as_deref()).await?;
    // The log of a case is no way to the case, so a reader who has none is led back to where
    // they came from.
    let back = if actor.holds(ActKind::ViewAudit) { "/audit".to_owned() } else { address(case, "") };
    let page = AccessPage {
        reference: view.reference,
        back,
        own_team_only: view.own_team_only,
        table: table(&view),
        more: More {
            newer: None,
            older: view.older.as_ref().map(|older| format!("{}?older={older}", address(case, "access"))),
            total: Text::default(),
        },
    };
    screen.show("audit/case", &page)
}

fn table(view: &AccessView) -> Table {
    let head = ["audit-when", "audit-who", "audit-what", "audit-data", "audit-purpose"];
    let empty =
        EmptyState { title: Text::key("audit-nobody"), text: Text::key("audit-nobody-more"), link: None };
    let head = head.map(|key| Heading::new(Text::key(key))).into();
    Table::new(Text::key("audit-lines"), head, view.lines.iter().map(row).collect()).or_else(empty)
}

pub(super) fn row(line: &AccessLine) -> Vec<Cell> {
    let mut what = Cell::new(line.what.clone());
    if line.is_refused {
        what.tag = Some(Tag::new(Text::key("audit-refused"), Colour::Red));
    }
    let what = match &line.detail {
        Some(detail) => what.more(detail.as_str()),
        None => what,
    };
    vec![
        Cell::new(line.at.clone()),
        Cell::new(line.who.clone()),
        what,
        Cell::new(line.data.clone()),
        Cell::new(line.purpose.clone()),
    ]
}
