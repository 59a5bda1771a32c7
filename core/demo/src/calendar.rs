//! Moments at which a service works.

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;
use domain::{Instant, on_day, service_day};

/// When somebody is in, in minutes of the day.
const OPENS: f64 = 8.0 * 60.0 + 40.0;
const CLOSES: f64 = 18.0 * 60.0;

/// The day the demonstration is made on, and how its days are counted.
#[derive(Clone, Copy)]
pub struct Calendar {
    /// This moment.
    pub now: Instant,
    /// Where the service is.
    pub zone: Tz,
}

impl Calendar {
    /// Today.
    pub fn today(&self) -> NaiveDate {
        self.day(self.now)
    }

    /// The day of a moment.
    pub fn day(&self, moment: Instant) -> NaiveDate {
        service_day(moment, self.zone)
    }

    /// `days` after `from`, in the hours of the office and never before `from`.
    ///
    /// Later stays later: seven days are five days of work, and time goes on only while
    /// somebody is in.
    pub fn after(&self, from: Instant, days: f64) -> Instant {
        self.at_work(self.worked(from) + days * 5.0 / 7.0).max(from + TimeDelta::minutes(5))
    }

    /// The moment itself, or the next at which somebody is in.
    pub fn office(&self, at: Instant) -> Instant {
        self.at_work(self.worked(at))
    }

    /// How many days of work lie before a moment, and the share of its own.
    fn worked(&self, at: Instant) -> f64 {
        let local = at.with_timezone(&self.zone);
        let day = local.date_naive();
        let weekday = i64::from(day.weekday().num_days_from_monday());
        let weeks = (i64::from(day.num_days_from_ce()) - 1 - weekday) / 7;
        if weekday > 4 {
            return (weeks * 5 + 5) as f64;
        }
        let minutes = f64::from(local.num_seconds_from_midnight()) / 60.0;
        (weeks * 5 + weekday) as f64 + ((minutes - OPENS) / (CLOSES - OPENS)).clamp(0.0, 0.999)
    }

    /// The moment before which so many days of work lie.
    fn at_work(&self, worked: f64) -> Instant {
        let days = worked.floor() as i64;
        let ce = days.div_euclid(5) * 7 + days.rem_euclid(5) + 1;
        let day = i32::try_from(ce).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        let minutes = OPENS + (worked - worked.floor()) * (CLOSES - OPENS);
        self.at(day.unwrap_or(self.today()), minutes)
    }

    /// This many minutes after the day began.
    pub fn at(&self, day: NaiveDate, minutes: f64) -> Instant {
        on_day(day, self.zone) + TimeDelta::seconds((minutes * 60.0) as i64)
    }
}

/// `days` as a span of time.
pub fn span(days: f64) -> TimeDelta {
    TimeDelta::seconds((days * 86_400.0) as i64)
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    #[test]
    fn later_stays_later_and_nobody_works_on_a_sunday() {
        let zone = chrono_tz::Europe::London;
        let calendar = Calendar { now: "2026-11-24T12:00:00Z".parse().expect("a moment"), zone };
        // A Friday evening before the clocks go forward.
        let start: Instant = "2026-03-20T21:10:00Z".parse().expect("a moment");
        let mut before = start;
        for hour in 1..24 * 21 {
            let at = calendar.after(start, f64::from(hour) / 24.0);
            assert!(at >= before, "{hour}");
            let is_weekend = matches!(calendar.day(at).weekday(), Weekday::Sat | Weekday::Sun);
            assert!(!is_weekend, "{at}");
            before = at;
        }
        assert_eq!((before - start).num_days(), 20);
    }

    #[test]
    fn a_moment_of_work_stays_where_it_is() {
        let zone = chrono_tz::Europe::London;
        let calendar = Calendar { now: "2026-11-24T12:00:00Z".parse().expect("a moment"), zone };
        let check = |at: &str, expect: &str| {
            let [at, expect]: [Instant; 2] = [at, expect].map(|text| text.parse().expect("a moment"));
            assert!((calendar.office(at) - expect).num_seconds().abs() < 60, "{}", calendar.office(at));
        };
        check("2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z");
        check("2026-11-22T12:00:00Z", "2026-11-23T08:40:00Z");
        check("2026-07-01T03:00:00Z", "2026-07-01T07:40:00Z");
    }
}
