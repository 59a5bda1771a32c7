//! Reading one page of a form that was sent.

use chrono::NaiveDate;
use contributions::{FormDefinition, Page, Posted};
use domain::{Answers, FieldErrors};

use crate::Typed;

/// The draft with this page's answers laid over it, and everything wrong with the page.
///
/// What cannot be read and what is missing are told in one go, in the order of the fields:
/// nobody likes to be told one mistake after another.
pub fn examine(
    form: &FormDefinition,
    page: &Page,
    typed: &Typed,
    draft: &Answers,
    today: NaiveDate,
) -> (Answers, FieldErrors) {
    let (read, unreadable) = form.read(Posted::Page(&page.id), typed.as_map());
    let mut answers = draft.clone();
    answers.extend(read);
    let asked = form.visible(&answers, today);
    let checked = form.check_page(&page.id, &answers, today);
    let mut errors = FieldErrors::default();
    // A box that is not asked after the other answers may hold anything.
    for field in page.fields.iter().filter(|field| asked.contains_key(&field.id)) {
        let mut found = unreadable.0.iter().chain(&checked.0).filter(|error| error.field == field.id);
        if let Some(error) = found.next() {
            errors.push(&field.id, error.message.clone());
        }
    }
    (answers, errors)
}
