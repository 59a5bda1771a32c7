//! Signing in: accounts, passwords, second factors, single sign-on, sessions, invitations.
//!
//! [`Identity`] is the door. A cookie becomes a [`Present`], which holds the
//! [`Actor`](permissions::Actor) that everything else works for. The rules (how guessers
//! are slowed, how long a session lives, what a token says) are plain functions over
//! values; the use cases put them between reading and writing. Passwords are compared
//! between two units of work, never inside one.

#![forbid(unsafe_code)]

mod address;
mod counting;
mod error;
mod forgotten;
mod hashing;
mod identity;
mod invitation;
mod mailed;
mod name;
mod own_account;
mod own_factor;
mod own_password;
mod own_sessions;
mod passkey;
mod proof;
mod provider;
mod recovery;
mod request;
mod restart;
mod session;
mod settings;
mod sign_in;
mod strength;
mod submissions;
mod tally;
mod throttle;
mod token;

pub use counting::Wait;
pub use error::{Error, Result};
pub use forgotten::Asking;
pub use identity::Identity;
pub use invitation::InvitationView;
pub use name::{device, username};
pub use own_account::OwnAccountView;
pub use own_factor::{FactorOffer, FreshCodes};
pub use own_sessions::SessionView;
pub use passkey::{Answer, Asked, PasskeyView, Removal};
pub use proof::{Means, Proof, Proving};
pub use provider::{
    Arrived, Back, Errand, Leaving, LinkView, ProviderError, ProviderSecret, ProviderSettings, ProviderView,
    Refusal, Returned, SubjectKey, WithoutFactor,
};
pub use recovery::RecoverySet;
pub use request::{Present, Proved};
pub use restart::{Restart, Restarted};
pub use session::{Lifetime, Times};
pub use settings::Settings;
pub use sign_in::{Begun, Origin, SignIn};
pub use throttle::{Bucket, Count, Rule};
pub use token::{HalfWay, KnownBrowser, NewFactor};

// `web` lists neither of these crates, and needs these of their types.
pub use keys::Secret;
pub use keys::password::{LEAST as PASSWORD_LEAST, MOST as PASSWORD_MOST};
pub use keys::totp::{Qr, RecoveryCode};
pub use storage::identity::SignedIn;
pub use storage::mail::{Letter, MailKind};
pub use storage::{InstallationKind, Shown};

#[cfg(test)]
mod tests;
