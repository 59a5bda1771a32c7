//! What somebody who sees the published counts can conclude about the hidden ones.

/// The least and the greatest value that a count can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub low: u64,
    /// The greatest.
    pub high: u64,
}

impl Bounds {
    /// Nothing is known but that it is a count.
    pub const UNKNOWN: Self = Self { low: 0, high: u64::MAX / 1_000_000 };
}

/// Narrows `known` by the sums `(total, parts)` until nothing more follows.
///
/// For counts in one row of a table this is everything that follows; where the same count
/// stands in several sums, so long as they do not form a ring, it still is.
pub fn bounds(mut known: Vec<Bounds>, sums: &[(usize, Vec<usize>)]) -> Vec<Bounds> {
    loop {
        let before = known.clone();
        for (total, parts) in sums {
            let low: u64 = parts.iter().map(|part| known[*part].low).sum();
            let high: u64 = parts.iter().map(|part| known[*part].high).sum();
            narrow(&mut known[*total], low, high);
            let whole = known[*total];
            for part in parts {
                let own = known[*part];
                // What the others take at most and at least of the whole.
                let others_high = high - own.high;
                let others_low = low - own.low;
                narrow(
                    &mut known[*part],
                    whole.low.saturating_sub(others_high),
                    whole.high.saturating_sub(others_low),
                );
            }
        }
        if known == before {
            return known;
        }
    }
}

fn narrow(bounds: &mut Bounds, low: u64, high: u64) {
    bounds.low = bounds.low.max(low);
    bounds.high = bounds.high.min(high);
}
