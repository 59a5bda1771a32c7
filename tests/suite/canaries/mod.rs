//! Words that may not be met: by reading, by writing, by asking whether something is there.

mod crawl;
mod existence;
mod posts;
mod searches;
