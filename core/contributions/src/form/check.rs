//! Whether answers are complete and within bounds.

use chrono::NaiveDate;
use domain::{Answers, FieldErrors, FieldKind, Message, Value};

use super::date::in_figures;
use super::{FormDefinition, Page};
use crate::condition::{Day, decimal_bounds};
use crate::field::{Bound, FieldDefinition, Required};

impl FormDefinition {
    /// Everything missing or out of bounds in `answers` on the day `today`.
    ///
    /// What is not asked is not checked. Answers that came from elsewhere than
    /// [`read`](Self::read), such as the API or an import, are checked for kind and options
    /// as well.
    pub fn check(&self, answers: &Answers, today: NaiveDate) -> FieldErrors {
        self.findings(answers, today, |_| true)
    }

    /// The same for one page, when the form is filled in page by page.
    pub fn check_page(&self, page: &str, answers: &Answers, today: NaiveDate) -> FieldErrors {
        self.findings(answers, today, |one| one.id == page)
    }

    /// The answers to what is asked: answers to hidden fields are dropped, however they got
    /// there, and so is everything the form does not ask.
    pub fn visible(&self, answers: &Answers, today: NaiveDate) -> Answers {
        let mut seen = Answers::new();
        self.walk(answers, today, &mut seen, |_, _, _| {});
        seen
    }

    fn findings(&self, answers: &Answers, today: NaiveDate, wanted: impl Fn(&Page) -> bool) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let mut seen = Answers::new();
        self.walk(answers, today, &mut seen, |page, field, seen| {
            if wanted(page)
                && let Err(message) = field.check(seen, today)
            {
                errors.push(&field.id, message);
            }
        });
        for rule in &self.rules {
            let is_said_here =
                self.page_of(&rule.field).is_some_and(&wanted) && seen.contains_key(&rule.field);
            let is_sound = errors.0.iter().all(|error| error.field != rule.field);
            if is_said_here && is_sound && rule.when.holds(&seen, today) {
                errors.push(&rule.field, Message::new(&rule.message));
            }
        }
        errors
    }

    /// Visits each field that is asked, in order, with the answers to what was asked up to
    /// and including it. Conditions name earlier fields only, so one pass decides.
    pub(super) fn walk(
        &self,
        answers: &Answers,
        today: NaiveDate,
        seen: &mut Answers,
        mut visit: impl FnMut(&Page, &FieldDefinition, &Answers),
    ) {
        for page in &self.pages {
            if !page.visible_when.as_ref().is_none_or(|condition| condition.holds(seen, today)) {
                continue;
            }
            for field in &page.fields {
                if field.visible_when.as_ref().is_none_or(|condition| condition.holds(seen, today)) {
                    let answer = answers.get(&field.id).cloned().unwrap_or_default();
                    seen.insert(field.id.clone(), answer);
                    visit(page, field, seen);
                }
            }
        }
    }
}

impl FieldDefinition {
    /// Checks this field's answer among `answers`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, answers: &Answers, today: NaiveDate) -> Result<(), Message> {
        let value = answers.get(&self.id).unwrap_or(&Value::Empty);
        if value.is_empty() {
            let demanded = match &self.required {
                Required::Never => false,
                Required::Always => true,
                Required::When(condition) => condition.holds(answers, today),
            };
            return if demanded { Err(self.missing()) } else { Ok(()) };
        }
        self.fits(value)?;
        let resolve = |day: &Day| day.resolve(answers, today);
        if let Some(bound) = &self.min {
            within(value, bound, resolve, true)?;
        }
        if let Some(bound) = &self.max {
            within(value, bound, resolve, false)?;
        }
        Ok(())
    }

    fn missing(&self) -> Message {
        let general = match self.kind {
            FieldKind::Choice | FieldKind::Boolean => "form-error-required-choice",
            FieldKind::Choices => "form-error-required-choices",
            FieldKind::Date => "form-error-required-date",
            _ => "form-error-required",
        };
        Message::new(self.required_message.as_deref().unwrap_or(general))
    }

    /// Whether a value is of the field's kind, one of its options, and of its length.
    fn fits(&self, value: &Value) -> Result<(), Message> {
        let option = || Message::new("form-error-option");
        match (self.kind, value) {
            (FieldKind::Choice, Value::Choice(code)) => self.options.find(code).map(drop).ok_or_else(option),
            (FieldKind::Choices, Value::Choices(codes)) => {
                let chosen: Option<Vec<_>> = codes.iter().map(|code| self.options.find(code)).collect();
                let chosen = chosen.ok_or_else(option)?;
                match chosen.len() > 1 && chosen.iter().any(|option| option.exclusive) {
                    true => Err(Message::new("form-error-exclusive")),
                    false => Ok(()),
                }
            }
            (FieldKind::Boolean, Value::Boolean(_))
            | (FieldKind::Integer, Value::Integer(_))
            | (FieldKind::Date, Value::Date(_))
            | (FieldKind::Instant, Value::Instant(_)) => Ok(()),
            (
                FieldKind::Text
                | FieldKind::LongText
                | FieldKind::Decimal
                | FieldKind::Phone
                | FieldKind::Email
                | FieldKind::Postcode,
                Value::Text(text),
            ) => {
                super::text::read_text(self.kind, text, self.max_length)?;
                match (&self.pattern, &self.pattern_message) {
                    (Some(pattern), Some(message)) if !pattern.matches(text) => Err(Message::new(message)),
                    _ => Ok(()),
                }
            }
            _ => Err(Message::new("form-error-kind")),
        }
    }
}

fn within(
    value: &Value,
    bound: &Bound,
    resolve: impl Fn(&Day) -> Option<NaiveDate>,
    is_min: bool,
) -> Result<(), Message> {
    match (value, bound) {
        (Value::Date(date), Bound::Day(day)) => {
            let Some(limit) = resolve(day) else { return Ok(()) };
            if if is_min { *date >= limit } else { *date <= limit } {
                return Ok(());
            }
            Err(match (day, is_min) {
                (Day::Today, true) => Message::new("form-error-date-past"),
                (Day::Today, false) => Message::new("form-error-date-future"),
                (_, true) => Message::new("form-error-date-early").with("day", in_figures(limit)),
                (_, false) => Message::new("form-error-date-late").with("day", in_figures(limit)),
            })
        }
        (_, Bound::Number(limit)) => {
            let (low, high) = match value {
                Value::Integer(number) => (*number, *number),
                Value::Text(text) => {
                    decimal_bounds(text).ok_or_else(|| Message::new("form-error-decimal"))?
                }
                _ => return Ok(()),
            };
            match is_min {
                true if low < *limit => Err(Message::new("form-error-too-small").with("min", limit)),
                false if high > *limit => Err(Message::new("form-error-too-large").with("max", limit)),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
