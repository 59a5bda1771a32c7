//! Words: every sentence a person reads, in their language.
//!
//! Pure crates name a sentence by its key ([`domain::Message`]); this crate turns it into
//! text at the edge, for a page, a mail, a spreadsheet or a terminal. It also holds the
//! two template environments: [`Pages`], for our own pages, and [`ReportTemplates`], a
//! closed one for reports that plugins contribute.
//!
//! Nothing here knows a route, a record or a database. The only files read are the
//! catalogues under `locales/`, which are embedded in the binary.

#![forbid(unsafe_code)]

mod alphabet;
mod bundle;
mod catalogue;
mod dates;
mod helpers;
mod language;
mod pages;
mod parts;
mod pen;
mod report;
mod rows;
mod sheet;
mod text;

pub use alphabet::{compare, sort_by};
pub use bundle::WordsError;
pub use catalogue::{Coverage, Wording};
pub use dates::{date, date_and_time, day_and_month, month_and_year, number, time_of_day};
pub use language::Language;
pub use pages::{Pages, TemplateError};
pub use report::{ReportTemplate, ReportTemplates, TemplateProblem};
pub use sheet::spreadsheet_cell;
pub use text::Text;

#[cfg(test)]
mod tests;
