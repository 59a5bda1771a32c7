//! What makes a log provable to others: a tree over its entries, and signed notes.
//!
//! Both are the text and hash forms that transparency logs use everywhere, so that tools
//! which know nothing of Accord can check what we say: the Merkle tree of RFC 6962, and
//! the signed note of <https://c2sp.org/signed-note>.

mod checkpoint;
mod note;
mod tree;

pub use checkpoint::Checkpoint;
pub use note::{LogKey, LogVerifier, notes};
pub use tree::Tree;
