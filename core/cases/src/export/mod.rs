//! Taking a list out as a file for a spreadsheet.
//!
//! The names of the columns leave at once. The cases follow in batches: each is read in a
//! snapshot of its own, written down and recorded, its connection is given back, and only
//! then does it leave. The next is composed when there is room for it, so a slow reader costs
//! a waiting task and a batch of text, and one who has gone away costs nothing more. However
//! many cases there are, a hundred are in memory as records.
//!
//! **What the file holds if cases change meanwhile.** Cases go by their inner names, which
//! nobody can amend. So a case that is in the list from the beginning of the export to its
//! end is in the file exactly once, as it was when its batch was read. One that enters the
//! list or leaves it meanwhile (it is opened, sealed, closed, moved to another team) is in it
//! or not, as it was at that moment; one that is first entered meanwhile is not in it. Two
//! batches may so tell of two moments some seconds apart: the file is a list, not a return,
//! and figures are counted by reports.
//!
//! **What if rights change meanwhile.** A file is made under one set of rights. Each batch
//! looks in its own snapshot whether they are still in force. If anything of them changed or
//! ended, no further batch is read: the last line of the file says in plain words that it is
//! not complete, and the download breaks off, which browsers report as failed.
//!
//! It is written for those who may export cases, and holds every field they may read of each
//! case that does not stand sealed; sealed values are opened one by one, never in bulk
//! (`decisions.md` 9, 51).

mod download;
mod exports;
mod running;
mod sheet;

pub use download::{Download, Incomplete, Piece};
pub use exports::{AT_ONCE, Exports};
pub use running::BATCH;
pub use storage::list::Filter;
