//! Disclosure control: what of a count may leave, so that no person is found in it.
//!
//! The rules are those of `domain.md` §5.3. Counts of one to four are hidden; so that none
//! of them can be worked out from a total, others beside it are hidden as well; everything
//! else is rounded to fives; shares are shown only over ten or more. What a reader could
//! conclude is computed by [`bounds`] after each step, and hiding goes on until no small
//! count is left with one possible value. Nothing here depends on who asks or on what is
//! hidden from them (`decisions.md` 7). Pure.

mod bounds;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use bounds::{Bounds, bounds};

/// The rules of one publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    threshold: u64,
    round_to: u64,
    least_base: u64,
}

impl Default for Rules {
    /// Below five hidden, rounded to fives, shares over ten.
    fn default() -> Self {
        Self::new(5)
    }
}

impl Rules {
    /// Rules that hide counts below `threshold`, which cannot be less than three.
    pub fn new(threshold: u64) -> Self {
        Self { threshold: threshold.max(3), round_to: 5, least_base: 10 }
    }

    /// The smallest count that is shown.
    pub const fn threshold(&self) -> u64 {
        self.threshold
    }

    /// To what counts are rounded.
    pub const fn round_to(&self) -> u64 {
        self.round_to
    }

    const fn is_small(&self, count: u64) -> bool {
        count > 0 && count < self.threshold
    }

    const fn rounded(&self, count: u64) -> u64 {
        (count + self.round_to / 2) / self.round_to * self.round_to
    }

    /// The least and greatest count that is shown as `rounded`.
    const fn behind(&self, rounded: u64) -> (u64, u64) {
        let half = self.round_to / 2;
        let low = rounded.saturating_sub(half);
        let low = if low < self.threshold { self.threshold } else { low };
        (low, rounded + half)
    }
}

/// A count as it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Published {
    /// As it is.
    Exactly(u64),
    /// Rounded.
    About(u64),
    /// Not shown.
    Hidden,
}

impl Published {
    /// The number shown, where one is.
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Exactly(number) | Self::About(number) => Some(number),
            Self::Hidden => None,
        }
    }
}

/// Counts that are published together, and how they add up.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    counts: Vec<u64>,
    /// Counts that are not published but that a reader could work out: a total that is not
    /// printed, the rest of a whole beside a share of it.
    unspoken: Vec<bool>,
    sums: Vec<(usize, Vec<usize>)>,
}

/// The place of a count among [`Counts`].
pub type Place = usize;

impl Counts {
    /// Adds a count that is to be published.
    pub fn publish(&mut self, count: u64) -> Place {
        self.add(count, false)
    }

    /// Adds a count that is not published itself.
    pub fn unspoken(&mut self, count: u64) -> Place {
        self.add(count, true)
    }

    fn add(&mut self, count: u64, unspoken: bool) -> Place {
        self.counts.push(count);
        self.unspoken.push(unspoken);
        self.counts.len() - 1
    }

    /// States that `parts` add up to `total`. Where they do not, as with people who are
    /// counted in several groups, nothing is stated, because nothing follows from it.
    pub fn adds_up(&mut self, total: Place, parts: Vec<Place>) {
        let sum: u64 = parts.iter().map(|part| self.counts[*part]).sum();
        if sum == self.counts[total] {
            self.sums.push((total, parts));
        }
    }

    /// Every count as it is, for those who hold the right to true figures.
    pub fn as_they_are(&self) -> Vec<Published> {
        self.counts.iter().map(|count| Published::Exactly(*count)).collect()
    }

    /// What is published of each count.
    pub fn protect(&self, rules: &Rules) -> Vec<Published> {
        let small = |place: &Place| rules.is_small(self.counts[*place]);
        let mut hidden: Vec<bool> =
            (0..self.counts.len()).map(|place| self.unspoken[place] || small(&place)).collect();
        // Each turn hides one more, so it ends; when all are hidden nothing is known.
        while let Some(found) = self.found_out(&hidden, rules) {
            let Some(next) = self.cover_for(found, &hidden) else { break };
            hidden[next] = true;
        }
        (0..self.counts.len()).map(|place| self.published(place, hidden[place], rules)).collect()
    }

    fn published(&self, place: Place, hidden: bool, rules: &Rules) -> Published {
        match self.counts[place] {
            _ if hidden => Published::Hidden,
            0 => Published::Exactly(0),
            count => Published::About(rules.rounded(count)),
        }
    }

    /// A small count that a reader could still work out.
    fn found_out(&self, hidden: &[bool], rules: &Rules) -> Option<Place> {
        let known: Vec<Bounds> = (0..self.counts.len())
            .map(|place| match self.published(place, hidden[place], rules) {
                Published::Exactly(count) => Bounds { low: count, high: count },
                Published::About(count) => {
                    let (low, high) = rules.behind(count);
                    Bounds { low, high }
                }
                // That a hidden count is not nought is taken as known, unless it is nought:
                // the worst a reader can know without having seen it.
                Published::Hidden if self.unspoken[place] || self.counts[place] == 0 => Bounds::UNKNOWN,
                Published::Hidden => Bounds { low: 1, ..Bounds::UNKNOWN },
            })
            .collect();
        let known = bounds(known, &self.sums);
        (0..self.counts.len()).find(|place| {
            hidden[*place] && rules.is_small(self.counts[*place]) && known[*place].low == known[*place].high
        })
    }

    /// The count to hide for the sake of `place`: the smallest shown one beside it, nought
    /// last; then a total.
    fn cover_for(&self, place: Place, hidden: &[bool]) -> Option<Place> {
        let sums = || self.sums.iter().filter(|(total, parts)| *total == place || parts.contains(&place));
        let shown = |place: &Place| !hidden[*place];
        let part = sums().flat_map(|(_, parts)| parts).copied().filter(shown).min_by_key(|part| {
            let count = self.counts[*part];
            (count == 0, count, *part)
        });
        let beside = part.filter(|part| self.counts[*part] > 0);
        let total = || sums().map(|(total, _)| *total).find(shown);
        // Bounds run through sums that share a total, so the cover may stand further away.
        let anywhere = || (0..self.counts.len()).filter(shown).min_by_key(|place| self.counts[*place]);
        beside.or_else(total).or(part).or_else(anywhere)
    }
}

/// A share in whole per cent, or none where it would tell too much: over fewer than ten,
/// or of what is hidden.
///
/// It is taken from the published numbers, so it says nothing that they do not say.
pub fn share(part: Published, whole: Published, rules: &Rules) -> Option<u64> {
    let enough = match whole {
        Published::Exactly(count) => count > 0,
        Published::About(count) => rules.behind(count).0 >= rules.least_base,
        Published::Hidden => false,
    };
    let (part, whole) = (part.number()?, whole.number()?);
    (enough && part <= whole).then(|| (100 * part + whole / 2) / whole)
}
