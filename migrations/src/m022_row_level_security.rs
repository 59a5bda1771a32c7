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
/// and `CASE` (the column of the case) put in.
const ROOT_ROW: &str = "
    NOT EXISTS (SELECT 1 FROM exclusions x WHERE x.case_id = CASE
        AND x.account = accord_told('account')::uuid
        AND x.from_at <= accord_told('now')::timestamptz
        AND x.until_at > accord_told('now')::timestamptz)
    AND (accord_told('ROOT_reach') = 'all'
        OR (live AND (
            (team = ANY (accord_told('ROOT_teams')::uuid[])
                AND (class = 'standard' OR ACCESS))
            OR (organisation = accord_told('ROOT_organisation')::uuid
                AND (class = 'standard' OR AUTHOR OR ACCESS))
            OR (accord_told('ROOT_access') = 'yes' AND ACCESS))))";

/// Whether the account has access of any kind to the case now, asked for or accepted.
const ACCESS: &str = "
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = CASE
        AND a.account = accord_told('account')::uuid
        AND a.state IN ('accepted', 'invited') AND a.live
        AND a.from_at <= accord_told('now')::timestamptz
        AND a.until_at > accord_told('now')::timestamptz)";

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
        connection.execute_unprepared(TOLD).await?;
        wall(connection, "referrals", &root("referral", "referrals.case_id",
            "submitted_by = accord_told('account')::uuid")).await?;
        connection.execute_unprepared(FUNCTIONS.replace("ACCESS", &ACCESS.replace("CASE", "wanted")).as_str()).await?;
        wall(connection, "cases", &root("case", "cases.id", "accord_referred(cases.id)")).await?;
        for table in CHILDREN {
            wall(connection, table, &format!(
                "accord_told('actor') = 'system' OR accord_sees_case({table}.case_id)")).await?;
        }
        wall(connection, "people",
            "accord_told('person_reach') = 'all'
             OR team = ANY (accord_told('person_teams')::uuid[])
             OR accord_sees_part_of(people.id)").await?;
        for table in OF_A_ROOT {
            wall(connection, table, &format!(
                "accord_told('actor') = 'system' OR accord_sees_root({table}.root)")).await?;
        }
        wall(connection, "drafts",
            "accord_told('actor') = 'system'
             OR account = accord_told('account')::uuid").await?;
    }
});

/// What the unit said of its actor, or null.
const TOLD: &str = "
    CREATE FUNCTION accord_told(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('accord.' || name, true), '')";

/// What one row behind the wall asks about another. They see no more than who asks: the wall
/// stands before them too. They are functions with plans of their own, which a session keeps,
/// because a policy within a policy within a policy takes longer to plan than to run. Rows of one
/// case come one after another, so the case that was seen last is not looked for again; whoever
/// tells anew begins anew.
///
/// What belongs to a case is seen with it, or, by whoever finds every case for its log alone,
/// where they were let in.
const FUNCTIONS: &str = "
    CREATE FUNCTION accord_referred(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
    BEGIN
        RETURN EXISTS (SELECT 1 FROM referrals r WHERE r.case_id = wanted
            AND r.submitted_by = accord_told('account')::uuid);
    END $$;
    CREATE FUNCTION accord_sees_case(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
    BEGIN
        IF current_setting('accord.seen', true) = wanted::text THEN
            RETURN true;
        END IF;
        IF EXISTS (SELECT 1 FROM cases c WHERE c.id = wanted)
            AND (accord_told('case_content') = 'with-the-case' OR ACCESS) THEN
            PERFORM set_config('accord.seen', wanted::text, true);
            RETURN true;
        END IF;
        RETURN false;
    END $$;
    CREATE FUNCTION accord_sees_part_of(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
    BEGIN
        RETURN EXISTS (SELECT 1 FROM participants p WHERE p.person = wanted);
    END $$;
    CREATE FUNCTION accord_sees_root(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
    BEGIN
        RETURN accord_sees_case(wanted)
            OR EXISTS (SELECT 1 FROM referrals r WHERE r.id = wanted)
            OR EXISTS (SELECT 1 FROM people p WHERE p.id = wanted);
    END $$;";

fn root(root: &str, case: &str, author: &str) -> String {
    let row = ROOT_ROW.replace("ACCESS", ACCESS).replace("AUTHOR", author);
    row.replace("ROOT", root).replace("CASE", case)
}

/// Closes `table`, its owner included, to all but the rows for which `sees` holds. Whoever the
/// unit works for may add rows: what may be added is the permit's matter.
async fn wall(connection: &SchemaManagerConnection<'_>, table: &str, sees: &str) -> Result<(), DbErr> {
    let policy = format!(
        "CREATE POLICY wall ON {table} USING ({sees}) WITH CHECK (accord_told('actor') IS NOT NULL);
         ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
    );
    connection.execute_unprepared(&policy).await?;
    Ok(())
}
