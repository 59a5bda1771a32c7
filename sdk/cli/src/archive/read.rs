//! Reading a package that anyone may have made.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use contributions::{Findings, Package};
use zip::{CompressionMethod, ZipArchive};

use super::{INTEGRITY, LARGEST_CONTENT, LARGEST_FILE, MOST_FILES, digest, integrity, name};
use crate::source::Files;

/// Why a package is refused. The names in the messages are those of the package, escaped.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file, its content or their number is beyond the limits.
    #[error("the package is too large: {0}")]
    TooLarge(&'static str),
    /// It is not a ZIP, or one that different readers read differently.
    #[error("this is not a package: {0}")]
    NotAPackage(&'static str),
    /// A file in it has a name that could leave the folder, name a device, or be another's.
    #[error("the package holds a file named {0:?}, which is not allowed")]
    Name(String),
    /// A file in it is a link, encrypted, or packed in another way.
    #[error("the package holds {0:?}, which is not a plain file")]
    Kind(String),
    /// The list of digests does not fit the files.
    #[error("the package was altered or is incomplete: {0}")]
    Integrity(String),
    /// What it declares is wrong.
    #[error("{0}")]
    Findings(#[from] Findings),
}

/// Reads a package from the bytes of its file and checks everything that it declares.
///
/// Nothing is written anywhere, and nothing of its code runs.
///
/// # Errors
/// See [`ReadError`].
pub fn read(bytes: &[u8]) -> Result<Package, ReadError> {
    Ok(Package::read(&unpack(bytes)?, digest(bytes))?)
}

/// The files of a package, their digests compared with its list.
///
/// # Errors
/// As [`read`], but for the findings.
pub fn unpack(bytes: &[u8]) -> Result<Files, ReadError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge("the file has more than 8 MiB"));
    }
    let declared = entries_declared(bytes)?;
    if declared > MOST_FILES {
        return Err(ReadError::TooLarge("it holds more than 500 files"));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::NotAPackage("it cannot be read"))?;
    // The reader keeps one of two entries of the same name; the count tells.
    if archive.len() != declared {
        return Err(ReadError::NotAPackage("a name occurs twice"));
    }
    let mut files = Files::new();
    let mut spans = Vec::new();
    let mut left = LARGEST_CONTENT;
    for index in 0..archive.len() {
        let (name, span) = plain_entry(&mut archive, index)?;
        spans.push(span);
        let mut content = Vec::new();
        let entry = archive.by_index(index).map_err(|_| ReadError::Kind(name.clone()))?;
        let taken = entry.take(left + 1).read_to_end(&mut content);
        let taken = taken.map_err(|_| ReadError::NotAPackage("an entry cannot be unpacked"))? as u64;
        left = left.checked_sub(taken).ok_or(ReadError::TooLarge("it unpacks to more than 4 MiB"))?;
        if files.keys().any(|known: &String| known.eq_ignore_ascii_case(&name)) {
            return Err(ReadError::Name(name));
        }
        files.insert(name, content);
    }
    disjoint(spans)?;
    compare(&files)?;
    Ok(files)
}

/// The name of an entry and the bytes of the archive that it takes, when it is a plain file
/// with a plain name. Nothing is unpacked.
fn plain_entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
) -> Result<(String, (u64, u64)), ReadError> {
    let entry = archive.by_index_raw(index).map_err(|_| ReadError::NotAPackage("an entry cannot be read"))?;
    let name = entry.name().map_err(|_| ReadError::NotAPackage("a name is no text"))?.into_owned();
    if !name::is_plain(&name) {
        return Err(ReadError::Name(name));
    }
    let is_plain = entry.is_file()
        && !entry.encrypted()
        && entry.unix_mode().is_none_or(|mode| matches!(mode & 0o170_000, 0 | 0o100_000))
        && matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
    if !is_plain {
        return Err(ReadError::Kind(name));
    }
    let start = entry.data_start().ok_or(ReadError::NotAPackage("an entry has no place"))?;
    Ok((name, (entry.header_start(), start + entry.compressed_size())))
}

/// How many entries the end record declares. It must be the last thing in the file and
/// without a comment, so that there is only one place where it can be.
fn entries_declared(bytes: &[u8]) -> Result<usize, ReadError> {
    const END: &[u8] = b"PK\x05\x06";
    let record = bytes.len().checked_sub(22).and_then(|start| bytes.get(start..));
    let record = record.filter(|record| record.starts_with(END) && record[20..] == [0, 0]);
    let record = record.ok_or(ReadError::NotAPackage("it does not end as a package does"))?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(ReadError::NotAPackage("it does not begin as a package does"));
    }
    let here = u16::from_le_bytes([record[8], record[9]]);
    let all = u16::from_le_bytes([record[10], record[11]]);
    if here != all || record[4..8] != [0; 4] {
        return Err(ReadError::NotAPackage("it is one of several parts"));
    }
    Ok(usize::from(all))
}

/// Entries that share bytes unpack to far more than they are, and read differently in
/// different readers.
fn disjoint(mut spans: Vec<(u64, u64)>) -> Result<(), ReadError> {
    spans.sort_unstable();
    if spans.windows(2).any(|pair| pair[0].1 > pair[1].0) {
        return Err(ReadError::NotAPackage("two entries share the same bytes"));
    }
    Ok(())
}

fn compare(files: &Files) -> Result<(), ReadError> {
    let listed =
        files.get(INTEGRITY).ok_or_else(|| ReadError::Integrity("it has no list of digests".to_owned()))?;
    if listed == integrity(files).as_bytes() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(listed);
    let listed: BTreeMap<&str, &str> =
        text.lines().filter_map(|line| line.split_once("  ")).map(|(sum, name)| (name, sum)).collect();
    let differs = files.iter().find(|(name, bytes)| {
        *name != INTEGRITY && listed.get(name.as_str()).is_none_or(|sum| *sum != digest(bytes))
    });
    let reason = match differs {
        Some((name, _)) => format!("{name} is not the file that was packed"),
        None => "it lists files that are not there, or in another order".to_owned(),
    };
    Err(ReadError::Integrity(reason))
}
