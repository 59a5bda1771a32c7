//! Erasing a person (`decisions.md` 10): two people decide, the server does it.
//!
//! The data protection officer proposes, a manager of the team approves, and a task of the
//! server destroys the person's key, overwrites what stands in the clear, and removes the
//! rows by which they could be found. What was counted stays counted: coded columns and
//! statistics remain, and nothing ties them to anybody any more. The log says that it was
//! done and how many rows it were.
//!
//! A case has a key of its own and other people in it. When the last of its people is
//! erased, the case is emptied as well; until then what is addressed to nobody alone stays.

mod carry_out;
mod lookup;
mod matter;
mod propose;

use domain::{CaseClass, Instant, PersonId, Reference};
use permissions::{Record, roots};

pub use carry_out::ForgottenRows;

/// Why somebody is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasureReason {
    /// They asked for it.
    Asked,
    /// The time for which the record may be kept is over.
    Retention,
    /// It should never have been recorded.
    Unlawful,
    /// The record is about nobody: a mistake, or a second record of the same person.
    Mistake,
}

impl ErasureReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Retention, Self::Unlawful, Self::Mistake];

    /// The word stored, and the end of its key in the catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Retention => "retention",
            Self::Unlawful => "unlawful",
            Self::Mistake => "mistake",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// How an erasure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasureState {
    /// It waits for a manager.
    Proposed,
    /// It waits for the server.
    Approved,
    /// A manager refused it.
    Refused,
    /// It was done.
    Done,
}

impl ErasureState {
    const ALL: [Self; 4] = [Self::Proposed, Self::Approved, Self::Refused, Self::Done];

    /// The word stored, and the end of its key in the catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Done => "done",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A person as policy and erasure need them: the spine, reached through a case.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their inner name.
    pub id: PersonId,
    /// Their outer name.
    pub reference: Reference,
    /// The case through which the reader reaches them.
    pub case: Reference,
    /// Whether something forbids that they are erased: a hold on them or on a case of theirs.
    pub is_held: bool,
    /// Whether they were erased already.
    pub is_erased: bool,
    case_id: domain::CaseId,
    class: CaseClass,
}

impl Record for Person {
    type Marker = roots::Person;

    /// That of the case: whoever may not know of that does not reach them through it.
    fn class(&self) -> CaseClass {
        self.class
    }
}

/// A proposal, and what became of it.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// Whom it is about.
    pub person: Reference,
    /// Why.
    pub reason: ErasureReason,
    /// How it stands.
    pub state: ErasureState,
    /// Who proposed it.
    pub proposed_by: domain::AccountId,
    /// When.
    pub proposed_at: Instant,
    /// When a manager decided.
    pub decided_at: Option<Instant>,
    /// When it was done.
    pub done_at: Option<Instant>,
    /// What was removed.
    pub removed: Option<ForgottenRows>,
}
