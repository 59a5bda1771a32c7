//! Real plugins, called through the real worker.
//!
//! The guest of most tests is `examples/hostile`, whose input picks what it does.

mod attacks;
mod hooks;
mod install;
mod process;
mod support;
