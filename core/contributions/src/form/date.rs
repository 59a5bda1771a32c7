//! Dates typed in three boxes.

use chrono::NaiveDate;
use domain::Message;

/// Reads a day, a month (as a number or a name) and a year of four digits.
///
/// Returns nothing where all three boxes are empty.
pub(super) fn read_date(day: &str, month: &str, year: &str) -> Result<Option<NaiveDate>, Message> {
    let (day, month, year) = (day.trim(), month.trim(), year.trim());
    match (day.is_empty(), month.is_empty(), year.is_empty()) {
        (true, true, true) => return Ok(None),
        (false, false, false) => {}
        (true, false, false) => return Err(Message::new("form-error-date-day-missing")),
        (false, true, false) => return Err(Message::new("form-error-date-month-missing")),
        (false, false, true) => return Err(Message::new("form-error-date-year-missing")),
        _ => return Err(Message::new("form-error-date-parts-missing")),
    }
    let digits = |text: &str, most: usize| {
        let fits = text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        if fits { text.parse::<u32>().ok() } else { None }
    };
    if digits(year, 4).is_none() || year.len() != 4 {
        return Err(Message::new("form-error-date-year-digits"));
    }
    let month = digits(month, 2).or_else(|| month_name(month));
    let date = digits(day, 2).zip(month).zip(digits(year, 4)).and_then(|((day, month), year)| {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| year >= 1800)
    });
    date.map(Some).ok_or_else(|| Message::new("form-error-date-not-real"))
}

/// The number of a month named in English or Welsh, in full or by its first letters.
fn month_name(name: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const WELSH: [&str; 12] = [
        "ionawr",
        "chwefror",
        "mawrth",
        "ebrill",
        "mai",
        "mehefin",
        "gorffennaf",
        "awst",
        "medi",
        "hydref",
        "tachwedd",
        "rhagfyr",
    ];
    let name = domain::fold(name);
    let found = |months: &[&str; 12]| {
        let mut hits = months.iter().enumerate().filter(|(_, month)| month.starts_with(name.as_str()));
        let (index, _) = hits.next()?;
        (name.len() >= 3 && hits.next().is_none()).then_some(index as u32 + 1)
    };
    found(&ENGLISH).or_else(|| found(&WELSH))
}

/// A date as both languages write it in figures.
pub(super) fn in_figures(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}
