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

pub use sea_orm_migration::{MigratorTrait, sea_orm};
use sea_orm_migration::MigrationTrait;

/// Every migration, in the order they run.
pub struct Migrator;

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
        ]
    }
}
