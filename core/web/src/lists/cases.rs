//! All cases that the reader may see, narrowed down, sorted, page by page.

use ::cases::list::{COLUMNS, CaseQuery, ColumnView, ListView};
use axum::extract::Query;
use axum::response::{Redirect, Response};
use serde::Serialize;
use wording::Text;

use super::filters::{self, Pairs};
use super::search::SearchForm;
use crate::form::FieldView;
use crate::parts::{Cell, EmptyState, Filter, Heading, Link, More, Table};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// How many rows a page has.
const PAGE: u64 = 50;

/// The form that narrows the list by texts.
pub(super) struct TextFilterForm;

impl PostedForm for TextFilterForm {
    const NAME: &'static str = "list-text";
}

#[derive(Serialize)]
struct CasesPage {
    search_token: String,
    filter: Filter,
    text_token: String,
    text_fields: Vec<FieldView>,
    /// What the text form carries along of the address, as hidden fields.
    kept: Vec<(String, String)>,
    table: Table,
    more: More,
    export_href: Option<String>,
}

/// The usual columns, and those that the list is narrowed down or sorted by: a plugin's
/// field has its column when somebody asks about it.
fn columns(filters: &[::cases::list::Filter], sort: &::cases::list::Sort) -> Vec<String> {
    let asked = filters.iter().map(|filter| &filter.field).chain([&sort.field]);
    let mut columns: Vec<String> = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
    for field in asked {
        if !columns.contains(field) {
            columns.push(field.clone());
        }
    }
    columns
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(pairs): Query<Pairs>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let offered = filters::offered(services.lists.filters(&visitor.actor, &registry));
    let wanted = filters::read(&screen, &offered, &pairs);
    let sort = filters::sort(&pairs);
    let cursor = pairs.iter().find(|(name, _)| name == "after").map(|(_, cursor)| cursor.clone());
    let query = CaseQuery {
        fields: columns(&wanted, &sort),
        filters: wanted.clone(),
        sort: sort.clone(),
        cursor: cursor.filter(|cursor| !cursor.is_empty()),
        limit: PAGE,
    };
    let view = services.lists.cases(&visitor.actor, &registry, &query).await?;
    let heading = |column: &ColumnView| {
        let heading = Heading::new(column.label.clone());
        if !column.sortable {
            return heading;
        }
        let is_sorted = sort.field == column.id;
        // The first press sorts the newest or largest first, the second turns it round.
        let order = if is_sorted && sort.descending { "up" } else { "down" };
        let pairs = filters::with(&filters::without(&pairs, &["after"]), "sort", &column.id);
        let href = filters::address("/cases", &filters::with(&pairs, "order", order));
        heading.sortable(href, is_sorted.then_some(!sort.descending))
    };
    let chosen = filters::chosen(&offered, &wanted, &pairs);
    let page = CasesPage {
        search_token: screen.token::<SearchForm>(),
        text_token: screen.token::<TextFilterForm>(),
        text_fields: filters::text_fields(&screen, &offered, &pairs),
        kept: filters::without(&pairs, &["text", "after"]),
        filter: Filter {
            action: "/cases".to_owned(),
            fields: filters::fields(&offered, &pairs),
            is_open: false,
            clear_href: "/cases".to_owned(),
            chosen,
        },
        table: table(&view, view.columns.iter().map(heading).collect(), Text::key("list-cases")),
        more: More {
            newer: view
                .previous
                .as_ref()
                .map(|cursor| filters::address("/cases", &filters::with(&pairs, "after", cursor))),
            older: view
                .next
                .as_ref()
                .map(|cursor| filters::address("/cases", &filters::with(&pairs, "after", cursor))),
            total: view.count.clone(),
        },
        export_href: visitor
            .actor
            .holds(permissions::ActKind::ExportCases)
            .then(|| filters::address("/cases/export", &filters::without(&pairs, &["after"]))),
    };
    screen.show("lists/cases", &page)
}

/// The rows as a table; the first cell of each leads to its case.
pub(super) fn table(view: &ListView, head: Vec<Heading>, caption: Text) -> Table {
    rows_as_table(&view.rows, head, caption)
}

/// Rows of any list of cases as a table.
pub(super) fn rows_as_table(rows: &[::cases::list::RowView], head: Vec<Heading>, caption: Text) -> Table {
    let rows = rows
        .iter()
        .map(|row| {
            let href = format!("/cases/{}", row.reference);
            let cell = |(index, text): (usize, &Text)| match index {
                0 => Cell::link(href.clone(), text.clone()),
                _ => Cell::new(text.clone()),
            };
            row.cells.iter().enumerate().map(cell).collect()
        })
        .collect();
    let empty = EmptyState {
        title: Text::key("list-empty"),
        text: Text::key("list-empty-more"),
        link: Some(Link::new("/cases", Text::key("list-all"))),
    };
    Table::new(caption, head, rows).or_else(empty)
}

/// Seals the texts of a filter and leads to the list narrowed by them.
pub(super) async fn narrow(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<TextFilterForm>,
) -> Result<Redirect, PageError> {
    let registry = (services.registry)();
    let offered = filters::offered(services.lists.filters(&visitor.actor, &registry));
    let sealed = filters::seal_texts(&screen, &offered, &form.typed);
    let kept: Pairs = form
        .typed
        .all("kept")
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Ok(Redirect::to(&filters::address("/cases", &filters::with(&kept, "text", &sealed))))
}
