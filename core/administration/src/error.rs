//! What can go wrong in running the service.

use domain::FieldErrors;
use permissions::{Broken, Hindrance};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record does not exist, or must not be known to exist.
    #[error("not found")]
    NotFound,
    /// The reader may know of it but not do this.
    #[error("not permitted")]
    Forbidden,
    /// Someone changed it in the meantime, or it is there already.
    #[error("it is there already, or was changed in the meantime")]
    Conflict,
    /// Fields that need attention.
    #[error("{0}")]
    Fields(FieldErrors),
    /// A package that cannot be used, in the words for whoever installs it: file, line and
    /// fix, never data.
    #[error("{0}")]
    Package(String),
    /// A package asks to read what nobody granted yet; the views it asks for.
    #[error("it asks to read data: {}", .0.join(", "))]
    AsksToRead(Vec<String>),
    /// The key file cannot be read or replaced, in the words for whoever runs the server.
    #[error("{0}")]
    KeyFile(String),
    /// A draft would say what no policy may.
    #[error("the draft breaks {} rules", .0.len())]
    Walls(Vec<Broken>),
    /// A draft cannot be published.
    #[error("the draft cannot be published")]
    Hindered(Vec<Hindrance>),
    /// A reason is missing or too long.
    #[error("a reason is missing or too long")]
    Reason,
    /// Storage failed.
    #[error("storage failed")]
    Storage(#[source] storage::Error),
}

/// What a use case returns.
pub type Result<T> = std::result::Result<T, Error>;

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::NotFound => Self::NotFound,
            storage::Error::Forbidden => Self::Forbidden,
            storage::Error::Conflict => Self::Conflict,
            other => Self::Storage(other),
        }
    }
}

impl From<permissions::Denied> for Error {
    fn from(denied: permissions::Denied) -> Self {
        match denied {
            permissions::Denied::NotFound => Self::NotFound,
            permissions::Denied::Forbidden => Self::Forbidden,
        }
    }
}
