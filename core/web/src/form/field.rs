//! One field as it is drawn.

use serde::Serialize;
use wording::Text;

/// A field of a page.
///
/// Most come from a [`FieldDefinition`](contributions::FieldDefinition) through
/// [`fields_of`](super::fields_of); the few forms that are no contribution (signing in, a
/// filter, a question before an act) make theirs with the functions below.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldView {
    pub(super) id: String,
    pub(super) name: String,
    /// The template in `templates/parts/fields/`.
    pub(super) template: &'static str,
    pub(super) label: Text,
    pub(super) hint: Option<Text>,
    pub(super) error: Option<Text>,
    /// Whether the label is the page's own heading.
    pub(super) is_heading: bool,
    /// The size of the label: `xl`, `l`, `m`, `s`, or plain.
    pub(super) size: &'static str,
    /// The ids of hint and error, for who hears the page.
    pub(super) described_by: String,
    pub(super) value: String,
    /// The three boxes of a date.
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
    /// Whether the date is of the reader's own birth, which browsers can fill in.
    pub(super) is_birth_date: bool,
    pub(super) input: Input,
    pub(super) rows: usize,
    pub(super) max_length: Option<usize>,
    pub(super) items: Vec<ItemView>,
    pub(super) is_inline: bool,
    /// On the same page the field whose answer decides whether this one is asked, and the
    /// answers that make it so, for a script to hide it; without one it is always shown.
    pub(super) shown_with: Option<ShownWith>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct ShownWith {
    pub(super) field: String,
    pub(super) values: String,
    /// Whether it is asked after every other answer instead.
    pub(super) is_negated: bool,
}

/// How a box of one line is typed into.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Input {
    /// The type of the box.
    pub kind: &'static str,
    /// The keyboard a telephone shows.
    pub mode: Option<&'static str>,
    /// What the browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// The width, which tells how long an answer is expected.
    pub width: &'static str,
    /// Whether spelling is checked; not in names, numbers and codes.
    pub spellcheck: bool,
}

/// One option of a choice.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ItemView {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) label: Text,
    pub(super) hint: Option<Text>,
    pub(super) is_checked: bool,
    pub(super) is_exclusive: bool,
    /// Whether the line "or" stands above it.
    pub(super) has_divider: bool,
    /// Fields that are asked when this option is chosen.
    pub(super) fields: Vec<FieldView>,
}

impl FieldView {
    /// A box of one line.
    pub fn text(name: &str, label: impl Into<Text>, value: &str) -> Self {
        let input = Input { kind: "text", width: "govuk-input--width-20", ..Input::default() };
        Self { value: value.to_owned(), input, ..Self::new(name, "text", label) }
    }

    /// A password, which managers may fill in and which can be pasted.
    pub fn password(name: &str, label: impl Into<Text>, is_new: bool) -> Self {
        let autocomplete = Some(if is_new { "new-password" } else { "current-password" });
        let input = Input { kind: "password", autocomplete, ..Input::default() };
        Self { input, ..Self::new(name, "password", label) }
    }

    /// A code of digits from an app, which the telephone may fill in.
    pub fn one_time_code(name: &str, label: impl Into<Text>) -> Self {
        let input = Input {
            kind: "text",
            mode: Some("numeric"),
            autocomplete: Some("one-time-code"),
            width: "govuk-input--width-10 govuk-input--extra-letter-spacing",
            spellcheck: false,
        };
        Self { input, ..Self::new(name, "text", label) }
    }

    /// A box of several lines.
    pub fn long_text(name: &str, label: impl Into<Text>, value: &str) -> Self {
        let input = Input { spellcheck: true, ..Input::default() };
        Self { value: value.to_owned(), rows: 5, input, ..Self::new(name, "long-text", label) }
    }

    /// Radio buttons, or a list to choose from when there are many options.
    pub fn choice(name: &str, label: impl Into<Text>, options: Vec<(String, Text)>, chosen: &str) -> Self {
        let template = if options.len() > MOST_RADIOS { "select" } else { "radios" };
        let mut field = Self { value: chosen.to_owned(), ..Self::new(name, template, label) };
        field.items = field.items_of(options, |value| value == chosen);
        field
    }

