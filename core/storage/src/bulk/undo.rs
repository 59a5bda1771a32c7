//! Taking a batch back, or clearing up after a crash.

use domain::BatchId;
use permissions::{Actor, Import, Place};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoIden, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::batch::{BatchState, staying, used_elsewhere};
use super::loader::CHUNK;
use crate::audit::Entry;
use crate::entity::answer;
use crate::unit::{Unit, Writing};
use crate::{Result, Store};

/// Takes a batch back: switches it off in one transaction, then removes what it brought in
/// chunk by chunk, children first, with owner keys and search rows.
///
/// What was added to its cases since goes with them. A person whom somebody put into
/// another case stays. It may be interrupted and called again. `progress` is told how many
/// root records are gone.
///
/// # Errors
/// [`Error::Forbidden`](crate::Error::Forbidden) for whoever may not import;
/// [`Error::Database`](crate::Error::Database).
pub async fn undo(
    store: &Store,
    actor: &Actor,
    batch: BatchId,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<()> {
    let mut unit = store.write(actor).await?;
    let leave = actor.may::<Import>(&Place::service(), unit.id())?;
    unit.switch_batch(&leave, batch, BatchState::Undoing, None).await?;
    unit.commit().await?;
    let id = Uuid::from(batch);
    let mut gone = 0;
    loop {
        let mut unit = store.write(actor).await?;
        actor.may::<Import>(&Place::service(), unit.id())?;
        let removed = some(&mut unit, id).await?;
        if removed == 0 {
            rest(&mut unit, id).await?;
            let leave = actor.may::<Import>(&Place::service(), unit.id())?;
            unit.switch_batch(&leave, batch, BatchState::Undone, None).await?;
            return unit.commit().await;
        }
        gone += removed;
        unit.note_entry(Entry::new("undo-import", "batch").about(batch).detail(format!("removed {removed}")));
        unit.commit().await?;
        progress(gone);
    }
}

/// Removes a chunk of one kind of root record; 0 where none is left.
async fn some(unit: &mut Unit<Writing>, batch: Uuid) -> Result<u64> {
    for (table, remove) in [
        ("cases", Kind::Cases),
        ("referrals", Kind::Referrals),
        ("people", Kind::People),
        ("accounts", Kind::Accounts),
        ("organisations", Kind::Organisations),
    ] {
        let mut query = Query::select();
        query
            .column((Alias::new(table), Alias::new("id")))
            .from(Alias::new(table))
            .and_where(Expr::col((Alias::new(table), Alias::new("batch"))).eq(batch))
            .limit(CHUNK as u64);
        for (user, column) in remove.users() {
            query.and_where(Expr::exists(referring(user, column, table)).not());
        }
        if table == "people" {
            query.and_where(Expr::exists(used_elsewhere(batch)).not());
        }
        let rows = unit.transaction.query_all(&query).await?;
        let ids =
            rows.iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<Vec<Uuid>, _>>()?;
        if !ids.is_empty() {
            remove.these(unit, &ids).await?;
            return Ok(ids.len() as u64);
        }
    }
    Ok(0)
}

/// What is left of a batch when its root records are gone: what it added to cases that
/// were here before, and the rows by which it knew its origins.
async fn rest(unit: &mut Unit<Writing>, batch: Uuid) -> Result<()> {
    let added = Expr::col(answer::Column::Root).not_in_subquery(staying(batch));
    unit.forget_answers(Condition::all().add(answer::Column::Batch.eq(batch)).add(added)).await?;
    let on = &unit.transaction;
    for table in [
        "agreement_actions",
        "agreements",
        "feedback",
        "meetings",
        "risks",
        "consents",
        "pauses",
        "case_access",
        "incidents",
    ] {
        delete(on, table, "batch", &[batch]).await?;
    }
    for (index, table) in [("note_search", "entries"), ("name_search", "participants")] {
        let rows = Query::select()
            .column(Alias::new("search_row"))
            .from(Alias::new(table))
            .and_where(Expr::col(Alias::new("batch")).eq(batch))
            .and_where(Expr::col(Alias::new("search_row")).is_not_null())
            .take();
        delete_in(on, index, "rowid", rows).await?;
        delete(on, table, "batch", &[batch]).await?;
    }
    delete(on, "batch_rows", "batch", &[batch]).await
}

/// A kind of root record, and what hangs on it.
#[derive(Clone, Copy)]
enum Kind {
    Cases,
    Referrals,
    People,
    Accounts,
    Organisations,
}

impl Kind {
    /// Who else may hold such a record, so that it stays.
    const fn users(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Accounts => &[("case_access", "account")],
            Self::Organisations => {
                &[("accounts", "organisation"), ("cases", "organisation"), ("referrals", "organisation")]
            }
            Self::Cases | Self::Referrals | Self::People => &[],
        }
    }

    async fn these(self, unit: &mut Unit<Writing>, ids: &[Uuid]) -> Result<()> {
        if !matches!(self, Self::Organisations) {
            sealed(unit, ids).await?;
        }
        let on = &unit.transaction;
        match self {
            Self::Cases => {
                for (index, table) in [("note_search", "entries"), ("name_search", "participants")] {
                    let rows = Query::select()
                        .column(Alias::new("search_row"))
                        .from(Alias::new(table))
                        .and_where(Expr::col(Alias::new("case_id")).is_in(ids.iter().copied()))
                        .and_where(Expr::col(Alias::new("search_row")).is_not_null())
                        .take();
                    delete_in(on, index, "rowid", rows).await?;
                }
                for table in [
                    "agreement_actions",
                    "agreements",
                    "feedback",
                    "meetings",
                    "risks",
                    "consents",
                    "entries",
                    "pauses",
                    "closures",
                    "notices",
                    "drafts",
                    "case_access",
                    "exclusions",
                    "case_flags",
                    "incidents",
                    "statistics",
                    "participants",
                    "sides",
                ] {
                    delete(on, table, "case_id", ids).await?;
                }
                delete(on, "cases", "id", ids).await
            }
            Self::Referrals => delete(on, "referrals", "id", ids).await,
            Self::People => delete(on, "people", "id", ids).await,
            Self::Accounts => {
                for table in ["account_roles", "sessions", "invitations", "drafts", "exclusions", "conflicts"]
                {
                    delete(on, table, "account", ids).await?;
                }
                delete(on, "accounts", "id", ids).await
            }
            Self::Organisations => delete(on, "organisations", "id", ids).await,
        }
    }
}

