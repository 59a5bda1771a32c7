//! How large a demonstration is.

/// How large a demonstration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 60 cases of two years, a third of them open: for pictures and tests.
    Small,
    /// 2,950 cases of ten years, 130 of them open: a county.
    Essex,
    /// 50,000 cases of ten years.
    Stress,
    /// This many, for measuring.
    Cases(usize),
}

/// New cases in each of ten years, as `domain.md` §8.2 has them; the sixth is the one in
/// which little could be done face to face.
const TEN_YEARS: [usize; 10] = [190, 250, 300, 330, 330, 250, 310, 320, 330, 340];

/// How many of the ten years' cases are open at their end.
const OPEN: usize = 130;

impl Size {
    /// How many cases it has.
    pub fn cases(self) -> usize {
        match self {
            Self::Small => 60,
            Self::Essex => TEN_YEARS.iter().sum(),
            Self::Stress => 50_000,
            Self::Cases(cases) => cases,
        }
    }

    /// How many of them are open.
    pub(crate) fn open(self) -> usize {
        match self {
            Self::Small => 22,
            Self::Essex => OPEN,
            size => (size.cases() * OPEN).div_ceil(Self::Essex.cases()).min(size.cases()),
        }
    }

    /// New cases in each year, the last of which ends today.
    pub(crate) fn years(self) -> Vec<usize> {
        match self {
            Self::Small => vec![20, 40],
            Self::Essex => TEN_YEARS.to_vec(),
            size => shares(size.cases(), &TEN_YEARS),
        }
    }

    /// How many volunteers it has: what they have in hand stays as it is in Essex.
    pub(crate) fn volunteers(self) -> usize {
        (self.cases() * 45).div_ceil(Self::Essex.cases()).clamp(45, 1_500)
    }
}

/// `total` divided as `weights` are, without anything lost.
fn shares(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum: usize = weights.iter().sum();
    let (mut before, mut given) = (0, 0);
    let share = |weight: &usize| {
        before += weight;
        let up_to = total * before / sum;
        let share = up_to - given;
        given = up_to;
        share
    };
    weights.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_as_many_cases_as_its_years() {
        for size in [Size::Small, Size::Essex, Size::Stress, Size::Cases(7), Size::Cases(200_000)] {
            assert_eq!(size.years().iter().sum::<usize>(), size.cases(), "{size:?}");
            assert!(size.open() <= size.cases());
        }
        assert_eq!(Size::Essex.cases(), 2_950);
    }
}
