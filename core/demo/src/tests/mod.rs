//! Small services, on SQLite, and on PostgreSQL where its address is given.

mod house;
mod shares;
mod small;
