//! The suite: one binary, a module for each thing that must hold.

mod house;
mod worlds;
