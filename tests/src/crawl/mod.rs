//! Opening every route as everybody.
//!
//! Addresses are made from the route table, so that a new page joins by itself, and from
//! every reference there is, also those that a reader was never shown. A parameter that
//! nobody here knows how to fill stops the crawl: it must be taught.

pub mod addresses;
mod drafts;
pub mod harvest;
pub mod house;
pub mod links;
pub mod log;
pub mod plain;
pub mod reader;
pub mod token;
pub mod walk;

pub use addresses::{Addresses, template_of};
pub use harvest::harvest;
pub use house::House;
pub use plain::plain;
pub use reader::{Reader, Sent};
pub use walk::{Found, Walk};

/// Tells how much was compared, so that a count that shrinks is noticed.
#[expect(clippy::print_stdout, reason = "it is read by whoever looks at a run")]
pub fn tell(line: &str) {
    println!("{line}");
}

/// The number in this variable of the environment, or `usual`.
pub fn count(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}
