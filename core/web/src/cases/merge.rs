//! Two people have changed the same details: both texts, and a choice for each field.
//!
//! Ama corrects a telephone number while Ben, who has the form open too, corrects it as well
//! and the safe times besides. Whoever saves second is shown what the other wrote beside what
//! they wrote themselves, and chooses. What only one of them changed is not asked about.

use contributions::FormDefinition;
use domain::{Answers, FieldError, FieldErrors, Message, Reference};
use serde::Serialize;
use wording::Text;

use super::address;
use super::amend::{ContactDetailsForm, seal_seen};
use crate::form::FieldView;
use crate::intake::said;
use crate::parts::ErrorSummary;
use crate::{Screen, Typed, Visitor};

/// The hidden field that names a field to be chosen.
const ASKED: &str = "merge-field";
const YOURS: &str = "yours";
const THEIRS: &str = "theirs";

/// What was chosen, and what has not been.
#[derive(Default)]
pub(super) struct Choices {
    /// Fields that take what the other wrote.
    theirs: Vec<String>,
    /// Fields that take what the reader wrote.
    yours: Vec<String>,
    /// Fields for which nothing was chosen.
    pub open: Vec<String>,
    /// Whether the reader was asked before.
    is_answered: bool,
}

impl Choices {
    /// Nothing chosen yet for any of these.
    pub fn of(open: Vec<String>) -> Self {
        Self { open, ..Self::default() }
    }

    /// As sent.
    pub fn read(typed: &Typed) -> Self {
        let mut choices = Self { is_answered: true, ..Self::default() };
        for field in typed.all(ASKED) {
            let to = match typed.text(&name(field)) {
                THEIRS => &mut choices.theirs,
                YOURS => &mut choices.yours,
                _ => &mut choices.open,
            };
            to.push(field.clone());
        }
        choices
    }

    /// Puts what the other wrote, which the form was drawn with, in the place of the reader's.
    pub fn follow(&self, theirs: &Answers, answers: &mut Answers) {
        for field in &self.theirs {
            match theirs.get(field) {
                Some(value) => answers.insert(field.clone(), value.clone()),
                None => answers.remove(field),
            };
        }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.theirs.iter().chain(&self.yours).chain(&self.open)
    }

    fn chosen(&self, field: &String) -> &'static str {
        match (self.theirs.contains(field), self.yours.contains(field)) {
            (true, _) => THEIRS,
            (_, true) => YOURS,
            _ => "",
        }
    }
}

#[derive(Serialize)]
pub(super) struct MergePage {
    token: String,
    back: String,
    action: String,
    participant: Reference,
    seen: String,
    typed: Vec<Hidden>,
    fields: Vec<FieldView>,
    errors: ErrorSummary,
}

#[derive(Serialize)]
struct Hidden {
    name: String,
    value: String,
}

/// The page: `theirs` is kept now, and the rest is what the reader wants to be kept.
pub(super) fn merge_page(
    screen: &Screen,
    visitor: &Visitor,
    (case, participant): (Reference, Reference),
    theirs: &Answers,
    (form, yours): (&FormDefinition, &Answers),
    choices: &Choices,
) -> MergePage {
    let hidden = |name: &str, value: &str| Hidden { name: name.to_owned(), value: value.to_owned() };
    let typed = Typed::from(yours);
    let typed = typed.as_map().iter().flat_map(|(name, all)| all.iter().map(move |one| hidden(name, one)));
    let asked = choices.all().map(|field| hidden(ASKED, field));
    let collided = form.fields().filter(|field| choices.all().any(|asked| *asked == field.id));
    let mut missing = FieldErrors::default();
    let fields = collided.map(|field| {
        let words = |answers: &Answers| {
            let words = answers.get(&field.id).map(|value| said(field, value)).unwrap_or_default();
            if words.is_empty() { Text::key("amend-empty") } else { Text::List(words) }
        };
        let options = [(YOURS, "amend-yours"), (THEIRS, "amend-theirs")];
        let options = options.map(|(value, label)| (value.to_owned(), Text::key(label))).to_vec();
        let name = name(&field.id);
        let chosen = choices.chosen(&field.id);
        let view = FieldView::choice(&name, Text::key(&field.label), options, chosen)
            .item_hints([words(yours), words(theirs)]);
        if choices.is_answered && choices.open.contains(&field.id) {
            missing.0.push(FieldError { field: name, message: Message::new("amend-choose") });
            return view.error(Text::key("amend-choose"));
        }
        view
    });
    let fields: Vec<_> = fields.collect();
    MergePage {
        token: screen.token::<ContactDetailsForm>(),
        back: address(case, ""),
        action: address(case, "details"),
        participant,
        seen: seal_seen(screen, visitor, participant, theirs),
        typed: typed.chain(asked).collect(),
        errors: ErrorSummary::new(&missing, &fields),
        fields,
    }
}

fn name(field: &str) -> String {
    format!("keep-{field}")
}
