//! What one's own team looked at.

use administration::TeamAccessView;
use axum::extract::Query;
use axum::response::Response;
use serde::Serialize;
use wording::Text;

use super::case::{Asked, row};
use crate::cases::address;
use crate::parts::{Cell, EmptyState, Heading, More, Table};
use crate::{PageError, Screen, Services, SignedIn};

#[derive(Serialize)]
struct TeamAccessPage {
    table: Table,
    more: More,
}

/// The page, the newest first.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let view = services.access_log.of_team(&visitor.actor, asked.older.as_deref()).await?;
    let older = view.older.as_ref().map(|older| format!("/team-access?older={older}"));
    let page =
        TeamAccessPage { table: table(&view), more: More { newer: None, older, total: Text::default() } };
    screen.show("audit/team", &page)
}

fn table(view: &TeamAccessView) -> Table {
    let head = ["audit-when", "team-access-case", "audit-who", "audit-what", "audit-data", "audit-purpose"];
    let empty = EmptyState {
        title: Text::key("team-access-nobody"),
        text: Text::key("team-access-nobody-more"),
        link: None,
    };
    let lines = view.lines.iter().map(|line| {
        let mut cells = row(line);
        let case = match line.reference {
            Some(case) => Cell::link(address(case, ""), Text::plain(case.to_string())),
            None => Cell::new(Text::default()),
        };
        cells.insert(1, case);
        cells
    });
    let head = head.map(|key| Heading::new(Text::key(key))).into();
    Table::new(Text::key("audit-lines"), head, lines.collect()).or_else(empty)
}
