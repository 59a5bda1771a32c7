//! The invented service of a demonstration: the Essex service as `domain.md` §8 describes it.
//!
//! Everything is drawn from a seed and from the day it is made on, so that the same seed on
//! the same day makes the same service, and a demonstration made today has cases that were
//! received this week. Nobody in it exists: names are mixed at random, telephone numbers
//! come from the ranges reserved for drama, mail goes to example.org, postcodes end in
//! letters that the Royal Mail never uses, and notes are put together from neutral
//! sentences.
//!
//! It writes through [`storage::bulk`] and refuses whatever was not born a demonstration or
//! already holds somebody.

#![forbid(unsafe_code)]

mod calendar;
mod case;
mod course;
mod dice;
mod error;
mod generate;
mod outline;
mod partner_form;
mod people;
mod persona;
mod population;
mod queue;
mod schedule;
mod service;
mod size;
mod words;

#[cfg(test)]
mod tests;

pub use error::{Error, Result};
pub use generate::{Step, generate};
pub use persona::{DemoPerson, People};
pub use size::Size;
