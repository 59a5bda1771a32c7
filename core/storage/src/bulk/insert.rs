//! Inserting many rows in few statements.

use sea_orm::sea_query::{Alias, Query, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable,
};

use crate::Result;

/// How many values one statement may bind: SQLite allows 32,766, PostgreSQL 65,535.
const VALUES: usize = 32_766;

/// How many rows one statement holds at most. Longer ones cost more to read than they save.
const ROWS: usize = 256;

/// Inserts rows as they are.
pub(super) async fn all<M, A>(transaction: &DatabaseTransaction, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    let columns = <<A::Entity as EntityTrait>::Column as Iterable>::iter().count();
    let most = (VALUES / columns).min(ROWS);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<M> = rows.by_ref().take(most).collect();
        sea_orm::Insert::<A>::many(some).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// A row of one of the two search indexes, which have no entity.
pub(super) struct SearchRow {
    pub number: i64,
    pub text: String,
    pub case: uuid::Uuid,
    pub record: uuid::Uuid,
    pub part: &'static str,
    pub side: uuid::Uuid,
}

/// Inserts rows of a search index whose text column is `column`.
pub(super) async fn search(
    transaction: &DatabaseTransaction,
    table: &'static str,
    column: &'static str,
    rows: Vec<SearchRow>,
) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut statement = Query::insert();
        statement
            .into_table(Alias::new(table))
            .columns(["rowid", column, "case_id", "record", "part", "side"].map(Alias::new));
        for row in rows.by_ref().take(ROWS) {
            let values: [SimpleExpr; 6] = [
                row.number.into(),
                row.text.into(),
                row.case.into(),
                row.record.into(),
                row.part.into(),
                row.side.into(),
            ];
            statement.values_panic(values);
        }
        transaction.execute(&statement).await?;
    }
    Ok(())
}
