//! Checks, builds, packs and reads plugins of Accord.
//!
//! A plugin is a folder with a `plugin.toml`; with a `Cargo.toml` it has code as well. This
//! library turns the folder into one `.accord` file ([`build()`]), and such a file, wherever
//! it came from, into a [`Package`](contributions::Package) ([`read`]). `accord-plugin`
//! offers it as a command; the demo and the tests call it directly.

#![forbid(unsafe_code)]

pub mod archive;
pub mod build;
mod check;
mod error;
mod inspect;
mod scaffold;
mod source;
mod standard;

pub use archive::{ReadError, read};
pub use build::{Built, build};
pub use check::{Checked, check};
pub use error::Error;
pub use inspect::inspect;
pub use scaffold::{NewPlugin, create};
pub use standard::standard;
