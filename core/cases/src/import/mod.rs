//! Bringing in the records of an older system.
//!
//! A [`Profile`] says what an export means, an [`Export`] is its bytes, and an [`ImportPlan`]
//! is everything that will be written and everything that will not, with reasons. The plan is
//! made without touching storage, so a dry run and a commit make the same one. No step trusts
//! the files: every cell may hold anything, every reference may lead nowhere.
//!
//! The steps, each in a module: bytes into records and cells into our fields ([`read`]),
//! rules of rejection over whole files (`judge`), rows into planned records (`build`), and
//! the totals (`figures`). A row goes one of two ways, into the plan or into an error file;
//! none is lost. Only then, and only where it is asked for, is the plan written ([`load`]).

pub mod load;
pub mod profile;
pub mod read;
pub mod record;

mod build;
mod delta;
mod errors;
mod figures;
mod folder;
mod judge;
mod plan;
#[cfg(test)]
mod tests;

pub use build::Digest;
pub use delta::{Delta, Standing};
pub use errors::{duplicates_file, error_file, error_file_name, warnings_file};
pub use figures::{Figures, FileFigures};
pub use folder::Export;
pub use load::{Found, Importer, LoadError, Progress, Say, Step};
pub use plan::{ImportError, ImportPlan, PlannedFile, Rejected, Warning};
pub use profile::{Profile, ProfileError};
