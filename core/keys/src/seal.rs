//! Sealing one section of one record under its owner's key.

use uuid::Uuid;

use crate::digest::join;
use crate::{KeyError, OwnerKey, aead};

/// Where a sealed section belongs: it opens there and nowhere else.
///
/// Copying the sealed address of one person into the row of another, or yesterday's
/// owner's section into today's, therefore yields nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding<'a> {
    /// The table the section is kept in.
    pub table: &'a str,
    /// The part it holds.
    pub part: &'a str,
    /// The row it stands in.
    pub row: Uuid,
    /// Whose key it is sealed with.
    pub owner: Uuid,
}

impl Binding<'_> {
    fn context(&self) -> Vec<u8> {
        join(&[
            b"accord section",
            self.table.as_bytes(),
            self.part.as_bytes(),
            self.row.as_bytes(),
            self.owner.as_bytes(),
        ])
    }
}

/// Seals `plain` for the place that `binding` names.
///
/// `generation` is the keyring's at the time of writing; it is bound in as well and tells
/// later which rows a rotation has still to visit.
pub fn seal(key: &OwnerKey, binding: &Binding<'_>, generation: u32, plain: &[u8]) -> Vec<u8> {
    aead::seal(&key.sealing(), generation, &binding.context(), plain)
}

/// Opens a sealed section, about 5 µs for a short one.
///
/// # Errors
/// [`KeyError::Sealed`] when the bytes were altered, cut, or sealed for another place,
/// owner or key; which of these cannot be told.
pub fn open(key: &OwnerKey, binding: &Binding<'_>, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
    aead::open(&key.sealing(), &binding.context(), sealed)
}

/// The key generation a sealed or wrapped value says it was made under.
///
/// # Errors
/// [`KeyError::Sealed`] when the bytes are no sealed value at all.
pub fn generation_of(sealed: &[u8]) -> Result<u32, KeyError> {
    aead::generation(sealed)
}

#[cfg(test)]
mod tests;
