//! What can go wrong when a report is made.

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such report.
    #[error("not found")]
    NotFound,
    /// The reader may not ask for reports, or gets no figures.
    #[error("not permitted")]
    Forbidden,
    /// The report's own layout does not fit its figures; its author has to mend it.
    #[error("the report of the plugin cannot be drawn: {0}")]
    Template(String),
    /// Storage failed.
    #[error("storage failed")]
    Storage(#[source] storage::Error),
}

/// What this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::NotFound => Self::NotFound,
            storage::Error::Forbidden => Self::Forbidden,
            other => Self::Storage(other),
        }
    }
}
