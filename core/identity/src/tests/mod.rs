//! Signing in, against a real database: what Ama and those who are not Ama experience.

mod device;
mod house;
mod provider;

mod addressing;
mod enrolling;
mod forgetting;
mod guessing;
mod inviting;
mod passkeys;
mod pathways;
mod proving;
mod restarting;
mod sessions;
mod signing_in;
mod single_sign_on;
mod strength;
mod stuffing;
