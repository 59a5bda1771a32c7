//! The data folder: what lies where, and who may work in it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A server, or a command that writes, is at work in it.
    #[error("Accord is serving from {folder} already ({by}); stop it first, or use its own pages")]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// Who it is: the number of the process and its command.
        by: String,
    },
    /// There is no installation in it.
    #[error("there is no installation in {0}; `accord init` sets one up, `accord demo` tries one out")]
    Empty(PathBuf),
    /// The operating system refused.
    #[error("{path}: {cause}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        #[source]
        cause: std::io::Error,
    },
}

/// A data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder(PathBuf);

/// Held by whoever works in a data folder; let go when dropped, or when the process dies.
#[derive(Debug)]
pub struct FolderLock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl DataFolder {
    /// The folder at `path`, which need not exist yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The key file.
    pub fn keys(&self) -> PathBuf {
        self.0.join("accord.keys")
    }

    /// The SQLite database.
    pub fn database(&self) -> PathBuf {
        self.0.join("accord.db")
    }

    /// The address of the SQLite database.
    pub fn database_url(&self) -> String {
        format!("sqlite://{}", self.database().display())
    }

    /// Room set aside for the day on which the disk is full.
    pub fn reserve(&self) -> PathBuf {
        self.0.join("accord.reserve")
    }

    /// The plugins as this node compiled them.
    pub fn artefacts(&self) -> PathBuf {
        self.0.join("artefacts")
    }

    /// The people of a demonstration and their passwords.
    pub fn demo_people(&self) -> PathBuf {
        self.0.join("demo-people.json")
    }

    /// Makes the folder, for its owner alone.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn create(&self) -> Result<(), FolderError> {
        let artefacts = self.artefacts();
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(&artefacts).map_err(io_error(&artefacts))
    }

    /// Takes the folder for oneself, or says who is at work in it.
    ///
    /// # Errors
    /// [`FolderError::InUse`], [`FolderError::Io`].
    pub fn lock(&self) -> Result<FolderLock, FolderError> {
        let path = self.0.join("accord.lock");
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = file.map_err(io_error(&path))?;
        match file.try_lock() {
            Ok(()) => {
                sign(&mut file).map_err(io_error(&path))?;
                Ok(FolderLock(file))
            }
            Err(TryLockError::WouldBlock) => {
                let mut by = String::new();
                // Whoever holds it may not have signed yet.
                let read = file.read_to_string(&mut by);
                if read.is_err() || by.is_empty() {
                    "another process".clone_into(&mut by);
                }
                Err(FolderError::InUse { folder: self.0.clone(), by })
            }
            Err(TryLockError::Error(cause)) => Err(io_error(&path)(cause)),
        }
    }

    /// Removes the SQLite database with everything beside it, for a demonstration whose
    /// making was interrupted.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn remove_database(&self) -> Result<(), FolderError> {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.database().into_os_string();
            name.push(ending);
            let path = PathBuf::from(name);
            match fs::remove_file(&path) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(io_error(&path)(cause));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Writes into the lock who holds it: only the lock itself counts, this is for people.
fn sign(file: &mut File) -> std::io::Result<()> {
    let command = std::env::args().nth(1).unwrap_or_default();
    file.set_len(0)?;
    write!(file, "process {}, `accord {command}`", std::process::id())
}

pub(crate) fn io_error(path: &Path) -> impl FnOnce(std::io::Error) -> FolderError {
    let path = path.to_owned();
    |cause| FolderError::Io { path, cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_works_in_a_folder() {
        let place = tempfile::tempdir().expect("a place for the test's files");
        let folder = DataFolder::at(place.path().join("data"));
        folder.create().expect("our own place");
        let lock = folder.lock().expect("nobody is there yet");
        let Err(FolderError::InUse { by, .. }) = folder.lock() else { panic!("somebody is there") };
        assert!(by.starts_with(&format!("process {}, ", std::process::id())), "{by}");
        drop(lock);
        assert!(folder.lock().is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().expect("a place for the test's files");
        let folder = DataFolder::at(place.path().join("data"));
        folder.create().expect("our own place");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode(folder.path()), 0o700);
        assert_eq!(mode(&folder.artefacts()), 0o700);
    }

    #[test]
    fn an_interrupted_database_goes_whole() {
        let place = tempfile::tempdir().expect("a place for the test's files");
        let folder = DataFolder::at(place.path());
        for name in ["accord.db", "accord.db-wal"] {
            fs::write(place.path().join(name), "x").expect("our own place");
        }
        folder.remove_database().expect("our own place");
        assert_eq!(fs::read_dir(place.path()).expect("our own place").count(), 0);
    }
}
