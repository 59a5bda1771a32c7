//! When a plugin that fails again and again is left alone for a while.
//!
//! One [`Breaker`] guards one hook of one plugin. It opens after three failures within five
//! minutes, or when more than a fifth of the last fifty calls failed; it rests for a minute,
//! then lets one call through to probe. Opening again doubles the rest, and the third
//! opening within a day disables the hook until an administrator says otherwise.
//!
//! Time is given as the time since the host started, so the rules are tested without one.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

const FAILURES: usize = 3;
const WITHIN: Duration = Duration::from_secs(5 * 60);
const RECENT: usize = 50;
const REST: Duration = Duration::from_secs(60);
const LONGEST_REST: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const OPENINGS_A_DAY: usize = 3;
/// A probe whose caller went away is given up after this long.
const PROBE: Duration = Duration::from_secs(30);

/// The breaker of one hook of one plugin.
#[derive(Clone, Debug, Default)]
pub struct Breaker {
    state: State,
    failed_at: VecDeque<Duration>,
    recent: VecDeque<bool>,
    opened_at: VecDeque<Duration>,
}

/// What a breaker lets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Every call.
    #[default]
    Closed,
    /// No call before this moment, then one.
    Open {
        /// When the next call is let through.
        until: Duration,
    },
    /// No call but the one that was let through at this moment.
    Probing {
        /// When it was.
        since: Duration,
    },
    /// No call until an administrator resets it.
    Disabled,
}

impl Breaker {
    /// Whether a call may be made at `now`. A breaker that rested long enough takes the
    /// call as its probe.
    pub fn permits(&mut self, now: Duration) -> bool {
        match self.state {
            State::Closed => true,
            State::Disabled => false,
            State::Open { until } | State::Probing { since: until } if now < self.next_probe(until) => false,
            State::Open { .. } | State::Probing { .. } => {
                self.state = State::Probing { since: now };
                true
            }
        }
    }

    /// Notes how a permitted call ended. Returns whether the state changed.
    pub fn note(&mut self, now: Duration, failed: bool) -> bool {
        let before = self.state;
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(failed);
        match (self.state, failed) {
            (State::Probing { .. }, false) => self.close(),
            (State::Probing { .. }, true) => self.open(now),
            (State::Closed, true) => {
                self.failed_at.retain(|at| now.saturating_sub(*at) < WITHIN);
                self.failed_at.push_back(now);
                if self.failed_at.len() >= FAILURES || self.fails_too_often() {
                    self.open(now);
                }
            }
            // A call that was under way when another one opened the breaker.
            _ => {}
        }
        before != self.state
    }

    /// Closes it, as an administrator does who mended the plugin.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// What it lets through.
    pub fn state(&self) -> State {
        self.state
    }

    fn next_probe(&self, mark: Duration) -> Duration {
        match self.state {
            State::Probing { .. } => mark + PROBE,
            _ => mark,
        }
    }

    fn fails_too_often(&self) -> bool {
        let failures = self.recent.iter().filter(|failed| **failed).count();
        self.recent.len() == RECENT && failures * 5 > RECENT
    }

    fn open(&mut self, now: Duration) {
        self.opened_at.retain(|at| now.saturating_sub(*at) < DAY);
        self.opened_at.push_back(now);
        self.failed_at.clear();
        self.recent.clear();
        if self.opened_at.len() >= OPENINGS_A_DAY {
            self.state = State::Disabled;
            return;
        }
        let doublings = u32::try_from(self.opened_at.len() - 1).unwrap_or(u32::MAX);
        let rest = REST.saturating_mul(2_u32.saturating_pow(doublings)).min(LONGEST_REST);
        self.state = State::Open { until: now + rest };
    }

    fn close(&mut self) {
        self.state = State::Closed;
        self.failed_at.clear();
        self.recent.clear();
    }
}

/// Notices when many plugins time out at once, which is the machine's fault, not theirs.
#[derive(Clone, Debug, Default)]
pub struct Crowd(VecDeque<(Duration, String)>);

impl Crowd {
    /// Notes that `plugin` timed out at `now`; true when it is one of three or more plugins
    /// that did within a second, and should not be counted.
    pub fn excuses(&mut self, now: Duration, plugin: &str) -> bool {
        self.0.retain(|(at, _)| now.saturating_sub(*at) <= Duration::from_secs(1));
        self.0.push_back((now, plugin.to_owned()));
        let mut plugins: Vec<&str> = self.0.iter().map(|(_, plugin)| plugin.as_str()).collect();
        plugins.sort_unstable();
        plugins.dedup();
        plugins.len() >= 3
    }
}
