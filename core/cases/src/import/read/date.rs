//! Days typed by many hands.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::import::profile::{Dates, Swap};

/// What a typed date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: the cell is empty or holds one of the words for that.
    Empty,
    /// This day.
    Day(NaiveDate),
    /// This day, which is impossible day first and possible month first.
    MonthFirst(NaiveDate),
    /// Something that is no date.
    Unreadable,
}

impl Reading {
    /// The day, however it was found.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) | Self::MonthFirst(day) => Some(day),
            Self::Empty | Self::Unreadable => None,
        }
    }
}

/// Reads a typed day, day first.
///
/// Years of two digits are of this century, since the service is; where `past` is given, as
/// for a day of birth, a day after it is a hundred years earlier.
pub fn read_day(typed: &str, dates: &Dates, past: Option<NaiveDate>) -> Reading {
    let typed = typed.trim();
    if typed.is_empty() || dates.empty.iter().any(|word| word.eq_ignore_ascii_case(typed)) {
        return Reading::Empty;
    }
    for format in &dates.formats {
        let short_year = format.contains("%y");
        if let Some(day) = parse(typed, format, short_year, past) {
            return Reading::Day(day);
        }
        let month_first = month_first(format);
        if let Some(day) = month_first.and_then(|format| parse(typed, &format, short_year, past)) {
            return Reading::MonthFirst(day);
        }
    }
    Reading::Unreadable
}

fn parse(typed: &str, format: &str, short_year: bool, past: Option<NaiveDate>) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(typed, format).ok()?;
    if !short_year {
        // A year of two or three digits is not what was meant by four.
        return (day.year() >= 1000).then_some(day);
    }
    let day = day.with_year(2000 + day.year() % 100)?;
    match past {
        Some(past) if day > past => day.with_year(day.year() - 100),
        _ => Some(day),
    }
}

/// The same format with day and month exchanged, where both are written in digits.
fn month_first(format: &str) -> Option<String> {
    (format.contains("%d") && format.contains("%m"))
        .then(|| format.replace("%d", "\u{1}").replace("%m", "%d").replace('\u{1}', "%m"))
}

/// Reads a time that a system stamped.
pub fn read_stamp(stamped: &str, format: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(stamped.trim(), format).ok()
}

/// The day that was probably meant by `read`, if it was written month first.
///
/// `made_on` is the day the record was made, which the system stamped. The reading lies far
/// from it, while the swapped reading lies shortly before it. It is a proposal: a person
/// decides on each.
pub fn swapped(read: NaiveDate, made_on: NaiveDate, swap: Swap) -> Option<NaiveDate> {
    let other = NaiveDate::from_ymd_opt(read.year(), read.day(), read.month())?;
    let far = (read - made_on).num_days().abs() > swap.farther_than;
    let near = (0..=swap.within).contains(&(made_on - other).num_days());
    (far && near).then_some(other)
}
