//! Mail, from the act that it tells about to the mail server.

mod forgotten;
mod hostile;
mod office;
mod outbox;
mod settings;
