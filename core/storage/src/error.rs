//! What can go wrong between the database and the use cases.

use permissions::Denied;

/// Why storage did not do what was asked.
///
/// The database's own error hides in a box, so that no caller depends on its type, and
/// its text goes to the log alone.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record does not exist, or must not be known to exist: the two are one.
    #[error("not found")]
    NotFound,
    /// The reader may know of the record but not do this with it.
    #[error("not permitted")]
    Forbidden,
    /// Someone changed the record since the reader saw it.
    #[error("changed by someone else in the meantime")]
    Conflict,
    /// A permit was used in another unit than the one that gave it.
    #[error("a permit of another unit")]
    WrongUnit,
    /// A sealed value did not open: damaged, swapped or erased.
    #[error("a sealed value did not open")]
    Sealed(#[from] keys::KeyError),
    /// A stored value is not what this version understands.
    #[error("a stored {0} is not understood")]
    Meaning(&'static str),
    /// The database is weaker than it must be; the text names the setting and the cure.
    #[error("{0}")]
    Weak(String),
    /// Another process serves from this data folder.
    #[error("Accord is serving from this folder already")]
    InUse,
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What storage returns.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(Box::new(error))
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => Self::NotFound,
            Denied::Forbidden => Self::Forbidden,
        }
    }
}
