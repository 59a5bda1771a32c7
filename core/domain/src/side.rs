//! The sides of a case, and to whom a piece of it is addressed.
//!
//! Two-sided confidentiality is the heart of restorative practice: nothing of one side
//! may reach the other unless someone decided that it is shared. So every entry,
//! document, task and answer carries an audience, and every reader has a relation to it.

use serde::{Deserialize, Serialize};

use crate::SideId;

/// What a side is in the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SideKind {
    /// The person or people harmed.
    Harmed,
    /// The person or people responsible for the harm.
    Responsible,
    /// A party of a mediation, where nobody is put in either role.
    Party,
}

impl SideKind {
    /// The word stored in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Harmed => "harmed",
            Self::Responsible => "responsible",
            Self::Party => "party",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Harmed, Self::Responsible, Self::Party].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The letter that tells the sides of one case apart: A, B, C …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SideLetter(pub char);

/// To whom an entry, a document, a task or an answer is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The service alone.
    Internal,
    /// Everyone in the case: someone decided that it may be shared.
    Shared,
    /// One side alone.
    Side(SideId),
}

/// How a reader stands to the audience of something.
///
/// A member of staff works for all sides, so everything is [`Own`](Relation::Own) to
/// them; a facilitator's own sides are those they were asked to contact; a participant's
/// own side is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Relation {
    /// Addressed to a side the reader works for.
    Own,
    /// Addressed to another side.
    Other,
    /// Shared with every side, or a fact of the case as a whole.
    Shared,
    /// Kept within the service.
    Internal,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::Own, Self::Other, Self::Shared, Self::Internal];

    /// The word printed in the matrix.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
            Self::Shared => "shared",
            Self::Internal => "internal",
        }
    }
}
