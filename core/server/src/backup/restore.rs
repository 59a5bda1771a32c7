//! Putting a backup back, for good or to try it out.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use administration::AuditLog;
use anyhow::{Context, Result, bail};
use keys::Keyring;
use keys::age::Identity;
use permissions::{Actor, Task};
use storage::backup::{Contents, Loader};
use storage::{Store, SystemClock};
use tokio::sync::mpsc;

use super::manifest::{Database, Head, Manifest};
use super::open::{self, Item};
use crate::folder::DataFolder;

/// Where a backup is put back.
pub struct Target {
    /// The folder for the file of SQLite, and for the settings.
    pub folder: DataFolder,
    /// The empty database for the rows of PostgreSQL, reached as the owner of its tables.
    /// Without one, they are read and counted only.
    pub database: Option<storage::Settings>,
    /// The key file, where it is at hand.
    pub keys: Option<Arc<Keyring>>,
    /// Whether the service is to go on from here: its sessions are ended, and its log says
    /// that it was restored.
    pub for_good: bool,
}

/// What a restoration came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the backup says about itself.
    pub head: Head,
    /// Rows that were put back and counted.
    pub rows: u64,
    /// Entries of the audit log that were verified.
    pub entries: u64,
    /// Owners' keys that the key file opened.
    pub opened: u64,
    /// What is not as it should be.
    pub wrong: Vec<String>,
    /// What could not be tried, and what it would take.
    pub missing: Vec<String>,
}

/// Puts the backup in `file` back and looks whether everything is there.
///
/// # Errors
/// A backup that was altered or cut, or sealed to another key; a place that is not empty.
/// What was put back but does not fit is said in the [`Report`].
pub async fn restore(file: &Path, identity: Identity, target: Target) -> Result<Report> {
    let Unpacked { head, manifest, counted } = unpack(file, identity, &target).await?;
    let mut report = Report {
        head,
        rows: manifest.contents.rows(),
        entries: 0,
        opened: 0,
        wrong: Vec::new(),
        missing: Vec::new(),
    };
    let database = match (report.head.database, &target.database) {
        (Database::Sqlite, _) => storage::Settings::new(target.folder.database_url()),
        (Database::Postgres, Some(database)) => database.clone(),
        (Database::Postgres, None) => {
            let found = Contents { tables: counted, lanes: manifest.contents.lanes.clone() };
            report.wrong = manifest.contents.differences(&found);
            report.missing.push(
                "its rows were read and counted, and not put into a database: that, and verifying the audit log, \
                 needs an empty PostgreSQL database; name it with database.url and restore without --verify"
                    .to_owned(),
            );
            return Ok(report);
        }
    };
    report.wrong = manifest.contents.differences(&Contents::at(&database.url).await?);
    migrations::up(&database.url).await?;
    look(&mut report, &database, &target).await?;
    Ok(report)
}

/// Opens what was put back, as a server would.
async fn look(report: &mut Report, database: &storage::Settings, target: &Target) -> Result<()> {
    let fitting = match &target.keys {
        Some(keys) if keys.fingerprint() == report.head.keys => Some(keys.clone()),
        Some(keys) => {
            report.wrong.push(format!(
                "the key file here is {} and the backup needs {}: its sealed records cannot be read with this one",
                keys.fingerprint(),
                report.head.keys,
            ));
            None
        }
        None => {
            report.missing.push(format!(
                "the key file is not here, and is in no backup: without the copy that you keep ({}), no sealed \
                 record can be read. Put it at {} with mode 600 and run `accord audit verify`",
                report.head.keys,
                target.folder.keys().display(),
            ));
            None
        }
    };
    let has_keys = fitting.is_some();
    // What is looked at without the key file is nothing sealed.
    let keys = fitting.unwrap_or_else(|| Arc::new(Keyring::generate()));
    let store = Store::open(database, keys, Arc::new(SystemClock)).await?;
    let operator = Actor::system(Task::Operator, store.now());
    report.wrong.extend(store.integrity(&operator).await?.into_inner());
    if has_keys {
        let checker = Actor::system(Task::AuditCheck, store.now());
        let verified = AuditLog::new(store.clone()).verify(&checker, &[]).await?;
        report.entries = verified.entries;
        if verified.wrong() > 0 {
            let found = verified.wrong();
            report.wrong.push(format!("the audit log: {found} findings; `accord audit verify` lists them"));
        }
        let keys = store.owner_keys(&operator).await?;
        report.opened = keys.opened;
        if keys.closed > 0 {
            report.wrong.push(format!("{} owners' keys do not open under the key file", keys.closed));
        }
    }
    if target.for_good && has_keys {
        let when = report.head.at.format("%Y-%m-%dT%H:%M:%SZ");
        store.restored(&operator, format!("as of {when}")).await?;
    }
    Ok(())
}

