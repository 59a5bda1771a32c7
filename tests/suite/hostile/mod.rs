//! What people send who mean no good, and what comes by accident just as oddly
//! (`security.md` §5.3).

mod enumeration;
mod forgery;
mod fuzz;
mod generated;
mod raw;
mod sessions;
mod thorns;
