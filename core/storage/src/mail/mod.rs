//! Mail that waits to be sent, as part of the act that it tells about.
//!
//! A row is written in the act's own transaction, so that what was done is told and what was
//! not is not. It holds a key and the names of rows: no sentence, no address, no link. Who
//! it goes to and what it says is found when it is sent (`decisions.md` 42 and 66), in the
//! words of whoever reads it, and never anything of a case (`security.md` TM-23).
//!
//! Several nodes share the table. One claims some rows for a few minutes, sends them, and says
//! so; a node that dies between the two leaves a claim that ends, and the mail goes out once
//! more, under the same name, by which mail programs know it for the same.

mod address;
mod enqueue;
mod health;
mod kind;
mod letter;
mod news;
mod sending;

pub use address::AddressChange;
pub(crate) use enqueue::NewMail;
pub use health::{MailHealth, MailLine};
pub use kind::{MailKind, Trouble};
pub use letter::Letter;

/// It waits to be sent, perhaps for another try.
const WAITING: &str = "waiting";
/// It was handed to the mail server.
const SENT: &str = "sent";
/// It was given up.
const FAILED: &str = "failed";
/// It was of no use any more before it could be sent.
const OVER: &str = "over";
