//! How long a session lives.

use std::time::Duration;

use domain::Instant;
use permissions::Role;

use crate::Settings;

/// How long someone may stay signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without a request.
    pub idle: Duration,
    /// However busy.
    pub absolute: Duration,
}

impl Lifetime {
    /// The lifetime for someone with these roles.
    ///
    /// Volunteers and partners work on computers of their own, which others may sit down
    /// at; whoever holds a role of the staff has the staff's longer pause.
    pub fn of(settings: &Settings, roles: &[Role]) -> Self {
        let minutes = if roles.iter().any(|role| is_staff(*role)) {
            settings.idle_minutes_staff
        } else {
            settings.idle_minutes
        };
        Self {
            idle: Duration::from_secs(u64::from(minutes) * 60),
            absolute: Duration::from_secs(u64::from(settings.session_hours) * 60 * 60),
        }
    }
}

const fn is_staff(role: Role) -> bool {
    matches!(
        role,
        Role::ServiceManager
            | Role::Coordinator
            | Role::OfficeAdministrator
            | Role::CaseSupervisor
            | Role::Dpo
            | Role::SystemAdministrator
    )
}

/// The times of one session, as they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// The last request that was noted.
    pub last_seen_at: Instant,
    /// The pause after which it ends.
    pub idle: Duration,
    /// When it ends in any case.
    pub absolute_until: Instant,
    /// When it was ended, by its owner or by someone responsible.
    pub ended_at: Option<Instant>,
}

impl Times {
    /// `last_seen_at` is written again only after this time, so that reading a page does
    /// not cost a write each time.
    pub const NOTED_EVERY: Duration = Duration::from_secs(60);

    /// The times of a session that begins.
    pub fn beginning(now: Instant, lifetime: Lifetime) -> Self {
        Self {
            last_seen_at: now,
            idle: lifetime.idle,
            absolute_until: now + lifetime.absolute,
            ended_at: None,
        }
    }

    /// Whether a request at `now` still belongs to it.
    ///
    /// Since a request may go unnoted for a minute, the pause granted is up to a minute
    /// shorter than what is set, never longer.
    pub fn is_live(&self, now: Instant) -> bool {
        self.ended_at.is_none() && now < self.absolute_until && now < self.last_seen_at + self.idle
    }

    /// Whether a request at `now` is to be noted. A clock that was set back notes nothing.
    pub fn is_due(&self, now: Instant) -> bool {
        now >= self.last_seen_at + Self::NOTED_EVERY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: u64) -> Instant {
        Instant::UNIX_EPOCH + Duration::from_secs(minutes * 60)
    }

    fn lifetime(roles: &[Role]) -> Lifetime {
        Lifetime::of(&Settings::default(), roles)
    }

    #[test]
    fn staff_have_a_longer_pause_than_volunteers_and_partners() {
        let check = |roles: &[Role], minutes: u64| {
            assert_eq!(lifetime(roles).idle, Duration::from_secs(minutes * 60), "{roles:?}");
        };
        check(&[Role::LeadFacilitator], 15);
        check(&[Role::VolunteerPool, Role::Observer], 15);
        check(&[Role::PartnerReferrer], 15);
        check(&[Role::Coordinator], 30);
        check(&[Role::LeadFacilitator, Role::ServiceManager], 30);
        check(&[], 15);
    }

    #[test]
    fn a_session_ends_by_pause_by_age_or_by_hand() {
        let session = Times::beginning(at(0), lifetime(&[Role::LeadFacilitator]));
        let seen = |minutes| Times { last_seen_at: at(minutes), ..session };
        let check = |times: Times, minutes: u64, live: bool| {
            assert_eq!(times.is_live(at(minutes)), live, "{times:?} at {minutes}");
        };
        check(session, 14, true);
        check(session, 15, false);
        check(seen(10), 24, true);
        check(seen(12 * 60 - 5), 12 * 60 - 1, true);
        check(seen(12 * 60 - 5), 12 * 60, false);
        check(Times { ended_at: Some(at(1)), ..session }, 2, false);
    }

    #[test]
    fn a_request_is_noted_once_a_minute_and_never_backwards() {
        let session = Times { last_seen_at: at(10), ..Times::beginning(at(0), lifetime(&[])) };
        assert!(!session.is_due(at(10)));
        assert!(session.is_due(at(11)));
        assert!(!session.is_due(at(5)), "the clock was set back");
    }
}
