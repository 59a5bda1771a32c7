//! A referral arrives and becomes a case, on both databases.

mod accept;
mod alike;
mod answers;
mod drafts;
mod flood;
pub(crate) mod house;
mod merge;
mod queue;
mod send;
