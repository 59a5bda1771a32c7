//! Tokens, signed well or badly.

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::Sha256;

/// A key of a provider.
#[derive(Clone)]
pub struct Key {
    pub id: String,
    key: SigningKey,
}

/// How a token is signed.
pub enum Signed<'a> {
    /// As it should be.
    Well(&'a Key),
    /// With more in its header.
    With(&'a Key, Value),
    /// Not at all, and saying so.
    Not,
    /// By a key that everybody knows: the public one, as a password.
    ByPublicKey(&'a Key),
}

impl Key {
    pub fn new(id: &str) -> Self {
        let key = SigningKey::from_slice(&keys::random_bytes::<32>()).expect("almost every number is a key");
        Self { id: id.to_owned(), key }
    }

    /// Another key under the same name.
    pub fn impostor(&self) -> Self {
        Self::new(&self.id)
    }

    /// What is published of it.
    pub fn public(&self) -> Value {
        let point = self.key.verifying_key().to_sec1_point(false);
        let text = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
        let (x, y) = (point.x().expect("a point"), point.y().expect("a point"));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": self.id, "x": text(x), "y": text(y) })
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        let signature: Signature = self.key.sign(text.as_bytes());
        signature.to_bytes().to_vec()
    }
}

impl Signed<'_> {
    /// The token that says `claims`.
    pub fn token(&self, claims: &Value) -> String {
        let header = match self {
            Self::Well(key) => json!({ "alg": "ES256", "kid": key.id, "typ": "JWT" }),
            Self::With(key, more) => {
                let mut header = json!({ "alg": "ES256", "kid": key.id });
                for (name, value) in more.as_object().expect("an object") {
                    header[name] = value.clone();
                }
                header
            }
            Self::Not => json!({ "alg": "none" }),
            Self::ByPublicKey(key) => json!({ "alg": "HS256", "kid": key.id }),
        };
        let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        let text = format!("{}.{}", part(&header), part(claims));
        let signature = match self {
            Self::Well(key) | Self::With(key, _) => key.sign(&text),
            Self::Not => Vec::new(),
            Self::ByPublicKey(key) => {
                let public = key.public().to_string();
                let mut mac = Hmac::<Sha256>::new_from_slice(public.as_bytes()).expect("any length");
                mac.update(text.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
        };
        format!("{text}.{}", Base64UrlUnpadded::encode_string(&signature))
    }
}
