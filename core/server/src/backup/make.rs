//! Making a backup.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use keys::age::{Encrypting, Recipient};
use keys::{Digesting, Keyring};
use permissions::Actor;
use storage::Store;
use storage::backup::{Contents, Piece};
use tokio::sync::{mpsc, oneshot};

use super::manifest::{Database, Entry, Head, Manifest};
use super::{DATABASE, HEAD, MANIFEST, SETTINGS, Scratch, TABLES};
use crate::folder::DataFolder;
use crate::home::Home;

/// What is backed up.
#[derive(Clone)]
pub struct Source {
    /// The records.
    pub store: Store,
    /// The keys that its sealed records open under.
    pub keys: Arc<Keyring>,
    /// The data folder, in which the copy lies while it is sealed.
    pub folder: DataFolder,
    /// The name of the service.
    pub service: String,
    /// Whether the records are in a file.
    pub is_sqlite: bool,
    /// The settings that were chosen, without secrets.
    pub settings: String,
}

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The file.
    pub file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Rows of the database in it.
    pub rows: u64,
}

impl Source {
    /// Of an opened installation.
    pub fn of(home: &Home, settings: String) -> Self {
        Self {
            store: home.store.clone(),
            keys: home.keys.clone(),
            folder: home.folder.clone(),
            service: home.installation.service_name.clone(),
            is_sqlite: home.settings.database.url.is_empty(),
            settings,
        }
    }
}

/// Backs up `source` into the new file `target`, sealed to `recipients`, for `actor`.
///
/// The file is written under another name and gets its own when all of it is on the disk, so
/// that a file with this name is a whole one. `tell` hears how many bytes of the database
/// were sealed so far.
///
/// # Errors
/// Where there is such a file already, the disk is full, or the database does not answer;
/// then nothing is left behind.
pub async fn make(
    source: &Source,
    actor: &Actor,
    recipients: Vec<Recipient>,
    target: &Path,
    tell: impl Fn(u64) + Send + 'static,
) -> Result<Made> {
    if target.exists() {
        bail!("{} is there already; a backup is not written over", target.display());
    }
    let name = if source.is_sqlite { "copy" } else { "copy-postgres" };
    let scratch = Scratch::below(source.folder.path(), &format!("{name}-{}", std::process::id()))?;
    let database = if source.is_sqlite { Database::Sqlite } else { Database::Postgres };
    let keys = source.keys.fingerprint();
    let head = Head::new(source.store.now(), source.service.clone(), database, keys);
    let (give, take) = mpsc::channel(2);
    let (counted, count) = oneshot::channel();
    let partial = Partial::beside(target)?;
    let settings = source.settings.clone();
    let writing = tokio::task::spawn_blocking(move || {
        write(partial, &recipients, &head, &settings, Arriving { pieces: take, count }, tell)
    });
    let copied = source.store.copy_out(actor, scratch.path(), give).await;
    let copied = copied.map(|contents| {
        let rows = contents.rows();
        // Where nobody listens, the writing has failed, and says so below.
        let _ = counted.send(contents);
        rows
    });
    let written = writing.await.context("the backup was not written to its end")?;
    // Where the writing failed, the copy did too, for want of somebody who takes it.
    let partial = written.with_context(|| format!("{} could not be written", target.display()))?;
    let rows = copied.map_err(plainly).context("the database could not be copied")?;
    let partial = partial.context("the copy broke off")?;
    let bytes = partial.name(target).with_context(|| target.display().to_string())?;
    source.store.backed_up(actor, format!("{rows} rows, {bytes} bytes")).await?;
    Ok(Made { file: target.to_owned(), bytes, rows })
}

/// A disk without room is the likeliest reason, and what is behind it says less.
fn plainly(error: storage::Error) -> anyhow::Error {
    match error {
        storage::Error::NotKept(_) => {
            anyhow::anyhow!(
                "the disk of the data folder is full, or cannot be written to; it has to hold a second database"
            )
        }
        other => other.into(),
    }
}

/// What comes from the database.
struct Arriving {
    pieces: mpsc::Receiver<Piece>,
    count: oneshot::Receiver<Contents>,
}

/// A file under another name, gone if it does not get its own.
struct Partial {
    path: PathBuf,
    named: bool,
}

impl Partial {
    fn beside(target: &Path) -> Result<Self> {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let name = target.file_name().and_then(|name| name.to_str()).context("the backup needs a name")?;
        let partial = format!(".{name}.partial");
        Ok(Self { path: folder.unwrap_or(Path::new(".")).join(partial), named: false })
    }

    fn create(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)
    }

    /// Gives the file its name, lastingly, and says how long it is.
    fn name(mut self, target: &Path) -> io::Result<u64> {
        fs::rename(&self.path, target)?;
        self.named = true;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(fs::metadata(target)?.len())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.named {
            // It may never have been made.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn write(
    partial: Partial,
    recipients: &[Recipient],
    head: &Head,
    settings: &str,
    mut arriving: Arriving,
    tell: impl Fn(u64),
) -> Result<Option<Partial>> {
    let sealed = Encrypting::new(recipients, BufWriter::new(partial.create()?))?;
    let mut archive = Archive {
        to: tar::Builder::new(GzEncoder::new(sealed, Compression::fast())),
        entries: Vec::new(),
        seconds: head.at.timestamp().unsigned_abs(),
        tell,
        told: 0,
    };
    archive.bytes(HEAD, &serde_json::to_vec_pretty(head)?)?;
    archive.bytes(SETTINGS, settings.as_bytes())?;
    let mut number = 0;
    while let Some(piece) = arriving.pieces.blocking_recv() {
        match piece {
            Piece::File(path) => {
                let file = File::open(&path)?;
                let length = file.metadata()?.len();
                archive.add(DATABASE, length, file)?;
                fs::remove_file(&path)?;
            }
            Piece::Rows { table, lines } => {
                number += 1;
                archive.bytes(&format!("{TABLES}/{table}/{number:08}.copy"), &lines)?;
            }
        }
    }
    // Where the copy broke off, there is nothing to count and no whole backup.
    let Ok(contents) = arriving.count.blocking_recv() else { return Ok(None) };
    let manifest = Manifest { contents, entries: std::mem::take(&mut archive.entries) };
    archive.bytes(MANIFEST, &serde_json::to_vec_pretty(&manifest)?)?;
    let file = archive.to.into_inner()?.finish()?.finish()?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(Some(partial))
}

/// The archive with what was put into it.
struct Archive<W: Write, Tell> {
    to: tar::Builder<W>,
    entries: Vec<Entry>,
    seconds: u64,
    tell: Tell,
    told: u64,
}

impl<W: Write, Tell: Fn(u64)> Archive<W, Tell> {
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.add(name, bytes.len() as u64, bytes)
    }

    fn add(&mut self, name: &str, bytes: u64, from: impl Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        let mut through = Through { from, digest: Digesting::default(), tell: &self.tell, told: self.told };
        self.to.append_data(&mut header, name, &mut through)?;
        self.told = through.told;
        let sha256 = through.digest.hex();
        self.entries.push(Entry { name: name.to_owned(), bytes, sha256 });
        Ok(())
    }
}

/// What is read through it is digested and told.
struct Through<'a, R, Tell> {
    from: R,
    digest: Digesting,
    tell: &'a Tell,
    told: u64,
}

impl<R: Read, Tell: Fn(u64)> Read for Through<'_, R, Tell> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.digest.update(&buffer[..read]);
        self.told += read as u64;
        (self.tell)(self.told);
        Ok(read)
    }
}
