//! The answers of one form.

use std::collections::BTreeMap;

use crate::{Date, Value};

/// The answers of one form, by the field ids of its file.
///
/// A question that was not asked, not answered, or answered with spaces alone is the same
/// to a rule: there is no answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(BTreeMap<String, Value>);

impl Answers {
    /// The answer to `field`, where there is one of any kind.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field)
    }

    /// Puts an answer in the place of any earlier one.
    pub fn set(&mut self, field: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(field.into(), value.into());
    }

    /// Puts the code of one option in the place of any earlier answer.
    pub fn choose(&mut self, field: impl Into<String>, code: impl Into<String>) {
        self.0.insert(field.into(), Value::Choice(code.into()));
    }

    /// Whether `field` has an answer.
    pub fn is_answered(&self, field: &str) -> bool {
        match self.0.get(field) {
            None | Some(Value::Empty) => false,
            Some(Value::Text(text) | Value::Choice(text) | Value::Subject(text)) => !text.trim().is_empty(),
            Some(Value::Choices(codes)) => !codes.is_empty(),
            Some(_) => true,
        }
    }

    /// The text of `field`, without spaces around it.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.0.get(field)? {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The code chosen for `field`.
    pub fn choice(&self, field: &str) -> Option<&str> {
        match self.0.get(field)? {
            Value::Choice(code) => Some(code.as_str()).filter(|code| !code.is_empty()),
            _ => None,
        }
    }

    /// Whether `code` is the option, or among the options, chosen for `field`.
    pub fn chose(&self, field: &str, code: &str) -> bool {
        match self.0.get(field) {
            Some(Value::Choice(chosen)) => chosen == code,
            Some(Value::Choices(codes)) => codes.iter().any(|chosen| chosen == code),
            _ => false,
        }
    }

    /// The date of `field`.
    pub fn date(&self, field: &str) -> Option<Date> {
        match self.0.get(field)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The whole number of `field`.
    pub fn integer(&self, field: &str) -> Option<i64> {
        match self.0.get(field)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether `field` was answered with yes.
    pub fn is_yes(&self, field: &str) -> bool {
        matches!(self.0.get(field), Some(Value::Boolean(true)))
    }

    /// The answers by field id, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value))
    }
}

impl FromIterator<(String, Value)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

impl IntoIterator for Answers {
    type Item = (String, Value);
    type IntoIter = std::collections::btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_not_an_answer() {
        let mut answers = Answers::default();
        answers.set("name", "  ");
        answers.set("agreed", false);
        answers.set("flags", Value::Choices(Vec::new()));
        assert!(!answers.is_answered("name"));
        assert_eq!(answers.text("name"), None);
        assert!(answers.is_answered("agreed"), "no is an answer");
        assert!(!answers.is_answered("flags"));
        assert!(!answers.is_answered("never-asked"));
    }

    #[test]
    fn a_chosen_code_is_found_in_either_kind_of_choice() {
        let mut answers = Answers::default();
        answers.choose("source", "police");
        answers.set("risks", Value::Choices(vec!["dogs".into(), "weapons".into()]));
        assert!(answers.chose("source", "police"));
        assert!(answers.chose("risks", "weapons"));
        assert!(!answers.chose("risks", "none"));
        assert_eq!(answers.choice("risks"), None, "several codes are not one code");
    }
}
