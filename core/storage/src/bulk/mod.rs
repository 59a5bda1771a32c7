//! Many records at once: imports, and the invented service of a demonstration.
//!
//! A batch is written in chunks of about [`CHUNK`] records, each a transaction of its own,
//! with `live` off: no predicate finds any of it. [`Loader::finish`] switches it on in one
//! statement a table; [`undo`] switches it off again and removes it in chunks, children
//! first. A crash therefore leaves nothing visible, and [`unfinished`] tells what is to be
//! cleaned (`decisions.md` 17).
//!
//! What is loaded has the same shapes and seals as what is written one by one: owner keys,
//! sealed sections, blind index, search rows, statistics. The rules of the process are not
//! asked: an older system's past is taken as it was.

mod allow;
mod batch;
mod contents;
mod insert;
mod loader;
mod names;
mod record;
mod rows;
mod undo;

#[cfg(test)]
mod tests;

pub use allow::allow;
pub use batch::{Batch, BatchState, NewBatch, known_rows, unfinished};
pub use contents::{contents, worked_on};
pub use loader::{CHUNK, Loader};
pub use record::*;
pub use undo::undo;
