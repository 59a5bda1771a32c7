//! A second wall around the rows of cases, on PostgreSQL.
//!
//! Every unit of work tells the database for whom it works and how far that actor's scope
//! reaches (`core/storage/src/wall.rs`), and the database leaves out what is beyond, whatever
//! a statement asks. Who tells nothing sees nothing. The wall is coarser than the scope: it
//! knows teams, classes, access that is in force and exclusions, and no act, part or side.
//! A query that forgot its condition would be cut here; what the condition lets through is
//! never cut, which the suite holds against the oracle.
//!
//! SQLite has nothing of the kind.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::*;

/// What the wall asks about a root record, with `ACCESS`, `AUTHOR`, `ROOT` (whose settings count)
/// and `CASE` (the column of the case) put in. A `SELECT` without a table is evaluated once a
/// statement, not once a row.
const ROOT_ROW: &str = "
    NOT EXISTS (SELECT 1 FROM exclusions x WHERE x.case_id = CASE
        AND x.account = (SELECT accord_told('account'))::uuid
        AND x.from_at <= (SELECT accord_told('now'))::timestamptz
        AND x.until_at > (SELECT accord_told('now'))::timestamptz)
    AND ((SELECT accord_told('ROOT_reach')) = 'all'
        OR (live AND (
            (team = ANY ((SELECT accord_told('ROOT_teams'))::uuid[])
                AND (class = 'standard' OR ACCESS))
            OR (organisation = (SELECT accord_told('ROOT_organisation'))::uuid
                AND (class = 'standard' OR AUTHOR OR ACCESS))
            OR ((SELECT accord_told('ROOT_access')) = 'yes' AND ACCESS))))";

/// Whether the account has access of any kind to the case now, asked for or accepted.
const ACCESS: &str = "
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = CASE
        AND a.account = (SELECT accord_told('account'))::uuid
        AND a.state IN ('accepted', 'invited') AND a.live
        AND a.from_at <= (SELECT accord_told('now'))::timestamptz
        AND a.until_at > (SELECT accord_told('now'))::timestamptz)";

/// Children of a case: they are seen with it.
const CHILDREN: [&str; 15] = [
    "sides",
    "participants",
    "incidents",
    "case_flags",
    "statistics",
    "entries",
    "consents",
    "risks",
    "meetings",
    "agreements",
    "agreement_actions",
    "feedback",
    "pauses",
    "closures",
    "notices",
];

/// Rows of whichever root they name.
const OF_A_ROOT: [&str; 3] = ["answers", "answer_index", "history"];

migration!("m022_row_level_security", manager => {
    let connection = manager.get_connection();
    if connection.get_database_backend() == DbBackend::Postgres {
        connection.execute_unprepared(FUNCTIONS).await?;
        let author = "EXISTS (SELECT 1 FROM referrals r WHERE r.case_id = cases.id
            AND r.submitted_by = (SELECT accord_told('account'))::uuid)";
        wall(connection, "referrals", &root("referral", "referrals.case_id",
            "submitted_by = (SELECT accord_told('account'))::uuid")).await?;
        wall(connection, "cases", &root("case", "cases.id", author)).await?;
        for table in CHILDREN {
            wall(connection, table, &format!(
                "(SELECT accord_told('actor')) = 'system' OR {}", content(&format!("{table}.case_id")))).await?;
        }
        wall(connection, "people",
            "(SELECT accord_told('person_reach')) = 'all'
             OR team = ANY ((SELECT accord_told('person_teams'))::uuid[])
             OR EXISTS (SELECT 1 FROM participants p WHERE p.person = people.id)").await?;
        for table in OF_A_ROOT {
            wall(connection, table, &format!(
                "(SELECT accord_told('actor')) = 'system' OR {}
                 OR EXISTS (SELECT 1 FROM referrals r WHERE r.id = {table}.root)
                 OR EXISTS (SELECT 1 FROM people p WHERE p.id = {table}.root)",
                content(&format!("{table}.root")))).await?;
        }
        wall(connection, "drafts",
            "(SELECT accord_told('actor')) = 'system'
             OR account = (SELECT accord_told('account'))::uuid").await?;
    }
});

/// What the unit said of its actor, or null.
const FUNCTIONS: &str = "
    CREATE FUNCTION accord_told(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('accord.' || name, true), '')";

fn root(root: &str, case: &str, author: &str) -> String {
    let row = ROOT_ROW.replace("ACCESS", ACCESS).replace("AUTHOR", author);
    row.replace("ROOT", root).replace("CASE", case)
}

/// Whether what belongs to a case is seen: with the case, or, by whoever finds every case for its
/// log alone, where they were let in.
fn content(case: &str) -> String {
    let access = ACCESS.replace("CASE", case);
    format!(
        "(EXISTS (SELECT 1 FROM cases c WHERE c.id = {case})
          AND ((SELECT accord_told('case_content')) = 'with-the-case' OR {access}))"
    )
}

/// Closes `table`, its owner included, to all but the rows for which `sees` holds. Whoever the
/// unit works for may add rows: what may be added is the permit's matter.
async fn wall(connection: &SchemaManagerConnection<'_>, table: &str, sees: &str) -> Result<(), DbErr> {
    connection
        .execute_unprepared(&format!(
        "CREATE POLICY wall ON {table} USING ({sees}) WITH CHECK ((SELECT accord_told('actor')) IS NOT NULL);
         ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
    ))
        .await?;
    Ok(())
}
