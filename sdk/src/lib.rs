//! What a plugin of Accord is written with.
//!
//! A plugin is a type that implements [`Plugin`], marked with [`plugin`](macro@plugin).
//! Its forms, fields, words and reports are files beside the code; only what cannot be
//! declared there is written in Rust. The same crate runs natively, so `cargo test` needs
//! neither a host nor a WebAssembly toolchain:
//!
//! ```
//! use accord_sdk::prelude::*;
//!
//! /// Referrals from schools.
//! pub struct SchoolReferral;
//!
//! #[plugin]
//! impl Plugin for SchoolReferral {
//!     fn validate(_form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
//!         let age = answers.date("birth-date").map(|born| born.years_until(context.today));
//!         if age.is_some_and(|age| age < 18) && !answers.is_answered("guardian-name") {
//!             problems.block("guardian-name", "guardian-required");
//!         }
//!     }
//! }
//!
//! let mut problems = Problems::default();
//! let mut answers = Answers::default();
//! answers.set("birth-date", Date::new(2014, 5, 1).expect("a real date"));
//! let context = Context::on(Date::new(2026, 11, 24).expect("a real date"));
//! SchoolReferral::validate("referral", &answers, &context, &mut problems);
//! assert!(problems.has("guardian-name", "guardian-required"));
//! ```
//!
//! Sandboxed, a plugin has no files, no network, no clock and no randomness: the day is in
//! the [`Context`], and the same input always gives the same answer.

mod answers;
mod context;
mod date;
mod log;
mod plugin;
mod problem;
mod table;
mod value;

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
#[allow(missing_docs, unsafe_code, clippy::all, reason = "generated from wit/v1")]
pub mod bindings {
    wit_bindgen::generate!({
        path: "wit/v1",
        world: "plugin",
        pub_export_macro: true,
        default_bindings_module: "accord_sdk::bindings",
    });
}

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod guest;

pub use accord_sdk_macros::plugin;
pub use answers::Answers;
pub use context::Context;
pub use date::Date;
pub use log::{Level, log};
pub use plugin::Plugin;
pub use problem::{Problem, Problems, Severity};
pub use table::{Cells, Column, Table};
pub use value::{Decimal, Value};

/// Everything a plugin usually needs.
pub mod prelude {
    pub use crate::{
        Answers, Cells, Column, Context, Date, Level, Plugin, Problem, Problems, Severity, Table, Value, log,
        plugin,
    };
}

/// The tutorial, compiled with the documentation's tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
