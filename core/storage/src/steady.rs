//! A clock that does not believe every step of the computer's.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use chrono::TimeDelta;
use domain::Instant;

use crate::Clock;

/// A difference that is no step: clocks are corrected by less all the time.
const USUAL: TimeDelta = TimeDelta::minutes(2);

/// The computer's clock, which somebody may set, watched by the one that nobody can set.
///
/// It never goes back: where the computer's clock was set back, this one goes on at its own
/// pace until the other has caught up or the process is started again, so that nothing that
/// lapses is lengthened and no entry of the log is dated before the one it follows. Where it
/// was set forward, or the machine slept, this one follows at once: what has lapsed must not
/// live on. Either step is kept until somebody [takes](Self::take_step) it to record it.
pub struct SteadyClock<C = fn() -> Instant, M = fn() -> Duration> {
    wall: C,
    pace: M,
    state: Mutex<State>,
}

struct State {
    /// The last moment shown, and how the pace stood.
    shown: Instant,
    at: Duration,
    /// How far the wall clock was from this one when it was last looked at.
    off: TimeDelta,
    step: Option<TimeDelta>,
}

impl SteadyClock {
    /// Over the computer's clocks.
    pub fn of_this_computer() -> Self {
        Self::over(computer, pace)
    }
}

fn computer() -> Instant {
    domain::instant(std::time::SystemTime::now().into())
}

fn pace() -> Duration {
    static BEGUN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGUN.elapsed()
}

impl<C: Fn() -> Instant, M: Fn() -> Duration> SteadyClock<C, M> {
    /// Over a clock that may be set and a pace that may not.
    pub fn over(wall: C, pace: M) -> Self {
        let state = State { shown: wall(), at: pace(), off: TimeDelta::zero(), step: None };
        Self { wall, pace, state: Mutex::new(state) }
    }

    /// By how much the clock was set since this was last asked, if by more than clocks are
    /// usually corrected; negative where it was set back.
    pub fn take_step(&self) -> Option<TimeDelta> {
        self.look();
        self.state.lock().unwrap_or_else(PoisonError::into_inner).step.take()
    }

    fn look(&self) -> Instant {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (wall, at) = ((self.wall)(), (self.pace)());
        let passed = TimeDelta::from_std(at.saturating_sub(state.at)).unwrap_or_default();
        let own = state.shown + passed;
        let off = wall - own;
        let change = off - state.off;
        if change.abs() > USUAL {
            state.step = Some(state.step.unwrap_or_default() + change);
        }
        (state.shown, state.off) =
            if off > TimeDelta::zero() { (wall, TimeDelta::zero()) } else { (own, off) };
        state.at = at;
        state.shown
    }
}

impl<C, M> Clock for SteadyClock<C, M>
where
    C: Fn() -> Instant + Send + Sync,
    M: Fn() -> Duration + Send + Sync,
{
    fn now(&self) -> Instant {
        domain::instant(self.look())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const YEAR: i64 = 365 * 24 * 3600;

    fn start() -> Instant {
        // Two seconds before the leap second at the end of 2016.
        "2016-12-31T23:59:58Z".parse().expect("a moment")
    }

    /// Plays `(seconds that pass, seconds by which the clock is set)`, and gives what the
    /// clock shows after each, in seconds since the start, with the steps that it found.
    fn play(moves: &[(u64, i64)]) -> (Vec<i64>, Vec<i64>) {
        let (wall, pace) = (Cell::new(start()), Cell::new(Duration::ZERO));
        let clock = SteadyClock::over(|| wall.get(), || pace.get());
        let (mut shown, mut steps) = (Vec::new(), Vec::new());
        for (passed, set) in moves {
            pace.set(pace.get() + Duration::from_secs(*passed));
            wall.set(wall.get() + TimeDelta::seconds(*passed as i64 + set));
            shown.push((clock.look() - start()).num_seconds());
            steps.extend(clock.take_step().map(|step| step.num_seconds()));
        }
        (shown, steps)
    }

    fn check(moves: &[(u64, i64)], shown: &[i64], steps: &[i64]) {
        assert_eq!(play(moves), (shown.to_vec(), steps.to_vec()), "{moves:?}");
    }

    #[test]
    fn a_clock_that_is_set_back_goes_on() {
        check(&[(10, 0), (10, -600), (600, 0), (10, 0)], &[10, 20, 620, 630], &[-600]);
        check(&[(10, -YEAR), (60, 0), (60, YEAR)], &[10, 70, 130], &[-YEAR, YEAR]);
    }

    #[test]
    fn a_clock_that_is_set_forward_is_followed() {
        check(&[(10, 0), (10, YEAR), (10, 0)], &[10, YEAR + 20, YEAR + 30], &[YEAR]);
        // Set right again, it goes on at its pace.
        check(&[(0, YEAR), (10, -YEAR), (10, 0)], &[YEAR, YEAR + 10, YEAR + 20], &[YEAR, -YEAR]);
    }

    #[test]
    fn what_clocks_are_usually_corrected_by_is_no_step() {
        // A leap second, and drift in both directions.
        check(&[(3, -1), (10, 0), (100, 60), (100, -60), (100, 1)], &[3, 13, 172, 272, 372], &[]);
    }

    #[test]
    fn it_never_goes_back_and_never_lengthens() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        for _ in 0..200 {
            let moves: Vec<_> = (0..20).map(|_| (next() % 1000, (next() % 4000) as i64 - 2000)).collect();
            let (shown, _) = play(&moves);
            let mut before = 0;
            for ((passed, _), now) in moves.iter().zip(shown) {
                assert!(
                    now - before >= *passed as i64,
                    "what lasts {passed} s is over after them: {moves:?}"
                );
                before = now;
            }
        }
    }
}
