//! The filters of a list, as conditions over rows of `cases`.

use chrono::NaiveDate;
use chrono_tz::Tz;
use contributions::{Catalogue, CatalogueField};
use domain::{FieldKind, PartSet, Reference};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};

use super::query::{Filter, Test};
use crate::columns::{self, Column, Stored, Table};
use crate::entity::{
    account, answer_index, case, case_flag, incident, organisation, participant, person, team,
};
use crate::{Error, Result};

/// The condition that every filter holds.
///
/// # Errors
/// [`Error::Forbidden`] where a field does not exist, cannot be filtered in this way, or
/// belongs to a part that the reader may not read on every case of the list: these are
/// answered alike, so that the answer does not tell which it was.
pub(super) fn compile(
    filters: &[Filter],
    catalogue: &Catalogue,
    allowed: PartSet,
    zone: Tz,
) -> Result<Condition> {
    let mut all = Condition::all();
    for filter in filters {
        let field = catalogue
            .get(&filter.field)
            .filter(|field| field.filterable && !field.is_sealed() && allowed.contains(field.part))
            .ok_or(Error::Forbidden)?;
        all = all.add(match columns::column(&field.id) {
            Some(column) => own(column, &filter.test, zone)?,
            None => answered(field, &filter.test, zone)?,
        });
    }
    Ok(all)
}

/// A column of the case, or of something below it: then one row of it must hold.
fn own(column: &Column, test: &Test, zone: Tz) -> Result<SimpleExpr> {
    let condition = column_test(column, test, zone)?;
    let below = |query: &mut SelectStatement| {
        Expr::exists(query.expr(Expr::val(1)).and_where(condition.clone()).take())
    };
    let of_case = |table, column| Expr::col((table, column)).equals((case::Entity, case::Column::Id));
    Ok(match column.table {
        Table::Case => condition,
        Table::Incident => below(
            Query::select()
                .from(incident::Entity)
                .and_where(
                    Expr::col((incident::Entity, incident::Column::CaseId))
                        .equals((case::Entity, case::Column::Id)),
                )
                .and_where(Expr::col((incident::Entity, incident::Column::Live)).eq(true)),
        ),
        Table::Participant => below(
            Query::select()
                .from(participant::Entity)
                .and_where(of_case(participant::Entity, participant::Column::CaseId))
                .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true)),
        ),
        Table::Person => below(
            Query::select()
                .from(participant::Entity)
                .inner_join(
                    person::Entity,
                    Expr::col((person::Entity, person::Column::Id))
                        .equals((participant::Entity, participant::Column::Person)),
                )
                .and_where(of_case(participant::Entity, participant::Column::CaseId))
                .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true)),
        ),
        _ => return Err(Error::Forbidden),
    })
}

fn column_test(column: &Column, test: &Test, zone: Tz) -> Result<SimpleExpr> {
    let raw = || Expr::col((column.table.iden(), sea_orm::sea_query::Alias::new(column.column)));
    Ok(match (column.stored, test) {
        (Stored::Flags, Test::In(codes)) => flagged(Some(codes)),
        (Stored::Flags, Test::Present(wanted)) => {
            if *wanted {
                flagged(None)
            } else {
                flagged(None).not()
            }
        }
        (_, Test::Present(true)) => raw().is_not_null(),
        (_, Test::Present(false)) => raw().is_null(),
        (Stored::Code, Test::In(codes)) => raw().is_in(codes.iter().map(String::as_str)),
        (Stored::Side, Test::In(codes)) => column.value().is_in(codes.iter().map(String::as_str)),
        (Stored::Codes, Test::In(codes)) => any_word(raw(), codes),
        (Stored::Account, Test::In(references)) => raw().in_subquery(
            Query::select()
                .column(account::Column::Id)
                .from(account::Entity)
                .and_where(Expr::col(account::Column::Reference).is_in(stored(references)))
                .take(),
        ),
        (Stored::Organisation, Test::In(references)) => raw().in_subquery(
            Query::select()
                .column(organisation::Column::Id)
                .from(organisation::Entity)
                .and_where(Expr::col(organisation::Column::Reference).is_in(stored(references)))
                .take(),
        ),
        (Stored::Team, Test::In(names)) => raw().in_subquery(
            Query::select()
                .column(team::Column::Id)
                .from(team::Entity)
                .and_where(Expr::col(team::Column::Name).is_in(names.iter().map(String::as_str)))
                .take(),
        ),
        (Stored::Boolean, Test::Is(yes)) => raw().eq(*yes),
        (Stored::Day, Test::Between { from, before }) => {
            between(raw(), from.map(Expr::val), before.map(Expr::val))
        }
        (Stored::Moment, Test::Between { from, before }) => {
            let moment = |day: NaiveDate| Expr::val(domain::on_day(day, zone));
            between(raw(), from.map(moment), before.map(moment))
        }
        (Stored::Reference, Test::Equals(text)) => raw().is_in(stored(std::slice::from_ref(text))),
        (Stored::Text, Test::Equals(text)) => Func::lower(raw()).eq(text.trim().to_lowercase()),
        _ => return Err(Error::Forbidden),
    })
}

