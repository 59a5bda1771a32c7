//! The folder of an export.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::profile::Profile;

/// The largest file that is read: ten times the largest export known.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The files of an export, by name, byte for byte.
#[derive(Clone, Default)]
pub struct Export(BTreeMap<String, Vec<u8>>);

impl std::fmt::Debug for Export {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Export {
    /// An export held in memory.
    pub fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self(files.into_iter().collect())
    }

    /// Reads the files that a profile names, and no other, from a folder.
    ///
    /// A name in a profile is never a path, and a link out of the folder is not followed.
    ///
    /// # Errors
    /// When a file cannot be read, is no plain file, or is too large to be an export.
    pub fn read(folder: &Path, profile: &Profile) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for file in profile.files.values() {
            let path = folder.join(&file.file);
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.file));
            let kept = fs::symlink_metadata(&path).map_err(named)?;
            if !kept.is_file() {
                return Err(named(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file")));
            }
            if kept.len() > LARGEST {
                return Err(named(io::Error::new(io::ErrorKind::FileTooLarge, "too large to be an export")));
            }
            files.insert(file.file.clone(), fs::read(&path).map_err(named)?);
        }
        Ok(Self(files))
    }

    /// The bytes of a file.
    pub fn get(&self, file: &str) -> Option<&[u8]> {
        self.0.get(file).map(Vec::as_slice)
    }
}
