//! What the log remembers of each row of answers, by which `audit verify` finds a row that
//! was changed, put back or removed behind the service's back (`decisions.md` 10).
//!
//! A sealed row cannot be forged without its owner's key, but an older ciphertext of the
//! same row still opens, and its version can be put back with it. So the entry of the act
//! that wrote a row holds a *mark* of it: a keyed digest of what was written, where it
//! stands, and which version it is. The row must be what its newest mark says.

use keys::Keyring;
use uuid::Uuid;

use crate::entity::answer;

/// How long a packed mark is: the row, its version, its digest.
const LENGTH: usize = 16 + 8 + 16;

/// What one act made of one row of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The row.
    pub row: Uuid,
    /// The version that was written; 0 where the row was removed.
    pub version: i64,
    /// The keyed digest of what was written, 128 bits of it.
    pub digest: [u8; 16],
}

impl Mark {
    /// The mark of a row as it stands.
    ///
    /// Whether it is seen yet, and who wrote it when, are left out: a batch is switched on
    /// after it was loaded, and the rest stands in the entry itself.
    pub fn of(keyring: &Keyring, row: &answer::Model) -> Self {
        let content = row.sealed.as_deref().or(row.body.as_deref().map(str::as_bytes)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(content.len() + 128);
        let owner = row.owner.unwrap_or_default();
        for id in [row.id, row.record, row.side, owner] {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes.extend_from_slice(&row.version.to_be_bytes());
        bytes.extend_from_slice(&row.field_set.to_be_bytes());
        for word in [&row.record_kind, &row.plugin, &row.part] {
            bytes.extend_from_slice(&(word.len() as u32).to_be_bytes());
            bytes.extend_from_slice(word.as_bytes());
        }
        bytes.push(u8::from(row.sealed.is_some()));
        bytes.extend_from_slice(content);
        let mut digest = [0; 16];
        digest.copy_from_slice(&keyring.digest("row of answers", &bytes)[..16]);
        Self { row: row.id, version: row.version, digest }
    }

    /// The mark of a row that was removed.
    pub const fn gone(row: Uuid) -> Self {
        Self { row, version: 0, digest: [0; 16] }
    }

    /// Whether the row was removed.
    pub const fn is_gone(&self) -> bool {
        self.version == 0
    }
}

/// What the log says of one row, whatever the order in which its entries are read: those of
/// several lanes have none.
///
/// A row begins with its first version and may be removed. Its name is not given again, but
/// for a demonstration that is made twice from the same seed: then any mark of it will do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entered {
    newest: Option<Mark>,
    /// Marks of a row that began more than once.
    others: Vec<Mark>,
    begun: u32,
    removed: u32,
}

impl Entered {
    /// Takes in one mark of the row.
    pub fn learn(&mut self, mark: Mark) {
        if mark.is_gone() {
            self.removed += 1;
            return;
        }
        self.begun += u32::from(mark.version == 1);
        if self.begun > 1 {
            self.others.push(mark);
        }
        if self.newest.is_none_or(|newest| mark.version > newest.version) {
            self.newest = Some(mark);
        }
    }

    /// Whether the row should be there.
    pub fn is_there(&self) -> bool {
        self.newest.is_some() && self.begun.max(1) > self.removed
    }

    /// What is wrong with the row as it stands, if anything.
    pub fn wrong(&self, stands: &Mark) -> Option<&'static str> {
        match self.newest {
            None => Some("unentered"),
            Some(_) if !self.is_there() => Some("altered"),
            Some(newest) if newest == *stands || self.others.contains(stands) => None,
            Some(newest) if stands.version < newest.version => Some("older"),
            Some(_) => Some("altered"),
        }
    }
}

/// Marks packed one after the other; none where there are none.
pub(crate) fn pack(marks: &[Mark]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(marks.len() * LENGTH);
    for mark in marks {
        bytes.extend_from_slice(mark.row.as_bytes());
        bytes.extend_from_slice(&mark.version.to_be_bytes());
        bytes.extend_from_slice(&mark.digest);
    }
    (!bytes.is_empty()).then_some(bytes)
}

/// The marks that [`pack`] packed.
pub(crate) fn unpack(bytes: &[u8]) -> impl Iterator<Item = Mark> + '_ {
    bytes.chunks_exact(LENGTH).map(|chunk| {
        let (mut row, mut version, mut digest) = ([0; 16], [0; 8], [0; 16]);
        row.copy_from_slice(&chunk[..16]);
        version.copy_from_slice(&chunk[16..24]);
        digest.copy_from_slice(&chunk[24..]);
        Mark { row: Uuid::from_bytes(row), version: i64::from_be_bytes(version), digest }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_back_as_they_were_packed() {
        let mark = Mark { row: Uuid::from_u128(7), version: 3, digest: [9; 16] };
        let packed = pack(&[mark, Mark::gone(Uuid::from_u128(8))]).expect("two marks");
        let back: Vec<Mark> = unpack(&packed).collect();
        assert_eq!(back, [mark, Mark::gone(Uuid::from_u128(8))]);
        assert_eq!(pack(&[]), None);
    }

    #[test]
    fn what_was_entered_does_not_depend_on_the_order_of_reading() {
        let at = |version, digest| Mark { row: Uuid::nil(), version, digest: [digest; 16] };
        let gone = Mark::gone(Uuid::nil());
        let learnt = |marks: &[Mark]| {
            let mut entered = Entered::default();
            marks.iter().for_each(|mark| entered.learn(*mark));
            entered
        };
        for marks in [[at(1, 1), at(2, 2)], [at(2, 2), at(1, 1)]] {
            let entered = learnt(&marks);
            assert_eq!(entered.wrong(&at(2, 2)), None);
            assert_eq!(entered.wrong(&at(1, 1)), Some("older"));
            assert_eq!(entered.wrong(&at(2, 1)), Some("altered"));
            assert!(entered.is_there());
        }
        for marks in [[at(1, 1), gone], [gone, at(1, 1)]] {
            let entered = learnt(&marks);
            assert!(!entered.is_there());
            assert_eq!(entered.wrong(&at(1, 1)), Some("altered"));
        }
        let again = learnt(&[gone, at(1, 1), at(1, 2)]);
        assert!(again.is_there() && again.wrong(&at(1, 2)).is_none());
        assert_eq!(again.wrong(&at(1, 3)), Some("altered"));
        assert_eq!(Entered::default().wrong(&at(1, 1)), Some("unentered"));
    }
}
