//! Whom a token is about, as far as it concerns us.

use keys::Keyring;
use keys::provider::{Claims, Wrong};
use storage::identity::NewLink;

use super::providers::Provider;
use super::settings::SubjectKey;

/// Somebody whom a provider signed in.
pub(super) struct Person {
    /// By what they are known again.
    pub link: NewLink,
    /// The digest of the provider's own name of the session.
    pub session: Option<[u8; 32]>,
    /// Whether a second factor was given there.
    pub has_factor: bool,
    /// Their groups, where the provider says them.
    pub groups: Option<Vec<String>>,
}

impl Person {
    /// Whom `claims` are about.
    ///
    /// # Errors
    /// [`Wrong::Subject`] where they lack what somebody is known by, or are of another tenant.
    pub fn of(provider: &Provider, claims: &Claims, keyring: &Keyring) -> Result<Self, Wrong> {
        let settings = &provider.settings;
        let tenant = claims.text("tid");
        let is_other = |tenant: &str| !settings.tenants.iter().any(|one| one.eq_ignore_ascii_case(tenant));
        if !settings.tenants.is_empty() && tenant.is_none_or(is_other) {
            return Err(Wrong::Subject);
        }
        let named: Vec<&str> = match settings.subject {
            SubjectKey::Sub => vec!["sub", &claims.subject],
            SubjectKey::Entra => {
                let object = claims.text("oid").filter(|oid| !oid.is_empty()).ok_or(Wrong::Subject)?;
                vec!["entra", tenant.ok_or(Wrong::Subject)?, object]
            }
        };
        let groups = claims.list(&settings.groups_claim);
        let classes = claims.class.as_deref().into_iter().chain(claims.list("acrs").unwrap_or_default());
        let is_class = |class: &str| settings.second_factor_acr.iter().any(|one| one == class);
        let is_method = |method: &String| settings.second_factor_amr.contains(method);
        Ok(Self {
            link: NewLink {
                provider: settings.id.clone(),
                subject: digest(keyring, provider, &named),
                sub: sub(keyring, provider, &claims.subject),
            },
            session: claims.session.as_deref().map(|session| session_of(keyring, provider, session)),
            has_factor: claims.methods.iter().any(is_method) || classes.into_iter().any(is_class),
            groups: groups.map(|all| all.into_iter().map(str::to_owned).collect()),
        })
    }
}

/// The digest of the claim `sub`.
pub(super) fn sub(keyring: &Keyring, provider: &Provider, subject: &str) -> [u8; 32] {
    digest(keyring, provider, &["sub", subject])
}

/// The digest of a provider's name of a session.
pub(super) fn session_of(keyring: &Keyring, provider: &Provider, session: &str) -> [u8; 32] {
    digest(keyring, provider, &["sid", session])
}

/// Bound to the issuer: under the same name in the settings, another one knows other people.
fn digest(keyring: &Keyring, provider: &Provider, named: &[&str]) -> [u8; 32] {
    let bytes = serde_json::to_vec(&(provider.client.issuer(), named)).expect("texts are JSON");
    keyring.digest("external identity", &bytes)
}
