//! What can go wrong in a use case, in the words of whoever did it.

use domain::{FieldErrors, Message};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record does not exist, or must not be known to exist.
    #[error("not found")]
    NotFound,
    /// The reader may know of it but not do this.
    #[error("not permitted")]
    Forbidden,
    /// Someone changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// Somebody who is to work a case may know a person in it, by these keys.
    #[error("a possible conflict of interest")]
    PossibleConflict(domain::conflict::ConflictKeys),
    /// Conditions that are not met, each a sentence for the screen.
    #[error("{} condition(s) not met", .0.len())]
    Unmet(Vec<Message>),
    /// Fields that need attention; the form is shown again with all that was typed.
    #[error("{0}")]
    Fields(FieldErrors),
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
            storage::Error::Unmet(said) => Self::Unmet(vec![said]),
            storage::Error::PossibleConflict(keys) => Self::PossibleConflict(keys),
            other => Self::Storage(other),
        }
    }
}
