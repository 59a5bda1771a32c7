//! The keys of an installation: replaced while people work, and guarding each sealed value in
//! its own place alone (`security.md` §7, requirement 17).

mod places;
mod replace;
mod serving;
mod swap;
