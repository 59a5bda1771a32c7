//! A referral arrives and becomes a case, on both databases.

mod accept;
mod alike;
mod drafts;
mod house;
mod queue;
mod send;
