//! A folder for what lies open on the disk for a moment.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::{FolderError, io_error};

/// A folder that only we may enter, gone with everything in it when this is dropped.
///
/// It lies in the data folder, on the same disk and under the same protection as the
/// database itself.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one below `home`. One that was left by a process that was killed is cleared
    /// away first.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn below(home: &Path, name: &str) -> Result<Self, FolderError> {
        let path = home.join(format!("scratch-{name}"));
        match fs::remove_dir_all(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(io_error(&path)(cause)),
            _ => {}
        }
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(io_error(&path))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::error!(%error, "a folder with a copy of the database could not be removed");
        }
    }
}
