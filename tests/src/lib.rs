//! The harness of the suite: what a test needs to prepare, invent and compare.

#![forbid(unsafe_code)]

pub mod browser;
pub mod canaries;
pub mod crawl;
pub mod databases;
pub mod dice;
pub mod fuzz;
pub mod oracle;
pub mod page;
pub mod person;
pub mod populate;
pub mod power;
pub mod provider;
pub mod raw;
pub mod server;
pub mod sink;
pub mod standing;
pub mod thorns;
pub mod world;

use std::path::{Path, PathBuf};

/// The workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies in the workspace").to_owned()
}
