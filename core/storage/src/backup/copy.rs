//! Making a copy.

use std::collections::BTreeMap;
use std::path::Path;

use futures_util::TryStreamExt;
use permissions::{Actor, Maintain, Place};
use sea_orm::sqlx::{self, AssertSqlSafe, Executor};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tokio::sync::mpsc::Sender;

use super::contents::{Contents, heads, names};
use super::load::MIGRATIONS;
use super::{Piece, failed};
use crate::unit::{Reading, Unit};
use crate::{Error, Result, Store};

/// About how many bytes of rows are handed on at once.
const PIECE: usize = 1 << 20;

impl Store {
    /// Copies the database as it is at one moment, piece by piece into `to`, and says what
    /// the copy holds. Nobody who reads or writes waits for it.
    ///
    /// `scratch` is a folder that only we may enter; SQLite's copy comes to lie there first,
    /// so the disk has to have room for it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever may not maintain the service; [`Error::Database`],
    /// also where nobody takes the pieces any more.
    pub async fn copy_out(&self, actor: &Actor, scratch: &Path, to: Sender<Piece>) -> Result<Contents> {
        let unit = self.read(actor).await?;
        let _leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        match self.0.backend {
            DbBackend::Sqlite => {
                unit.show(()).await?;
                copy_file(&self.0.pools.backups, scratch, &to).await
            }
            _ => {
                let contents = copy_tables(&self.0.pools.backups, &unit, &to).await?;
                Ok(unit.show(contents).await?.into_inner())
            }
        }
    }
}

async fn copy_file(pool: &DatabaseConnection, scratch: &Path, to: &Sender<Piece>) -> Result<Contents> {
    let copy = scratch.join("accord.db");
    let name = copy.to_str().ok_or_else(|| Error::Database("the folder's name is not text".into()))?;
    let into = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
    pool.execute_raw(into).await?;
    let contents = Contents::at(&format!("sqlite://{name}?mode=ro")).await?;
    hand_on(to, Piece::File(copy)).await?;
    Ok(contents)
}

/// The rows are read over a connection of their own, in the snapshot of `unit`.
async fn copy_tables(
    pool: &DatabaseConnection,
    unit: &Unit<Reading>,
    to: &Sender<Piece>,
) -> Result<Contents> {
    let snapshot = Statement::from_string(DbBackend::Postgres, "SELECT pg_export_snapshot() AS name");
    let snapshot = unit.transaction.query_one_raw(snapshot).await?.ok_or(Error::Meaning("snapshot"))?;
    let snapshot: String = snapshot.try_get("", "name")?;
    let mut connection = pool.get_postgres_connection_pool().acquire().await.map_err(failed)?;
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await.map_err(failed)?;
    let same = AssertSqlSafe(format!("SET TRANSACTION SNAPSHOT '{snapshot}'"));
    connection.execute(sqlx::raw_sql(same)).await.map_err(failed)?;
    let told = AssertSqlSafe(crate::wall::told(unit.actor()));
    connection.execute(sqlx::raw_sql(told)).await.map_err(failed)?;
    let mut tables = BTreeMap::new();
    for table in names(&unit.transaction).await?.into_iter().filter(|table| table != MIGRATIONS) {
        let mut lines = Vec::new();
        let mut count = 0;
        // By name, because behind its wall a table is copied as everything that it shows, what the
        // database computes included; and that is not taken back in.
        let columns = columns(&unit.transaction, &table).await?;
        let copy = format!("COPY \"{table}\" ({columns}) TO STDOUT");
        let mut copied = connection.copy_out_raw(&copy).await.map_err(failed)?;
        while let Some(some) = copied.try_next().await.map_err(failed)? {
            // A line end inside a value is written as two other characters.
            count += some.iter().filter(|byte| **byte == b'\n').count() as u64;
            lines.extend_from_slice(&some);
            if lines.len() >= PIECE && lines.ends_with(b"\n") {
                let lines = std::mem::take(&mut lines);
                hand_on(to, Piece::Rows { table: table.clone(), lines }).await?;
            }
        }
        drop(copied);
        if !lines.is_empty() {
            hand_on(to, Piece::Rows { table: table.clone(), lines }).await?;
        }
        tables.insert(table, count);
    }
    connection.execute("COMMIT").await.map_err(failed)?;
    Ok(Contents { tables, lanes: heads(&unit.transaction).await? })
}

/// The columns of a table that are kept and not computed, in their order.
async fn columns(connection: &impl ConnectionTrait, table: &str) -> Result<String> {
    let question = "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute \
         WHERE attrelid = quote_ident($1)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''";
    let asked = Statement::from_sql_and_values(DbBackend::Postgres, question, [table.into()]);
    let row = connection.query_one_raw(asked).await?.ok_or(Error::Meaning("columns"))?;
    Ok(row.try_get("", "names")?)
}

async fn hand_on(to: &Sender<Piece>, piece: Piece) -> Result<()> {
    to.send(piece).await.map_err(|_| Error::Database("nobody keeps the copy any more".into()))
}
