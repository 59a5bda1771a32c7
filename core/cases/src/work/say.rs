//! Turning stored values into what a page can say.

use contributions::{Options, Registry, core_list};
use domain::codes::Code;
use domain::{Message, Value};
use storage::Field;
use wording::Text;

use super::open::FieldView;

/// A code by its label's key.
pub(crate) fn code<C: Code>(code: C) -> Text {
    Text::key(code.key())
}

/// A field with its name and its value in words.
pub(crate) fn field(registry: &Registry, field: &Field) -> FieldView {
    let described = registry.catalogue().get(&field.id);
    let label = described
        .map_or_else(|| format!("field-{}", field.id.replace('.', "-")), |known| known.label.clone());
    FieldView {
        id: field.id.clone(),
        label: Message::new(label),
        value: value(registry, field),
        masked: field.masked,
    }
}

/// A field's value in words, where it has one.
pub(crate) fn value(registry: &Registry, field: &Field) -> Option<Text> {
    let say = |code: &str| match registry.catalogue().get(&field.id).map(|known| &known.options) {
        Some(options) => option(options, code),
        None => Text::plain(code),
    };
    let value = match &field.value {
        Value::Choice(code) => say(code),
        Value::Choices(codes) => Text::List(codes.iter().map(|code| say(code)).collect()),
        other => Text::from(other),
    };
    (!field.value.is_empty()).then_some(value)
}

/// The label of an option; a code that is in no list any more is shown as it is.
fn option(options: &Options, code: &str) -> Text {
    match options.find(code) {
        Some(option) => Text::key(option.label.clone()),
        None => Text::plain(code),
    }
}

/// The options of a core list as (code, label) pairs, for a form.
pub(crate) fn list(name: &str) -> Vec<(String, Text)> {
    core_list(name)
        .map(|options| options.into_iter().map(|option| (option.code, Text::key(option.label))).collect())
        .unwrap_or_default()
}
