//! What an installation decides about signing in.

use std::time::Duration;

use permissions::Role;
use serde::{Deserialize, Serialize};

use crate::ProviderSettings;

/// Settings of signing in; `default.toml` documents each for whoever runs a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Minutes without a request after which a volunteer or partner has to sign in again.
    pub idle_minutes: u16,
    /// The same for staff of the service, who sit at managed computers.
    pub idle_minutes_staff: u16,
    /// Hours after which everyone has to sign in again, however busy.
    pub session_hours: u16,
    /// Minutes for which a proof of who one is counts for acts that want a recent one, such
    /// as changing factors, accounts and plugins.
    pub confirm_minutes: u16,
    /// Days for which an invitation to a new account can be used.
    pub invitation_days: u16,
    /// Roles that have to sign in by passkey in a live installation.
    #[serde(with = "role_words")]
    pub passkey_roles: Vec<Role>,
    /// Days after the role was given in which they may still do without.
    pub passkey_grace_days: u16,
    /// Passwords hashed at the same time; each takes a core and 19 MiB for its while.
    pub hashing_threads: u16,
    /// The providers of single sign-on.
    pub provider: Vec<ProviderSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            idle_minutes: 15,
            idle_minutes_staff: 30,
            session_hours: 12,
            confirm_minutes: 15,
            invitation_days: 7,
            passkey_roles: vec![Role::ServiceManager, Role::Dpo, Role::SystemAdministrator],
            passkey_grace_days: 14,
            hashing_threads: 2,
            provider: Vec::new(),
        }
    }
}

impl Settings {
    pub(crate) fn confirm(&self) -> Duration {
        Duration::from_secs(u64::from(self.confirm_minutes) * 60)
    }

    pub(crate) fn passkey_grace(&self) -> Duration {
        Duration::from_secs(u64::from(self.passkey_grace_days) * 24 * 60 * 60)
    }

    pub(crate) fn invitation_life(&self) -> Duration {
        Duration::from_secs(u64::from(self.invitation_days) * 24 * 60 * 60)
    }
}

/// Roles by the words that the settings have for them.
mod role_words {
    use permissions::Role;
    use serde::de::{Deserializer, Error};
    use serde::{Deserialize, Serializer};

    pub fn serialize<S: Serializer>(roles: &[Role], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(roles.iter().map(|role| role.as_str()))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Role>, D::Error> {
        let read = |word: String| {
            let known = || Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
            Role::parse(&word)
                .ok_or_else(|| D::Error::custom(format!("'{word}' is no role; there are: {}", known())))
        };
        Vec::<String>::deserialize(from)?.into_iter().map(read).collect()
    }
}
