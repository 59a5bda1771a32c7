//! Backups: made while the service runs, sealed to a key that is not on the machine, tried
//! out by restoring them.
//!
//! A backup is an archive (`tar`, compressed) inside an age file, so that it can be opened
//! without Accord: `age -d -i KEY FILE | tar -xz`. It holds `backup.json` (of what, when and
//! by which version), the database, the settings that were chosen, and at its end
//! `manifest.json` (what is in it, with digests and counts). The key file is never in it, nor
//! anything that only this machine can use.
//!
//! The machine must not be able to open its own backups, and has to try them out every
//! night. So each is sealed to two keys: the one of whoever keeps the backups, and one that
//! is made for this backup alone, held in memory until it has been tried out, and forgotten.

mod make;
mod manifest;
mod nightly;
mod open;
mod restore;
mod scratch;
mod state;

pub use make::{Made, Source, make};
pub use manifest::{ENDING, Head, file_name};
pub use nightly::Nightly;
pub use restore::{Report, Target, restore};
pub use scratch::Scratch;
pub use state::State;

/// The database of SQLite in the archive.
const DATABASE: &str = "accord.db";
/// What the archive begins with.
const HEAD: &str = "backup.json";
/// What the archive ends with.
const MANIFEST: &str = "manifest.json";
/// The settings that were chosen.
const SETTINGS: &str = "settings.toml";
/// The folder of PostgreSQL's rows in the archive.
const TABLES: &str = "tables";
