//! Words that may not be met: by reading, by writing, by asking whether something is there.

mod crawl;
mod existence;
pub(crate) mod posts;
mod searches;
