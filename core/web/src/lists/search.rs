//! The search box: names, references, numbers, postcodes, words of notes, in one place.

use ::cases::search::{FoundBy, Within};
use axum::extract::Query;
use axum::response::{Redirect, Response};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::cases::rows_as_table;
use crate::parts::{Heading, More, Table};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The search box.
pub(super) struct SearchForm;

impl PostedForm for SearchForm {
    const NAME: &'static str = "search";
}

/// Seals what was typed and leads to its results: nothing about a person stands in an address.
pub(super) async fn seal(
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<SearchForm>,
) -> Result<Redirect, PageError> {
    let within = if form.typed.text("within") == "notes" { Within::Notes } else { Within::Names };
    let token = services.search.seal(&visitor.actor, form.typed.text("text"), within)?;
    Ok(Redirect::to(&format!("/search?q={token}")))
}

#[derive(Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct SearchPage {
    search_token: String,
    text: String,
    in_notes: bool,
    found_by: Option<Text>,
    table: Option<Table>,
    more: More,
}

/// The results.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let search_token = screen.token::<SearchForm>();
    let Some(token) = asked.q else {
        let page = SearchPage {
            search_token,
            text: String::new(),
            in_notes: false,
            found_by: None,
            table: None,
            more: More::default(),
        };
        return screen.show("lists/search", &page);
    };
    let registry = (services.registry)();
    let view = services.search.results(&visitor.actor, &registry, &token, asked.after).await?;
    let head = view.columns.iter().map(|column| Heading::new(column.label.clone())).collect();
    let found_by = match view.found_by {
        FoundBy::Reference => "search-by-reference",
        FoundBy::Exact => "search-by-exact",
        FoundBy::Name => "search-by-name",
        FoundBy::Surname => "search-by-surname",
        FoundBy::Note => "search-by-note",
    };
    let page = SearchPage {
        search_token,
        text: view.text.clone(),
        in_notes: view.within == Within::Notes,
        found_by: Some(Text::key(found_by)),
        table: Some(rows_as_table(&view.rows, head, Text::key("search-results"))),
        more: More {
            newer: None,
            older: view.next.as_ref().map(|after| format!("/search?q={token}&after={after}")),
            total: Text::default(),
        },
    };
    screen.show("lists/search", &page)
}
