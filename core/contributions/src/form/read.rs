//! From what was posted to answers.

use std::collections::BTreeMap;

use domain::{Answers, FieldErrors, FieldKind, Message, Value};

use super::FormDefinition;
use super::date::read_date;
use super::text::read_text;
use crate::field::{FieldDefinition, Options};

/// What a post holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted<'a> {
    /// The fields of one page.
    Page(&'a str),
    /// All fields.
    All,
}

impl FormDefinition {
    /// Turns posted text into answers.
    ///
    /// Each field of the page has an answer afterwards, if only an empty one, so that
    /// laying the answers over a draft clears what was cleared. A field that could not be
    /// read is in the errors and not in the answers: the draft keeps what it had, and the
    /// page shows what was typed. Anything posted that the form does not ask is ignored.
    ///
    /// A date is posted in three boxes, `<id>-day`, `<id>-month`, `<id>-year`; several
    /// choices as several values of one name.
    pub fn read(&self, posted: Posted<'_>, raw: &BTreeMap<String, Vec<String>>) -> (Answers, FieldErrors) {
        let (mut answers, mut errors) = (Answers::new(), FieldErrors::default());
        let pages = self.pages.iter().filter(|page| match posted {
            Posted::Page(id) => page.id == id,
            Posted::All => true,
        });
        for field in pages.flat_map(|page| &page.fields).filter(|field| !field.computed) {
            match field.read(raw) {
                Ok(value) => {
                    answers.insert(field.id.clone(), value);
                }
                Err(message) => errors.push(&field.id, message),
            }
        }
        (answers, errors)
    }
}

impl FieldDefinition {
    /// Turns what was posted for this field into a value.
    ///
    /// # Errors
    /// What could not be read, in words fit for the field.
    pub fn read(&self, raw: &BTreeMap<String, Vec<String>>) -> Result<Value, Message> {
        let all = |name: &str| raw.get(name).map(Vec::as_slice).unwrap_or_default();
        let first = |name: &str| all(name).first().map(String::as_str).unwrap_or_default();
        match self.kind {
            FieldKind::Date => {
                let part = |part: &str| first(&format!("{}-{part}", self.id));
                let date = read_date(part("day"), part("month"), part("year"))?;
                Ok(date.map_or(Value::Empty, Value::Date))
            }
            FieldKind::Choice => match first(&self.id).trim() {
                "" => Ok(Value::Empty),
                code if self.options.find(code).is_some() => Ok(Value::Choice(code.to_owned())),
                _ => Err(Message::new("form-error-option")),
            },
            FieldKind::Choices => choices(&self.options, all(&self.id)),
            kind => read_text(kind, first(&self.id), self.max_length),
        }
    }
}

/// The codes chosen, each once, in the order of the options.
fn choices(options: &Options, posted: &[String]) -> Result<Value, Message> {
    let posted: Vec<&str> = posted.iter().map(|code| code.trim()).filter(|code| !code.is_empty()).collect();
    if posted.iter().any(|code| options.find(code).is_none()) {
        return Err(Message::new("form-error-option"));
    }
    let chosen: Vec<_> =
        options.all().iter().filter(|option| posted.contains(&option.code.as_str())).collect();
    if chosen.len() > 1 && chosen.iter().any(|option| option.exclusive) {
        return Err(Message::new("form-error-exclusive"));
    }
    let codes: Vec<String> = chosen.into_iter().map(|option| option.code.clone()).collect();
    Ok(if codes.is_empty() { Value::Empty } else { Value::Choices(codes) })
}
