//! Cases: the spine, the lookup that gives a permit, and what hangs below it.

mod lookup;

pub use lookup::{Case, Side};
