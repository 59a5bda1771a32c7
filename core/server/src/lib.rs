//! The binary `accord`: settings, wiring, command line.
//!
//! Everything that was declared elsewhere as a port is joined here, once: the store and its
//! keys, signing in, the plugins and their host, the pages. [`Service`] is the whole server
//! in one value, which the commands `serve` and `demo` run and tests start in their own
//! process. No rule of the work lives here.

#![forbid(unsafe_code)]

pub mod backup;
mod checkpoints;
mod command;
mod folder;
mod home;
mod jobs;
mod limits;
mod listen;
mod logs;
pub mod mail;
mod output;
mod ports;
mod service;
mod signals;
mod workshop;

pub mod settings;

pub use command::main;
pub use folder::{DataFolder, FolderError};
pub use service::{Node, Service, routes};
pub use settings::Settings;
