//! Runs the code of plugins, in a sandbox, in a process of its own.
//!
//! Three processes of one binary take part. The **server** holds a [`Host`], which is the
//! core's [`Hooks`](contributions::Hooks). The **worker** ([`worker_main`]) runs every
//! plugin: it has no keys, no database, no network and no files, and one socket as its
//! standard input. The **compiler** ([`compile_main`]) turns one component into machine
//! code when a package is installed, and dies.
//!
//! A call goes like this. Ama sends a referral form; its declared rules have passed, and
//! `cases` asks `validate` of the plugin that contributed it. The host looks whether the
//! plugin is resting after failures ([`breaker`]), waits for the plugin's turn, sends the
//! answers to the worker, and waits there no longer than the limit. The worker makes a
//! fresh instance, calls it, drops it, and sends back findings. Before they are believed,
//! the host checks that they name fields of that form. Whatever goes wrong on the way is a
//! [`HookFault`](contributions::HookFault): the form is saved, marked as not checked, and
//! nothing else on Ama's page notices.
//!
//! The machine code never comes from outside: it is made here, authenticated with the
//! installation's key, and loaded only when that authentication holds ([`artefact`]). That
//! load is the one unsafe expression of the crate.

mod answer;
pub mod artefact;
pub mod breaker;
mod compile;
mod engine;
mod error;
mod host;
mod protocol;
mod redact;
mod settings;
mod supervisor;
mod worker;

pub use compile::{Component, compile, compile_main};
pub use error::InstallError;
pub use host::{Health, Host};
pub use settings::{CompileLimits, HookLimits, Settings, WorkerCommand};
pub use worker::worker_main;
