//! Quarters in addresses and on pages.

use chrono::{Datelike, NaiveDate};
use domain::{Instant, Message, Period};
use wording::{Text, Wording};

/// How many quarters are offered: this one and those of three years before it.
const OFFERED: usize = 13;

/// A calendar quarter, written `2026-Q2` in an address: April to June 2026.
///
/// On pages it is always named by its months, since a service whose year begins in April
/// calls the same months its first quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quarter(Period);

impl Quarter {
    /// The quarter that an address names.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let (year, number) = word.split_once("-Q")?;
        let number: u32 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
        let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
        let first = NaiveDate::from_ymd_opt(year, number * 3 - 2, 1)?;
        let quarter = Self(Period::quarter_of(first));
        // One spelling for each: "Q02" and "+026" are not quarters.
        (quarter.word() == word).then_some(quarter)
    }

    /// How an address names it.
    pub(crate) fn word(self) -> String {
        format!("{:04}-Q{}", self.0.first.year(), self.0.first.month0() / 3 + 1)
    }

    /// The period.
    pub(crate) const fn period(self) -> Period {
        self.0
    }

    /// Its months in words; `is_running` while it has not ended.
    pub(crate) fn title(self, is_running: bool) -> Text {
        let number = self.0.first.month0() / 3 + 1;
        let months = Message::new(format!("report-quarter-{number}")).with("year", self.0.first.year());
        if is_running {
            Text::List(vec![months.into(), Text::key("report-quarter-running")])
        } else {
            months.into()
        }
    }
}

/// The quarters that can be chosen, the newest first; the first of them is still running.
pub(super) fn offered(today: NaiveDate) -> Vec<Quarter> {
    ::reports::recent_quarters(today, OFFERED).into_iter().map(Quarter).collect()
}

/// The quarter that a page shows when none is named: the last that has ended, which is the
/// one a return is about.
pub(crate) fn usual(today: NaiveDate) -> Quarter {
    Quarter(Period::quarter_of(today).previous_quarter())
}

/// The day where the service is.
pub(crate) fn today(now: Instant, words: &Wording) -> NaiveDate {
    domain::service_day(now, words.zone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_has_one_name() {
        let check = |word: &str, expect: Option<&str>| {
            let quarter = Quarter::parse(word);
            assert_eq!(quarter.map(|q| q.period().first.to_string()).as_deref(), expect, "{word}");
            assert!(quarter.is_none_or(|quarter| quarter.word() == word));
        };
        check("2026-Q2", Some("2026-04-01"));
        check("2026-Q4", Some("2026-10-01"));
        for wrong in ["2026-Q0", "2026-Q5", "2026-Q02", "+026-Q2", "2026-04", "26-Q2", "2026-Q", "", "-Q1"] {
            check(wrong, None);
        }
    }

    #[test]
    fn what_is_shown_first_has_ended() {
        let check = |today: &str, expect: &str| {
            let today: NaiveDate = today.parse().expect("a day");
            assert_eq!(usual(today).word(), expect, "{today}");
            assert_eq!(offered(today)[1], usual(today));
            assert_eq!(offered(today).len(), OFFERED);
        };
        check("2026-11-24", "2026-Q3");
        check("2026-01-01", "2025-Q4");
    }
}
