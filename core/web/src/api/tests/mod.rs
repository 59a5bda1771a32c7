//! The interface as programs use it.

mod description;
