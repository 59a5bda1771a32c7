//! The order of a list, and the condition that continues it.

use contributions::{Catalogue, CatalogueField, Options};
use domain::{FieldKind, PartSet};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement, SimpleExpr,
};

use super::cursor::{Cursor, Key};
use super::query::Sort;
use crate::columns::{self, Stored, Table};
use crate::entity::{answer_index, case};
use crate::{Error, Result};

/// The alias of the sort value in the statement.
const SORTED: &str = "sorted_by";

/// What kind of value an order goes by.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Number,
    Rank,
    Day,
    Moment,
}

/// An order, compiled.
pub(super) struct Ordering {
    by: Option<By>,
    descending: bool,
}

/// The value that an order goes by.
struct By {
    value: SimpleExpr,
    holds: Holds,
    /// Whether a case may be without a value; those come last in both directions.
    nullable: bool,
}

impl Ordering {
    /// The order that `sort` names, over rows of `cases`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where there is no such order, or where its part may not be
    /// read on every case of the list: the two are answered alike.
    pub fn compile(sort: &Sort, catalogue: &Catalogue, allowed: PartSet, is_sqlite: bool) -> Result<Self> {
        let field = catalogue
            .get(&sort.field)
            .filter(|field| field.sortable && !field.is_sealed() && allowed.contains(field.part))
            .ok_or(Error::Forbidden)?;
        let (value, holds, nullable) = if field.plugin.is_some() { extra(field) } else { own(field)? };
        // The same order on both databases: bytes, not a locale's alphabet.
        let value = match holds {
            Holds::Text if !is_sqlite => Expr::cust_with_expr("($1) COLLATE \"C\"", value),
            _ => value,
        };
        Ok(Self { by: Some(By { value, holds, nullable }), descending: sort.descending })
    }

    /// By the cases' inner names, which nobody can amend: the one entered last comes first.
    pub const fn entered() -> Self {
        Self { by: None, descending: true }
    }

    /// Adds the order, the cursor's condition and the sort value to `query`.
    pub fn apply(&self, query: &mut SelectStatement, cursor: Option<&Cursor>) {
        let back = cursor.is_some_and(|cursor| cursor.back);
        let order = if self.descending != back { Order::Desc } else { Order::Asc };
        if let Some(By { value, nullable, .. }) = &self.by {
            query.expr_as(value.clone(), Alias::new(SORTED));
            // Said of the value itself, and not by a value of its own before it, so that the
            // database can walk the index of the column.
            let nulls = if back { NullOrdering::First } else { NullOrdering::Last };
            if *nullable {
                query.order_by_expr_with_nulls(value.clone(), order.clone(), nulls);
            } else {
                query.order_by_expr(value.clone(), order.clone());
            }
        }
        query.order_by((case::Entity, case::Column::Id), order);
        if let Some(cursor) = cursor {
            query.cond_where(self.beyond(cursor));
        }
    }

    /// The rows beyond the cursor, in the direction it looks.
    fn beyond(&self, cursor: &Cursor) -> Condition {
        let down = self.descending != cursor.back;
        let id = Expr::col((case::Entity, case::Column::Id));
        let id = if down { id.lt(cursor.id) } else { id.gt(cursor.id) };
        let Some(by) = &self.by else { return Condition::all().add(id) };
        let value = || by.value.clone();
        let Some(key) = literal(&cursor.key) else {
            let same = value().is_null().and(id);
            // Looking back from the rows without a value, all others lie there too.
            return if cursor.back {
                Condition::any().add(value().is_not_null()).add(same)
            } else {
                Condition::all().add(same)
            };
        };
        let further = if down { value().lt(key.clone()) } else { value().gt(key.clone()) };
        let at_or_further = if down { value().lte(key.clone()) } else { value().gte(key.clone()) };
        // The first half is implied by the second; it lets the database start there.
        let beyond = Condition::all()
            .add(at_or_further)
            .add(Condition::any().add(further).add(value().eq(key).and(id)));
        if by.nullable && !cursor.back { Condition::any().add(beyond).add(value().is_null()) } else { beyond }
    }

    /// The value by which `row` was sorted.
    pub fn key(&self, row: &QueryResult) -> Result<Key> {
        let Some(by) = &self.by else { return Ok(Key::Nothing) };
        Ok(match by.holds {
            Holds::Text => row.try_get::<Option<String>>("", SORTED)?.map_or(Key::Nothing, Key::Text),
            Holds::Number => row.try_get::<Option<i64>>("", SORTED)?.map_or(Key::Nothing, Key::Number),
            Holds::Rank => Key::Number(row.try_get::<i32>("", SORTED)?.into()),
            Holds::Day => {
                row.try_get::<Option<chrono::NaiveDate>>("", SORTED)?.map_or(Key::Nothing, Key::Day)
            }
            Holds::Moment => {
                row.try_get::<Option<domain::Instant>>("", SORTED)?.map_or(Key::Nothing, Key::Moment)
            }
        })
    }
}

fn literal(key: &Key) -> Option<SimpleExpr> {
    Some(match key {
        Key::Nothing => return None,
        Key::Text(text) => Expr::val(text.clone()),
        Key::Number(number) => Expr::val(*number),
        Key::Day(day) => Expr::val(*day),
        Key::Moment(moment) => Expr::val(*moment),
    })
}

/// A column of the case itself.
fn own(field: &CatalogueField) -> Result<(SimpleExpr, Holds, bool)> {
    let column =
        columns::column(&field.id).filter(|column| column.table == Table::Case).ok_or(Error::Forbidden)?;
    Ok(match column.stored {
        Stored::Moment => (column.value(), Holds::Moment, column.column != "received_at"),
        Stored::Day => (column.value(), Holds::Day, true),
        Stored::Code => (rank(column.value(), &field.options), Holds::Rank, false),
        Stored::Text => (column.value(), Holds::Text, true),
        Stored::Reference => (column.value(), Holds::Text, false),
        _ => return Err(Error::Forbidden),
    })
}

/// Options sort in the order in which they are offered, not by the letters of their codes.
fn rank(value: SimpleExpr, options: &Options) -> SimpleExpr {
    let options = options.all();
    let mut places = Expr::case(value.clone().is_null(), options.len() as i32 + 1);
    for (place, option) in options.iter().enumerate() {
        places = places.case(value.clone().eq(option.code.as_str()), place as i32);
    }
    places.finally(options.len() as i32).into()
}

/// The least answer to a plugin's field in the case.
fn extra(field: &CatalogueField) -> (SimpleExpr, Holds, bool) {
    let (column, holds) = match field.kind {
        FieldKind::Boolean | FieldKind::Integer | FieldKind::Instant => {
            (answer_index::Column::Number, Holds::Number)
        }
        FieldKind::Date => (answer_index::Column::Day, Holds::Day),
        _ => (answer_index::Column::Text, Holds::Text),
    };
    let query = Query::select()
        .expr(Expr::col((answer_index::Entity, column)).min())
        .from(answer_index::Entity)
        .and_where(Expr::col((answer_index::Entity, answer_index::Column::Field)).eq(field.id.as_str()))
        .and_where(
            Expr::col((answer_index::Entity, answer_index::Column::Root))
                .equals((case::Entity, case::Column::Id)),
        )
        .take();
    (Expr::from(query), holds, true)
}
