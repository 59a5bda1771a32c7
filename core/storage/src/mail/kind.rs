//! What mail tells, and what keeps it from arriving.

use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word stored, and part of its message keys.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// What a mail tells; `mail-<word>-subject` and `mail-<word>-text` are its words.
    MailKind {
        /// The link by which somebody makes an account their own.
        Invitation = "invitation",
        /// The link by which somebody chooses another password.
        ResetPassword = "reset-password",
        /// The link by which somebody begins anew whose sign-in was reset for them.
        SignInReset = "sign-in-reset",
        /// The password was changed.
        ChangedPassword = "changed-password",
        /// An authenticator was set up or replaced.
        ChangedFactor = "changed-factor",
        /// The recovery codes were made anew.
        ChangedCodes = "changed-codes",
        /// A passkey was added.
        AddedPasskey = "added-passkey",
        /// A passkey was removed.
        RemovedPasskey = "removed-passkey",
        /// Somebody came in by a recovery code.
        UsedRecoveryCode = "used-recovery-code",
        /// The link that shows that a new address is its owner's; it goes to the new one.
        ConfirmAddress = "confirm-address",
        /// The address was changed; it goes to the old one.
        ChangedAddress = "changed-address",
        /// Something new waits, at most once a day.
        News = "news",
    }
}

impl MailKind {
    /// For how long it is of any use.
    pub(crate) const fn life(self) -> Duration {
        match self {
            Self::ResetPassword => Self::RESET_LIFE,
            Self::ConfirmAddress => Self::ADDRESS_LIFE,
            Self::News => Duration::from_secs(24 * 60 * 60),
            _ => WEEK,
        }
    }

    /// For how long a link to choose another password works.
    pub const RESET_LIFE: Duration = Duration::from_secs(30 * 60);

    /// For how long a link that confirms an address works.
    pub const ADDRESS_LIFE: Duration = HOUR.saturating_mul(24);
}

words! {
    /// Why a mail did not arrive; `mail-trouble-<word>` says it. Never the server's own words:
    /// they may repeat the address.
    Trouble {
        /// The mail server could not be reached.
        Unreachable = "unreachable",
        /// There is no TLS with it, or its certificate is not good.
        Tls = "tls",
        /// It did not accept the user and password of the settings.
        SignIn = "sign-in",
        /// It said no for good.
        Refused = "refused",
        /// It said to try again later.
        Later = "later",
        /// The account has no address to which mail can be sent.
        Address = "address",
    }
}
