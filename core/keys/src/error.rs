//! What can go wrong with keys, in words for whoever runs the server.

use std::path::PathBuf;

/// Why a key, a sealed value or a token cannot be used.
///
/// None of these says anything about the content that was to be protected.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A key file is already there; it is never overwritten, because every sealed record
    /// of an installation may hang on it.
    #[error("there is already a key file at {0}; it was left untouched")]
    Exists(PathBuf),
    /// No key file where one is expected.
    #[error(
        "there is no key file at {0}; without it no sealed record can be read, so restore it from its copy"
    )]
    Missing(PathBuf),
    /// Others than the owner can reach the key file.
    #[error("the key file {path} is open to others (mode {mode:03o}); close it with: chmod 600 {path}")]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key file is cut short or was altered.
    #[error("the key file {path} is damaged at line {line}; restore it from its copy")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first line that cannot be right, counted from 1.
        line: usize,
    },
    /// A key file was replaced by that of another installation.
    #[error("the key file {0} now holds the keys of another installation; put back the right one")]
    Other(PathBuf),
    /// The operating system refused.
    #[error("the key file {path} cannot be used: {cause}")]
    File {
        /// The file or the folder it lies in.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
    /// Sealed under a generation of keys that this keyring does not hold.
    #[error("sealed under key generation {0}, which this key file does not hold")]
    UnknownGeneration(u32),
    /// The bytes are not what was sealed, or were sealed for another place or purpose.
    #[error("a sealed value does not open: it was altered, or belongs elsewhere")]
    Sealed,
}
