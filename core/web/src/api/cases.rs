//! The list of cases: filtered, sorted, page by page.

use std::collections::BTreeMap;

use ::cases::list::{COLUMNS, CaseQuery, Filter, FilterView, ListView, Sort, Test};
use axum::Json;
use axum::extract::Query;
use chrono::NaiveDate;
use contributions::{Catalogue, RecordKind};
use domain::{FieldKind, Message};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use wording::Text;

use super::fields::{Fields, case_fields, participant_columns, value};
use crate::{PageError, Services, SignedIn};

/// How many cases a page has unless the program says otherwise, and at most.
pub(super) const PAGE: u64 = 50;
pub(super) const LARGEST: u64 = 100;

/// Names and values of an address.
type Pairs = Vec<(String, String)>;

/// A page of cases.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseList {
    /// The cases.
    cases: Vec<CaseRow>,
    /// How many there are in all; counted to a thousand, and on the first page only.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Total>,
    /// What `after` is for the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
    /// What `after` is for the page that follows; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// How many there are.
#[derive(Serialize, ToSchema)]
pub(super) struct Total {
    /// The number.
    count: u64,
    /// Whether it is all; otherwise there are more.
    is_exact: bool,
}

/// A case of the list.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseRow {
    /// The case.
    reference: String,
    /// Its fields by catalogue id.
    #[schema(schema_with = case_fields)]
    fields: Fields,
    /// The fields of those who take part, by catalogue id, a value for each of them.
    #[schema(schema_with = participant_columns)]
    participants: BTreeMap<String, Value>,
}

/// Answers with a page of it.
pub(super) async fn list(
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(pairs): Query<Pairs>,
) -> Result<Json<CaseList>, PageError> {
    let registry = (services.registry)();
    let offered = services.lists.filters(&visitor.actor, &registry);
    let query = read(&pairs, &offered, registry.catalogue())?;
    let view = services.lists.cases(&visitor.actor, &registry, &query).await?;
    Ok(Json(view.map(|view| body(view, registry.catalogue())).into_inner()))
}

fn body(view: ListView, catalogue: &Catalogue) -> CaseList {
    let is_of_participant =
        |id: &str| catalogue.get(id).is_some_and(|field| field.on == RecordKind::Participant);
    let row = |row: ::cases::list::RowView| {
        let (mut fields, mut participants) = (BTreeMap::new(), BTreeMap::new());
        for (column, text) in view.columns.iter().zip(&row.cells).filter(|(_, text)| !text.is_empty()) {
            let value = value(catalogue, &column.id, text);
            if is_of_participant(&column.id) {
                participants.insert(column.id.clone(), value);
            } else {
                fields.insert(column.id.clone(), value);
            }
        }
        CaseRow { reference: row.reference, fields: Fields(fields), participants }
    };
    CaseList {
        total: total(&view.count),
        previous: view.previous,
        next: view.next,
        cases: view.rows.into_iter().map(row).collect(),
    }
}

/// The number within the sentence that pages say it with.
fn total(count: &Text) -> Option<Total> {
    let Text::Words(message) = count else { return None };
    let number = message.args.get("count")?.parse().ok()?;
    Some(Total { count: number, is_exact: message.key != "list-count-more" })
}

/// What the address asks for. Whatever is not understood is refused: a filter that was
/// silently left out would answer with more cases than were asked for.
fn read(pairs: &Pairs, offered: &[FilterView], catalogue: &Catalogue) -> Result<CaseQuery, PageError> {
    let mut query = CaseQuery {
        fields: Vec::new(),
        filters: Vec::new(),
        sort: Sort::default(),
        cursor: None,
        limit: PAGE,
    };
    let mut between: BTreeMap<&str, (Option<NaiveDate>, Option<NaiveDate>)> = BTreeMap::new();
    let mut chosen: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs {
        let wrong = || refused("api-value-wrong", name);
        match name.as_str() {
            "field" => match catalogue.get(value) {
                Some(_) => query.fields.push(value.clone()),
                None => return Err(wrong()),
            },
            "sort" => query.sort.field = value.clone(),
            "order" => match value.as_str() {
                "ascending" => query.sort.descending = false,
                "descending" => query.sort.descending = true,
                _ => return Err(wrong()),
            },
            "after" => query.cursor = Some(value.clone()),
            "limit" => {
                query.limit =
                    value.parse().ok().filter(|limit| (1..=LARGEST).contains(limit)).ok_or_else(wrong)?;
            }
            filter => {
                let (id, end) = match filter.rsplit_once('.') {
                    Some((id, end @ ("from" | "before"))) => (id, Some(end)),
                    _ => (filter, None),
                };
                let known = offered.iter().find(|view| view.id == id);
                let known = known.ok_or_else(|| refused("api-parameter-unknown", name))?;
                match (known.kind, end) {
                    (FieldKind::Choice | FieldKind::Choices, None) => {
                        if !known.options.iter().any(|(code, _)| code == value) {
                            return Err(wrong());
                        }
                        chosen.entry(&known.id).or_default().push(value.clone());
                    }
                    (FieldKind::Boolean, None) => {
                        let test = Test::Is(value.parse().map_err(|_| wrong())?);
                        query.filters.push(Filter { field: known.id.clone(), test });
                    }
                    (FieldKind::Date | FieldKind::Instant, Some(end)) => {
                        let day: NaiveDate = value.parse().map_err(|_| wrong())?;
                        let bounds = between.entry(&known.id).or_default();
                        if end == "from" { bounds.0 = Some(day) } else { bounds.1 = Some(day) }
                    }
                    // A text may name somebody, and addresses are kept in logs everywhere.
                    _ => return Err(refused("api-parameter-unknown", name)),
                }
            }
        }
    }
    let filter = |(field, test): (&str, Test)| Filter { field: field.to_owned(), test };
    query.filters.extend(chosen.into_iter().map(|(id, codes)| (id, Test::In(codes))).map(filter));
    let between = between.into_iter().map(|(id, (from, before))| (id, Test::Between { from, before }));
    query.filters.extend(between.map(filter));
    if query.fields.is_empty() {
        let extra = offered.iter().filter(|view| view.id.starts_with("extra.")).map(|view| view.id.clone());
        query.fields = COLUMNS.iter().map(|id| (*id).to_owned()).chain(extra).collect();
    }
    Ok(query)
}

fn refused(key: &str, name: &str) -> PageError {
    PageError::Refused(vec![Message::new(key).with("name", name)])
}
