//! Why a demonstration was not made.

/// Why a demonstration was not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The installation was not born as a demonstration, or not born at all.
    #[error("this installation is not a demonstration")]
    NotDemo,
    /// It holds records already.
    #[error("this installation holds records already")]
    NotEmpty,
    /// The database.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

impl From<permissions::Denied> for Error {
    fn from(denied: permissions::Denied) -> Self {
        Self::Storage(denied.into())
    }
}

/// What this crate returns.
pub type Result<T> = std::result::Result<T, Error>;
