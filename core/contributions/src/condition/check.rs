//! What is checked about a condition when a package is installed, so that nothing about it
//! can go wrong later.

use std::collections::BTreeMap;

use domain::FieldKind;

use super::{Condition, Day, Literal};
use crate::names::did_you_mean;

/// How deep conditions may be nested.
const DEEPEST: usize = 8;

/// The fields that a condition may name, each with its kind and, where they are known, the
/// codes of its options.
#[derive(Clone, Debug, Default)]
pub struct Shapes<'a>(BTreeMap<&'a str, (FieldKind, Option<Vec<&'a str>>)>);

impl<'a> Shapes<'a> {
    /// Adds a field; `codes` is `None` where its options come from a list kept elsewhere.
    pub fn add(&mut self, id: &'a str, kind: FieldKind, codes: Option<Vec<&'a str>>) {
        self.0.insert(id, (kind, codes));
    }

    /// Whether a field of this id was added.
    pub fn contains(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    fn kind(&self, id: &str) -> Result<FieldKind, ConditionError> {
        self.0.get(id).map(|(kind, _)| *kind).ok_or_else(|| ConditionError::UnknownField {
            field: id.to_owned(),
            near: did_you_mean(id, self.0.keys().copied()),
        })
    }
}

/// Why a condition cannot be installed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// It names a field that is not there, or that is asked later.
    #[error("the condition names '{field}', which is no earlier field here; {near}")]
    UnknownField {
        /// The name written.
        field: String,
        /// The name probably meant, as a question, or nothing.
        near: String,
    },
    /// It compares a field in a way its kind has no meaning for.
    #[error("'{operator}' cannot be asked of '{field}', which is of type {kind:?}")]
    WrongKind {
        /// The field.
        field: String,
        /// Its kind.
        kind: FieldKind,
        /// The comparison.
        operator: &'static str,
    },
    /// It compares with a code that is none of the field's options.
    #[error("'{code}' is no option of '{field}'; {near}")]
    UnknownOption {
        /// The field.
        field: String,
        /// The code written.
        code: String,
        /// The code probably meant, as a question, or nothing.
        near: String,
    },
    /// It is nested too deeply to be understood.
    #[error("conditions may be nested {DEEPEST} deep at most")]
    TooDeep,
    /// It has an empty list, so it is always or never true.
    #[error("'{0}' needs at least one condition or value")]
    Empty(&'static str),
}

impl Condition {
    /// Checks that every field named is there and of a kind that the comparison fits.
    ///
    /// # Errors
    /// The first mismatch found.
    pub fn check(&self, shapes: &Shapes<'_>) -> Result<(), ConditionError> {
        self.check_at(shapes, DEEPEST)
    }

    fn check_at(&self, shapes: &Shapes<'_>, room: usize) -> Result<(), ConditionError> {
        let inner = |conditions: &[Self], word| {
            if conditions.is_empty() {
                return Err(ConditionError::Empty(word));
            }
            let room = room.checked_sub(1).ok_or(ConditionError::TooDeep)?;
            conditions.iter().try_for_each(|condition| condition.check_at(shapes, room))
        };
        match self {
            Self::Is(field, literal) => fits(field, literal, "is", shapes),
            Self::In(field, literals) if literals.is_empty() => {
                shapes.kind(field).and(Err(ConditionError::Empty("in")))
            }
            Self::In(field, literals) => literals.iter().try_for_each(|one| fits(field, one, "in", shapes)),
            Self::Before(field, day) => is_date(field, "before", shapes).and(is_day(day, "before", shapes)),
            Self::After(field, day) => is_date(field, "after", shapes).and(is_day(day, "after", shapes)),
            Self::AtLeast(field, _) => is_number(field, "at-least", shapes),
            Self::AtMost(field, _) => is_number(field, "at-most", shapes),
            Self::Present(field, _) => shapes.kind(field).map(drop),
            Self::YearsBetween { from, to, .. } => {
                is_day(from, "years-between", shapes).and(is_day(to, "years-between", shapes))
            }
            Self::All(conditions) => inner(conditions, "all"),
            Self::Any(conditions) => inner(conditions, "any"),
            Self::Not(condition) => inner(std::slice::from_ref(condition), "not"),
        }
    }
}

fn fits(
    field: &str,
    literal: &Literal,
    operator: &'static str,
    shapes: &Shapes<'_>,
) -> Result<(), ConditionError> {
    let kind = shapes.kind(field)?;
    let wrong = ConditionError::WrongKind { field: field.to_owned(), kind, operator };
    match (literal, kind) {
        (Literal::Boolean(_), FieldKind::Boolean) | (Literal::Integer(_), FieldKind::Integer) => Ok(()),
        (Literal::Text(day), FieldKind::Date) if day.parse::<chrono::NaiveDate>().is_ok() => Ok(()),
        (Literal::Text(code), FieldKind::Choice | FieldKind::Choices) => match shapes.0.get(field) {
            Some((_, Some(codes))) if !codes.contains(&code.as_str()) => Err(ConditionError::UnknownOption {
                field: field.to_owned(),
                code: code.clone(),
                near: did_you_mean(code, codes.iter().copied()),
            }),
            _ => Ok(()),
        },
        (
            Literal::Text(_),
            FieldKind::Text | FieldKind::LongText | FieldKind::Phone | FieldKind::Email | FieldKind::Postcode,
        ) => Ok(()),
        _ => Err(wrong),
    }
}

fn is_date(field: &str, operator: &'static str, shapes: &Shapes<'_>) -> Result<(), ConditionError> {
    match shapes.kind(field)? {
        FieldKind::Date => Ok(()),
        kind => Err(ConditionError::WrongKind { field: field.to_owned(), kind, operator }),
    }
}

fn is_day(day: &Day, operator: &'static str, shapes: &Shapes<'_>) -> Result<(), ConditionError> {
    match day {
        Day::Field(field) => is_date(field, operator, shapes),
        Day::Today | Day::On(_) => Ok(()),
    }
}

fn is_number(field: &str, operator: &'static str, shapes: &Shapes<'_>) -> Result<(), ConditionError> {
    match shapes.kind(field)? {
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Choices => Ok(()),
        kind => Err(ConditionError::WrongKind { field: field.to_owned(), kind, operator }),
    }
}
