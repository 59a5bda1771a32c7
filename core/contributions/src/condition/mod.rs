//! Conditions: when a field is asked, demanded, counted or refused.
//!
//! A condition is data, not a text to be parsed (decision 39): the same value is read from
//! a plugin's file, shown by the form designer, evaluated here and turned into a condition
//! for the database. It is total. A comparison with something not answered is false, so a
//! form never fails because of a condition, and `not` of it is true.

mod check;
mod spelling;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};
use domain::{Answers, Value};
use serde::{Deserialize, Serialize};

pub use check::{ConditionError, Shapes};

/// A rule over the answers of one form or one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "spelling::Spelling", into = "spelling::Spelling")]
pub enum Condition {
    /// The answer equals the value; of several choices, one of them does.
    Is(String, Literal),
    /// The answer equals one of the values; of several choices, one of them does.
    In(String, Vec<Literal>),
    /// The date lies before the day.
    Before(String, Day),
    /// The date lies after the day.
    After(String, Day),
    /// The number is this or more; of several choices, how many were chosen counts.
    AtLeast(String, i64),
    /// The number is this or less.
    AtMost(String, i64),
    /// Something was answered (or nothing was, when `false`).
    Present(String, bool),
    /// Whole years from the first day to the second lie within the bounds.
    YearsBetween {
        /// The earlier day.
        from: Day,
        /// The later day.
        to: Day,
        /// The smallest number of years that holds.
        at_least: Option<i64>,
        /// The largest number of years that holds.
        at_most: Option<i64>,
    },
    /// All hold; an empty list holds.
    All(Vec<Condition>),
    /// At least one holds; an empty list does not.
    Any(Vec<Condition>),
    /// The inner condition does not hold.
    Not(Box<Condition>),
}

/// A value written in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Text or the code of an option.
    Text(String),
}

/// A day written in a condition or a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// The day on which the condition is evaluated.
    Today,
    /// This very day.
    On(NaiveDate),
    /// The date answered in another field.
    Field(String),
}

impl Day {
    /// The day meant, or none where the field has no date.
    pub fn resolve(&self, answers: &Answers, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Today => Some(today),
            Self::On(day) => Some(*day),
            Self::Field(field) => answers.get(field).and_then(Value::as_date),
        }
    }

    /// The field whose answer is meant, where one is.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Field(field) => Some(field),
            Self::Today | Self::On(_) => None,
        }
    }
}

impl Literal {
    fn equals(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Boolean(wanted), Value::Boolean(given)) => wanted == given,
            (Self::Integer(wanted), Value::Integer(given)) => wanted == given,
            (Self::Text(wanted), Value::Text(given) | Value::Choice(given)) => wanted == given,
            (Self::Text(wanted), Value::Choices(given)) => given.contains(wanted),
            (Self::Text(wanted), Value::Date(given)) => wanted.parse() == Ok(*given),
            _ => false,
        }
    }
}

impl Condition {
    /// Whether the condition holds for `answers` on the day `today`.
    pub fn holds(&self, answers: &Answers, today: NaiveDate) -> bool {
        let get = |field: &String| answers.get(field).unwrap_or(&Value::Empty);
        let compare = |field: &String, day: &Day| {
            let answered = get(field).as_date()?;
            Some(answered.cmp(&day.resolve(answers, today)?))
        };
        match self {
            Self::Is(field, literal) => literal.equals(get(field)),
            Self::In(field, literals) => literals.iter().any(|literal| literal.equals(get(field))),
            Self::Before(field, day) => compare(field, day).is_some_and(std::cmp::Ordering::is_lt),
            Self::After(field, day) => compare(field, day).is_some_and(std::cmp::Ordering::is_gt),
            Self::AtLeast(field, least) => magnitude(get(field)).is_some_and(|(low, _)| low >= *least),
            Self::AtMost(field, most) => magnitude(get(field)).is_some_and(|(_, high)| high <= *most),
            Self::Present(field, wanted) => get(field).is_empty() != *wanted,
            Self::YearsBetween { from, to, at_least, at_most } => {
                let days = from.resolve(answers, today).zip(to.resolve(answers, today));
                days.map(|(from, to)| whole_years(from, to)).is_some_and(|years| {
                    at_least.is_none_or(|least| years >= least) && at_most.is_none_or(|most| years <= most)
                })
            }
            Self::All(inner) => inner.iter().all(|condition| condition.holds(answers, today)),
            Self::Any(inner) => inner.iter().any(|condition| condition.holds(answers, today)),
            Self::Not(inner) => !inner.holds(answers, today),
        }
    }

    /// The fields that the condition names, each once, in rising order.
    pub fn fields(&self) -> Vec<&str> {
        let mut fields = Vec::new();
        self.collect(&mut fields);
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    fn collect<'a>(&'a self, fields: &mut Vec<&'a str>) {
        match self {
            Self::Before(field, day) | Self::After(field, day) => {
                fields.push(field);
                fields.extend(day.field());
            }
            Self::YearsBetween { from, to, .. } => fields.extend(from.field().into_iter().chain(to.field())),
            Self::Is(field, _)
            | Self::In(field, _)
            | Self::AtLeast(field, _)
            | Self::AtMost(field, _)
            | Self::Present(field, _) => fields.push(field),
            Self::All(inner) | Self::Any(inner) => inner.iter().for_each(|one| one.collect(fields)),
            Self::Not(inner) => inner.collect(fields),
        }
    }
}

/// The whole numbers between which a value lies: equal for a whole number, one apart for a
/// decimal with a fraction. Comparing with a whole bound is therefore exact.
fn magnitude(value: &Value) -> Option<(i64, i64)> {
    match value {
        Value::Integer(number) => Some((*number, *number)),
        Value::Choices(codes) => i64::try_from(codes.len()).ok().map(|n| (n, n)),
        Value::Text(text) => decimal_bounds(text),
        _ => None,
    }
}

/// The whole numbers below and above an exact decimal such as `-2.50`.
pub(crate) fn decimal_bounds(text: &str) -> Option<(i64, i64)> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    if fraction.bytes().all(|b| b == b'0') {
        Some((sign * whole, sign * whole))
    } else if sign > 0 {
        Some((whole, whole.checked_add(1)?))
    } else {
        Some((whole.checked_add(1)?.checked_neg()?, -whole))
    }
}

/// Completed years from one day to another; negative when the second comes first.
///
/// Someone born on 29 February completes a year on 1 March of other years.
pub fn whole_years(from: NaiveDate, to: NaiveDate) -> i64 {
    let years = i64::from(to.year()) - i64::from(from.year());
    if (to.month(), to.day()) < (from.month(), from.day()) { years - 1 } else { years }
}
