//! The answers of one form.

use crate::{Date, Value};

/// The answers of one form, by the field ids of its file.
///
/// A question that was not asked, not answered, or answered with spaces alone is the same
/// to a rule: there is no answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(
    /// Rising by field. A sorted list is looked up as fast as a tree at this size and makes
    /// a component smaller by a tenth.
    Vec<(String, Value)>,
);

impl Answers {
    /// The answer to `field`, where there is one of any kind.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.place(field).ok().map(|place| &self.0[place].1)
    }

    /// Puts an answer in the place of any earlier one.
    pub fn set(&mut self, field: impl Into<String>, value: impl Into<Value>) {
        self.put(field.into(), value.into());
    }

    /// Puts the code of one option in the place of any earlier answer.
    pub fn choose(&mut self, field: impl Into<String>, code: impl Into<String>) {
        self.put(field.into(), Value::Choice(code.into()));
    }

    /// Whether `field` has an answer.
    pub fn is_answered(&self, field: &str) -> bool {
        match self.get(field) {
            None | Some(Value::Empty) => false,
            Some(Value::Text(text) | Value::Choice(text) | Value::Subject(text)) => !text.trim().is_empty(),
            Some(Value::Choices(codes)) => !codes.is_empty(),
            Some(_) => true,
        }
    }

    /// The text of `field`, without spaces around it.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.get(field)? {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The code chosen for `field`.
    pub fn choice(&self, field: &str) -> Option<&str> {
        match self.get(field)? {
            Value::Choice(code) => Some(code.as_str()).filter(|code| !code.is_empty()),
            _ => None,
        }
    }

    /// Whether `code` is the option, or among the options, chosen for `field`.
    pub fn chose(&self, field: &str, code: &str) -> bool {
        match self.get(field) {
            Some(Value::Choice(chosen)) => chosen == code,
            Some(Value::Choices(codes)) => codes.iter().any(|chosen| chosen == code),
            _ => false,
        }
    }

    /// The date of `field`.
    pub fn date(&self, field: &str) -> Option<Date> {
        match self.get(field)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The whole number of `field`.
    pub fn integer(&self, field: &str) -> Option<i64> {
        match self.get(field)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether `field` was answered with yes.
    pub fn is_yes(&self, field: &str) -> bool {
        matches!(self.get(field), Some(Value::Boolean(true)))
    }

    /// The answers by field id, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value))
    }

    fn put(&mut self, field: String, value: Value) {
        match self.place(&field) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (field, value)),
        }
    }

    /// Where `field` is, or where it belongs.
    fn place(&self, field: &str) -> Result<usize, usize> {
        // What arrives from the host is in order already.
        match self.0.last() {
            Some((last, _)) if last.as_str() < field => Err(self.0.len()),
            _ => self.0.binary_search_by(|(known, _)| known.as_str().cmp(field)),
        }
    }
}

impl FromIterator<(String, Value)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(answers: I) -> Self {
        let mut collected = Self::default();
        for (field, value) in answers {
            collected.put(field, value);
        }
        collected
    }
}

impl IntoIterator for Answers {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

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
    fn answers_are_kept_once_and_in_order() {
        let mut answers = Answers::default();
        for field in ["m", "z", "a", "m", "b"] {
            answers.set(field, field);
        }
        answers.set("a", 7_i64);
        let fields: Vec<&str> = answers.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["a", "b", "m", "z"]);
        assert_eq!(answers.integer("a"), Some(7));
        assert_eq!(answers.clone().into_iter().rev().collect::<Answers>(), answers);
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
