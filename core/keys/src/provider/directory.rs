//! What a provider says about itself: its addresses and its keys.

use openidconnect::core::CoreJsonWebKeySet;
use serde::Deserialize;
use url::Url;

use super::Wrong;

/// The addresses of a provider.
#[derive(Clone, Debug)]
pub struct Directory {
    pub(super) authorization: Url,
    pub(super) token: Url,
    pub(super) keys: Url,
    /// Whether it takes the client's secret in the body alone.
    pub(super) secret_in_body: bool,
    /// Whether it names itself when it sends somebody back, as RFC 9207 wants it.
    pub(super) names_itself: bool,
}

/// Its keys at one moment.
pub struct Keys(pub(super) CoreJsonWebKeySet);

/// The document of OpenID Connect Discovery, as far as it is used.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Directory {
    /// Reads the document of the provider that calls itself `issuer`, letter by letter.
    ///
    /// # Errors
    /// [`Wrong::Directory`], [`Wrong::Issuer`].
    pub fn read(document: &[u8], issuer: &str) -> Result<Self, Wrong> {
        let found: Document = serde_json::from_slice(document).map_err(|_| Wrong::Directory)?;
        if found.issuer != issuer {
            return Err(Wrong::Issuer);
        }
        let issuer = Url::parse(issuer).map_err(|_| Wrong::Address)?;
        let address = |text: &str| {
            let url = Url::parse(text).map_err(|_| Wrong::Directory)?;
            let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
            // A provider over TLS does not send people, their codes or our secret elsewhere.
            let as_safe = url.scheme() == "https" || (url.scheme() == "http" && issuer.scheme() == "http");
            if plain && as_safe && url.has_host() { Ok(url) } else { Err(Wrong::Directory) }
        };
        // Those that say which methods they take have to take the only one that we use.
        let methods = &found.code_challenge_methods_supported;
        if !methods.is_empty() && !methods.iter().any(|method| method == "S256") {
            return Err(Wrong::Directory);
        }
        let takes = &found.token_endpoint_auth_methods_supported;
        let takes = |way: &str| takes.iter().any(|method| method == way);
        Ok(Self {
            authorization: address(&found.authorization_endpoint)?,
            token: address(&found.token_endpoint)?,
            keys: address(&found.jwks_uri)?,
            secret_in_body: takes("client_secret_post") && !takes("client_secret_basic"),
            names_itself: found.authorization_response_iss_parameter_supported,
        })
    }

    /// Where its keys are.
    pub fn keys_address(&self) -> &str {
        self.keys.as_str()
    }

    /// Whether somebody who was sent back was sent by this provider, as far as it says so
    /// (RFC 9207): the answer of another one, mixed in, names that.
    pub fn sent(&self, issuer: &str, named: Option<&str>) -> bool {
        match named {
            Some(named) => named == issuer,
            None => !self.names_itself,
        }
    }
}

impl Keys {
    /// Reads a set of keys; those of kinds that are not known are left out.
    ///
    /// # Errors
    /// [`Wrong::Keys`].
    pub fn read(document: &[u8]) -> Result<Self, Wrong> {
        serde_json::from_slice(document).map(Self).map_err(|_| Wrong::Keys)
    }
}
