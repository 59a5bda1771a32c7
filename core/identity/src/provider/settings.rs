//! What an installation decides about a provider.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// One provider of single sign-on; `default.toml` documents each setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its name in addresses and in the audit log.
    pub id: String,
    /// Its name on the button.
    pub name: String,
    /// What it calls itself, letter by letter.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// Our secret towards it.
    #[serde(default, skip_serializing)]
    pub client_secret: ProviderSecret,
    /// A file that holds the secret instead.
    #[serde(default)]
    pub client_secret_file: PathBuf,
    /// What is asked for beside `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// By which claims somebody is known again.
    #[serde(default)]
    pub subject: SubjectKey,
    /// The tenants whose people are taken; all where there are none.
    #[serde(default)]
    pub tenants: Vec<String>,
    /// Values of `amr` of which one says that a second factor was given.
    #[serde(default = "mfa")]
    pub second_factor_amr: Vec<String>,
    /// Values of `acr`, or of Entra ID's `acrs`, of which one says so; they are asked for.
    #[serde(default)]
    pub second_factor_acr: Vec<String>,
    /// What is done where neither says so.
    #[serde(default)]
    pub without_second_factor: WithoutFactor,
    /// The reference of the organisation that its people belong to; the service itself where
    /// there is none.
    #[serde(default)]
    pub organisation: String,
    /// The claim that lists somebody's groups.
    #[serde(default = "groups")]
    pub groups_claim: String,
    /// Which groups are for which roles; where there are none, roles are given here alone.
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
    /// Roles that a group gives to who does not have them; others are only taken away.
    #[serde(default)]
    pub grants: Vec<String>,
    /// Addresses inside a network at which it may be.
    #[serde(default)]
    pub addresses: Vec<IpAddr>,
    /// A file of certificates to trust for it in place of the public ones.
    #[serde(default)]
    pub authorities_file: PathBuf,
}

fn mfa() -> Vec<String> {
    vec!["mfa".to_owned()]
}

fn groups() -> String {
    "groups".to_owned()
}

/// By which claims a provider names somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKey {
    /// `sub`, as the standard has it.
    #[default]
    Sub,
    /// `oid` and `tid`, which Entra ID keeps when the service is registered there anew.
    Entra,
}

/// What is done where a provider does not say that it asked for a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WithoutFactor {
    /// Ours is asked for.
    #[default]
    Ask,
    /// The sign-in is refused.
    Refuse,
}

/// A secret of the settings. It is never printed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct ProviderSecret(String);

impl ProviderSecret {
    /// The value, for the one call that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for ProviderSecret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for ProviderSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderSecret")
    }
}
