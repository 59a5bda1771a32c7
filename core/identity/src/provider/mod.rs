//! Single sign-on: somebody's own employer says who they are (OpenID Connect).
//!
//! Esi works for a police force that refers people. She presses "Sign in with Essex Police",
//! signs in there as she does every morning, and is sent back with a code, which the server
//! gives to the provider for a token. Only where everything about the token fits ([`keys`]
//! judges it) is she looked for among those who were linked before. Nobody is made an account
//! because a provider knows them, and the provider opens no more than a password does: where
//! it does not say that it asked for a second factor, we ask for ours, or refuse.
//!
//! The state of a sign-in under way goes over the browser as a sealed cookie, which ties it to
//! that browser; that it comes back once is held by the database.

mod check;
mod errand;
mod finish;
mod flow;
mod invite;
mod links;
mod person;
mod providers;
mod roles;
mod settings;
mod signed_out;
mod start;

pub use check::ProviderError;
pub use errand::{Errand, Leaving};
pub use finish::{Arrived, Back, Refusal, Returned};
pub use links::LinkView;
pub use providers::ProviderView;
pub(crate) use providers::Providers;
pub use settings::{ProviderSecret, ProviderSettings, SubjectKey, WithoutFactor};
