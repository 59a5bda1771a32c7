//! What can go wrong beyond what a form can say.

/// Why signing in, or changing an account, did not come to an answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Storage refused or failed.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// The account holds rights of oversight that the actor does not: somebody in one of
    /// these roles has to be in it.
    #[error("not alone")]
    NotAlone(Vec<permissions::Role>),
}

/// What the use cases of this crate return.
pub type Result<T> = std::result::Result<T, Error>;
