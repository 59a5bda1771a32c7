//! A device with a passkey in it, as a browser speaks for it (WebAuthn, without attestation).

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

pub const ADDRESS: &str = "https://accord.example.org";
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const HOLDS_KEY: u8 = 0x40;

/// One passkey. Its fields can be set wrong, to see that it is noticed.
#[derive(Clone)]
pub struct Device {
    key: SigningKey,
    id: [u8; 16],
    user: String,
    /// Uses so far; devices that share a passkey with others leave it at nothing.
    pub counter: u32,
    /// Whether it counts.
    pub counts: bool,
    /// Whether its owner shows a finger or enters a PIN.
    pub verifies: bool,
    /// The site the browser believes to be at.
    pub origin: String,
}

impl Device {
    pub fn new() -> Self {
        let key = SigningKey::from_slice(&keys::random_bytes::<32>()).expect("almost every number is a key");
        Self {
            key,
            id: keys::random_bytes(),
            user: String::new(),
            counter: 0,
            counts: true,
            verifies: true,
            origin: ADDRESS.to_owned(),
        }
    }

    /// Makes the passkey that the page asks for.
    pub fn make(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("JSON");
        let question = &options["publicKey"];
        self.user = text(&question["user"]["id"]);
        let site = text(&question["rp"]["id"]);
        let said = self.said("webauthn.create", question);
        let mut data = self.data(&site, HOLDS_KEY);
        data.extend([0; 16]);
        data.extend(16_u16.to_be_bytes());
        data.extend(self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().expect("a point"), point.y().expect("a point"));
        // CBOR: an EC key (1: 2) for ES256 (3: -7) on P-256 (-1: 1).
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x.as_slice());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y.as_slice());
        // CBOR: { "fmt": "none", "attStmt": {}, "authData": … }.
        let mut attestation = vec![0xa3, 0x63];
        attestation.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        attestation.push(u8::try_from(data.len()).expect("short"));
        attestation.extend(data);
        let id = encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": { "clientDataJSON": encode(&said), "attestationObject": encode(&attestation), "transports": [] },
        })
        .to_string()
    }

    /// Answers the page that asks for a passkey.
    pub fn answer(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("JSON");
        let question = &options["publicKey"];
        if self.counts {
            self.counter += 1;
        }
        let said = self.said("webauthn.get", question);
        let data = self.data(&text(&question["rpId"]), 0);
        let signed = [data.as_slice(), &keys::sha256(&said)].concat();
        let signature: Signature = self.key.sign(&signed);
        let id = encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": encode(&said), "authenticatorData": encode(&data),
                "signature": encode(signature.to_der().as_bytes()), "userHandle": self.user,
            },
        })
        .to_string()
    }

    fn said(&self, kind: &str, question: &Value) -> Vec<u8> {
        let challenge = &question["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn data(&self, site: &str, more: u8) -> Vec<u8> {
        let flags = USER_PRESENT | more | if self.verifies { USER_VERIFIED } else { 0 };
        let mut data = keys::sha256(site.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}
