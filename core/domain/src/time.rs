//! Instants, days and periods.
//!
//! Instants are UTC and cut to microseconds, which is what both databases keep. Days
//! have no time zone. A period is half-open in the service's own time zone: from 00:00 on
//! its first day to 00:00 on the day after its last.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// A moment, in UTC, to the microsecond.
pub type Instant = DateTime<Utc>;

/// `moment` cut to the microsecond; every instant of ours passes through here.
pub fn instant(moment: DateTime<Utc>) -> Instant {
    moment.with_nanosecond(moment.nanosecond() / 1_000 * 1_000).unwrap_or(moment)
}

/// The day that `moment` falls on where the service is.
pub fn service_day(moment: Instant, zone: Tz) -> NaiveDate {
    moment.with_timezone(&zone).date_naive()
}

/// The first moment of `day` where the service is.
///
/// Where the clocks go forward at midnight, the day begins at the first moment that exists.
pub fn on_day(day: NaiveDate, zone: Tz) -> Instant {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    zone.from_local_datetime(&midnight)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(midnight + chrono::Duration::hours(1))).earliest())
        .map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
}

/// A stretch of whole days, counted by every figure of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day of the period.
    pub first: NaiveDate,
    /// The day after its last day.
    pub end: NaiveDate,
}

impl Period {
    /// The quarter of the financial year (from 1 April) in which `day` lies.
    pub fn quarter_of(day: NaiveDate) -> Self {
        let month = day.month0() / 3 * 3 + 1;
        let first = NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        Self { first, end: first.checked_add_months(Months::new(3)).unwrap_or(first) }
    }

    /// The quarter before this one.
    pub fn previous_quarter(self) -> Self {
        Self::quarter_of(self.first.pred_opt().unwrap_or(self.first))
    }

    /// The first moment inside and the first moment after.
    pub fn bounds(self, zone: Tz) -> (Instant, Instant) {
        (on_day(self.first, zone), on_day(self.end, zone))
    }

    /// The quarter's number in the financial year, 1 for April to June.
    pub fn financial_quarter(self) -> u32 {
        (self.first.month0() + 9) % 12 / 3 + 1
    }

    /// The financial year in which the period begins, as `2026/27`.
    pub fn financial_year(self) -> String {
        let start = if self.first.month() >= 4 { self.first.year() } else { self.first.year() - 1 };
        format!("{start}/{:02}", (start + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a test's own date")
    }

    #[test]
    fn a_quarter_is_half_open_and_named_by_the_financial_year() {
        let quarter = Period::quarter_of(day("2026-11-24"));
        assert_eq!((quarter.first, quarter.end), (day("2026-10-01"), day("2027-01-01")));
        assert_eq!(quarter.financial_quarter(), 3);
        assert_eq!(quarter.financial_year(), "2026/27");
        assert_eq!(quarter.previous_quarter().first, day("2026-07-01"));
        assert_eq!(Period::quarter_of(day("2027-02-01")).financial_year(), "2026/27");
    }

    #[test]
    fn a_summer_day_begins_an_hour_earlier_in_utc() {
        let start = on_day(day("2026-07-01"), chrono_tz::Europe::London);
        assert_eq!(start.to_rfc3339(), "2026-06-30T23:00:00+00:00");
        assert_eq!(service_day(start, chrono_tz::Europe::London), day("2026-07-01"));
    }
}
