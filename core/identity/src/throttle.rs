//! Slowing a guesser down without locking anybody out.
//!
//! Every attempt is counted before the password is looked at, so that a hundred at once
//! count as a hundred; a right one is uncounted again. After a few free attempts each
//! further one has to wait, longer and longer, up to half an hour and never for ever. The
//! count is forgotten after an hour without an attempt that was due.
//!
//! Three counts run beside each other. The *account's* goes by the name as it was typed,
//! whether or not such an account exists. A browser that has signed in to the account
//! before has *its own*, so that a stranger's guessing does not keep Ama out on her own
//! laptop. And the *source's* goes by a digest of the network address, made with the
//! day's date and the installation's key, so that no address is stored and no two days
//! can be joined.
//!
//! Public forms are slowed by the same numbers in the same table: a [`Bucket`] for each
//! source, and one for all together, so that a flood leaves the intake queue usable
//! (`security.md` TM-19).

use std::time::Duration;

use domain::{Instant, fold};
use keys::Keyring;

const MINUTE: Duration = Duration::from_secs(60);

/// After how many attempts how long a wait begins.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Attempts that need not wait.
    free: u32,
    /// The waits after the last free attempt, in minutes; the last one repeats.
    minutes: &'static [u32],
}

impl Rule {
    /// For one account: three at once, eight in the first hour, then two an hour.
    ///
    /// In no hour, wherever it begins, are there more than ten.
    pub const ACCOUNT: Self = Self { free: 2, minutes: &[1, 2, 4, 8, 15, 30] };
    /// For one network address, which a whole office may share.
    pub const SOURCE: Self = Self { free: 40, minutes: &[1, 1, 2, 2, 4, 4, 8, 8, 15, 15, 30] };

    fn wait_after(self, attempts: u32) -> Duration {
        let beyond = attempts.saturating_sub(self.free);
        match beyond.checked_sub(1) {
            None => Duration::ZERO,
            Some(at) => MINUTE * self.minutes[(at as usize).min(self.minutes.len() - 1)],
        }
    }
}

/// What is stored of one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Attempts that count, the last one included.
    pub attempts: u32,
    /// When the last of them was.
    pub last_at: Instant,
    /// Before this moment no further attempt is looked at.
    pub next_at: Instant,
}

impl Count {
    /// How long an unused count is remembered after the next attempt would be due.
    pub const MEMORY: Duration = Duration::from_secs(60 * 60);

    /// The count with one attempt more.
    ///
    /// # Errors
    /// The moment from which an attempt will be looked at again; the attempt that came too
    /// early leaves the count as it was, so that trying does not lengthen the wait.
    pub fn attempt(before: Option<Self>, rule: Rule, now: Instant) -> Result<Self, Instant> {
        let remembered = before.filter(|count| now < count.next_at + Self::MEMORY);
        if let Some(count) = remembered.filter(|count| now < count.next_at) {
            return Err(count.next_at);
        }
        let attempts = remembered.map_or(1, |count| count.attempts.saturating_add(1));
        Ok(Self { attempts, last_at: now, next_at: now + rule.wait_after(attempts) })
    }

    /// The count after the attempt turned out right: for a source, which others share, one
    /// less; a count that comes to nothing is removed.
    pub fn give_back(self, now: Instant) -> Option<Self> {
        let attempts = self.attempts.saturating_sub(1);
        (attempts > 0).then_some(Self { attempts, next_at: now, ..self })
    }
}

/// How many of something are let through: so many at once, then one after each pause. An
/// unused bucket fills up again.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    /// How many at once.
    burst: u32,
    /// The pause in which one more becomes free, in minutes.
    minutes: u32,
}

impl Bucket {
    /// Public forms from one network address, which a household or a refuge may share: ten
    /// at once, then ten an hour.
    pub const SOURCE: Self = Self { burst: 10, minutes: 6 };
    /// Links to choose another password for one name or address: three at once, then three an
    /// hour, so that nobody's letter box is filled.
    pub const NAME: Self = Self { burst: 3, minutes: 20 };
    /// Public forms from everywhere: sixty at once, then sixty an hour. A county's service
    /// has about six a week.
    pub const ALL: Self = Self { burst: 60, minutes: 1 };

    /// The count with one let through, of which `next_at` says when the bucket is full again.
    ///
    /// # Errors
    /// The moment from which one more is free; whoever comes too early takes nothing, so
    /// that trying does not lengthen the wait.
    pub fn take(self, before: Option<Count>, now: Instant) -> Result<Count, Instant> {
        let filled_at = before.map_or(now, |count| count.next_at.max(now)) + MINUTE * self.minutes;
        let free_at = filled_at - MINUTE * (self.burst * self.minutes);
        if free_at > now {
            return Err(free_at);
        }
        let attempts = before.map_or(0, |count| count.attempts).saturating_add(1);
        Ok(Count { attempts, last_at: now, next_at: filled_at })
    }
}

/// The key of the count for what was typed as sign-in name.
pub fn account_key(keyring: &Keyring, step: Step, typed_name: &str) -> [u8; 32] {
    keyring.digest(step.purpose(), fold(typed_name.trim()).as_bytes())
}

/// The key of the count for one known browser of one account.
pub fn browser_key(keyring: &Keyring, step: Step, browser: &[u8; 16]) -> [u8; 32] {
    keyring.digest(step.purpose(), &[b"browser ".as_slice(), browser].concat())
}

/// The key of the count for a network address on the day of `now`.
pub fn source_key(keyring: &Keyring, step: Step, address: std::net::IpAddr, now: Instant) -> [u8; 32] {
    // Whoever guesses at passwords next door does not keep passkeys out.
    let purpose = if step == Step::Passkey { "throttle passkey source" } else { "throttle source" };
    keyring.digest(purpose, format!("{} {}", now.date_naive(), network(address)).as_bytes())
}

/// The keys of the counts of public forms: from a network address on the day of `now`, and
/// from everywhere.
pub fn submission_keys(keyring: &Keyring, address: std::net::IpAddr, now: Instant) -> [[u8; 32]; 2] {
    let source = format!("{} {}", now.date_naive(), network(address));
    [
        keyring.digest("throttle submissions of a source", source.as_bytes()),
        keyring.digest("throttle submissions", b"everywhere"),
    ]
}

/// The keys of the counts of links to choose another password: for what was typed as name or
/// address, from a network address on the day of `now`, and from everywhere.
pub fn reset_keys(keyring: &Keyring, typed: &str, address: std::net::IpAddr, now: Instant) -> [[u8; 32]; 3] {
    let source = format!("{} {}", now.date_naive(), network(address));
    [
        keyring.digest("throttle resets of a name", fold(typed.trim()).as_bytes()),
        keyring.digest("throttle resets of a source", source.as_bytes()),
        keyring.digest("throttle resets", b"everywhere"),
    ]
}

/// What is being guessed; each has counts of its own, so that a known password does not
/// buy more guesses at the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The password.
    Password,
    /// The one-time or recovery code.
    Code,
    /// The answer of a passkey, counted by its source alone.
    Passkey,
}

impl Step {
    const fn purpose(self) -> &'static str {
        match self {
            Self::Password => "throttle password",
            Self::Code => "throttle code",
            Self::Passkey => "throttle passkey",
        }
    }
}

/// The address, or for IPv6 its /64, which is what one household or office gets.
fn network(address: std::net::IpAddr) -> std::net::IpAddr {
    match address.to_canonical() {
        std::net::IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests;
