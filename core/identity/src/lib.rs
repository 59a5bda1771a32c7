//! Signing in: accounts, passwords, second factors, sessions, invitations.

#![forbid(unsafe_code)]

mod hashing;
mod name;
mod recovery;
mod session;
mod settings;
mod throttle;
mod token;

pub use name::{device, username};
pub use recovery::RecoverySet;
pub use session::{Lifetime, Times};
pub use settings::{Installation, Settings};
pub use throttle::{Count, Rule};
pub use token::{CARRIED_MOST, CarriedPost, FormToken, HalfWay, KnownBrowser, NewFactor};
