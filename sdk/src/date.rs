//! Calendar dates, without a library of calendars.

/// A calendar date, without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The date, where it exists in the Gregorian calendar.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if month < 1 || month > 12 || day < 1 || day > days_in(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Whole years from this date to `later`: the age on that day of someone born on this
    /// one. Negative when `later` comes first. Who was born on 29 February is a year older
    /// on 1 March in common years.
    pub const fn years_until(self, later: Self) -> i32 {
        let years = later.year as i32 - self.year as i32;
        let reached = later.month > self.month || (later.month == self.month && later.day >= self.day);
        if reached { years } else { years - 1 }
    }

    /// Days from this date to `later`; negative when `later` comes first.
    pub const fn days_until(self, later: Self) -> i32 {
        later.days_since_epoch() - self.days_since_epoch()
    }

    /// Days since 1970-01-01, as the columns of a table hold them.
    pub const fn days_since_epoch(self) -> i32 {
        // Counts from 1 March, so that the leap day is the last of its year.
        let (year, month) = if self.month > 2 {
            (self.year as i32, self.month as i32 - 3)
        } else {
            (self.year as i32 - 1, self.month as i32 + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + self.day as i32 - 1;
        365 * year + leap_days + day_of_year - 719_468
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a test's own date")
    }

    #[test]
    fn only_days_of_the_calendar_exist() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(1900, 2, 29).is_none());
        assert!(Date::new(2026, 13, 1).is_none());
        assert!(Date::new(2026, 4, 31).is_none());
        assert!(Date::new(2026, 1, 0).is_none());
    }

    #[test]
    fn someone_is_a_year_older_on_the_birthday() {
        let check = |born: Date, on: Date, age| assert_eq!(born.years_until(on), age, "{born} to {on}");
        check(date(2008, 11, 24), date(2026, 11, 23), 17);
        check(date(2008, 11, 24), date(2026, 11, 24), 18);
        check(date(2008, 2, 29), date(2026, 2, 28), 17);
        check(date(2008, 2, 29), date(2026, 3, 1), 18);
        check(date(2027, 1, 1), date(2026, 11, 24), -1);
    }

    #[test]
    fn days_are_counted_from_1970() {
        let check = |date: Date, days| assert_eq!(date.days_since_epoch(), days, "{date}");
        check(date(1970, 1, 1), 0);
        check(date(1969, 12, 31), -1);
        check(date(2000, 2, 29), 11_016);
        check(date(2000, 3, 1), 11_017);
        check(date(2026, 11, 24), 20_781);
        assert_eq!(date(2026, 11, 24).days_until(date(2027, 11, 24)), 365);
    }
}