/// Removes the answers of these roots, the indexes over them, and their keys.
async fn sealed(unit: &mut Unit<Writing>, roots: &[Uuid]) -> Result<()> {
    unit.forget_answers(Condition::all().add(answer::Column::Root.is_in(roots.iter().copied()))).await?;
    let on = &unit.transaction;
    delete(on, "history", "root", roots).await?;
    delete(on, "answer_index", "root", roots).await?;
    delete(on, "blind_index", "owner", roots).await?;
    delete(on, "owner_keys", "id", roots).await
}

async fn delete(
    on: &DatabaseTransaction,
    table: &'static str,
    column: &'static str,
    ids: &[Uuid],
) -> Result<()> {
    let statement = Query::delete()
        .from_table(Alias::new(table))
        .and_where(Expr::col(Alias::new(column)).is_in(ids.iter().copied()))
        .take();
    on.execute(&statement).await?;
    Ok(())
}

async fn delete_in(
    on: &DatabaseTransaction,
    table: &'static str,
    column: &'static str,
    rows: SelectStatement,
) -> Result<()> {
    let statement = Query::delete()
        .from_table(Alias::new(table))
        .and_where(Expr::col(Alias::new(column)).in_subquery(rows))
        .take();
    on.execute(&statement).await?;
    Ok(())
}

/// Rows of `user` whose `column` names the row of `table` at hand.
fn referring(user: &'static str, column: &'static str, table: &'static str) -> SelectStatement {
    let row = (Alias::new(table).into_iden(), Alias::new("id").into_iden());
    Query::select()
        .expr(Expr::val(1))
        .from(Alias::new(user))
        .and_where(Expr::col((Alias::new(user), Alias::new(column))).equals(row))
        .take()
}
