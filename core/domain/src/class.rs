//! How widely a case may be known.

use serde::{Deserialize, Serialize};

/// The class of a case, which narrows who may know that it exists.
///
/// `security.md` §3.2 is the source. An exclusion list works on every class and is kept
/// with the people, not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseClass {
    /// The team sees the case in its lists; the people assigned see its content.
    #[default]
    Standard,
    /// Only people on its allow-list know of it: sexual or domestic violence, stalking,
    /// hate, a child, staff or a public figure.
    Restricted,
    /// Named people only: legal, safeguarding, or a relation of a member of staff.
    Sealed,
}

impl CaseClass {
    /// Every class, the widest first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Restricted, Self::Sealed];

    /// The word stored in the database and printed in the matrix.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Restricted => "restricted",
            Self::Sealed => "sealed",
        }
    }

    /// Reads the stored word; an unknown one is treated as the narrowest class by callers.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}
