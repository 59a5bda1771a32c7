//! What a backup says about itself.

use domain::Instant;
use serde::{Deserialize, Serialize};
use storage::backup::Contents;

/// The form of the archive that this version writes and reads.
const FORMAT: u32 = 1;

/// What the names of backups end with.
pub const ENDING: &str = ".tar.gz.age";

/// The first thing in a backup: what is needed before the rest can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The form of the archive.
    pub format: u32,
    /// The version of Accord that made it.
    pub accord: String,
    /// The moment of the copy.
    pub at: Instant,
    /// The name of the service.
    pub service: String,
    /// Which database it was taken from.
    pub database: Database,
    /// The migrations that made its schema, in their order.
    pub schema: Vec<String>,
    /// Which key file opens its sealed records.
    pub keys: String,
}

/// Which database a backup was taken from, and goes back into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Database {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Head {
    /// The head of a backup made now by this version.
    pub fn new(at: Instant, service: String, database: Database, keys: String) -> Self {
        let accord = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: FORMAT, accord, at, service, database, schema: migrations::names(), keys }
    }

    /// Why this version cannot put it back.
    pub fn obstacle(&self) -> Option<String> {
        let known = migrations::names();
        (self.format != FORMAT || !known.starts_with(&self.schema)).then(|| {
            format!("it was made by another version of Accord ({}) that this one is older than", self.accord)
        })
    }
}

/// The last thing in a backup: what all of it must come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// What the database held.
    pub contents: Contents,
    /// Everything before this in the archive, in its order.
    pub entries: Vec<Entry>,
}

/// One file in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// The name of a backup made at this moment; names sort by their moments.
pub fn file_name(at: Instant) -> String {
    format!("accord-{}{ENDING}", at.format("%Y%m%d-%H%M%S"))
}
