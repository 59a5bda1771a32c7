//! The `.accord` file: a ZIP with fixed rules.
//!
//! The same content always makes the same bytes: names are sorted, times are zero, and a
//! file `INTEGRITY` lists the SHA-256 of every other one. Reading trusts nothing: sizes are
//! counted while unpacking, and whatever could be read in two ways is refused.

mod name;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{ReadError, read, unpack};
pub use write::pack;

/// The file that lists the digests of the others.
pub const INTEGRITY: &str = "INTEGRITY";
/// The signatures over it, which it does not list.
pub const SIGNATURES: &str = "INTEGRITY.sig";

/// The largest `.accord` file.
pub const LARGEST_FILE: usize = 8 << 20;
/// The most that one unpacks to.
pub const LARGEST_CONTENT: u64 = 4 << 20;
/// The most files in one.
pub const MOST_FILES: usize = 500;

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    keys::sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The lines of `INTEGRITY` for these files: digest, two spaces, name.
fn integrity<'a>(files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) -> String {
    files
        .into_iter()
        .filter(|(name, _)| *name != INTEGRITY && *name != SIGNATURES)
        .map(|(name, bytes)| format!("{}  {name}\n", digest(bytes)))
        .collect()
}
