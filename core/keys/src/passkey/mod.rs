//! Passkeys (WebAuthn): a key pair in somebody's device or security key, of which we keep
//! the public half.
//!
//! A ceremony has two halves: the server gives [`options`](Ceremony::options) for the browser
//! and keeps what to expect in [`state`](Ceremony::state); the browser's answer is then judged
//! against the state. User verification (a finger, a face, a PIN) is always required, so that
//! a passkey alone is two factors.
//!
//! Whoever calls this must let a state be used only once, and never let it be read or made by
//! anybody else: the answer to a challenge is worth as much as a password until then.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::{Value, from_slice, from_str, json, to_vec};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

#[cfg(test)]
mod tests;

/// The longest answer of a browser that is read.
const LONGEST: usize = 16 << 10;

/// The site to which passkeys belong.
pub struct RelyingParty(Webauthn);

/// The first half of a ceremony.
#[derive(Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// What the browser is asked, as JSON.
    pub options: String,
    /// What its answer has to fit.
    pub state: Vec<u8>,
}

/// A passkey that was just made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// Its name, by which the browser shows that it has it.
    pub id: Vec<u8>,
    /// Its public half and its counter, to be kept.
    pub stored: Vec<u8>,
}

/// Whose passkey an answer claims to come from. It proves nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The account.
    pub account: Uuid,
    /// The passkey.
    pub id: Vec<u8>,
}

impl fmt::Debug for RelyingParty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelyingParty")
    }
}

impl RelyingParty {
    /// The site at `address`, called `name` in the browser's questions.
    ///
    /// Nothing where there can be no passkeys: browsers bind them to a name, so an address
    /// of figures has none, and they are made over TLS or on this very machine only.
    pub fn at(address: &str, name: &str) -> Option<Self> {
        let origin = Url::parse(address).ok()?;
        let host = origin.domain()?;
        if origin.scheme() != "https" && host != "localhost" && !host.ends_with(".localhost") {
            return None;
        }
        WebauthnBuilder::new(host, &origin).ok()?.rp_name(name).build().ok().map(Self)
    }

    /// Begins to make a passkey for an account that has those named in `existing`.
    ///
    /// It is to be kept where it is found without a sign-in name being typed.
    pub fn offer(
        &self,
        account: Uuid,
        username: &str,
        name: &str,
        existing: Vec<Vec<u8>>,
    ) -> Option<Ceremony> {
        let (options, state) =
            self.0.start_passkey_registration(account, username, name, Some(existing)).ok()?;
        let mut options = serde_json::to_value(options).ok()?;
        let selection = options.pointer_mut("/publicKey/authenticatorSelection")?;
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        ceremony(&options, &state)
    }

    /// The passkey that a browser made, where its answer fits.
    pub fn made(&self, answer: &str, state: &[u8]) -> Option<NewPasskey> {
        let (answer, state): (RegisterPublicKeyCredential, PasskeyRegistration) = read(answer, state)?;
        let made = self.0.finish_passkey_registration(&answer, &state).ok()?;
        Some(NewPasskey { id: made.cred_id().to_vec(), stored: to_vec(&made).ok()? })
    }

    /// Begins to ask for any passkey of this site.
    pub fn ask(&self) -> Option<Ceremony> {
        let (options, state) = self.0.start_discoverable_authentication().ok()?;
        ceremony(&serde_json::to_value(options).ok()?, &state)
    }

    /// Whose passkey an answer says it comes from.
    pub fn claim(&self, answer: &str) -> Option<Claim> {
        let answer: PublicKeyCredential = parse(answer)?;
        let (account, id) = self.0.identify_discoverable_authentication(&answer).ok()?;
        Some(Claim { account, id: id.to_vec() })
    }

    /// Whether the answer comes from the passkey `stored`; then what is to be stored from
    /// now on, with its counter.
    ///
    /// A counter that did not grow is that of a copy, and is refused. Passkeys that live on
    /// several devices of a person count nothing.
    pub fn proves(&self, answer: &str, state: &[u8], stored: &[u8]) -> Option<Vec<u8>> {
        let (answer, state): (PublicKeyCredential, DiscoverableAuthentication) = read(answer, state)?;
        let mut passkey: Passkey = from_slice(stored).ok()?;
        let key = DiscoverableKey::from(&passkey);
        let result = self.0.finish_discoverable_authentication_v2(&answer, state, &key).ok()?;
        if !result.user_verified() {
            return None;
        }
        passkey.update_credential(&result)?;
        to_vec(&passkey).ok()
    }
}

fn ceremony(options: &Value, state: &impl serde::Serialize) -> Option<Ceremony> {
    Some(Ceremony { options: options.to_string(), state: to_vec(state).ok()? })
}

fn read<A: DeserializeOwned, S: DeserializeOwned>(answer: &str, state: &[u8]) -> Option<(A, S)> {
    Some((parse(answer)?, from_slice(state).ok()?))
}

fn parse<A: DeserializeOwned>(answer: &str) -> Option<A> {
    (answer.len() <= LONGEST).then(|| from_str(answer).ok()).flatten()
}
