//! Settings that cannot be meant, said before anybody is sent anywhere.

use std::collections::BTreeMap;

use domain::Reference;
use permissions::Role;
use url::{Host, Url};

use super::roles::RoleMap;
use super::settings::{ProviderSettings, SubjectKey};

/// A setting of a provider that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sign_in.provider '{provider}': {what}")]
pub struct ProviderError {
    /// The provider.
    pub provider: String,
    /// What is wrong, and what to do.
    pub what: String,
}

impl ProviderError {
    pub(super) fn new(provider: &ProviderSettings, what: impl Into<String>) -> Self {
        Self { provider: provider.id.clone(), what: what.into() }
    }
}

/// Names by which Entra ID stands for people of any tenant. The issuer in their tokens is
/// another one, so nothing could be checked by them.
const ANYBODY: [&str; 3] = ["common", "organizations", "consumers"];

/// The roles of which no provider's word makes anybody a holder.
const NEVER: [Role; 3] = [Role::ServiceManager, Role::Dpo, Role::SystemAdministrator];

/// Whether an issuer can be one, and is reached over TLS.
pub(super) fn issuer(settings: &ProviderSettings) -> Result<(), ProviderError> {
    let wrong = |what: &str| Err(ProviderError::new(settings, what));
    let Ok(url) = Url::parse(&settings.issuer) else {
        return wrong("issuer: write the whole address, such as \"https://login.example.org\"");
    };
    let is_here = match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback() && settings.addresses.contains(&v4.into()),
        Some(Host::Ipv6(v6)) => v6.is_loopback() && settings.addresses.contains(&v6.into()),
        _ => false,
    };
    if !(url.scheme() == "https" || (url.scheme() == "http" && is_here)) {
        return wrong("issuer: it must begin with https://");
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return wrong("issuer: it may have no query, no fragment and no user name");
    }
    let mut path = url.path_segments().into_iter().flatten();
    if path.any(|part| ANYBODY.contains(&part)) || settings.issuer.contains('{') {
        return wrong(
            "issuer: name your own tenant, as in \"https://login.microsoftonline.com/TENANT-ID/v2.0\"; \
             what stands for people of any tenant cannot be checked",
        );
    }
    Ok(())
}

/// Whether everything else fits together.
pub(super) fn rest(settings: &ProviderSettings) -> Result<(), ProviderError> {
    let wrong = |what: &str| Err(ProviderError::new(settings, what));
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if settings.id.is_empty() || settings.id.len() > 40 || !settings.id.bytes().all(is_plain) {
        return wrong("id: use small letters, figures and hyphens, at most 40");
    }
    if settings.name.trim().is_empty() {
        return wrong("name: say what stands on the button, such as \"Essex Police\"");
    }
    if settings.client_id.is_empty() {
        return wrong("client_id: enter what the provider calls this service");
    }
    if settings.subject == SubjectKey::Entra && settings.tenants.is_empty() {
        return wrong("tenants: with subject = \"entra\", name the tenant whose people are taken");
    }
    if !settings.groups.is_empty() && settings.groups_claim.is_empty() {
        return wrong("groups_claim: name the claim that lists groups, usually \"groups\"");
    }
    Ok(())
}

/// The organisation that is named.
pub(super) fn organisation(settings: &ProviderSettings) -> Result<Option<Reference>, ProviderError> {
    match settings.organisation.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| {
            ProviderError::new(settings, "organisation: enter its reference as the page Partners shows it")
        }),
    }
}

/// The roles that are named.
pub(super) fn roles(settings: &ProviderSettings) -> Result<RoleMap, ProviderError> {
    let role = |word: &String| {
        let unknown = || ProviderError::new(settings, format!("there is no role '{word}'"));
        Role::parse(word).ok_or_else(unknown)
    };
    let mut groups = BTreeMap::new();
    for (group, words) in &settings.groups {
        groups.insert(group.clone(), words.iter().map(role).collect::<Result<Vec<_>, _>>()?);
    }
    let grants = settings.grants.iter().map(role).collect::<Result<Vec<_>, _>>()?;
    if let Some(never) = grants.iter().find(|role| NEVER.contains(role)) {
        let what = format!("grants: nobody becomes '{}' by a provider's word; give it here", never.as_str());
        return Err(ProviderError::new(settings, what));
    }
    Ok(RoleMap { groups, grants })
}
