//! Counting attempts in the database.

use std::net::IpAddr;
use std::time::Duration;

use domain::{Instant, Message};
use keys::Keyring;
use storage::identity::Throttle;
use storage::{Unit, Writing};

use crate::throttle::{Count, Rule, Step, account_key, browser_key, source_key};
use crate::{KnownBrowser, Result};

/// The two counts that one attempt goes by.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    own: [u8; 32],
    source: [u8; 32],
}

impl Counts {
    /// The counts of an attempt at `username` from a browser that may be known.
    pub fn of(
        keyring: &Keyring,
        step: Step,
        username: &str,
        browser: Option<KnownBrowser>,
        source: IpAddr,
        now: Instant,
    ) -> Self {
        let own = match browser {
            Some(known) => browser_key(keyring, step, known.bytes()),
            None => account_key(keyring, step, username),
        };
        Self { own, source: source_key(keyring, step, source, now) }
    }

    /// The digest that stands for the source, for today.
    pub fn source(&self) -> [u8; 32] {
        self.source
    }

    /// Counts an attempt before it is looked at, or says from when one will be.
    pub async fn count(
        &self,
        unit: &mut Unit<Writing>,
        now: Instant,
    ) -> Result<std::result::Result<(), Instant>> {
        let kept = unit.throttles(&[self.own, self.source]).await?;
        let before = |at: usize| kept.get(at).copied().flatten().map(count);
        let attempts =
            (Count::attempt(before(0), Rule::ACCOUNT, now), Count::attempt(before(1), Rule::SOURCE, now));
        match attempts {
            (Ok(own), Ok(source)) => {
                unit.set_throttle(self.own, Some(stored(own))).await?;
                unit.set_throttle(self.source, Some(stored(source))).await?;
                Ok(Ok(()))
            }
            (own, source) => Ok(Err(own.err().max(source.err()).unwrap_or(now))),
        }
    }

    /// Counts an attempt by its source alone, before it is looked at.
    pub async fn count_source(
        &self,
        unit: &mut Unit<Writing>,
        now: Instant,
    ) -> Result<std::result::Result<(), Instant>> {
        let before = unit.throttles(&[self.source]).await?.first().copied().flatten().map(count);
        match Count::attempt(before, Rule::SOURCE, now) {
            Ok(source) => {
                unit.set_throttle(self.source, Some(stored(source))).await?;
                Ok(Ok(()))
            }
            Err(until) => Ok(Err(until)),
        }
    }

    /// Takes a right attempt of the source back.
    pub async fn source_was_right(&self, unit: &mut Unit<Writing>, now: Instant) -> Result<()> {
        let kept = unit.throttles(&[self.source]).await?;
        let source = kept.first().copied().flatten().map(count).and_then(|source| source.give_back(now));
        unit.set_throttle(self.source, source.map(stored)).await?;
        Ok(())
    }

    /// Takes a right attempt back: the own count is forgotten, the source's is one less.
    pub async fn was_right(&self, unit: &mut Unit<Writing>, now: Instant) -> Result<()> {
        let kept = unit.throttles(&[self.own, self.source]).await?;
        let source = kept.get(1).copied().flatten().map(count).and_then(|source| source.give_back(now));
        unit.set_throttle(self.own, None).await?;
        unit.set_throttle(self.source, source.map(stored)).await?;
        Ok(())
    }
}

pub(crate) fn count(kept: Throttle) -> Count {
    Count { attempts: kept.attempts, last_at: kept.last_at, next_at: kept.next_at }
}

pub(crate) fn stored(count: Count) -> Throttle {
    Throttle { attempts: count.attempts, last_at: count.last_at, next_at: count.next_at }
}

/// That something came too early, and when it may come again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What is said about it.
    pub message: Message,
    /// How long to wait, in whole seconds; at least one.
    pub length: Duration,
}

impl Wait {
    pub(crate) fn until(until: Instant, now: Instant, message: Message) -> Self {
        let seconds = (until - now).num_milliseconds().max(1).unsigned_abs().div_ceil(1_000);
        Self { message, length: Duration::from_secs(seconds) }
    }
}

/// How long to wait with signing in.
pub(crate) fn wait(until: Instant, now: Instant) -> Wait {
    Wait::until(until, now, Message::new("sign-in-wait").with("minutes", minutes(until, now)))
}

/// Whole minutes until a moment, at least one.
pub(crate) fn minutes(until: Instant, now: Instant) -> u64 {
    (until - now).num_seconds().max(1).unsigned_abs().div_ceil(60)
}
