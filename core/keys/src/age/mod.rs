//! Files that are sealed to a public key, in the age format, version 1.
//!
//! Backups leave the machine, so the machine must not be able to open them again: it knows
//! the [`Recipient`], and the [`Identity`] lies elsewhere. The format is public and frozen
//! (<https://age-encryption.org/v1>), so that a backup can be opened without Accord, by
//! anything that reads age. Of its kinds of recipients only X25519 is written and read;
//! others in a header are passed over, as the format asks for.
//!
//! A file can have several recipients, which each open all of it. Nothing that was read is
//! handed out before it was authenticated, and a file that was cut short fails at its end.

mod header;
mod key;
mod stream;
#[cfg(test)]
mod tests;

pub use key::{Identity, Recipient};
pub use stream::{Decrypting, Encrypting};

/// Why something is no age key, or an age file does not open.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    /// A text that should be a public key.
    #[error(
        "this is not a public key of age; one begins with 'age1' and `accord backup keygen` makes a pair"
    )]
    Recipient,
    /// A text that should be a private key.
    #[error("there is no private key of age in it; one begins with 'AGE-SECRET-KEY-1'")]
    Identity,
    /// Sealed to other keys than the one that was given.
    #[error("it was sealed to another key than this one")]
    OtherKey,
    /// Not an age file, or its head was altered.
    #[error("it is not an age file, or its beginning was altered")]
    Header,
    /// A piece was altered, moved or is missing.
    #[error("it was altered or cut short")]
    Altered,
}

impl From<AgeError> for std::io::Error {
    fn from(error: AgeError) -> Self {
        Self::new(std::io::ErrorKind::InvalidData, error)
    }
}
