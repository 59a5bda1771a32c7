//! A database of its own for each test, on SQLite or PostgreSQL, in a few milliseconds.
//!
//! Migrations run once: into a template, which SQLite tests copy as a file and PostgreSQL
//! tests name when they create theirs. `tests/run` prepares both before it starts; a test
//! started alone does the same, under a lock, so that several may start at once. The
//! template's name holds a digest of the migrations, so an old one is never taken for new.

mod cluster;
mod postgres;
mod sqlite;

pub use cluster::{Cluster, Ending};

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection, Statement,
};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    Sqlite,
    /// The suite's own cluster.
    Postgres,
}

/// One test's database; gone when it is dropped.
#[derive(Debug)]
pub struct Database {
    url: String,
    /// The same for the owner of the tables, before whom no wall stands.
    owner: String,
    kind: Kind,
    // What keeps it, and takes it away at the end.
    _folder: Option<tempfile::TempDir>,
    _dropper: Option<postgres::Dropper>,
}

impl Database {
    /// A migrated, empty database.
    ///
    /// # Panics
    /// If it cannot be made; the message says what is missing.
    pub async fn fresh(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let (folder, url) = sqlite::copy_of_template().await;
                Self { owner: url.clone(), url, kind, _folder: Some(folder), _dropper: None }
            }
            Kind::Postgres => {
                let (dropper, owner) = postgres::copy_of_template().await;
                Self { url: dropper.for_server(), owner, kind, _folder: None, _dropper: Some(dropper) }
            }
        }
    }

    /// One without any tables, for what makes them itself; of SQLite there is only a folder.
    ///
    /// # Panics
    /// If it cannot be made; the message says what is missing.
    pub async fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let (folder, url) = sqlite::nothing();
                Self { owner: url.clone(), url, kind, _folder: Some(folder), _dropper: None }
            }
            Kind::Postgres => {
                let (dropper, url) = postgres::nothing().await;
                Self { owner: url.clone(), url, kind, _folder: None, _dropper: Some(dropper) }
            }
        }
    }

    /// Where it is, as settings name it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same for whoever made it, before whom no wall stands.
    pub fn owner_url(&self) -> &str {
        &self.owner
    }

    /// Which it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The settings for [`storage::Store`], which allow that the cluster does not sync.
    pub fn settings(&self) -> storage::Settings {
        storage::Settings { throwaway: true, readers: 3, writers: 2, ..storage::Settings::new(&self.url) }
    }

    /// A connection with the rights of the server, and no more.
    ///
    /// # Panics
    /// If there is none to be had.
    pub async fn connect_as_server(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    /// A connection beside the store, to put rows in and look at what is there.
    ///
    /// # Panics
    /// If there is none to be had.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.owner).await
    }

    /// What its schema is made of, as text.
    ///
    /// # Panics
    /// If it cannot be read.
    pub async fn schema(&self) -> Vec<String> {
        let connection = self.connect().await;
        let question = match self.kind {
            Kind::Sqlite => "SELECT coalesce(sql, name) AS line FROM sqlite_master ORDER BY name",
            Kind::Postgres => {
                "SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line \
                 FROM pg_constraint WHERE connamespace = current_schema()::regnamespace \
                 UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() \
                 UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) \
                 FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1"
            }
        };
        let question = Statement::from_string(connection.get_database_backend(), question);
        let rows = connection.query_all_raw(question).await.expect("the schema can be read");
        rows.iter().map(|row| row.try_get("", "line").expect("text")).collect()
    }
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Connector::connect(options)
        .await
        .unwrap_or_else(|error| panic!("no connection to the test's database: {error}"))
}

/// Prepares both templates, which `tests/run` does before it starts.
pub async fn prepare() {
    sqlite::template().await;
    postgres::template().await;
}

/// The address of the PostgreSQL cluster, for tests that make their databases themselves.
pub fn server() -> String {
    postgres::server()
}

/// Ends the cluster, if one was left running.
pub fn stop() {
    postgres::stop();
}

/// A digest of the migrations' sources.
fn sources() -> String {
    let folder = crate::root().join("migrations/src");
    let entries = std::fs::read_dir(&folder).expect("the migrations are there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("they can be read").path()).collect();
    files.sort();
    let mut digest = DefaultHasher::new();
    for file in files {
        std::fs::read(&file).expect("a migration can be read").hash(&mut digest);
    }
    format!("{:016x}", digest.finish())
}

/// A folder of the suite that is the same for every test of this checkout, and short
/// enough for the name of a socket.
fn home() -> PathBuf {
    let mut digest = DefaultHasher::new();
    crate::root().hash(&mut digest);
    let home = std::env::temp_dir().join(format!("accord-tests-{:08x}", digest.finish() as u32));
    std::fs::create_dir_all(&home).expect("the folder for temporary files can be written");
    home
}

/// Held while something is prepared that several tests would prepare at once.
pub(crate) fn lock(name: &str) -> std::fs::File {
    let path = home().join(name);
    let file = std::fs::File::create(&path).expect("a lock file can be made");
    file.lock().expect("it can be locked");
    file
}
