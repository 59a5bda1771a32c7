//! Copying the whole database while it is used, and filling an empty one from the copy.
//!
//! A copy is one snapshot. SQLite writes its own (`VACUUM INTO` reads like any reader and
//! keeps no writer waiting), and the file is the copy. PostgreSQL is read table by table in
//! one repeatable-read transaction, in its own text form of `COPY`: that needs no program
//! beside ours, no rights but the server's own, and loads into any later version.
//!
//! What a copy holds is said in numbers, [`Contents`], which are counted in the copy itself
//! and compared when it is put back.

mod contents;
mod copy;
mod load;
mod sound;

use std::path::PathBuf;

pub use contents::{Contents, LaneHead};
pub use load::Loader;
pub use sound::OwnerKeys;

/// A part of a copy, in the order in which it is to be kept.
#[derive(Debug)]
pub enum Piece {
    /// The whole database as one file, which goes when the copy is kept.
    File(PathBuf),
    /// Rows of a table of PostgreSQL.
    Rows {
        /// The table.
        table: String,
        /// Whole lines of the text form of `COPY`.
        lines: Vec<u8>,
    },
}

fn failed(error: sea_orm::sqlx::Error) -> crate::Error {
    crate::Error::Database(Box::new(error))
}
