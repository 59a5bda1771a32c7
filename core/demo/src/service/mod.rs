//! The service before its cases: teams, partners, accounts.

mod accounts;
mod founding;
mod staff;
mod teams;

pub use founding::{Founding, found};
pub use staff::{Level, Service, Volunteer};
pub use teams::teams;
