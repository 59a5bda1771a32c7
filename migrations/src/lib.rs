//! The schema, one change a file.
//!
//! A shipped migration is never edited: `README.md` beside this crate tells how to add
//! one. Each runs in a transaction of its own on both databases, so an interrupted one
//! leaves nothing behind.

#![forbid(unsafe_code)]

mod table;

mod m001_service;
mod m002_identity;
mod m003_keys_and_answers;
mod m004_people_and_cases;
mod m005_access;
mod m006_work;
mod m007_audit;
mod m008_plugins_and_import;
mod m009_search;
mod m010_audit_checkpoints;
mod m011_step_up;
mod m012_passkeys;
mod m013_mail;
mod m015_single_sign_on;
mod m016_policies;
mod m017_conflicts_and_glass;
mod m019_keys;
mod m020_erasures;
mod m022_row_level_security;
mod m023_crime_reference_key;
mod m024_shares_and_reviews;

use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, QueryOrder,
    Statement,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager, seaql_migrations};

/// Every migration, in the order they run.
struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m001_service::Migration),
            Box::new(m002_identity::Migration),
            Box::new(m003_keys_and_answers::Migration),
            Box::new(m004_people_and_cases::Migration),
            Box::new(m005_access::Migration),
            Box::new(m006_work::Migration),
            Box::new(m007_audit::Migration),
            Box::new(m008_plugins_and_import::Migration),
            Box::new(m009_search::Migration),
            Box::new(m010_audit_checkpoints::Migration),
            Box::new(m011_step_up::Migration),
            Box::new(m012_passkeys::Migration),
            Box::new(m013_mail::Migration),
            Box::new(m015_single_sign_on::Migration),
            Box::new(m016_policies::Migration),
            Box::new(m017_conflicts_and_glass::Migration),
            Box::new(m019_keys::Migration),
            Box::new(m020_erasures::Migration),
            Box::new(m022_row_level_security::Migration),
            Box::new(m023_crime_reference_key::Migration),
            Box::new(m024_shares_and_reviews::Migration),
        ]
    }
}

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer Accord has changed the schema into one that this one does not know.
    #[error(
        "a newer version of Accord was at work in this database (it knows '{0}', and this one does not); start \
         that version, or put back the backup that was made before it, with `accord restore`"
    )]
    Newer(String),
    /// What the database or the disk says.
    #[error("the database schema could not be brought up to date: {0}")]
    Database(Box<dyn std::error::Error + Send + Sync>),
}

impl From<sea_orm_migration::sea_orm::DbErr> for MigrateError {
    fn from(error: sea_orm_migration::sea_orm::DbErr) -> Self {
        Self::Database(Box::new(error))
    }
}

/// Brings the database at `url` up to date; a missing SQLite file is made.
///
/// On PostgreSQL the address names the owner of the tables, who is not the role that the
/// server uses. Returns how many migrations ran.
///
/// # Errors
/// [`MigrateError`] where the database cannot be reached, is newer than this version, or a
/// migration failed; the ones before it stay, the failed one left nothing.
pub async fn up(url: &str) -> Result<usize, MigrateError> {
    let connection = connect(url).await?;
    refuse_newer(&connection).await?;
    let before = Migrator::get_pending_migrations(&connection).await?.len();
    Migrator::up(&connection, None).await?;
    connection.close().await?;
    Ok(before)
}

/// Lets the role that `server` signs in as read and write rows, and no more, in the database
/// whose tables belong to the role of `owner`: two addresses of one PostgreSQL database
/// (`decisions.md` 63).
///
/// # Errors
/// [`MigrateError`] where either cannot be reached.
pub async fn let_in(owner: &str, server: &str) -> Result<(), MigrateError> {
    let asked = connect(server).await?;
    let asking = Statement::from_string(DbBackend::Postgres, "SELECT quote_ident(current_user) AS role");
    let role = asked.query_one_raw(asking).await?.map(|row| row.try_get::<String>("", "role"));
    asked.close().await?;
    let role = role.transpose()?.unwrap_or_default();
    let connection = connect(owner).await?;
    let grants = format!(
        "GRANT USAGE ON SCHEMA public TO {role};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
         GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
         GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};"
    );
    connection.execute_unprepared(&grants).await?;
    connection.close().await?;
    Ok(())
}

/// How many migrations the database at `url` still needs; one that is not there needs all.
///
/// Nothing is written: on PostgreSQL the server's own role asks, which may make no table.
///
/// # Errors
/// As [`up`]; [`MigrateError::Newer`] where the schema is ahead of this version.
pub async fn pending(url: &str) -> Result<usize, MigrateError> {
    let connection = connect(url).await?;
    refuse_newer(&connection).await?;
    let pending = Migrator::get_pending_migrations_read_only(&connection).await?.len();
    connection.close().await?;
    Ok(pending)
}

/// The names of all migrations, in the order they run.
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// Makes the schema that the first `count` migrations make, in a database that is empty: a
/// copy is put back into the schema that it was taken from.
///
/// # Errors
/// As [`up`]; also where the database at `url` is not empty.
pub async fn up_to(url: &str, count: usize) -> Result<(), MigrateError> {
    let connection = connect(url).await?;
    if Migrator::get_pending_migrations(&connection).await?.len() < Migrator::migrations().len() {
        return Err(MigrateError::Database("there is an installation in this database already".into()));
    }
    Migrator::up(&connection, u32::try_from(count).ok()).await?;
    connection.close().await?;
    Ok(())
}

/// A schema that this version does not know all of is not touched: neither served, since what
/// is written into it may lack what the newer one counts on, nor changed.
async fn refuse_newer(connection: &DatabaseConnection) -> Result<(), MigrateError> {
    // Asked before anything is made: the server's own role may make no table.
    if !SchemaManager::new(connection).has_table("seaql_migrations").await? {
        return Ok(());
    }
    let known = names();
    let applied = seaql_migrations::Entity::find().order_by_asc(seaql_migrations::Column::Version);
    let applied = applied.all(connection).await?;
    match applied.into_iter().rfind(|migration| !known.contains(&migration.version)) {
        Some(unknown) => Err(MigrateError::Newer(unknown.version)),
        None => Ok(()),
    }
}

async fn connect(url: &str) -> Result<DatabaseConnection, MigrateError> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false).record_stmt_in_spans(false);
    // Changes of the schema see every row, although the tables' owner is walled in as well.
    options.map_sqlx_postgres_opts(|postgres| {
        postgres
            .options(["case", "referral", "person"].map(|root| (format!("accord.{root}_reach"), "all")))
            .options([("accord.actor", "system")])
    });
    options.map_sqlx_sqlite_opts(|sqlite| {
        use sea_orm_migration::sea_orm::sqlx::sqlite::SqliteJournalMode;
        sqlite.create_if_missing(true).journal_mode(SqliteJournalMode::Wal).foreign_keys(true)
    });
    Ok(Database::connect(options).await?)
}
