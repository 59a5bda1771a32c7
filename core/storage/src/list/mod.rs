//! Lists: many cases at once, under the same rule as one.
//!
//! A list is written over catalogue ids. It filters and sorts only by parts that the
//! reader may read on every case of it, since order and hits tell of a value as surely as
//! showing it; it selects only columns that some of its cases let the reader read, and
//! cuts each row to its own mask. Pages go by key, never by number, and totals are counted
//! to a thousand and no further (`decisions.md` 18, 19).

mod cases;
mod cursor;
mod export;
mod extra;
mod filter;
mod query;
mod reach;
mod rows;
mod sort;
#[cfg(test)]
mod tests;
mod wanted;
mod work;

pub use cases::Page;
pub(crate) use export::Epochs;
pub use export::{Export, PAGE};
pub use query::{CaseQuery, Count, Filter, Sort, Test};
pub use rows::{CaseRow, ParticipantRow};
pub use work::{Invited, MyWork, WorkRow};

pub(crate) use reach::{reach, widest};
pub(crate) use rows::Seen;
pub(crate) use wanted::Wanted;
