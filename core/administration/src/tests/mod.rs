//! Against a real database, with packages that are read by the real reader.

mod accounts;
mod house;
mod plugins;
mod words;