/// The stored forms of those that are references at all.
fn stored(references: &[String]) -> Vec<String> {
    references.iter().filter_map(|text| text.parse::<Reference>().ok()).map(|found| found.stored()).collect()
}

fn between(value: Expr, from: Option<Expr>, before: Option<Expr>) -> SimpleExpr {
    let value = SimpleExpr::from(value);
    match (from, before) {
        (Some(from), Some(before)) => value.clone().gte(from).and(value.lt(before)),
        (Some(from), None) => value.gte(from),
        (None, Some(before)) => value.lt(before),
        (None, None) => value.is_not_null(),
    }
}

fn flagged(codes: Option<&[String]>) -> SimpleExpr {
    let mut query = Query::select();
    query.expr(Expr::val(1)).from(case_flag::Entity).and_where(
        Expr::col((case_flag::Entity, case_flag::Column::CaseId)).equals((case::Entity, case::Column::Id)),
    );
    if let Some(codes) = codes {
        query.and_where(
            Expr::col((case_flag::Entity, case_flag::Column::Flag)).is_in(codes.iter().map(String::as_str)),
        );
    }
    Expr::exists(query)
}

/// Whether one of `codes` is among the words of a column; codes hold no wildcard.
fn any_word(value: Expr, codes: &[String]) -> SimpleExpr {
    let padded = Expr::cust_with_expr("(' ' || $1 || ' ')", value);
    let plain = |code: &&String| code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    codes
        .iter()
        .filter(plain)
        .map(|code| padded.clone().like(format!("% {code} %")))
        .reduce(ExprTrait::or)
        .unwrap_or_else(|| Expr::val(1).eq(0))
}

/// An answer to a plugin's indexed field, anywhere in the case.
fn answered(field: &CatalogueField, test: &Test, zone: Tz) -> Result<SimpleExpr> {
    let column = |column| Expr::col((answer_index::Entity, column));
    let text = || column(answer_index::Column::Text);
    let number = || column(answer_index::Column::Number);
    let condition = match (field.kind, test) {
        (_, Test::Present(_)) => None,
        (FieldKind::Choice, Test::In(codes)) => Some(text().is_in(codes.iter().map(String::as_str))),
        (FieldKind::Choices, Test::In(codes)) => Some(any_word(text(), codes)),
        (FieldKind::Boolean, Test::Is(yes)) => Some(number().eq(i64::from(*yes))),
        (FieldKind::Integer, Test::Equals(wanted)) => {
            let wanted: i64 = wanted.trim().parse().map_err(|_| Error::Forbidden)?;
            Some(number().eq(wanted))
        }
        (FieldKind::Date, Test::Between { from, before }) => {
            Some(between(column(answer_index::Column::Day), from.map(Expr::val), before.map(Expr::val)))
        }
        (FieldKind::Instant, Test::Between { from, before }) => {
            let moment = |day: NaiveDate| Expr::val(domain::on_day(day, zone).timestamp_micros());
            Some(between(number(), from.map(moment), before.map(moment)))
        }
        (
            FieldKind::Text | FieldKind::Decimal | FieldKind::Phone | FieldKind::Email | FieldKind::Postcode,
            Test::Equals(wanted),
        ) => Some(text().eq(domain::fold(wanted.trim()))),
        _ => return Err(Error::Forbidden),
    };
    let mut query = Query::select();
    query
        .expr(Expr::val(1))
        .from(answer_index::Entity)
        .and_where(column(answer_index::Column::Field).eq(field.id.as_str()))
        .and_where(column(answer_index::Column::Root).equals((case::Entity, case::Column::Id)));
    if let Some(condition) = condition {
        query.and_where(condition);
    }
    let exists = Expr::exists(query);
    Ok(if matches!(test, Test::Present(false)) { exists.not() } else { exists })
}
