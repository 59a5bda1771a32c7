//! A page of cases.

use contributions::Catalogue;
use permissions::{Act, ViewCase, roots};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::Serialize;

use super::cursor::Cursor;
use super::query::{COUNTED, CaseQuery, Count};
use super::rows::CaseRow;
use super::sort::Ordering;
use super::wanted::Wanted;
use super::{filter, widest};
use crate::Result;
use crate::unit::Unit;

/// The most rows of one page.
const LONGEST: u64 = 1_000;

/// One page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Page<Row> {
    /// The rows, in the order asked for.
    pub rows: Vec<Row>,
    /// How many there are in all; not known on a page without rows.
    pub count: Option<Count>,
    /// The cursor of the page before this one.
    pub previous: Option<String>,
    /// The cursor of the page after this one.
    pub next: Option<String>,
}

impl<Mode> Unit<Mode> {
    /// A page of the cases that the actor may see.
    ///
    /// Two statements, and one more where fields of plugins are asked for. One audit entry
    /// names every case that was shown.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the query filters or sorts by what the reader may not
    /// filter or sort by; [`Error::NotFound`] where its cursor is not one of this list.
    pub async fn list_cases(&mut self, catalogue: &Catalogue, query: &CaseQuery) -> Result<Page<CaseRow>> {
        let allowed = permissions::filterable::<ViewCase>(&self.actor);
        let order = Ordering::compile(&query.sort, catalogue, allowed, self.is_sqlite())?;
        self.list_for::<ViewCase>(catalogue, query, order, "list").await
    }

    /// The same for the cases to which the actor may do `A`, in this order.
    pub(super) async fn list_for<A: Act<Record = roots::Case>>(
        &mut self,
        catalogue: &Catalogue,
        query: &CaseQuery,
        order: Ordering,
        verb: &'static str,
    ) -> Result<Page<CaseRow>> {
        let allowed = permissions::filterable::<A>(&self.actor);
        let filters = filter::compile(&query.filters, catalogue, allowed, self.store.zone())?;
        let cursor = match &query.cursor {
            Some(token) => Some(Cursor::open(token, &self.store, &self.actor, query)?),
            None => None,
        };
        let limit = query.limit.clamp(1, LONGEST);
        let wanted = Wanted::resolve(&query.fields, catalogue, widest::<A>(&self.actor, self.id));
        let scope = permissions::scope::<A>(&self.actor);
        let mut statement = self.case_statement(&scope, &wanted);
        statement.cond_where(filters.clone());
        if verb == "list" {
            let mut counted = self.bare_statement(&scope);
            counted.expr(Expr::val(1)).cond_where(filters).limit(COUNTED + 1);
            let count = Query::select()
                .expr(Expr::cust("count(*)"))
                .from_subquery(counted, Alias::new("counted"))
                .take();
            statement.expr_as(Expr::from(count), Alias::new("counted"));
        }
        order.apply(&mut statement, cursor.as_ref());
        statement.limit(limit + 1);

        let mut rows = self.transaction.query_all(&statement).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let back = cursor.as_ref().is_some_and(|cursor| cursor.back);
        if back {
            rows.reverse();
        }
        let count = match rows.first() {
            Some(row) if verb == "list" => Some(Count::of(row.try_get::<i64>("", "counted")?.unsigned_abs())),
            _ => None,
        };
        let beside = |row: Option<&QueryResult>, back: bool| -> Result<Option<String>> {
            let Some(row) = row else { return Ok(None) };
            let place = Cursor { key: order.key(row)?, id: row.try_get("", "id")?, back };
            place.seal(&self.store, &self.actor, query).map(Some)
        };
        let previous = if cursor.is_some() && (more || !back) { beside(rows.first(), true)? } else { None };
        let next = if back || more { beside(rows.last(), false)? } else { None };
        let seen = self.read_rows::<A>(&rows, &wanted).await?;
        let rows = self.show_rows(verb, seen, None);
        Ok(Page { rows, count, previous, next })
    }
}
