//! Signing in, against a real database: what Ama and those who are not Ama experience.

mod device;
mod house;

mod enrolling;
mod guessing;
mod inviting;
mod passkeys;
mod pathways;
mod proving;
mod sessions;
mod signing_in;
mod strength;
mod stuffing;
