//! Replacing keys while the service is at work.
//!
//! Two kinds. The *master* key is replaced by a new generation of it in the key file; every
//! owner's key is then wrapped anew, and nothing that was sealed under it changes. The
//! *owners'* keys are replaced one by one, and everything of an owner is sealed anew with
//! the key, in one transaction. Both go in small chunks, so that nobody waits long; where
//! one stands is kept with each chunk, so that it goes on after a power cut.
//!
//! On PostgreSQL others write meanwhile. Whoever seals something holds the owner's key until
//! they commit; a rotation takes what nobody holds, never waits, and comes back for the rest.

mod data;
mod master;
mod state;

use domain::{AccountId, Instant};

pub use state::{GenerationUse, KeyState};

/// What is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationKind {
    /// The master key: owners' keys are wrapped anew.
    Master,
    /// The owners' keys: what they seal is sealed anew.
    Owners,
}

impl RotationKind {
    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Owners => "owners",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Master, Self::Owners].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How a rotation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationState {
    /// There is more to do.
    Running,
    /// Everything was done.
    Done,
    /// It could not begin.
    GivenUp,
}

impl RotationState {
    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::GivenUp => "given-up",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Running, Self::Done, Self::GivenUp].into_iter().find(|state| state.as_str() == word)
    }
}

/// One replacement of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Its number.
    pub number: i64,
    /// What is replaced.
    pub kind: RotationKind,
    /// The generation that everything is brought under, of a master key.
    pub generation: u32,
    /// How it stands.
    pub state: RotationState,
    /// How many keys were replaced.
    pub done: u64,
    /// How many there were to replace.
    pub total: u64,
    /// When it began.
    pub begun_at: Instant,
    /// Who began it, where it was somebody with an account.
    pub begun_by: Option<AccountId>,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// What became of one chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// How many keys were replaced.
    pub done: u64,
    /// How many somebody else held at the moment, or do not open.
    pub left: u64,
    /// The last one looked at; none where there are no more.
    pub last: Option<uuid::Uuid>,
}
