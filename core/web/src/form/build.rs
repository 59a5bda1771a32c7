//! The fields of one page of a form.

use chrono::NaiveDate;
use contributions::{
    Condition, FieldDefinition, FormChannel, FormDefinition, Literal, Options, Page, Required,
};
use domain::{Answers, FieldErrors, FieldKind, Message};
use wording::Text;

use super::field::{MOST_RADIOS, ShownWith};
use super::inputs::{input_of, is_own_birth_date};
use super::{FieldView, ItemView};
use crate::Typed;

/// What a form holds at the moment it is drawn.
#[derive(Clone, Copy)]
pub struct Filled<'a> {
    /// What was typed on this page, or the draft's answers as they would be typed.
    pub typed: &'a Typed,
    /// The answers of all pages so far, on which conditions depend.
    pub answers: &'a Answers,
    /// What is wrong.
    pub errors: &'a FieldErrors,
    /// The day on which conditions are judged.
    pub today: NaiveDate,
}

/// The fields of `page`, filled.
///
/// A field that is asked only after a certain answer on the same page stands within that
/// answer's option, so that it is drawn, and works, without a script. A field whose
/// condition looks at other pages is left out while it does not hold.
pub fn fields_of(form: &FormDefinition, page: &Page, filled: Filled<'_>) -> Vec<FieldView> {
    let mut fields: Vec<FieldView> = Vec::new();
    let asked = page.fields.iter().filter(|field| !field.computed);
    let is_single = page.fields.iter().filter(|field| !field.computed).count() == 1;
    for field in asked {
        let mut view = view_of(form, field, filled);
        if is_single && form.channel == FormChannel::Public && page.lead.is_none() {
            view = view.heading();
        }
        match placed(page, field, filled) {
            Place::Nowhere => {}
            Place::Below => fields.push(view),
            Place::Within(owner, value) => {
                let owner = FieldView::find_mut(&mut fields, owner).map(|owner| {
                    // Beside each other, the options would have no room for what follows them.
                    owner.is_inline = false;
                    &mut owner.items
                });
                match owner.and_then(|items| items.iter_mut().find(|item| item.value == value)) {
                    Some(item) => item.fields.push(view),
                    None => fields.push(view),
                }
            }
            Place::After(owner, values, is_negated) => {
                view.shown_with = Some(ShownWith { field: owner.to_owned(), values, is_negated });
                fields.push(view);
            }
        }
    }
    fields
}

/// Where a field stands on its page.
enum Place<'a> {
    Nowhere,
    Below,
    Within(&'a str, String),
    After(&'a str, String, bool),
}

fn placed<'a>(page: &Page, field: &'a FieldDefinition, filled: Filled<'_>) -> Place<'a> {
    let Some(condition) = &field.visible_when else { return Place::Below };
    let is_here = |name: &str| page.fields.iter().any(|other| other.id == name && other.id != field.id);
    let has_buttons =
        |name: &str| page.fields.iter().any(|other| other.id == name && drawn_as(other) != "select");
    match condition {
        Condition::Is(owner, literal) if is_here(owner) && has_buttons(owner) => {
            code(literal).map_or(Place::Below, |code| Place::Within(owner, code))
        }
        Condition::Is(..) | Condition::In(..) | Condition::Not(_)
            if named(condition).is_some_and(|(owner, ..)| is_here(owner)) =>
        {
            named(condition)
                .map_or(Place::Below, |(owner, codes, negated)| Place::After(owner, codes, negated))
        }
        other if other.fields().into_iter().any(is_here) => Place::Below,
        other if other.holds(filled.answers, filled.today) => Place::Below,
        _ => Place::Nowhere,
    }
}

/// The field, the answers and the sense of a condition that names answers of one field.
fn named(condition: &Condition) -> Option<(&str, String, bool)> {
    match condition {
        Condition::Is(owner, literal) => Some((owner, code(literal)?, false)),
        Condition::In(owner, literals) => {
            let codes: Option<Vec<_>> = literals.iter().map(code).collect();
            Some((owner, codes?.join(" "), false))
        }
        Condition::Not(inner) => named(inner).map(|(owner, codes, negated)| (owner, codes, !negated)),
        _ => None,
    }
}

/// The value of the option that a condition asks for.
fn code(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Text(code) => Some(code.clone()),
        Literal::Boolean(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Literal::Integer(_) => None,
    }
}

/// The template of a field.
fn drawn_as(field: &FieldDefinition) -> &'static str {
    match field.kind {
        FieldKind::LongText => "long-text",
        FieldKind::Boolean => "radios",
        FieldKind::Date => "date",
        FieldKind::Choice if field.options.all().len() > MOST_RADIOS => "select",
        FieldKind::Choice => "radios",
        FieldKind::Choices => "checkboxes",
        _ => "text",
    }
}

