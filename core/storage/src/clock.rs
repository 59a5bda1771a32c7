//! The one clock.

use std::sync::Mutex;

use domain::Instant;

/// Where storage and everything above it reads the time.
pub trait Clock: Send + Sync {
    /// The present moment, UTC, to the microsecond.
    fn now(&self) -> Instant;
}

/// The computer's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        domain::instant(std::time::SystemTime::now().into())
    }
}

/// A clock that stands still until it is moved, so that a test can say "six weeks later".
#[derive(Debug)]
pub struct StillClock(Mutex<Instant>);

impl StillClock {
    /// A clock that shows `moment`.
    pub fn at(moment: Instant) -> Self {
        Self(Mutex::new(domain::instant(moment)))
    }

    /// Moves the clock.
    pub fn set(&self, moment: Instant) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = domain::instant(moment);
    }
}

impl Clock for StillClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
