//! Single values.

use crate::Date;

/// One answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Not answered.
    #[default]
    Empty,
    /// Text; also telephone numbers, e-mail addresses and postcodes.
    Text(String),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// An exact decimal number.
    Decimal(Decimal),
    /// A calendar date.
    Date(Date),
    /// A moment, in seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// The code of one option.
    Choice(String),
    /// The codes of the options chosen.
    Choices(Vec<String>),
    /// A pseudonym of a person or a case, of use to this plugin alone.
    Subject(String),
}

/// An exact decimal number: `units` times ten to the power of minus `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The digits, without the point.
    pub units: i64,
    /// How many of the digits stand behind the point.
    pub scale: u8,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Boolean(yes)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}
