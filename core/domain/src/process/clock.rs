//! How long things took, in calendar days and in working days, without pauses.

use chrono::NaiveDate;

use super::{Holidays, Pauses};
use crate::codes::codes;

/// A length of time as the reports count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elapsed {
    /// Calendar days.
    pub calendar: i64,
    /// Working days: neither a weekend nor a bank holiday.
    pub working: i64,
}

/// The days after `from` up to and including `to`, minus pauses; the same day is nought.
///
/// A `to` before `from` has no length: a report leaves the case out and the data-quality
/// list shows it.
pub fn elapsed(from: NaiveDate, to: NaiveDate, pauses: &Pauses, holidays: &Holidays) -> Option<Elapsed> {
    if to < from {
        return None;
    }
    let whole = Elapsed { calendar: (to - from).num_days(), working: holidays.working_days(from, to) };
    Some(pauses.within(from, to).into_iter().fold(whole, |left, (start, end)| Elapsed {
        calendar: left.calendar - (end - start).num_days(),
        working: left.working - holidays.working_days(start, end),
    }))
}

/// The days on which a case reached what the clocks measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseDates {
    /// The referral was received.
    pub received_on: Option<NaiveDate>,
    /// The referrer was told that it was.
    pub acknowledged_on: Option<NaiveDate>,
    /// It was decided to take the case on.
    pub triaged_on: Option<NaiveDate>,
    /// Contact was tried for the first time.
    pub first_attempt_on: Option<NaiveDate>,
    /// Someone was spoken with for the first time.
    pub first_contact_on: Option<NaiveDate>,
    /// A lead facilitator accepted.
    pub allocated_on: Option<NaiveDate>,
    /// All needed parties were ready.
    pub ready_on: Option<NaiveDate>,
    /// The event was held.
    pub event_on: Option<NaiveDate>,
    /// The parties were followed up.
    pub followed_up_on: Option<NaiveDate>,
    /// The case was closed.
    pub closed_on: Option<NaiveDate>,
}

codes! {
    /// A stretch between two dates of a case that timeliness reports measure.
    Measure = "measure" {
        /// From receipt to acknowledgement.
        Acknowledgement = "acknowledgement",
        /// From receipt to the decision of triage.
        Triage = "triage",
        /// From receipt to the first attempt at contact.
        FirstAttempt = "first-attempt",
        /// From receipt to the first successful contact.
        FirstContact = "first-contact",
        /// From receipt to allocation.
        Allocation = "allocation",
        /// From allocation to readiness.
        Preparation = "preparation",
        /// From receipt to the event.
        Event = "event",
        /// From the event to the follow-up.
        FollowUp = "follow-up",
        /// From receipt to closure.
        Closure = "closure",
    }
}

impl Measure {
    /// The dates it lies between, where the case has both.
    pub fn ends(self, dates: &CaseDates) -> Option<(NaiveDate, NaiveDate)> {
        let (from, to) = match self {
            Self::Acknowledgement => (dates.received_on, dates.acknowledged_on),
            Self::Triage => (dates.received_on, dates.triaged_on),
            Self::FirstAttempt => (dates.received_on, dates.first_attempt_on),
            Self::FirstContact => (dates.received_on, dates.first_contact_on),
            Self::Allocation => (dates.received_on, dates.allocated_on),
            Self::Preparation => (dates.allocated_on, dates.ready_on),
            Self::Event => (dates.received_on, dates.event_on),
            Self::FollowUp => (dates.event_on, dates.followed_up_on),
            Self::Closure => (dates.received_on, dates.closed_on),
        };
        from.zip(to)
    }

    /// How long it took, where the case has both dates in the right order.
    pub fn of(self, dates: &CaseDates, pauses: &Pauses, holidays: &Holidays) -> Option<Elapsed> {
        let (from, to) = self.ends(dates)?;
        elapsed(from, to, pauses, holidays)
    }
}
