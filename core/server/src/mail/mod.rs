//! Mail: what waits in the outbox is written in the words of whoever reads it, and handed to
//! the mail server of the settings.
//!
//! Where none is set, nothing is connected to and mail waits until it is of no use any more.
//! `core/server/guide/mail.md` is the chapter for whoever runs a service.

mod post;
mod runner;
mod write;

pub use post::{Post, PostError};
pub use runner::Runner;
pub use write::{Pen, Written};
