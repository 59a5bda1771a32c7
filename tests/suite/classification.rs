//! No column without a class (`security.md` §7, requirement 22).

use std::collections::BTreeSet;

use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use storage::classification::columns;
use tests::databases::{Database, Kind};

/// The columns of the migrated schema, without those that the databases keep for themselves.
async fn schema(rows: &DatabaseConnection, kind: Kind) -> BTreeSet<(String, String)> {
    let text = match kind {
        Kind::Sqlite => {
            "SELECT tables.name AS t, columns.name AS c FROM sqlite_master AS tables \
             JOIN pragma_table_xinfo(tables.name) AS columns \
             WHERE tables.type = 'table' AND columns.hidden <> 1"
        }
        Kind::Postgres => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
             WHERE table_schema = 'public'"
        }
    };
    let found = rows.query_all_raw(Statement::from_string(rows.get_database_backend(), text)).await;
    let column = |row: &sea_orm_migration::sea_orm::QueryResult| {
        let word = |name| row.try_get::<String>("", name).expect("a name is text");
        (word("t"), word("c"))
    };
    let own = |(table, _): &(String, String)| {
        let is_index = ["name_search_", "note_search_"].iter().any(|index| table.starts_with(index));
        !is_index && table != "seaql_migrations"
    };
    found.expect("the schema can be read").iter().map(column).filter(own).collect()
}

async fn every_column_has_a_class(kind: Kind) {
    let database = Database::fresh(kind).await;
    let schema = schema(&database.connect().await, kind).await;
    let said = columns().unwrap_or_else(|line| panic!("columns.txt says something unknown: {line}"));
    let said: BTreeSet<_> = said.iter().map(|one| (one.table.to_owned(), one.column.to_owned())).collect();
    assert!(schema.len() > 400, "{} columns are not the whole schema", schema.len());
    let unsaid: Vec<_> = schema.difference(&said).collect();
    assert!(unsaid.is_empty(), "columns without a line in columns.txt: {unsaid:?}");
    // Each database indexes words in its own way.
    let gone: Vec<_> = said.difference(&schema).filter(|(table, _)| !table.ends_with("_search")).collect();
    assert!(gone.is_empty(), "lines without a column: {gone:?}");
}

crate::on_both!(every_column_has_a_class);
