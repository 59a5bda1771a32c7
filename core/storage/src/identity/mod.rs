//! Accounts, roles and sessions as the database keeps them.
//!
//! One statement opens a request: session, account and the two epochs. Rights are
//! resolved once per account and epoch and kept in memory until the first of their grants
//! ends; anything about a single case is never kept. So a revocation holds from the next
//! request on, on every node (`decisions.md` 51).

mod accounts;
mod credentials;
mod directory;
mod external;
mod invitations;
mod parked;
mod passkeys;
mod request;
mod reset;
mod restart;
mod rights;
mod sessions;
mod standing;
mod strength;
mod throttles;

pub use accounts::{Account, NewAccount, RoleGrant};
pub use credentials::{Credentials, OwnChange, OwnPermit};
pub use directory::AccountLine;
pub use external::{Link, NewLink, Via};
pub use invitations::Invited;
pub use passkeys::{Challenge, NewPasskey, Passkey, UsedPasskey};
pub use request::SignedIn;
pub use reset::AskedFor;
pub(crate) use rights::RightsCache;
pub use sessions::{NewSession, OpenSession, Renewal, UsedFactor};
pub use standing::AccountChange;
pub use strength::Strength;
pub use throttles::Throttle;

/// What the seed of an account's one-time codes is sealed for.
pub const TOTP_SEALED_FOR: &str = "one-time codes";
/// What the public half of a passkey is sealed for.
pub const PASSKEY_SEALED_FOR: &str = "passkey";

/// The counter that publishing a policy raises.
pub(crate) const POLICY_EPOCH: &str = "policy";
/// The counter that installing, enabling or granting a plugin raises.
pub(crate) const REGISTRY_EPOCH: &str = "registry";