    /// A list to choose from, however few options there are: for filters.
    pub fn select(name: &str, label: impl Into<Text>, options: Vec<(String, Text)>, chosen: &str) -> Self {
        let mut field = Self { value: chosen.to_owned(), ..Self::new(name, "select", label) };
        field.items = field.items_of(options, |value| value == chosen);
        field
    }

    /// Check boxes.
    pub fn choices(
        name: &str,
        label: impl Into<Text>,
        options: Vec<(String, Text)>,
        chosen: impl Fn(&str) -> bool,
    ) -> Self {
        let mut field = Self::new(name, "checkboxes", label);
        field.items = field.items_of(options, chosen);
        field
    }

    /// A date in three boxes.
    pub fn date(name: &str, label: impl Into<Text>, [day, month, year]: [&str; 3]) -> Self {
        let (day, month, year) = (day.to_owned(), month.to_owned(), year.to_owned());
        Self { day, month, year, ..Self::new(name, "date", label) }
    }

    fn new(name: &str, template: &'static str, label: impl Into<Text>) -> Self {
        Self { id: name.to_owned(), name: name.to_owned(), template, label: label.into(), ..Self::default() }
    }

    pub(super) fn items_of(
        &self,
        options: Vec<(String, Text)>,
        chosen: impl Fn(&str) -> bool,
    ) -> Vec<ItemView> {
        let item = |(index, (value, label)): (usize, (String, Text))| ItemView {
            // The first has the field's own id, so that the error summary leads to it.
            id: if index == 0 { self.id.clone() } else { format!("{}-{}", self.id, index + 1) },
            is_checked: chosen(&value),
            value,
            label,
            ..ItemView::default()
        };
        options.into_iter().enumerate().map(item).collect()
    }

    /// The same with these words below its options, in their order.
    #[must_use]
    pub fn item_hints(mut self, hints: impl IntoIterator<Item = Text>) -> Self {
        for (item, hint) in self.items.iter_mut().zip(hints) {
            item.hint = Some(hint);
        }
        self
    }

    /// The same field with an explanation under its label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self.describe()
    }

    /// The same field with what is wrong with it.
    #[must_use]
    pub fn error(mut self, error: impl Into<Text>) -> Self {
        self.error = Some(error.into());
        self.describe()
    }

    /// The same field, whose label is the heading of its page.
    #[must_use]
    pub fn heading(mut self) -> Self {
        self.is_heading = true;
        self.size = "l";
        self
    }

    /// The same field with a label of this size: `l`, `m` or `s`.
    #[must_use]
    pub fn size(mut self, size: &'static str) -> Self {
        self.size = size;
        self
    }

    /// The same field with its options beside each other: for yes and no.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.is_inline = true;
        self
    }

    /// The same field under another id, where its name stands twice on one page.
    #[must_use]
    pub fn named(mut self, id: &str) -> Self {
        let old = std::mem::replace(&mut self.id, id.to_owned());
        for item in &mut self.items {
            item.id = item.id.replacen(&old, id, 1);
        }
        self.describe()
    }

    /// The same field, typed into in this way.
    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    pub(super) fn describe(mut self) -> Self {
        let parts = [self.hint.is_some().then_some("hint"), self.error.is_some().then_some("error")];
        let ids: Vec<_> = parts.into_iter().flatten().map(|part| format!("{}-{part}", self.id)).collect();
        self.described_by = ids.join(" ");
        self
    }

    /// The name under which the answer is sent.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The id of the box that an error leads to.
    pub(crate) fn first_box(&self) -> String {
        if self.template == "date" { format!("{}-day", self.id) } else { self.id.clone() }
    }

    /// The field `name` among `fields` and everything asked within their options.
    pub(crate) fn find<'a>(fields: &'a [Self], name: &str) -> Option<&'a Self> {
        fields.iter().find_map(|field| {
            if field.name == name {
                return Some(field);
            }
            field.items.iter().find_map(|item| Self::find(&item.fields, name))
        })
    }

    pub(super) fn find_mut<'a>(fields: &'a mut [Self], name: &str) -> Option<&'a mut Self> {
        for field in fields {
            if field.name == name {
                return Some(field);
            }
            for item in &mut field.items {
                if let Some(found) = Self::find_mut(&mut item.fields, name) {
                    return Some(found);
                }
            }
        }
        None
    }
}

/// With more options than this, a list to choose from is easier than a page of buttons.
pub(super) const MOST_RADIOS: usize = 12;