struct Unpacked {
    head: Head,
    manifest: Manifest,
    /// Rows that went by, by table.
    counted: BTreeMap<String, u64>,
}

/// What goes from the thread that reads to the connection that writes.
enum Step {
    Head(Head),
    Rows(String, Vec<u8>),
}

async fn unpack(file: &Path, identity: Identity, target: &Target) -> Result<Unpacked> {
    let (give, mut take) = mpsc::channel(2);
    let (source, files) = (file.to_owned(), Files::below(&target.folder));
    let reading = tokio::task::spawn_blocking(move || {
        let mut files = files;
        let manifest = open::read(&source, &identity, |item| files.take(item, &give))?;
        files.keep()?;
        Ok::<_, anyhow::Error>(manifest)
    });
    let (mut head, mut loader, mut counted) = (None, None, BTreeMap::new());
    while let Some(step) = take.recv().await {
        match step {
            Step::Head(found) => {
                if let (Database::Postgres, Some(database)) = (found.database, &target.database) {
                    migrations::up_to(&database.url, found.schema.len()).await?;
                    loader = Some(Loader::begin(&database.url).await?);
                }
                head = Some(found);
            }
            Step::Rows(table, lines) => {
                if let Some(loader) = &mut loader {
                    let loaded = loader.rows(&table, &lines).await;
                    loaded
                        .with_context(|| format!("the rows of {table} were refused; empty the database"))?;
                }
                let rows = lines.iter().filter(|byte| **byte == b'\n').count() as u64;
                *counted.entry(table).or_default() += rows;
            }
        }
    }
    let manifest = reading.await.context("the backup was not read to its end")??;
    if let Some(loader) = loader {
        loader.finish().await.context("what was put back does not hang together; empty the database")?;
    }
    let head = head.context("the backup does not say what it is of")?;
    Ok(Unpacked { head, manifest, counted })
}

/// The files that a backup puts into the folder; gone unless they are kept.
struct Files {
    database: PathBuf,
    settings: PathBuf,
    made: Vec<PathBuf>,
}

impl Files {
    fn below(folder: &DataFolder) -> Self {
        let settings = folder.path().join("restored-settings.toml");
        Self { database: folder.database(), settings, made: Vec::new() }
    }

    fn take(&mut self, item: Item<'_>, give: &mpsc::Sender<Step>) -> Result<()> {
        match item {
            Item::Head(head) => {
                if let Some(obstacle) = head.obstacle() {
                    bail!("it cannot be put back: {obstacle}");
                }
                give.blocking_send(Step::Head(head)).context("nobody takes it")
            }
            Item::Rows(table, lines) => {
                give.blocking_send(Step::Rows(table, lines)).context("nobody takes it")
            }
            Item::Settings(bytes) => self.write(self.settings.clone(), &mut bytes.as_slice()),
            Item::Database(_) if self.database.exists() => {
                bail!("{} is there already; nothing is written over", self.database.display())
            }
            Item::Database(mut from) => self.write(partial(&self.database), &mut from),
        }
    }

    fn write(&mut self, path: PathBuf, from: &mut dyn io::Read) -> Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).with_context(|| path.display().to_string())?;
        self.made.push(path.clone());
        // What cannot be read is the backup's, what cannot be written the disk's.
        io::copy(from, &mut file).with_context(|| format!("filling {}", path.display()))?;
        file.sync_all().with_context(|| path.display().to_string())
    }

    /// Gives the database its name, now that all of it was read and found whole.
    fn keep(mut self) -> Result<()> {
        let partial = partial(&self.database);
        if self.made.contains(&partial) {
            fs::rename(&partial, &self.database).with_context(|| self.database.display().to_string())?;
        }
        self.made.clear();
        let folder = self.database.parent().unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).with_context(|| folder.display().to_string())
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for path in &self.made {
            // Said by the error that led here.
            let _ = fs::remove_file(path);
        }
    }
}

fn partial(database: &Path) -> PathBuf {
    database.with_extension("db.partial")
}
