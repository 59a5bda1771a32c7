//! Code lists: the closed questions of the service, with the words stored for each answer.
//!
//! A list is an enum, so that a rule which forgets a code does not compile. What is stored
//! is the code's word, never its number or its label; the label is looked up in the message
//! catalogues under [`Code::key`]. The lists are the defaults of `domain.md` §3 and §4;
//! a hub that words a code differently changes the catalogue, not the code.

mod agreement;
mod case;
mod closing;
mod conflict;
mod consent;
mod contact;
mod delivery;
mod district;
mod equality;
mod glass;
mod matter;
mod participant;
mod referral;
mod risk;
#[cfg(test)]
mod tests;

pub use agreement::{ActionKind, ActionStatus, AgreementKind, AgreementStatus};
pub use case::{CaseStatus, Complexity, Flag, InitiatedBy, JusticeStage, PauseReason, Priority, ServiceType};
pub use closing::{ClosingReason, OutcomeClass, OverallOutcome};
pub use conflict::ConflictKey;
pub use consent::{ConsentMethod, ConsentPurpose};
pub use contact::{ContactKind, ContactOutcome, ContactPermission, ContactPurpose, Direction};
pub use delivery::{DocumentClass, RoleLevel, SessionKind, VettingLevel, VolunteerStatus};
pub use district::{District, ESSEX_DISTRICTS};
pub use equality::{
    ActivityEffect, Asked, EthnicGroup, LastingCondition, MaritalStatus, Religion, SameGender, Sex,
    SexualOrientation,
};
pub use glass::{GlassReason, GlassVerdict};
pub use matter::{Category, HateStrand};
pub use participant::{AgeBand, Method, ParticipantRole, Readiness, Responsibility, Want, Willingness, age};
pub use referral::{Channel, ConsentToRefer, ReferralDecision, SourceType};
pub use risk::{RiskFactor, RiskKind, RiskLevel};

/// One code of a closed list.
pub trait Code: Copy + Eq + std::fmt::Debug + 'static {
    /// The list's name, as forms name it: `service-type`.
    const LIST: &'static str;
    /// Every code, in the order in which it is offered.
    const ALL: &'static [Self];
    /// The word that is stored.
    fn as_str(self) -> &'static str;
    /// The message key of the label.
    fn key(self) -> &'static str;
    /// The heading under which the code is offered in a long list.
    fn group(self) -> Option<&'static str>;
    /// Reads the stored word.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == word)
    }
}

/// One line of a code list, for pages and forms that only offer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeOption {
    /// The word that is stored.
    pub code: &'static str,
    /// The message key of its label.
    pub key: &'static str,
    /// The heading under which it is offered; its message key is `<list>-group-<group>`.
    pub group: Option<&'static str>,
}

fn options<C: Code>() -> Vec<CodeOption> {
    let option = |code: &C| CodeOption { code: code.as_str(), key: code.key(), group: code.group() };
    C::ALL.iter().map(option).collect()
}

macro_rules! code_group {
    () => {
        None
    };
    ($group:literal) => {
        Some($group)
    };
}

/// Declares a code list: its name, and each code with its stored word and its heading.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $list:literal {
        $($(#[$code_doc:meta])* $code:ident = $word:literal $(/ $group:literal)?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$code_doc])* $code,)* }

        impl $name {
            /// Every code, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The word that is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $word,)* }
            }

            /// The message key of the label.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$code => concat!($list, "-", $word),)* }
            }

            /// The heading under which the code is offered in a long list.
            pub const fn group(self) -> Option<&'static str> {
                match self { $(Self::$code => crate::codes::code_group!($($group)?),)* }
            }

            /// Reads the stored word.
            pub fn parse(word: &str) -> Option<Self> {
                <Self as crate::codes::Code>::parse(word)
            }
        }

        impl crate::codes::Code for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [Self] = $name::ALL;

            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }

            fn key(self) -> &'static str {
                $name::key(self)
            }

            fn group(self) -> Option<&'static str> {
                $name::group(self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&word).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
                    serde::de::Error::custom(format!(
                        "'{word}' is no code of the list '{}'; its codes are {}", $list, known.join(", ")
                    ))
                })
            }
        }
    )*};
}

pub(crate) use {code_group, codes};

/// Declares which lists exist under which name.
macro_rules! lists {
    ($($name:ident,)*) => {
        /// The names of all code lists.
        pub const LISTS: &[&str] = &[$(<$name as Code>::LIST,)*];

        /// The options of the list called `name`, such as `service-type`.
        pub fn list(name: &str) -> Option<Vec<CodeOption>> {
            $(if name == <$name as Code>::LIST { return Some(options::<$name>()); })*
            None
        }
    };
}

lists! {
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, CaseStatus, Complexity, Flag, InitiatedBy,
    JusticeStage, PauseReason, Priority, ServiceType, ClosingReason, OutcomeClass, OverallOutcome,
    ConflictKey, ConsentMethod, ConsentPurpose, ContactKind, ContactOutcome, ContactPermission, ContactPurpose, Direction,
    DocumentClass, RoleLevel, SessionKind, VettingLevel, VolunteerStatus, ActivityEffect, EthnicGroup,
    LastingCondition, MaritalStatus, Religion, SameGender, Sex, SexualOrientation, Category, HateStrand,
    GlassReason, GlassVerdict, AgeBand, Method, ParticipantRole, Readiness, Responsibility, Want, Willingness, Channel, ConsentToRefer,
    ReferralDecision, SourceType, RiskFactor, RiskKind, RiskLevel,
}
