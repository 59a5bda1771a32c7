//! Crime references are found whatever case they are typed in, by a column instead of an
//! expression: PostgreSQL does not use an index over `lower(…)` behind its wall of row-level
//! security, because `lower` could tell of the rows that it was shown.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::*;

migration!("m023_crime_reference_key", manager => {
    let connection = manager.get_connection();
    // SQLite adds computed columns to a table only where it need not write every row.
    let kept = if connection.get_database_backend() == DbBackend::Sqlite { "VIRTUAL" } else { "STORED" };
    connection.execute_unprepared(&format!(
        "DROP INDEX ix_incidents_crime_reference;
         ALTER TABLE incidents ADD COLUMN crime_reference_key text
             GENERATED ALWAYS AS (lower(crime_reference)) {kept};
         CREATE INDEX ix_incidents_crime_reference_key ON incidents (crime_reference_key);"
    )).await?;
});
