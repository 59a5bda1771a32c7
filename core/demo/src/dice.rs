//! Chance, drawn from the seed.

use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};

/// A source of chance of its own for one purpose.
///
/// Each case has one, so that what happens in it does not depend on how many cases are
/// made.
pub struct Dice(StdRng);

impl Dice {
    /// The dice of the `number`th thing of a kind.
    pub fn of(seed: u64, kind: u64, number: u64) -> Self {
        let mixed = mix(seed ^ mix(kind ^ mix(number)));
        Self(StdRng::seed_from_u64(mixed))
    }

    /// The next raw number.
    pub fn number(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A share of one.
    pub fn share(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// Whether something happens that happens in this share of all cases.
    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.share() * end as f64) as usize }
    }

    /// A number between the two.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + self.share() * (most - least)
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of these words.
    pub fn word(&mut self, all: &[&'static str]) -> &'static str {
        all[self.below(all.len())]
    }

    /// One of these, by weight.
    pub fn weighed<T: Copy>(&mut self, all: &[(T, f64)]) -> T {
        let sum: f64 = all.iter().map(|(_, weight)| weight).sum();
        let mut left = self.share() * sum;
        for (one, weight) in all {
            left -= weight;
            if left < 0.0 {
                return *one;
            }
        }
        all[all.len() - 1].0
    }

    /// A duration or count that is log-normal with this median and ninetieth percentile.
    pub fn around(&mut self, median: f64, ninetieth: f64) -> f64 {
        const NINETIETH: f64 = 1.2816;
        let spread = (ninetieth / median).ln() / NINETIETH;
        // Box and Muller's way to a normal number from two even ones.
        let (a, b) = (1.0 - self.share(), self.share());
        let normal = (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
        median * (spread * normal).exp()
    }
}

/// Spreads neighbouring numbers far apart (the finaliser of SplitMix64).
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_all_lie_below_the_median_and_nine_tenths_below_the_ninetieth() {
        let mut dice = Dice::of(1, 2, 3);
        let drawn: Vec<f64> = (0..20_000).map(|_| dice.around(14.0, 45.0)).collect();
        let below = |limit: f64| drawn.iter().filter(|x| **x < limit).count() as f64 / drawn.len() as f64;
        assert!((below(14.0) - 0.5).abs() < 0.02);
        assert!((below(45.0) - 0.9).abs() < 0.02);
    }

    #[test]
    fn weights_are_kept_and_the_same_seed_draws_the_same() {
        let mut dice = Dice::of(9, 0, 0);
        let heavy = (0..10_000).filter(|_| dice.weighed(&[(true, 3.0), (false, 1.0)])).count();
        assert!((7_200..7_800).contains(&heavy), "{heavy}");
        assert_eq!(Dice::of(5, 1, 1).number(), Dice::of(5, 1, 1).number());
        assert_ne!(Dice::of(5, 1, 1).number(), Dice::of(5, 1, 2).number());
    }
}
