//! Dates, times and numbers as the reader writes them.
//!
//! Months and the marks of morning and afternoon are words of the catalogue
//! (`wording.ftl`), so a speaker of the language can put them right without reading Rust.

use chrono::{Datelike, NaiveDate, Timelike};
use domain::{Instant, Message};

use crate::{Language, Wording};

fn month(wording: &Wording, language: Language, date: NaiveDate) -> String {
    wording.key(language, &format!("month-{}", date.month()))
}

/// A full date: `24 November 2026`.
pub fn date(wording: &Wording, language: Language, date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(wording, language, date), date.year())
}

/// A day without its year: `24 November`.
pub fn day_and_month(wording: &Wording, language: Language, date: NaiveDate) -> String {
    format!("{} {}", date.day(), month(wording, language, date))
}

/// A month: `November 2026`.
pub fn month_and_year(wording: &Wording, language: Language, date: NaiveDate) -> String {
    format!("{} {}", month(wording, language, date), date.year())
}

/// The time of day where the service is: `9am`, `2:30pm`, `midday`.
pub fn time_of_day(wording: &Wording, language: Language, moment: Instant) -> String {
    let local = moment.with_timezone(&wording.zone());
    match (local.hour(), local.minute()) {
        (0, 0) => wording.key(language, "time-midnight"),
        (12, 0) => wording.key(language, "time-midday"),
        (_, minute) => {
            let (is_afternoon, hour) = local.hour12();
            let clock = if minute == 0 { hour.to_string() } else { format!("{hour}:{minute:02}") };
            let key = if is_afternoon { "time-afternoon" } else { "time-morning" };
            wording.text(language, &Message::new(key).with("clock", clock))
        }
    }
}

/// A moment where the service is: `24 November 2026 at 2:30pm`.
pub fn date_and_time(wording: &Wording, language: Language, moment: Instant) -> String {
    let day = moment.with_timezone(&wording.zone()).date_naive();
    let message = Message::new("date-and-time")
        .with("date", date(wording, language, day))
        .with("time", time_of_day(wording, language, moment));
    wording.text(language, &message)
}

/// A whole number with commas between thousands, as English and Welsh both write it.
pub fn number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
