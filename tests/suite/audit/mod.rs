//! The audit log against whoever can write to the database (`security.md` §4).

mod clean;
mod export;
mod forge;
mod log;
mod tampers;

pub use log::Log;
