//! For what somebody is sent to a provider.

use super::ProviderView;
use crate::{Present, Proved};

/// For what somebody is sent to a provider.
#[derive(Clone, Copy)]
pub enum Errand<'a> {
    /// To sign in.
    SignIn,
    /// To take the invitation with this token.
    Invitation(&'a str),
    /// To link it to their own account.
    Link(&'a Proved),
    /// To prove anew who they are.
    Proof(&'a Present),
}

/// Whether they can go.
pub enum Leaving {
    /// Their browser is sent there.
    To {
        /// The provider.
        provider: ProviderView,
        /// The address.
        address: String,
        /// The cookie that brings back what the answer has to fit.
        cookie: String,
    },
    /// There is no such provider, or it is not for this.
    Unknown,
    /// It cannot be reached, or what it says about itself cannot be used; the word is for the log.
    Unavailable(&'static str),
}
