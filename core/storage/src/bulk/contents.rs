//! What a batch holds, counted in the tables themselves.

use std::collections::BTreeMap;

use domain::BatchId;
use permissions::{Actor, Import, Place};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query};
use uuid::Uuid;

use super::batch::TABLES;
use crate::{Result, Store};

/// How many rows of a batch there are, by table; tables without any are left out.
///
/// Counted afresh, so that whoever loads can compare it with what they meant to load.
///
/// # Errors
/// [`Error::Forbidden`](crate::Error::Forbidden) for whoever may not import.
pub async fn contents(store: &Store, actor: &Actor, batch: BatchId) -> Result<BTreeMap<&'static str, u64>> {
    let unit = store.read(actor).await?;
    actor.may::<Import>(&Place::service(), unit.id())?;
    let mut found = BTreeMap::new();
    for table in TABLES.into_iter().chain(["batch_rows"]) {
        let query = Query::select()
            .expr_as(Func::count(Expr::col(Alias::new("batch"))), "n")
            .from(Alias::new(table))
            .and_where(Expr::col(Alias::new("batch")).eq(Uuid::from(batch)))
            .take();
        let row = unit.transaction.query_one(&query).await?;
        let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
        if count > 0 {
            found.insert(table, count.unsigned_abs());
        }
    }
    Ok(found)
}

/// How many cases of a batch somebody has worked on since: taking it back takes their work too.
///
/// # Errors
/// [`Error::Forbidden`](crate::Error::Forbidden) for whoever may not import.
pub async fn worked_on(store: &Store, actor: &Actor, batch: BatchId) -> Result<u64> {
    let unit = store.read(actor).await?;
    actor.may::<Import>(&Place::service(), unit.id())?;
    let query = Query::select()
        .expr_as(Func::count(Expr::col(Alias::new("id"))), "n")
        .from(Alias::new("cases"))
        .and_where(Expr::col(Alias::new("batch")).eq(Uuid::from(batch)))
        .and_where(Expr::col(Alias::new("version")).gt(1))
        .take();
    let row = unit.transaction.query_one(&query).await?;
    let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
    Ok(count.unsigned_abs())
}
