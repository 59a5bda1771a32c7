//! What a token says, once it is believed.

use std::time::Duration;

use domain::Instant;
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, ClientId, IdToken, IdTokenClaims, IdTokenVerifier, IssuerUrl, JsonWebKeySet,
    JsonWebTokenType, Nonce,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Keys, SKEW, Wrong};

/// How old a token may be when it is brought: it comes by the second.
const OLDEST: Duration = Duration::from_secs(10 * 60);
/// What a token that ends sessions is about (OpenID Connect Back-Channel Logout 1.0, 2.4).
const SIGNED_OUT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The most groups that are read of somebody.
const MOST_GROUPS: usize = 1_000;

pub(super) type Token =
    IdToken<More, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// Every claim that the standard does not name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct More {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for More {}

/// What a token has to fit.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// The nonce of the sign-in that it answers.
    pub nonce: &'a str,
    /// Now.
    pub now: Instant,
    /// Since when its owner must have given their password or the like; any time where nothing
    /// is asked.
    pub proved_since: Option<Instant>,
}

/// Whom a provider signed in, and how. Its `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    /// By what the provider names somebody towards us.
    pub subject: String,
    /// How sure it was: the class of the sign-in.
    pub class: Option<String>,
    /// The methods by which somebody signed in, such as `mfa`.
    pub methods: Vec<String>,
    /// The provider's own name of the session.
    pub session: Option<String>,
    more: Map<String, Value>,
}

impl std::fmt::Debug for Claims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claims")
    }
}

impl Claims {
    /// The claim `name`, where it is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.more.get(name)?.as_str()
    }

    /// The claim `name`, where it is a list of texts. Nothing where it is absent: that is not
    /// the same as an empty list.
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        let list = self.more.get(name)?.as_array()?;
        (list.len() <= MOST_GROUPS).then(|| list.iter().filter_map(Value::as_str).collect())
    }
}

/// Whose sessions are over, by the provider's word.
#[derive(Clone, PartialEq, Eq)]
pub struct LoggedOut {
    /// By what the provider names them towards us.
    pub subject: String,
    /// Which of its sessions; every one where it does not say.
    pub session: Option<String>,
}

/// For whom tokens are, and from whom.
pub(super) struct Parties<'a> {
    pub issuer: &'a IssuerUrl,
    pub client: &'a ClientId,
}

impl Parties<'_> {
    /// Judges the token of a sign-in.
    pub fn judge(&self, token: &Token, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Wrong> {
        let since = expected.proved_since;
        let verifier =
            self.verifier(keys, expected.now).set_auth_time_verifier_fn(move |at| match (since, at) {
                (None, _) => Ok(()),
                (Some(since), Some(at)) if at + SKEW >= since => Ok(()),
                _ => Err(String::new()),
            });
        let nonce = Nonce::new(expected.nonce.to_owned());
        let claims = token.claims(&verifier, &nonce)?;
        self.is_ours(claims)?;
        let more = claims.additional_claims().all.clone();
        // A token of signing out is none of signing in.
        if more.contains_key("events") {
            return Err(Wrong::Token);
        }
        if not_before(&more).is_some_and(|at| at > (expected.now + SKEW).timestamp()) {
            return Err(Wrong::Time);
        }
        let methods = claims.auth_method_refs().map(|all| all.iter().map(|one| (**one).clone()).collect());
        Ok(Claims {
            subject: claims.subject().to_string(),
            class: claims.auth_context_ref().map(|class| (**class).clone()),
            methods: methods.unwrap_or_default(),
            session: more.get("sid").and_then(Value::as_str).map(str::to_owned),
            more,
        })
    }

    /// Judges a token that ends sessions.
    pub fn judge_logout(&self, token: &Token, keys: &Keys, now: Instant) -> Result<LoggedOut, Wrong> {
        let types = ["logout+jwt", "JWT"].map(|name| JsonWebTokenType::new(name.to_owned()).normalize());
        let types = types.into_iter().flatten().collect::<Vec<_>>();
        let verifier = self.verifier(keys, now).set_allowed_jose_types(types);
        // It must have no nonce, so that it can be taken for no token of a sign-in.
        let none = |nonce: Option<&Nonce>| nonce.map_or(Ok(()), |_| Err(String::new()));
        let claims = token.claims(&verifier, none)?;
        self.is_ours(claims)?;
        let more = &claims.additional_claims().all;
        let is_event = more.get("events").and_then(Value::as_object);
        if !is_event.is_some_and(|events| events.get(SIGNED_OUT).is_some_and(Value::is_object)) {
            return Err(Wrong::Event);
        }
        let session = more.get("sid").and_then(Value::as_str).map(str::to_owned);
        Ok(LoggedOut { subject: claims.subject().to_string(), session })
    }

    fn verifier(&self, keys: &Keys, now: Instant) -> IdTokenVerifier<'static, CoreJsonWebKey> {
        let keys = JsonWebKeySet::new(keys.0.keys().clone());
        let verifier = IdTokenVerifier::new_public_client(self.client.clone(), self.issuer.clone(), keys);
        verifier.set_allowed_algs(algorithms()).set_time_fn(move || now - SKEW).set_issue_time_verifier_fn(
            move |at| {
                if at <= now + SKEW && at + OLDEST + SKEW >= now { Ok(()) } else { Err(String::new()) }
            },
        )
    }

    /// That the token was made for us and no other, whom the library leaves to its caller.
    fn is_ours(&self, claims: &IdTokenClaims<More, CoreGenderClaim>) -> Result<(), Wrong> {
        if claims.authorized_party().is_some_and(|party| party != self.client) {
            return Err(Wrong::Audience);
        }
        let is_named = (1..=255).contains(&claims.subject().len());
        if is_named { Ok(()) } else { Err(Wrong::Subject) }
    }
}

fn not_before(more: &Map<String, Value>) -> Option<i64> {
    let at = more.get("nbf")?;
    // One that cannot be read has not come yet.
    Some(at.as_i64().or_else(|| at.as_f64().map(|at| at as i64)).unwrap_or(i64::MAX))
}

/// Signatures that only the holder of a private key can make.
fn algorithms() -> [CoreJwsSigningAlgorithm; 9] {
    use CoreJwsSigningAlgorithm as A;
    [
        A::RsaSsaPkcs1V15Sha256,
        A::RsaSsaPkcs1V15Sha384,
        A::RsaSsaPkcs1V15Sha512,
        A::RsaSsaPssSha256,
        A::RsaSsaPssSha384,
        A::RsaSsaPssSha512,
        A::EcdsaP256Sha256,
        A::EcdsaP384Sha384,
        A::EdDsa,
    ]
}
