//! Which refusals are entered in the audit log one by one.
//!
//! A stranger could fill the disk with failures, so a source gets ten entries a minute;
//! what comes beyond is counted and entered once, when the minute is over
//! (`decisions.md` 14).

use std::collections::HashMap;

use domain::Instant;

/// Entries a source gets in a minute.
const MOST: u32 = 10;
/// Sources remembered at a time; beyond it those of earlier minutes are dropped.
const SOURCES: usize = 10_000;

/// Refusals by source in the minute that runs.
#[derive(Debug, Default)]
pub(crate) struct Tally(HashMap<[u8; 32], (i64, u32)>);

/// What to enter for a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enter {
    /// It alone.
    One,
    /// It, and that there were this many more in an earlier minute.
    OneAndMore(u32),
    /// Nothing yet.
    Nothing,
}

impl Tally {
    /// Counts a refusal of `source` at `now`.
    pub fn refused(&mut self, source: [u8; 32], now: Instant) -> Enter {
        let minute = now.timestamp().div_euclid(60);
        if self.0.len() >= SOURCES && !self.0.contains_key(&source) {
            self.0.retain(|_, (at, _)| *at == minute);
            if self.0.len() >= SOURCES {
                return Enter::Nothing;
            }
        }
        let (at, count) = self.0.entry(source).or_insert((minute, 0));
        if *at != minute {
            let more = count.saturating_sub(MOST);
            (*at, *count) = (minute, 1);
            return if more > 0 { Enter::OneAndMore(more) } else { Enter::One };
        }
        *count = count.saturating_add(1);
        if *count <= MOST { Enter::One } else { Enter::Nothing }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(seconds: u64) -> Instant {
        Instant::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn ten_a_minute_are_entered_and_the_rest_once() {
        let mut tally = Tally::default();
        let entered: Vec<_> = (0..25).map(|n| tally.refused([1; 32], at(n))).collect();
        assert_eq!(entered[..10], [Enter::One; 10]);
        assert_eq!(entered[10..], [Enter::Nothing; 15]);
        assert_eq!(tally.refused([2; 32], at(30)), Enter::One, "another source");
        assert_eq!(tally.refused([1; 32], at(60)), Enter::OneAndMore(15));
        assert_eq!(tally.refused([1; 32], at(61)), Enter::One);
    }

    #[test]
    fn many_sources_do_not_fill_the_memory() {
        let mut tally = Tally::default();
        for n in 0..20_000_u32 {
            let mut source = [0; 32];
            source[..4].copy_from_slice(&n.to_be_bytes());
            tally.refused(source, at(0));
        }
        assert_eq!(tally.0.len(), SOURCES);
        assert_eq!(tally.refused([9; 32], at(0)), Enter::Nothing);
        assert_eq!(tally.refused([9; 32], at(60)), Enter::One);
        assert_eq!(tally.0.len(), 1);
    }
}
