//! Filling an empty database of PostgreSQL from a copy.

use std::collections::BTreeSet;

use sea_orm::sqlx::postgres::{PgConnection, PgRow};
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, Executor, Row};

use super::failed;
use crate::{Error, Result};

/// Which changes of the schema were made; it is filled by making them.
pub(super) const MIGRATIONS: &str = "seaql_migrations";

/// Loads rows into a database that has the schema of the copy and nothing else. Nothing is
/// kept until [`finish`](Self::finish).
pub struct Loader {
    connection: PgConnection,
    tables: BTreeSet<String>,
    /// What makes the references between tables again: table, name, definition.
    references: Vec<(String, String, String)>,
    /// The tables whose wall is put up again at the end.
    walled: Vec<String>,
}

impl Loader {
    /// Begins in the database at `url`, as the owner of its tables.
    ///
    /// # Errors
    /// [`Error::InUse`] where there are rows in it already; [`Error::Database`].
    pub async fn begin(url: &str) -> Result<Self> {
        let mut connection = PgConnection::connect(url).await.map_err(failed)?;
        connection.execute("BEGIN").await.map_err(failed)?;
        let tables = "SELECT relname::text FROM pg_class WHERE relkind = 'r' \
             AND relnamespace = current_schema()::regnamespace";
        let tables = connection.fetch_all(tables).await.map_err(failed)?;
        let mut tables: BTreeSet<String> =
            tables.iter().map(|row| row.try_get(0)).collect::<std::result::Result<_, _>>().map_err(failed)?;
        tables.remove(MIGRATIONS);
        let walled = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relforcerowsecurity \
             AND relnamespace = current_schema()::regnamespace";
        let walled = connection.fetch_all(walled).await.map_err(failed)?;
        let walled: Vec<String> =
            walled.iter().map(|row| row.try_get(0)).collect::<std::result::Result<_, _>>().map_err(failed)?;
        // The wall stands before the owner of the tables too, and nothing is copied over it.
        for table in &walled {
            let open = AssertSqlSafe(format!("ALTER TABLE \"{table}\" NO FORCE ROW LEVEL SECURITY"));
            connection.execute(sqlx::raw_sql(open)).await.map_err(failed)?;
        }
        for table in &tables {
            let any = AssertSqlSafe(format!("SELECT 1 FROM \"{table}\" LIMIT 1"));
            if connection.fetch_optional(sqlx::raw_sql(any)).await.map_err(failed)?.is_some() {
                return Err(Error::InUse);
            }
        }
        let references = "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) \
             FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";
        let read = |row: &PgRow| Ok::<_, sqlx::Error>((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        let references = connection.fetch_all(references).await.map_err(failed)?;
        let references: Vec<(String, String, String)> =
            references.iter().map(read).collect::<std::result::Result<_, _>>().map_err(failed)?;
        let mut loader = Self { connection, tables, references, walled };
        // Tables come in the order of their names, not of what they refer to.
        for (table, name, _) in loader.references.clone() {
            loader.run(format!("ALTER TABLE {table} DROP CONSTRAINT \"{name}\"")).await?;
        }
        Ok(loader)
    }

    /// Puts rows into a table.
    ///
    /// # Errors
    /// [`Error::Meaning`] for a table that this schema does not have; [`Error::Database`].
    pub async fn rows(&mut self, table: &str, lines: &[u8]) -> Result<()> {
        if !self.tables.contains(table) {
            return Err(Error::Meaning("table of the backup"));
        }
        let statement = format!("COPY \"{table}\" FROM STDIN");
        let mut copy = self.connection.copy_in_raw(&statement).await.map_err(failed)?;
        copy.send(lines).await.map_err(failed)?;
        copy.finish().await.map_err(failed)?;
        Ok(())
    }

    /// Keeps everything. Every reference between tables is checked over.
    ///
    /// # Errors
    /// [`Error::Database`], also where something refers to a row that is not there.
    pub async fn finish(mut self) -> Result<()> {
        for (table, name, definition) in self.references.clone() {
            self.run(format!("ALTER TABLE {table} ADD CONSTRAINT \"{name}\" {definition}")).await?;
        }
        for table in self.walled.clone() {
            self.run(format!("ALTER TABLE \"{table}\" FORCE ROW LEVEL SECURITY")).await?;
        }
        self.run("COMMIT".to_owned()).await?;
        self.connection.close().await.map_err(failed)
    }

    async fn run(&mut self, statement: String) -> Result<()> {
        self.connection.execute(sqlx::raw_sql(AssertSqlSafe(statement))).await.map_err(failed)?;
        Ok(())
    }
}
