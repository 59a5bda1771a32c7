//! How a condition is written in TOML and JSON.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Condition, Day, Literal};

/// The flat table a condition is written as; exactly one shape of it is meaningful.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Spelling {
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is: Option<Literal>,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    one_of: Option<Vec<Literal>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years_between: Option<(Day, Day)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not: Option<Box<Condition>>,
}

impl TryFrom<Spelling> for Condition {
    type Error = &'static str;

    fn try_from(s: Spelling) -> Result<Self, Self::Error> {
        let heads =
            [s.field.is_some(), s.years_between.is_some(), s.all.is_some(), s.any.is_some(), s.not.is_some()];
        if heads.iter().filter(|head| **head).count() != 1 {
            return Err("a condition is one of field, years-between, all, any, not");
        }
        let tests = [s.is.is_some(), s.one_of.is_some(), s.before.is_some(), s.after.is_some()];
        let other_tests = tests.iter().filter(|t| **t).count() + usize::from(s.present.is_some());
        if let Some((from, to)) = s.years_between {
            if other_tests > 0 || (s.at_least.is_none() && s.at_most.is_none()) {
                return Err("years-between takes at-least, at-most or both");
            }
            return Ok(Self::YearsBetween { from, to, at_least: s.at_least, at_most: s.at_most });
        }
        let bounds = usize::from(s.at_least.is_some()) + usize::from(s.at_most.is_some());
        let Some(field) = s.field else {
            if other_tests + bounds > 0 {
                return Err("a comparison needs the field it is about");
            }
            return match (s.all, s.any, s.not) {
                (Some(inner), _, _) => Ok(Self::All(inner)),
                (_, Some(inner), _) => Ok(Self::Any(inner)),
                (_, _, Some(inner)) => Ok(Self::Not(inner)),
                _ => Err("a condition is one of field, years-between, all, any, not"),
            };
        };
        // A range is the one pair of comparisons that reads well in one table.
        if let (0, Some(least), Some(most)) = (other_tests, s.at_least, s.at_most) {
            return Ok(Self::All(vec![Self::AtLeast(field.clone(), least), Self::AtMost(field, most)]));
        }
        if other_tests + bounds != 1 {
            return Err("a field takes one of is, in, before, after, at-least, at-most, present");
        }
        let spelled = s.is.map(|value| Self::Is(field.clone(), value));
        let spelled = spelled.or_else(|| s.one_of.map(|values| Self::In(field.clone(), values)));
        let spelled = spelled.or_else(|| s.before.map(|day| Self::Before(field.clone(), day)));
        let spelled = spelled.or_else(|| s.after.map(|day| Self::After(field.clone(), day)));
        let spelled = spelled.or_else(|| s.at_least.map(|least| Self::AtLeast(field.clone(), least)));
        let spelled = spelled.or_else(|| s.at_most.map(|most| Self::AtMost(field.clone(), most)));
        spelled
            .or_else(|| s.present.map(|wanted| Self::Present(field.clone(), wanted)))
            .ok_or("a field takes one of is, in, before, after, at-least, at-most, present")
    }
}

impl From<Condition> for Spelling {
    fn from(condition: Condition) -> Self {
        let of = |field: String| Self { field: Some(field), ..Self::default() };
        match condition {
            Condition::Is(field, value) => Self { is: Some(value), ..of(field) },
            Condition::In(field, values) => Self { one_of: Some(values), ..of(field) },
            Condition::Before(field, day) => Self { before: Some(day), ..of(field) },
            Condition::After(field, day) => Self { after: Some(day), ..of(field) },
            Condition::AtLeast(field, least) => Self { at_least: Some(least), ..of(field) },
            Condition::AtMost(field, most) => Self { at_most: Some(most), ..of(field) },
            Condition::Present(field, wanted) => Self { present: Some(wanted), ..of(field) },
            Condition::YearsBetween { from, to, at_least, at_most } => {
                Self { years_between: Some((from, to)), at_least, at_most, ..Self::default() }
            }
            Condition::All(inner) => Self { all: Some(inner), ..Self::default() },
            Condition::Any(inner) => Self { any: Some(inner), ..Self::default() },
            Condition::Not(inner) => Self { not: Some(inner), ..Self::default() },
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Today => serializer.serialize_str("today"),
            Self::On(day) => serializer.collect_str(day),
            Self::Field(field) => serializer.serialize_str(field),
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"today\", a day in quotes such as \"2026-11-24\", or the id of a date field")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Day, E> {
                Ok(match word {
                    "today" => Day::Today,
                    _ => word.parse::<NaiveDate>().map_or_else(|_| Day::Field(word.to_owned()), Day::On),
                })
            }
        }
        deserializer.deserialize_any(Words)
    }
}
