//! One entry, and the bytes that are chained.

use domain::{Instant, PartSet};
use permissions::Purpose;
use uuid::Uuid;

/// How an act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
    /// It failed.
    Failed,
}

impl Outcome {
    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What one entry says besides who and when.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was done: `view`, `list`, `search`, `reveal`, `log-contact` and so on.
    pub verb: &'static str,
    /// The kind of the object: `case`, `referral`, `account` and so on.
    pub object_kind: &'static str,
    /// The object, where there is one.
    pub object: Option<Uuid>,
    /// The parts that were shown or changed.
    pub parts: PartSet,
    /// The records a list showed, or the people concerned.
    pub subjects: Vec<Uuid>,
    /// Codes only, never a value: a stage, a reason code, a number of rows.
    pub detail: Option<String>,
    /// What it was for, where a rule said so; otherwise what the actor's role is for.
    pub purpose: Option<Purpose>,
    /// How it ended.
    pub outcome: Outcome,
}

impl Entry {
    /// An entry about nothing in particular yet.
    pub fn new(verb: &'static str, object_kind: &'static str) -> Self {
        Self {
            verb,
            object_kind,
            object: None,
            parts: PartSet::NONE,
            subjects: Vec::new(),
            detail: None,
            purpose: None,
            outcome: Outcome::Done,
        }
    }

    /// The same entry about `object`.
    #[must_use]
    pub fn about(mut self, object: impl Into<Uuid>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// The same entry with a detail in codes.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// An entry as it is stored and chained, without its hash.
pub(crate) struct Stored<'a> {
    pub lane: i32,
    pub sequence: i64,
    pub at: Instant,
    pub account: Option<Uuid>,
    pub actor: &'a str,
    pub purpose: &'a str,
    pub verb: &'a str,
    pub object_kind: &'a str,
    pub object: Option<Uuid>,
    pub parts: i64,
    pub subjects: Option<&'a [u8]>,
    pub detail: Option<&'a str>,
    pub outcome: &'a str,
    /// The marks of the rows of answers that the act wrote or removed.
    pub digest: Option<&'a [u8]>,
}

impl Stored<'_> {
    /// The bytes that are hashed after the previous entry's hash.
    ///
    /// Every field in the order of the struct, each as a big-endian length of four bytes
    /// and its bytes; numbers are eight bytes big-endian, the time is microseconds since
    /// 1970, an absent value has the length `ffffffff`. A verifier needs nothing else.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        let mut put = |field: Option<&[u8]>| match field {
            Some(field) => {
                bytes.extend_from_slice(&(field.len() as u32).to_be_bytes());
                bytes.extend_from_slice(field);
            }
            None => bytes.extend_from_slice(&[0xff; 4]),
        };
        put(Some(&i64::from(self.lane).to_be_bytes()));
        put(Some(&self.sequence.to_be_bytes()));
        put(Some(&self.at.timestamp_micros().to_be_bytes()));
        put(self.account.as_ref().map(|id| id.as_bytes().as_slice()));
        put(Some(self.actor.as_bytes()));
        put(Some(self.purpose.as_bytes()));
        put(Some(self.verb.as_bytes()));
        put(Some(self.object_kind.as_bytes()));
        put(self.object.as_ref().map(|id| id.as_bytes().as_slice()));
        put(Some(&self.parts.to_be_bytes()));
        put(self.subjects);
        put(self.detail.map(str::as_bytes));
        put(Some(self.outcome.as_bytes()));
        put(self.digest);
        bytes
    }
}

/// Ids packed one after the other, 16 bytes each.
pub(crate) fn pack(subjects: &[Uuid]) -> Option<Vec<u8>> {
    (!subjects.is_empty()).then(|| subjects.iter().flat_map(|id| *id.as_bytes()).collect())
}

/// The ids that [`pack`] packed.
pub(crate) fn unpack(bytes: &[u8]) -> impl Iterator<Item = Uuid> + '_ {
    bytes.chunks_exact(16).map(|chunk| Uuid::from_slice(chunk).unwrap_or_default())
}
