//! Reports: counts over the service, written definitions beside them, and what may leave.
//!
//! A plugin contributes a report: which figures of a dataset of the core, and how they are
//! laid out. This crate counts them over every case of the service, the same whoever asks;
//! protects them for everybody who does not hold the right to true figures; and draws the
//! page, the print and the spreadsheet from one value, so that they are equal.

#![forbid(unsafe_code)]

mod dataset;
mod error;
mod period;
mod run;
mod sheet;
mod view;

pub mod disclosure;

#[cfg(test)]
mod tests;

pub use error::{Error, Result};
pub use period::{quarter, quarter_word, recent_quarters};
pub use run::{Ask, Available, Reports};
pub use storage::Shown;
pub use view::{FigureView, ReportView, TableView};
