//! Lines of plugins, made fit for the log.

use domain::{Answers, Value};

/// What stands where a value of a field stood.
const REMOVED: &str = "[…]";

/// `line` without any text of `answers`, on one line, without characters that steer a
/// terminal or turn the direction of writing.
///
/// Values shorter than three characters are left: they would blank out half of every line
/// and say nothing by themselves.
pub fn redact(line: &str, answers: &Answers) -> String {
    let mut values: Vec<String> =
        answers.values().flat_map(texts).filter(|text| text.chars().count() >= 3).collect();
    // The longest first, so that a value inside another does not leave the rest of it.
    values.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let mut line = line.to_owned();
    for value in &values {
        if line.contains(value.as_str()) {
            line = line.replace(value.as_str(), REMOVED);
        }
    }
    line.chars().map(|letter| if steers(letter) { ' ' } else { letter }).collect()
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Empty | Value::Boolean(_) => Vec::new(),
        Value::Text(text) | Value::Choice(text) => vec![text.trim().to_owned()],
        Value::Integer(number) => vec![number.to_string()],
        Value::Date(date) => vec![date.to_string()],
        Value::Instant(moment) => vec![moment.to_rfc3339(), moment.timestamp().to_string()],
        Value::Choices(codes) => codes.clone(),
    }
}

/// Control characters, and the marks that reorder text.
pub fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_the_call_reaches_the_log() {
        let answers = Answers::from([
            ("name".into(), Value::Text("Ama Mensah ".into())),
            ("first".into(), Value::Text("Ama".into())),
            ("born".into(), Value::Date("2009-05-01".parse().expect("a date"))),
            ("source".into(), Value::Choice("police".into())),
            ("agreed".into(), Value::Boolean(true)),
        ]);
        let check = |line, expect| assert_eq!(redact(line, &answers), expect);
        check("Ama Mensah was born 2009-05-01", "[…] was born […]");
        check("from police: Ama", "from […]: […]");
        check("true story", "true story");
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(redact("one\nTWO\u{1b}[31m\u{202e}x", &Answers::new()), "one TWO [31m x");
    }
}
