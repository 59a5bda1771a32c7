//! Something to be said, before the reader's language is known.

use chrono::NaiveDate;
use domain::{Instant, Message, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A piece of a view that becomes text when the page is drawn.
///
/// Views are filled where the reader's language is not known. A cell of a table may hold
/// words, what someone typed, a date or a number; the `say` helper writes each of them as
/// the reader writes it, and escapes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, try_from = "Json")]
pub enum Text {
    /// A sentence of a catalogue.
    Words(Message),
    /// A calendar date.
    Date {
        /// The day.
        date: NaiveDate,
    },
    /// A moment, shown in the service's time zone.
    Moment {
        /// The moment.
        moment: Instant,
    },
    /// A yes or a no.
    Boolean(bool),
    /// A whole number.
    Number(i64),
    /// Text that someone typed, shown as it is.
    Plain(String),
    /// Several things, shown with commas between them.
    List(Vec<Text>),
}

impl Text {
    /// The sentence with this key and no arguments.
    pub fn key(key: impl Into<String>) -> Self {
        Self::Words(Message::new(key))
    }

    /// Text shown as it is.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    /// The text that was serialised as `value`.
    ///
    /// A page holds hundreds of them, and the derived way tries each kind on a copy of the
    /// value; here its shape decides.
    pub(crate) fn of(value: &Json) -> Option<Self> {
        Some(match value {
            Json::String(text) => Self::Plain(text.clone()),
            Json::Bool(answer) => Self::Boolean(*answer),
            Json::Number(number) => Self::Number(number.as_i64()?),
            Json::Array(items) => Self::List(items.iter().map(Self::of).collect::<Option<_>>()?),
            Json::Object(fields) => {
                let text = |name: &str| fields.get(name).and_then(Json::as_str);
                match (text("key"), text("date"), text("moment")) {
                    (Some(key), ..) => Self::Words(message(key, fields.get("args"))?),
                    (_, Some(date), _) => Self::Date { date: date.parse().ok()? },
                    (.., Some(moment)) => Self::Moment { moment: moment.parse().ok()? },
                    _ => return None,
                }
            }
            Json::Null => return None,
        })
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Plain(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(Self::is_empty),
            _ => false,
        }
    }
}

impl TryFrom<Json> for Text {
    type Error = &'static str;

    fn try_from(value: Json) -> Result<Self, Self::Error> {
        Self::of(&value).ok_or("not a text of a view")
    }
}

fn message(key: &str, args: Option<&Json>) -> Option<Message> {
    let mut message = Message::new(key);
    for (name, value) in args.and_then(Json::as_object).into_iter().flatten() {
        message.args.insert(name.clone(), value.as_str()?.to_owned());
    }
    Some(message)
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl From<Message> for Text {
    fn from(message: Message) -> Self {
        Self::Words(message)
    }
}

impl From<NaiveDate> for Text {
    fn from(date: NaiveDate) -> Self {
        Self::Date { date }
    }
}

impl From<Instant> for Text {
    fn from(moment: Instant) -> Self {
        Self::Moment { moment }
    }
}

impl From<i64> for Text {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<bool> for Text {
    fn from(answer: bool) -> Self {
        Self::Boolean(answer)
    }
}

impl From<&Value> for Text {
    /// An answer as it is shown; the codes of options are shown as they are, so a caller
    /// that knows the options puts their labels in first.
    fn from(value: &Value) -> Self {
        match value {
            Value::Empty => Self::default(),
            Value::Text(text) | Value::Choice(text) => Self::Plain(text.clone()),
            Value::Boolean(answer) => Self::Boolean(*answer),
            Value::Integer(number) => Self::Number(*number),
            Value::Date(date) => Self::Date { date: *date },
            Value::Instant(moment) => Self::Moment { moment: *moment },
            Value::Choices(codes) => Self::List(codes.iter().cloned().map(Self::Plain).collect()),
        }
    }
}
