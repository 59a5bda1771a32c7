//! Quarters as people choose them and as they stand in an address.

use chrono::{Datelike, NaiveDate};
use domain::Period;

/// The quarter that `word` names by its first month, such as `2026-10`.
pub fn quarter(word: &str) -> Option<Period> {
    let first: NaiveDate = format!("{word}-01").parse().ok()?;
    let quarter = Period::quarter_of(first);
    (quarter.first == first && word.len() == 7).then_some(quarter)
}

/// The word by which an address names the quarter.
pub fn quarter_word(quarter: Period) -> String {
    format!("{:04}-{:02}", quarter.first.year(), quarter.first.month())
}

/// The quarter in which `today` lies and those before it, the newest first.
pub fn recent_quarters(today: NaiveDate, how_many: usize) -> Vec<Period> {
    std::iter::successors(Some(Period::quarter_of(today)), |quarter| Some(quarter.previous_quarter()))
        .take(how_many)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_named_by_its_first_month() {
        let check = |word: &str, expect: Option<&str>| {
            assert_eq!(quarter(word).map(|quarter| quarter.first.to_string()).as_deref(), expect, "{word}");
        };
        check("2026-10", Some("2026-10-01"));
        check("2026-11", None);
        check("2026-13", None);
        check("2026-1", None);
        check("", None);
        let today = "2026-11-24".parse().expect("a day");
        let words: Vec<String> = recent_quarters(today, 3).into_iter().map(quarter_word).collect();
        assert_eq!(words, ["2026-10", "2026-07", "2026-04"]);
    }
}
