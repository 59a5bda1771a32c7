//! What did not fit.

use openidconnect::{ClaimsVerificationError, SignatureVerificationError};

/// Why a provider, or what was brought from it, is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// An address in the settings is none.
    #[error("an address that is none")]
    Address,
    /// The provider's own description cannot be read, or says something that cannot be used.
    #[error("the description of the provider cannot be used")]
    Directory,
    /// It describes, or speaks for, another issuer than the one in the settings.
    #[error("another issuer")]
    Issuer,
    /// Its keys cannot be read.
    #[error("the keys of the provider cannot be read")]
    Keys,
    /// It did not take the code.
    #[error("the code was not taken")]
    Code,
    /// There is no token in its answer, or one that cannot be read.
    #[error("a token that cannot be read")]
    Token,
    /// The token is not signed, or in a way that anybody could.
    #[error("a signature of a kind that is not taken")]
    Algorithm,
    /// It is signed by a key that the provider has not published.
    #[error("an unknown key")]
    UnknownKey,
    /// Its signature is wrong.
    #[error("a wrong signature")]
    Signature,
    /// It is for somebody else, or for others besides.
    #[error("a token for somebody else")]
    Audience,
    /// It is over, or was made at another time than it should.
    #[error("a token of another time")]
    Time,
    /// It belongs to another sign-in.
    #[error("a token of another sign-in")]
    Nonce,
    /// Its owner gave their password or the like too long ago, or it does not say when.
    #[error("not proved anew")]
    AuthTime,
    /// It says nothing of what somebody is known by, or their organisation is not allowed.
    #[error("a subject that is not taken")]
    Subject,
    /// It is not one that ends sessions.
    #[error("not a token of signing out")]
    Event,
}

impl Wrong {
    /// The word that stands in the audit log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Directory => "description",
            Self::Issuer => "issuer",
            Self::Keys => "keys",
            Self::Code => "code",
            Self::Token => "token",
            Self::Algorithm => "algorithm",
            Self::UnknownKey => "unknown key",
            Self::Signature => "signature",
            Self::Audience => "audience",
            Self::Time => "time",
            Self::Nonce => "nonce",
            Self::AuthTime => "proof too old",
            Self::Subject => "subject",
            Self::Event => "event",
        }
    }
}

impl From<ClaimsVerificationError> for Wrong {
    fn from(error: ClaimsVerificationError) -> Self {
        use ClaimsVerificationError as E;
        use SignatureVerificationError as S;
        match error {
            E::Expired(_) => Self::Time,
            E::InvalidAudience(_) => Self::Audience,
            E::InvalidAuthTime(_) => Self::AuthTime,
            E::InvalidIssuer(_) => Self::Issuer,
            E::InvalidNonce(_) => Self::Nonce,
            E::InvalidSubject(_) => Self::Subject,
            E::SignatureVerification(S::NoMatchingKey) => Self::UnknownKey,
            E::SignatureVerification(S::DisallowedAlg(_) | S::NoSignature | S::UnsupportedAlg(_)) => {
                Self::Algorithm
            }
            E::SignatureVerification(_) => Self::Signature,
            _ => Self::Token,
        }
    }
}