fn view_of(form: &FormDefinition, field: &FieldDefinition, filled: Filled<'_>) -> FieldView {
    let typed = filled.typed;
    let about = field.party.as_deref().and_then(|party| form.party(party));
    let is_about_reader = form.channel == FormChannel::Public && about.is_some_and(|party| party.submitter);
    let error = filled.errors.0.iter().find(|error| error.field == field.id);
    let part = |part: &str| typed.text(&format!("{}-{part}", field.id)).to_owned();
    let view = FieldView {
        id: field.id.clone(),
        name: field.id.clone(),
        template: drawn_as(field),
        label: label_of(field),
        hint: hint_of(field),
        error: error.map(|error| error.message.clone().into()),
        size: "s",
        value: typed.text(&field.id).to_owned(),
        day: part("day"),
        month: part("month"),
        year: part("year"),
        is_birth_date: is_own_birth_date(field, is_about_reader),
        input: input_of(field, is_about_reader),
        rows: 5,
        // A counter helps where the limit can be reached; under a box for 10,000 it is noise.
        max_length: (field.kind == FieldKind::LongText && field.max_length <= 4_000)
            .then_some(field.max_length),
        is_inline: field.kind == FieldKind::Boolean,
        ..FieldView::default()
    };
    let items = items_of(&view, field, typed);
    FieldView { items, ..view }.describe()
}

/// The question; one that need not be answered says so.
fn label_of(field: &FieldDefinition) -> Text {
    match field.required {
        Required::Never => {
            Text::Words(Message::new("form-optional").with("label", format!("t:{}", field.label)))
        }
        Required::Always | Required::When(_) => Text::key(field.label.as_str()),
    }
}

fn hint_of(field: &FieldDefinition) -> Option<Text> {
    match (&field.hint, field.kind) {
        (Some(hint), _) => Some(Text::key(hint.as_str())),
        (None, FieldKind::Date) => Some(Text::key("form-date-hint")),
        (None, FieldKind::Choices) => Some(Text::key("form-choices-hint")),
        (None, _) => None,
    }
}

fn items_of(view: &FieldView, field: &FieldDefinition, typed: &Typed) -> Vec<ItemView> {
    if field.kind == FieldKind::Boolean {
        let answers = [("yes", "answer-yes"), ("no", "answer-no")];
        let options = answers.map(|(code, label)| (code.to_owned(), Text::key(label))).to_vec();
        return view.items_of(options, |code| typed.has(&field.id, code));
    }
    let declared = match &field.options {
        Options::None => &[],
        options => options.all(),
    };
    let options =
        declared.iter().map(|option| (option.code.clone(), Text::key(option.label.as_str()))).collect();
    let mut items = view.items_of(options, |code| typed.has(&field.id, code));
    for (item, option) in items.iter_mut().zip(declared) {
        item.hint = option.hint.as_deref().map(Text::key);
        item.is_exclusive = option.exclusive;
    }
    // "None of these" after others is set apart by a line that says "or".
    let others = items.len() > 1;
    if let Some(last) = items.last_mut().filter(|last| others && last.is_exclusive) {
        last.has_divider = true;
    }
    items
}
