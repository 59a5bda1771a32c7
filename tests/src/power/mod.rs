//! A power cut, replayed: what a process asked the system to write, and what of it a disk may
//! hold if the power fails at a chosen moment.
//!
//! `kill -9` proves little: what a killed process wrote is still in the system's memory and
//! reaches the disk later. So the calls of the real server are written down by strace, and
//! the folder is made anew as the disk may have held it at a moment, under three models of
//! what the system does with writes that nobody asked it to sync ([`Loss`]).
//!
//! Not covered: writes through a memory map. SQLite writes the database and its log with
//! `pwrite`; only the `-shm` file is written through a map. It holds nothing that has to
//! survive and is made anew by whoever opens the database first, so the replay leaves rubbish
//! in its place. Nor is a disk covered that says it has synced and has not.

mod disk;
mod trace;

pub use disk::{Disk, Loss};
pub use trace::{CALLS, Effect, Event, Trace};
