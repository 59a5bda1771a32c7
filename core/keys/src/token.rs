//! Small sealed payloads that travel through the browser and come back.
//!
//! A page cursor, a search that must not show in the address, the hidden field of a form,
//! a post carried across the sign-in page: the browser keeps them, only the server reads
//! them. Each has a purpose and is bound to something (usually the account), and opens
//! for exactly that purpose and binding.

use base64ct::{Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use crate::digest::join;
use crate::{KeyError, Keyring, aead};

impl Keyring {
    /// Seals `payload` into text that fits an address or a form field.
    ///
    /// Age is the caller's to judge: put the time of issue into the payload.
    pub fn seal_token(&self, purpose: &str, binding: &[u8], payload: &[u8]) -> String {
        Base64UrlUnpadded::encode_string(&self.seal_value(purpose, binding, payload))
    }

    /// Opens a token that was sealed for the same purpose and binding.
    ///
    /// # Errors
    /// [`KeyError::Sealed`] for anything else; [`KeyError::UnknownGeneration`] when the
    /// generation it was sealed under has been retired.
    pub fn open_token(&self, purpose: &str, binding: &[u8], token: &str) -> Result<Vec<u8>, KeyError> {
        let sealed = Base64UrlUnpadded::decode_vec(token).map_err(|_| KeyError::Sealed)?;
        self.open_value(purpose, binding, &sealed)
    }

    /// The same as bytes, for a secret of an account that has no owner key of its own,
    /// such as the seed of its one-time codes.
    pub fn seal_value(&self, purpose: &str, binding: &[u8], plain: &[u8]) -> Vec<u8> {
        let (generation, key) = self.tokens();
        aead::seal(&key, generation, &context(purpose, binding), plain)
    }

    /// Opens what [`seal_value`](Self::seal_value) closed for the same purpose and binding.
    ///
    /// # Errors
    /// As for [`open_token`](Self::open_token).
    pub fn open_value(&self, purpose: &str, binding: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let key = self.tokens_of(aead::generation(sealed)?)?;
        aead::open(&key, &context(purpose, binding), sealed)
    }

    /// The same secret sealed under the generation in use.
    ///
    /// # Errors
    /// As [`open_value`](Self::open_value).
    pub fn reseal_value(&self, purpose: &str, binding: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let plain = Zeroizing::new(self.open_value(purpose, binding, sealed)?);
        Ok(self.seal_value(purpose, binding, &plain))
    }
}

fn context(purpose: &str, binding: &[u8]) -> Vec<u8> {
    join(&[b"accord token", purpose.as_bytes(), binding])
}
