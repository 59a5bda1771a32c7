//! The cells of the matrix: parts, verbs, relations, and whose writing.

use domain::{Message, PartSet, Relation};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Letter;

words! {
    /// What may be done with a part.
    pub enum Verb {
        /// Seen.
        Read = "read",
        /// Shown as dots; each value is revealed on its own, and each reveal is logged.
        ReadMasked = "read-masked",
        /// Written or changed.
        Write = "write",
        /// Printed, exported or sent.
        Send = "send",
        /// Shared with or assigned to somebody else.
        Share = "share",
    }
}

impl Verb {
    /// The letter in the cells of the printed matrix.
    pub const fn letter(self) -> char {
        match self {
            Self::Read => 'r',
            Self::ReadMasked => 'm',
            Self::Write => 'w',
            Self::Send => 'x',
            Self::Share => 's',
        }
    }
}

word_set! {
    /// A set of verbs.
    pub struct Verbs of Verb
}

/// A set of [`domain::Relation`], in one byte.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RelationSet(u8);

impl RelationSet {
    /// No relation.
    pub const NONE: Self = Self(0);
    /// Every relation: people who work for all sides of a case.
    pub const EVERY: Self = Self::of(&Relation::ALL);
    /// What belongs to some side or to all, without what stays within the service.
    pub const SIDES: Self = Self::of(&[Relation::Own, Relation::Other, Relation::Shared]);
    /// The reader's own side alone.
    pub const OWN: Self = Self::of(&[Relation::Own]);
    /// What everybody in the case was given.
    pub const SHARED: Self = Self::of(&[Relation::Shared]);
    /// The reader's own side and what everybody was given.
    pub const OWN_AND_SHARED: Self = Self::of(&[Relation::Own, Relation::Shared]);

    /// The set of exactly these.
    pub const fn of(relations: &[Relation]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < relations.len() {
            bits |= 1 << relations[index] as u8;
            index += 1;
        }
        Self(bits)
    }

    /// Whether it holds `relation`.
    pub const fn contains(self, relation: Relation) -> bool {
        self.0 & (1 << relation as u8) != 0
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its bits, to sort by.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// The set with these bits, which [`bits`](Self::bits) gave.
    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// The relations, in the order of the matrix.
    pub fn iter(self) -> impl Iterator<Item = Relation> {
        Relation::ALL.into_iter().filter(move |relation| self.contains(*relation))
    }
}

words! {
    /// Whose writing a grant reaches.
    pub enum Authors {
        /// Anybody's.
        Anyone = "anyone",
        /// That of the facilitators of the case.
        Facilitators = "facilitators",
        /// The reader's own.
        Own = "own",
    }
}

words! {
    /// Whether someone gets figures about the service, and which (decision 7).
    pub enum Figures {
        /// None beyond the counts of lists they see.
        None = "none",
        /// With small numbers suppressed and the rest rounded.
        Protected = "protected",
        /// As they are.
        True = "true",
    }
}

words! {
    /// What data is looked at for; recorded with every access.
    pub enum Purpose {
        /// Working a case.
        Casework = "casework",
        /// Supervising those who work it.
        Supervision = "supervision",
        /// Referring somebody.
        Referring = "referring",
        /// Counting and reporting.
        Reporting = "reporting",
        /// Answering a person's request about their data.
        RightsRequest = "rights-request",
        /// Examining who did what.
        Audit = "audit",
        /// Keeping the installation running.
        Support = "support",
        /// Taking part oneself.
        TakingPart = "taking-part",
    }
}

impl Purpose {
    /// The key of the purpose's name, such as `purpose-casework`.
    pub fn message(self) -> Message {
        Message::new(format!("purpose-{}", self.as_str()))
    }
}

/// One cell of the matrix, or several alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// To which records it reaches.
    pub letter: Letter,
    /// What may be done.
    pub verbs: Verbs,
    /// With which parts.
    #[serde(with = "part_words")]
    pub parts: PartSet,
    /// Addressed to whom.
    pub relations: RelationSet,
    /// Written by whom; for writing, what may be changed.
    pub authors: Authors,
}

impl Serialize for RelationSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Relation::as_str))
    }
}

impl<'de> Deserialize<'de> for RelationSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        let relations = words.iter().map(|word| {
            let found = Relation::ALL.into_iter().find(|relation| relation.as_str() == word);
            found.ok_or_else(|| serde::de::Error::custom(format!("unknown relation '{word}'")))
        });
        Ok(Self::of(&relations.collect::<Result<Vec<_>, _>>()?))
    }
}

impl std::fmt::Debug for RelationSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Relation::as_str)).finish()
    }
}

/// Parts are stored by their words, so that a stored policy can be read and outlives a reordering.
pub(crate) mod part_words {
    use domain::{Part, PartSet};
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(parts: &PartSet, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(parts.iter())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PartSet, D::Error> {
        Ok(Vec::<Part>::deserialize(deserializer)?.into_iter().collect())
    }
}
