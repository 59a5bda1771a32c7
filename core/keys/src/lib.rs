//! Everything secret: the only crate that calls a cryptographic primitive.
//!
//! Keys stand in three rows. The [`Keyring`] is read from a file outside the database.
//! Under it, each person, case and submission has an [`OwnerKey`], kept wrapped in the
//! database. Under that, [`seal`] closes one section of one record. Destroying the
//! wrapped owner key makes every section of that owner unreadable, here at once and in
//! backups as they age: that is how erasure works.
//!
//! | for | we use |
//! |---|---|
//! | sealing | XChaCha20-Poly1305, random 192-bit nonces |
//! | deriving keys | HKDF-SHA-256, one label a purpose |
//! | blind index, keyed digests, authentication | HMAC-SHA-256 |
//! | the audit chain, session tokens | SHA-256 |
//! | the state of the audit log | Ed25519 over a Merkle tree (RFC 8032, RFC 6962) |
//! | passkeys | WebAuthn with user verification: ES256 and the like, by webauthn-rs |
//! | single sign-on | OpenID Connect with PKCE: RS256, ES256 and the like, by openidconnect |
//! | passwords | Argon2id, 19 MiB, two passes, one lane |
//! | one-time codes | TOTP (RFC 6238), SHA-1, six digits, 30 seconds |
//! | backups | the age format, version 1: X25519, ChaCha20-Poly1305 |
//! | randomness | the operating system |
//!
//! Every sealed value begins with a format byte, so that a successor can be introduced
//! beside it.

#![forbid(unsafe_code)]

mod aead;
mod digest;
mod error;
mod keyring;
mod owner;
mod random;
mod seal;
mod secret;
mod token;

pub mod age;
pub mod log;
pub mod passkey;
pub mod password;
pub mod provider;
pub mod totp;

pub use digest::{Digesting, chain, equal, sha256};
pub use error::KeyError;
pub use keyring::{KeyFile, Keyring, Secrecy};
pub use owner::OwnerKey;
pub use random::{random_bytes, random_u64};
pub use seal::{Binding, generation_of, open, seal};
pub use secret::Secret;
