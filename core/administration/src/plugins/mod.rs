//! Plugins: installed as rows, put to work by every node for itself.
//!
//! The database holds each package whole. A node makes one immutable [`Contributed`] of
//! the enabled ones and swaps it when the registry epoch, which the statement that opens a
//! request reads, has moved; a request keeps the one it began with. A package that cannot
//! be used is left out and named, and nothing else stops.

mod contributed;
mod manage;
mod node;
mod view;
mod workshop;

pub use contributed::{Contributed, LeftOut};
pub use node::Plugins;
pub use view::{GrantView, PluginView};
pub use workshop::{Rejected, Work, Workshop};
