//! Break glass: opening a case that is not one's own, for an hour, under the eyes of others.
//!
//! Mia is on call when somebody rings about a case of another team. She says why, opens that
//! one case, and the service manager and the data protection officer know of it in the same
//! moment. Within five working days a manager who is not Mia says whether it was right; as
//! long as that is overdue, she breaks no other glass.

use chrono::{NaiveDate, TimeDelta};

use super::Holidays;
use crate::codes::GlassVerdict;
use crate::{AccountId, Instant, Message};

/// How long a case stays open (`security.md` TM-21).
pub const GLASS_MINUTES: i64 = 60;

/// Within how many working days it is reviewed.
pub const GLASS_REVIEW_DAYS: u32 = 5;

/// The fewest characters that say why.
pub const GLASS_REASON_LEAST: usize = 10;

/// One use, from the moment of opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakGlass {
    /// The case is open to them.
    Open {
        /// Who opened it.
        by: AccountId,
        /// From when.
        from: Instant,
        /// Until before when.
        until: Instant,
    },
    /// The time is up, or they closed it; nobody has said yet whether it was right.
    Over {
        /// Who opened it.
        by: AccountId,
        /// When it ended.
        ended_at: Instant,
    },
    /// A manager said whether it was right.
    Reviewed {
        /// When it ended.
        ended_at: Instant,
        /// Who reviewed it.
        reviewer: AccountId,
        /// When.
        at: Instant,
        /// What they said.
        verdict: GlassVerdict,
    },
}

impl BreakGlass {
    /// Opens a case at `from`.
    pub fn open(by: AccountId, from: Instant) -> Self {
        Self::Open { by, from, until: from + TimeDelta::minutes(GLASS_MINUTES) }
    }

    /// The same as of `now`: the time is up at the very second.
    #[must_use]
    pub fn at(self, now: Instant) -> Self {
        match self {
            Self::Open { by, until, .. } if until <= now => Self::Over { by, ended_at: until },
            other => other,
        }
    }

    /// Ends it before its time.
    ///
    /// # Errors
    /// When it has ended already.
    pub fn end(self, now: Instant) -> Result<Self, Message> {
        match self.at(now) {
            Self::Open { by, .. } => Ok(Self::Over { by, ended_at: now }),
            _ => Err(Message::new("glass-over")),
        }
    }

    /// Says whether it was right; what is open still ends with it.
    ///
    /// # Errors
    /// When the reviewer opened it themselves, or when it was reviewed before.
    pub fn review(self, reviewer: AccountId, verdict: GlassVerdict, now: Instant) -> Result<Self, Message> {
        let (by, ended_at) = match self.at(now) {
            Self::Open { by, .. } => (by, now),
            Self::Over { by, ended_at } => (by, ended_at),
            Self::Reviewed { .. } => return Err(Message::new("glass-reviewed-already")),
        };
        if by == reviewer {
            return Err(Message::new("glass-own-review"));
        }
        Ok(Self::Reviewed { ended_at, reviewer, at: now, verdict })
    }
}

/// The last day on which what was opened on `day` is reviewed in time.
pub fn glass_review_due(day: NaiveDate, holidays: &Holidays) -> NaiveDate {
    holidays.add_working_days(day, GLASS_REVIEW_DAYS)
}

/// Whether somebody may break glass whose former uses wait for their reviews until `due`.
///
/// # Errors
/// When one of the reviews is overdue.
pub fn may_break_glass(due: &[NaiveDate], today: NaiveDate) -> Result<(), Message> {
    if due.iter().any(|due| *due < today) { Err(Message::new("glass-review-overdue")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("a test's own moment")
    }

    fn who(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    #[test]
    fn the_hour_ends_at_the_second() {
        let open = BreakGlass::open(who(1), at("2026-11-24T10:00:00Z"));
        assert_eq!(open.at(at("2026-11-24T10:59:59.999999Z")), open);
        let ended_at = at("2026-11-24T11:00:00Z");
        assert_eq!(open.at(ended_at), BreakGlass::Over { by: who(1), ended_at });
        assert!(open.end(ended_at).is_err());
        let ended_at = at("2026-11-24T10:20:00Z");
        assert_eq!(open.end(ended_at), Ok(BreakGlass::Over { by: who(1), ended_at }));
    }

    #[test]
    fn somebody_else_reviews_it_once() {
        let over = BreakGlass::open(who(1), at("2026-11-24T10:00:00Z")).at(at("2026-11-24T12:00:00Z"));
        let now = at("2026-11-25T09:00:00Z");
        assert!(over.review(who(1), GlassVerdict::Justified, now).is_err(), "nobody reviews themselves");
        let reviewed = over.review(who(2), GlassVerdict::NotJustified, now).expect("another manager");
        assert!(reviewed.review(who(3), GlassVerdict::Justified, now).is_err());
        let BreakGlass::Reviewed { ended_at, .. } = reviewed else { panic!("{reviewed:?}") };
        assert_eq!(ended_at, at("2026-11-24T11:00:00Z"));
    }

    #[test]
    fn an_overdue_review_stands_in_the_way() {
        let holidays = Holidays::england_and_wales();
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        // From a Tuesday before Christmas: two bank holidays and two weekends lie between.
        let due = glass_review_due(day("2026-12-22"), &holidays);
        assert_eq!(due, day("2026-12-31"));
        assert!(may_break_glass(&[due], due).is_ok());
        assert!(may_break_glass(&[due], day("2027-01-01")).is_err());
        assert!(may_break_glass(&[], day("2027-01-01")).is_ok());
    }
}
