//! What a database holds, in numbers.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Query};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, EntityTrait, QueryOrder, Statement};
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::entity::audit_lane;

/// How many rows each table holds, and how far each chain of the audit log has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Rows, by table.
    pub tables: BTreeMap<String, u64>,
    /// The chains that hold any entry.
    pub lanes: Vec<LaneHead>,
}

/// The end of one chain of the audit log. Kept outside the database, it shows later that the
/// chain was not cut or rewritten before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneHead {
    /// The lane.
    pub lane: i32,
    /// Its entries.
    pub sequence: i64,
    /// The hash of the last one, in hexadecimal.
    pub head: String,
}

impl Contents {
    /// Counts what was put back into the database at `url`, before anybody works in it.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn at(url: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false).record_stmt_in_spans(false);
        let connection = Database::connect(options).await?;
        let contents = Self::of(&connection).await?;
        connection.close().await?;
        Ok(contents)
    }

    /// What of this is otherwise in `found`, in words.
    pub fn differences(&self, found: &Self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (table, rows) in &self.tables {
            let there = found.tables.get(table).copied().unwrap_or_default();
            if there != *rows {
                wrong.push(format!("{table}: {there} rows, and {rows} were backed up"));
            }
        }
        if self.lanes != found.lanes {
            wrong.push("the audit log does not end where it did".to_owned());
        }
        wrong
    }

    /// How many rows there are in all.
    pub fn rows(&self) -> u64 {
        self.tables.values().sum()
    }

    pub(super) async fn of(connection: &impl ConnectionTrait) -> Result<Self> {
        let mut tables = BTreeMap::new();
        for table in names(connection).await? {
            let count = Query::select()
                .expr_as(Expr::col(Asterisk).count(), "n")
                .from(Alias::new(table.as_str()))
                .take();
            let row = connection.query_one(&count).await?;
            let rows: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
            tables.insert(table, rows.unsigned_abs());
        }
        Ok(Self { tables, lanes: heads(connection).await? })
    }
}

/// Every table of ours: not SQLite's own, and not the insides of its search tables.
pub(super) async fn names(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let backend = connection.get_database_backend();
    let question = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        }
        _ => {
            "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' \
             AND relnamespace = current_schema()::regnamespace ORDER BY relname"
        }
    };
    let rows = connection.query_all_raw(Statement::from_string(backend, question)).await?;
    let names = rows.iter().map(|row| row.try_get::<String>("", "name"));
    Ok(names.collect::<std::result::Result<_, _>>()?)
}

pub(super) async fn heads(connection: &impl ConnectionTrait) -> Result<Vec<LaneHead>> {
    let lanes = audit_lane::Entity::find().order_by_asc(audit_lane::Column::Id).all(connection).await?;
    let used = lanes.into_iter().filter(|lane| lane.sequence > 0);
    let head = |lane: audit_lane::Model| LaneHead {
        lane: lane.id,
        sequence: lane.sequence,
        head: lane.head.iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    Ok(used.map(head).collect())
}
