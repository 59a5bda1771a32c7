//! Signing in, against a real database: what Ama and those who are not Ama experience.

mod house;

mod enrolling;
mod guessing;
mod inviting;
mod proving;
mod sessions;
mod signing_in;
