//! Values of fields, as forms, plugins, filters and exports exchange them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What kind of value a field holds, which decides how it is asked, checked and filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// An exact decimal number, written as text.
    Decimal,
    /// A calendar date.
    Date,
    /// A moment.
    Instant,
    /// One of a list of options.
    Choice,
    /// Any number of a list of options.
    Choices,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A postcode.
    Postcode,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Not answered. A field that the reader may not see is absent, never empty.
    #[default]
    Empty,
    /// Text; also telephone numbers, e-mail addresses, postcodes and exact decimals.
    Text(String),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A calendar date.
    Date(NaiveDate),
    /// A moment.
    Instant(DateTime<Utc>),
    /// The code of one option.
    Choice(String),
    /// The codes of the options chosen.
    Choices(Vec<String>),
}

impl Value {
    /// Whether nothing was answered; text of spaces alone counts as nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) | Self::Choice(text) => text.trim().is_empty(),
            Self::Choices(codes) => codes.is_empty(),
            _ => false,
        }
    }

    /// The text or the chosen code, where there is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Choice(text) => Some(text),
            _ => None,
        }
    }

    /// The date, where there is one.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }
}

/// The answers of one form, by field id.
pub type Answers = BTreeMap<String, Value>;
