//! Short words for making tables alike on SQLite and PostgreSQL.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// A table to be made: its columns, its key and what it refers to.
pub struct New {
    table: &'static str,
    statement: TableCreateStatement,
}

impl New {
    /// A table with these columns.
    pub fn table(table: &'static str, columns: Vec<ColumnDef>) -> Self {
        let mut statement = Table::create().table(table).to_owned();
        for column in columns {
            statement.col(column);
        }
        Self { table, statement }
    }

    /// Makes these columns the key together.
    pub fn key(mut self, columns: &[&'static str]) -> Self {
        let mut index = Index::create();
        for column in columns {
            index.col(*column);
        }
        self.statement.primary_key(&mut index);
        self
    }

    /// `column` holds the `id` of a row of `other`, which cannot be removed before.
    pub fn refers(mut self, column: &'static str, other: &'static str) -> Self {
        self.statement.foreign_key(
            ForeignKey::create()
                .name(format!("fk_{}_{column}", self.table))
                .from(self.table, column)
                .to(other, "id"),
        );
        self
    }

    /// Makes the table.
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.statement).await
    }
}

/// Makes an index named after its table and columns.
pub async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut statement =
        Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        statement.col(*column);
    }
    if unique {
        statement.unique();
    }
    manager.create_index(statement).await
}

/// The columns of every root record, from the first migration on.
///
/// `live` is off while a batch is loaded or taken back; `source` names where the record
/// came from (a submission, a batch, a member of staff); `regime` is the law it is
/// processed under and `hold` a reason not to dispose of it.
pub fn root() -> Vec<ColumnDef> {
    vec![
        uuid("team"),
        text("class"),
        big_integer("version"),
        boolean("live"),
        text("source"),
        uuid_null("batch"),
        text_null("legacy_id"),
        text("regime"),
        text("retention"),
        text_null("hold"),
        moment("created_at"),
    ]
}

/// The columns of a child of a case: what an import and its undoing need.
pub fn child() -> Vec<ColumnDef> {
    vec![
        big_integer("version"),
        boolean("live"),
        text("source"),
        uuid_null("batch"),
        text_null("legacy_id"),
        moment("created_at"),
    ]
}

/// An instant, UTC.
pub fn moment(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone(name)
}

/// An instant that may be absent.
pub fn moment_null(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone_null(name)
}

/// All columns of these lists.
pub fn with(mut columns: Vec<ColumnDef>, more: Vec<ColumnDef>) -> Vec<ColumnDef> {
    columns.extend(more);
    columns
}

/// Declares `Migration`, which runs in a transaction on both databases.
///
/// SQLite would otherwise keep half of a failed migration.
macro_rules! migration {
    ($name:literal, $manager:ident => $up:block) => {
        /// The change this file is about.
        pub struct Migration;

        impl MigrationName for Migration {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, $manager: &SchemaManager) -> Result<(), DbErr> {
                $up;
                Ok(())
            }
        }
    };
}
pub(crate) use migration;
