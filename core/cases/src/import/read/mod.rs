//! Reading an export that nobody vouches for.

mod cell;
mod date;
mod markup;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub use cell::{Oddities, Oddity, decoded};
pub use date::{Reading as DateReading, read_day, read_stamp, swapped};
pub use markup::plain;
pub use sheet::{Row, Sheet};
pub use table::{Record, Table, TableError};
