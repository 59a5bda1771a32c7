//! Over bare sockets, against the real server.

mod large;
mod proxies;
mod slow;
mod smuggling;
