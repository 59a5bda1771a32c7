//! The days on which nobody works: weekends and the bank holidays of England and Wales.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Bank holidays, as a hub keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(BTreeSet<NaiveDate>);

/// Month and day of each bank holiday by year, with the days on which they were observed.
/// 2022 and 2023 have one more each: the jubilee, a state funeral, a coronation.
const ENGLAND_AND_WALES: &[(i32, &[(u32, u32)])] = &[
    (2016, &[(1, 1), (3, 25), (3, 28), (5, 2), (5, 30), (8, 29), (12, 26), (12, 27)]),
    (2017, &[(1, 2), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
    (2018, &[(1, 1), (3, 30), (4, 2), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26)]),
    (2019, &[(1, 1), (4, 19), (4, 22), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
    (2020, &[(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)]),
    (2021, &[(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
    (2022, &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)]),
    (2023, &[(1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)]),
    (2024, &[(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
    (2025, &[(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]),
    (2026, &[(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
    (2027, &[(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
    (2028, &[(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
];

impl Holidays {
    /// The bank holidays of England and Wales from 2016 to 2028.
    pub fn england_and_wales() -> Self {
        let days =
            ENGLAND_AND_WALES.iter().flat_map(|(year, days)| days.iter().map(move |day| (*year, *day)));
        Self::of(days.filter_map(|(year, (month, day))| NaiveDate::from_ymd_opt(year, month, day)))
    }

    /// A hub's own list; days on a weekend change nothing and are left out.
    pub fn of(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self(days.into_iter().filter(|day| !is_weekend(*day)).collect())
    }

    /// The holidays in order.
    pub fn iter(&self) -> impl Iterator<Item = NaiveDate> {
        self.0.iter().copied()
    }

    /// Whether people work on `day`.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !is_weekend(day) && !self.0.contains(&day)
    }

    /// How many working days lie after `from` up to and including `to`; none when `to` is not later.
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to <= from {
            return 0;
        }
        let first = from + Days::new(1);
        weekdays_to(to) - weekdays_to(from) - self.0.range(first..=to).count() as i64
    }

    /// The day that lies `count` working days after `from`.
    pub fn add_working_days(&self, from: NaiveDate, count: u32) -> NaiveDate {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            let Some(next) = day.succ_opt() else { return day };
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// How many days from Monday to Friday there are up to and including `day`, from a Monday long ago.
fn weekdays_to(day: NaiveDate) -> i64 {
    // Day 1 of the common era was a Monday.
    let days = i64::from(day.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}
