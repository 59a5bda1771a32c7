//! Hidden fields of forms, opened and made as the server makes them.
//!
//! A form proves by a sealed field that it was drawn for this account. To ask what happens
//! to somebody who holds a valid field of their own and names a record of somebody else's,
//! a test has to be able to make one.

use identity::Identity;
use serde_json::{Value, json};
use uuid::Uuid;

/// The name of the hidden field.
pub const FIELD: &str = "_token";

/// What the field of a form is sealed for.
const PURPOSE: &str = "form";

/// What a hidden field says.
#[derive(Clone, Debug)]
pub struct Token(Value);

impl Token {
    /// Opens a field that a page carried.
    pub fn open(identity: &Identity, sealed: &str) -> Option<Self> {
        let bytes = identity.open(PURPOSE, Uuid::nil().as_bytes(), sealed)?;
        serde_json::from_slice(&bytes).ok().map(Self)
    }

    /// Which form it belongs to.
    pub fn form(&self) -> &str {
        self.0["form"].as_str().unwrap_or_default()
    }

    /// For whom it was drawn.
    pub fn account(&self) -> Option<&str> {
        self.0["account"].as_str()
    }

    /// The same for another form, never sent before.
    #[must_use]
    pub fn renewed(&self, identity: &Identity, form: &str) -> Self {
        let mut token = self.0.clone();
        token["form"] = json!(form);
        token["key"] = json!(identity.random());
        Self(token)
    }

    /// The field.
    pub fn sealed(&self, identity: &Identity) -> String {
        identity.seal(PURPOSE, Uuid::nil().as_bytes(), self.0.to_string().as_bytes())
    }
}
