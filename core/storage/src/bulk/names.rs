//! Inner and outer names of a batch.

use std::collections::HashSet;

use domain::{Instant, Reference, ReferenceKind};
use uuid::Uuid;

/// How many of the random bits of a reference count.
const REFERENCE_BITS: u64 = (1 << 35) - 1;

/// The low bits of a search row's number, below the second of receipt.
const ROW_BITS: i64 = 0xf_ffff;

/// Gives names that are each given once.
///
/// Single acts draw a reference and leave a clash to the unique index. A batch of 200,000
/// cases draws millions, so it remembers what it gave.
pub(super) struct Names {
    random: Box<dyn FnMut() -> u64 + Send + Sync>,
    millis: u64,
    next: u32,
    row: i64,
    given: HashSet<u64>,
}

impl Names {
    pub fn new(now: Instant, mut random: Box<dyn FnMut() -> u64 + Send + Sync>) -> Self {
        let row = random() as i64 & ROW_BITS;
        Self {
            random,
            millis: now.timestamp_millis().max(0).cast_unsigned(),
            next: 0,
            row,
            given: HashSet::new(),
        }
    }

    /// A UUID v7 of the batch's moment, rising with every call.
    pub fn id(&mut self) -> Uuid {
        let count = self.next;
        self.next += 1;
        let mut bytes = [0; 10];
        // Twenty-six bits count; version and variant lie between them and are set over them.
        bytes[0] = (count >> 22) as u8 & 0x0f;
        bytes[1] = (count >> 14) as u8;
        bytes[2] = (count >> 8) as u8 & 0x3f;
        bytes[3] = count as u8;
        bytes[4..].copy_from_slice(&(self.random)().to_be_bytes()[2..]);
        uuid::Builder::from_unix_timestamp_millis(self.millis, &bytes).into_uuid()
    }

    /// A reference that this batch has not given yet, as it is stored.
    pub fn reference(&mut self, kind: ReferenceKind) -> String {
        loop {
            let random = (self.random)();
            if self.given.insert(random & REFERENCE_BITS | (kind as u64) << 40) {
                return Reference::from_random(kind, random).stored();
            }
        }
    }

    /// The number of a search row, which rises with the second of receipt and is no other
    /// row's of the batch.
    pub fn row(&mut self, received_at: Instant) -> i64 {
        self.row = (self.row + 1) & ROW_BITS;
        (received_at.timestamp() << 20) | self.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_and_are_of_version_seven() {
        let mut names = Names::new(Instant::UNIX_EPOCH + chrono::TimeDelta::days(20_000), Box::new(|| 7));
        let ids: Vec<Uuid> = (0..70_000).map(|_| names.id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }

    #[test]
    fn no_reference_is_given_twice_even_where_chance_repeats_itself() {
        let mut seen = 0_u64;
        let mut names = Names::new(
            Instant::UNIX_EPOCH,
            Box::new(move || {
                seen += 1;
                seen / 3
            }),
        );
        let references: Vec<String> = (0..100).map(|_| names.reference(ReferenceKind::Case)).collect();
        let different: HashSet<&String> = references.iter().collect();
        assert_eq!(different.len(), references.len());
        assert_ne!(names.reference(ReferenceKind::Item).chars().next(), Some('C'));
    }
}
