//! Packing.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{INTEGRITY, integrity};
use crate::source::Files;

/// Packs `files`; the same files always make the same bytes.
///
/// # Errors
/// When the archive cannot be written, which for memory means it is far too large.
pub fn pack(files: &Files) -> std::io::Result<Vec<u8>> {
    let mut files = files.clone();
    files.insert(INTEGRITY.to_owned(), integrity(&files).into_bytes());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &files {
        archive.start_file(name.as_str(), options).map_err(std::io::Error::other)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish().map_err(std::io::Error::other)?.into_inner())
}
