//! Reading a backup: every byte is authenticated and compared with the manifest before
//! anybody says that it is good.

use std::io::{self, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use keys::Digesting;
use keys::age::{Decrypting, Identity};

use super::manifest::{Entry, Head, Manifest};
use super::{DATABASE, HEAD, MANIFEST, SETTINGS, TABLES};

/// The longest file of an archive that is read into memory; pieces of tables are about one
/// mebibyte, and a row is far below the rest.
const LONGEST: u64 = 256 << 20;

/// What is found in a backup, in its order.
pub enum Item<'a> {
    /// What it says about itself; the first thing.
    Head(Head),
    /// The settings.
    Settings(Vec<u8>),
    /// The file of SQLite.
    Database(&'a mut dyn Read),
    /// Rows of a table of PostgreSQL.
    Rows(String, Vec<u8>),
}

/// Reads the backup in `file` to its end and hands each item to `take`.
///
/// What was handed over can be trusted only when this has returned the manifest.
///
/// # Errors
/// A backup that was altered or cut, or sealed to another key; what `take` says.
pub fn read(
    file: &Path,
    identity: &Identity,
    mut take: impl FnMut(Item<'_>) -> Result<()>,
) -> Result<Manifest> {
    let name = || file.display().to_string();
    let opened = BufReader::new(std::fs::File::open(file).with_context(name)?);
    let mut archive =
        tar::Archive::new(GzDecoder::new(Decrypting::new(identity, opened).with_context(name)?));
    let mut seen = Vec::new();
    let mut manifest: Option<Manifest> = None;
    for entry in archive.entries()? {
        let mut entry = entry.with_context(name)?;
        ensure!(manifest.is_none(), "{}: it goes on after its end", name());
        let path = String::from_utf8(entry.path_bytes().into_owned()).context("a name that is not text")?;
        let length = entry.size();
        let mut through = Through { from: &mut entry, digest: Digesting::default(), bytes: 0 };
        match path.as_str() {
            HEAD => {
                let head: Head = serde_json::from_slice(&whole(&mut through, length)?).context(HEAD)?;
                take(Item::Head(head))?;
            }
            MANIFEST => {
                let read = whole(&mut through, length)?;
                manifest = Some(serde_json::from_slice(&read).context(MANIFEST)?);
                continue;
            }
            SETTINGS => take(Item::Settings(whole(&mut through, length)?))?,
            DATABASE => take(Item::Database(&mut through))?,
            other => {
                let table = table_of(other).with_context(|| format!("{}: what is '{other}'?", name()))?;
                take(Item::Rows(table.to_owned(), whole(&mut through, length)?))?;
            }
        }
        let Through { digest, bytes, .. } = through;
        seen.push(Entry { name: path, bytes, sha256: digest.hex() });
    }
    // Beyond the archive's end mark lies the end of the sealed file, which proves that
    // nothing was cut off.
    io::copy(&mut archive.into_inner(), &mut io::sink()).with_context(name)?;
    let manifest = manifest.with_context(|| format!("{}: it has no end", name()))?;
    if manifest.entries != seen {
        bail!("{}: what is in it is not what its manifest says", name());
    }
    Ok(manifest)
}

/// The table in `tables/NAME/00000001.copy`.
fn table_of(path: &str) -> Option<&str> {
    let (table, piece) = path.strip_prefix(TABLES)?.strip_prefix('/')?.split_once('/')?;
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name(table) && is_name(piece.strip_suffix(".copy")?)).then_some(table)
}

fn whole(from: &mut impl Read, length: u64) -> Result<Vec<u8>> {
    ensure!(length <= LONGEST, "a file in it is too long");
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    Ok(bytes)
}

struct Through<R> {
    from: R,
    digest: Digesting,
    bytes: u64,
}

impl<R: Read> Read for Through<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.digest.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
