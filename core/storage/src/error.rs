//! What can go wrong between the database and the use cases.

use std::io::ErrorKind;

use permissions::Denied;
use sea_orm::{DbErr, RuntimeErr};

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
    /// Somebody who is to work a case may know a person in it, by these keys.
    #[error("a possible conflict of interest")]
    PossibleConflict(domain::conflict::ConflictKeys),
    /// A rule says no; the message says why.
    #[error("a rule says no")]
    Unmet(domain::Message),
    /// A permit was used in another unit than the one that gave it.
    #[error("a permit of another unit")]
    WrongUnit,
    /// A sealed value did not open: damaged, swapped or erased.
    #[error("a sealed value did not open")]
    Sealed(#[from] keys::KeyError),
    /// A stored value is not what this version understands.
    #[error("a stored {0} is not understood")]
    Meaning(&'static str),
    /// The stored permissions are not what this installation published, or say what none may.
    #[error("{0}")]
    Policy(String),
    /// The database is weaker than it must be; the text names the setting and the cure.
    #[error("{0}")]
    Weak(String),
    /// Another process serves from this data folder.
    #[error("Accord is serving from this folder already")]
    InUse,
    /// The disk is full, or cannot be written to; its kind says which, and it can be found
    /// behind every error that this one becomes.
    #[error("the disk could not be written to")]
    NotKept(#[source] std::io::Error),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What storage returns.
pub type Result<T> = std::result::Result<T, Error>;

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match disk(&error) {
            Some(kind) => Self::NotKept(std::io::Error::new(kind, error)),
            None => Self::Database(Box::new(error)),
        }
    }
}

/// What is said once the database can no longer be trusted.
pub(crate) fn not_trusted() -> Error {
    let why = "the database can no longer be trusted until Accord was started again";
    Error::NotKept(std::io::Error::new(ErrorKind::ReadOnlyFilesystem, why))
}

/// Whether the system could not sync what SQLite had written: SQLITE_IOERR_FSYNC and
/// SQLITE_IOERR_DIR_FSYNC. PostgreSQL meets the same by restarting itself.
pub(crate) fn is_failed_sync(error: &DbErr) -> bool {
    matches!(code(error).as_deref(), Some("1034" | "1290"))
}

/// SQLite's extended result code, or PostgreSQL's SQLSTATE.
fn code(error: &DbErr) -> Option<std::borrow::Cow<'_, str>> {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    cause.as_database_error()?.code()
}

/// Whether the database failed for want of a disk that takes what it writes.
fn disk(error: &DbErr) -> Option<ErrorKind> {
    match code(error)?.as_ref() {
        // SQLITE_FULL; SQLITE_IOERR_SHMSIZE; disk_full.
        "13" | "4874" | "53100" => Some(ErrorKind::StorageFull),
        // SQLITE_IOERR_WRITE, _FSYNC, _DIR_FSYNC and _TRUNCATE; SQLITE_READONLY and its kinds;
        // read_only_sql_transaction.
        "778" | "1034" | "1290" | "1546" | "8" | "264" | "520" | "776" | "1032" | "1288" | "1544"
        | "25006" => Some(ErrorKind::ReadOnlyFilesystem),
        _ => None,
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
