//! The suite: one binary, a module for each thing that must hold.

/// Writes a test once and runs it on each database: `fn name(kind: Kind)` becomes
/// `name::on_sqlite` and `name::on_postgres`.
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            use tests::databases::Kind;

            #[tokio::test]
            async fn on_sqlite() {
                super::$name(Kind::Sqlite).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                super::$name(Kind::Postgres).await;
            }
        }
    };
}
pub(crate) use on_both;

mod access_log;
mod asvs;
mod audit;
mod backups;
mod browser;
mod canaries;
mod classification;
mod closing;
mod conflicts;
mod contact;
mod durability;
mod editing;
mod erasures;
mod exports;
mod glass;
mod guide;
mod hostile;
mod house;
mod imports;
mod intake;
mod interference;
mod keys;
mod lists;
mod mail;
mod migrating;
mod policies;
mod returns;
mod reviews;
mod revocation;
mod routes;
mod searches;
mod service;
mod serving;
mod shares;
mod single_sign_on;
mod stored_worlds;
mod wall;
mod worlds;
