//! How a field is written in TOML, and what is refused about it.

use domain::{FieldKind, Part};
use serde::Deserialize;

use super::sound::sound;
use super::{Bound, DataClass, FieldDefinition, Options, Pattern, RecordKind, Required, Retention, SideRule};
use crate::condition::{Condition, Day};
use crate::core_field::CoreField;
use crate::names::is_id;

/// The longest text of one line, where the field says nothing else.
const TEXT: usize = 200;
/// The longest text of several lines, where the field says nothing else.
const LONG_TEXT: usize = 10_000;
/// The longest text that a field may ask for.
pub(super) const LONGEST: usize = 60_000;

/// A field as written; `use` takes a field of the manifest into a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawField {
    #[serde(rename = "use")]
    pub take: Option<String>,
    pub id: Option<String>,
    on: Option<RecordKind>,
    #[serde(rename = "type")]
    kind: Option<FieldKind>,
    part: Option<Part>,
    side: Option<SideRule>,
    party: Option<String>,
    label: Option<String>,
    hint: Option<String>,
    required_message: Option<String>,
    pattern_message: Option<String>,
    options: Option<Options>,
    required: Option<RawRequired>,
    visible_when: Option<Condition>,
    min: Option<RawBound>,
    max: Option<RawBound>,
    pattern: Option<String>,
    max_length: Option<usize>,
    class: Vec<DataClass>,
    retention: Option<Retention>,
    indexed: bool,
    searchable: bool,
    sortable: bool,
    reportable: bool,
    computed: bool,
    feeds: Option<CoreField>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected true, false, or a condition such as { field = \"…\", is = \"…\" }")]
enum RawRequired {
    Flag(bool),
    When(Condition),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a whole number, \"today\", a day in quotes, or the id of a date field"
)]
enum RawBound {
    Number(i64),
    Day(Day),
}

/// What is wrong with a field, and the fix.
pub(crate) type Refusal = (String, String);

pub(super) fn refuse<T>(problem: impl Into<String>, fix: impl Into<String>) -> Result<T, Refusal> {
    Err((problem.into(), fix.into()))
}

impl RawField {
    /// Sets the part where the author named none and none follows.
    pub fn default_part(&mut self, part: Part) {
        self.part.get_or_insert(part);
    }

    /// A field made from a setting of a manifest.
    pub fn setting(
        id: &str,
        kind: FieldKind,
        label: String,
        hint: Option<String>,
        options: Option<Options>,
        part: Part,
    ) -> Self {
        Self {
            id: Some(id.to_owned()),
            kind: Some(kind),
            part: Some(part),
            label: Some(label),
            hint,
            options,
            ..Self::default()
        }
    }

    /// The field as declared here in full.
    pub fn declare(self, default_on: Option<RecordKind>) -> Result<FieldDefinition, Refusal> {
        let Some(id) = self.id else { return refuse("a field has no id", "add id = \"…\"") };
        if !is_id(&id) || id == "today" {
            let fix = "use lower-case words joined by hyphens, such as crime-reference";
            return refuse(format!("'{id}' cannot be the id of a field"), fix);
        }
        let Some(label) = self.label else {
            return refuse(format!("field '{id}' has no label"), "add label = \"<key in i18n/en.ftl>\"");
        };
        let Some(kind) = self.kind.or_else(|| self.feeds.as_ref().map(CoreField::kind)) else {
            return refuse(format!("field '{id}' has no type"), "add type = \"text\", or another kind");
        };
        let Some(part) = self.part.or_else(|| self.feeds.as_ref().map(CoreField::part)) else {
            return refuse(
                format!("field '{id}' belongs to no part"),
                "add part = \"g5.offence\", or another",
            );
        };
        let Some(on) = self.on.or(default_on) else {
            return refuse(format!("field '{id}' is on no record"), "add on = \"case\", or another record");
        };
        let party = self.party.or_else(|| self.feeds.as_ref().and_then(CoreField::party).map(str::to_owned));
        let side = self.side.unwrap_or(match (&self.feeds, &party) {
            (_, Some(_)) => SideRule::OwnSide,
            (Some(_), None) => SideRule::Shared,
            (None, None) => SideRule::Internal,
        });
        let field = FieldDefinition {
            on,
            kind,
            part,
            side,
            party,
            label,
            hint: self.hint,
            required_message: self.required_message,
            pattern_message: self.pattern_message,
            options: self.options.or_else(|| fed_list(self.feeds.as_ref())).unwrap_or_default(),
            required: required(self.required),
            visible_when: self.visible_when,
            min: bound(self.min),
            max: bound(self.max),
            pattern: self.pattern.as_deref().map(Pattern::new).transpose().map_err(|problem| {
                (format!("field '{id}': {problem}"), "test it with `accord-plugin check`".to_owned())
            })?,
            max_length: self.max_length.unwrap_or(if kind == FieldKind::LongText { LONG_TEXT } else { TEXT }),
            classes: self.class,
            retention: self.retention.unwrap_or(match on {
                RecordKind::Referral => Retention::Referral,
                RecordKind::Person => Retention::Person,
                _ => Retention::Case,
            }),
            indexed: self.indexed,
            searchable: self.searchable,
            sortable: self.sortable,
            reportable: self.reportable,
            computed: self.computed,
            feeds: self.feeds,
            taken: false,
            id,
        };
        sound(field)
    }

    /// The manifest's `field` as this form asks it: the form may ask it under its own
    /// condition, demand it, and word the question its own way.
    pub fn take(self, field: &FieldDefinition) -> Result<FieldDefinition, Refusal> {
        let fixed = [
            (self.id.is_some(), "id"),
            (self.kind.is_some(), "type"),
            (self.on.is_some(), "on"),
            (self.part.is_some(), "part"),
            (self.side.is_some(), "side"),
            (self.options.is_some(), "options"),
            (self.retention.is_some(), "retention"),
            (!self.class.is_empty(), "class"),
            (self.indexed || self.searchable || self.sortable || self.reportable, "indexed"),
        ];
        if let Some((_, key)) = fixed.into_iter().find(|(given, _)| *given) {
            let fix = format!("remove {key} here, or change it in plugin.toml");
            return refuse(format!("'{}' is declared in plugin.toml with its own {key}", field.id), fix);
        }
        let mut taken = FieldDefinition { taken: true, ..field.clone() };
        if let Some(label) = self.label {
            taken.label = label;
        }
        taken.party = self.party.or(taken.party);
        taken.hint = self.hint.or(taken.hint);
        taken.required_message = self.required_message.or(taken.required_message);
        taken.visible_when = self.visible_when.or(taken.visible_when);
        if self.required.is_some() {
            taken.required = required(self.required);
        }
        taken.min = bound(self.min).or(taken.min);
        taken.max = bound(self.max).or(taken.max);
        taken.feeds = self.feeds.or(taken.feeds);
        sound(taken)
    }
}

fn required(raw: Option<RawRequired>) -> Required {
    match raw {
        Some(RawRequired::Flag(true)) => Required::Always,
        Some(RawRequired::When(condition)) => Required::When(condition),
        Some(RawRequired::Flag(false)) | None => Required::Never,
    }
}

fn bound(raw: Option<RawBound>) -> Option<Bound> {
    raw.map(|raw| match raw {
        RawBound::Number(number) => Bound::Number(number),
        RawBound::Day(day) => Bound::Day(day),
    })
}

/// The list that a field takes its options from when it feeds a choice of the core and
/// names no options of its own.
fn fed_list(feeds: Option<&CoreField>) -> Option<Options> {
    let name = feeds?.list()?.to_owned();
    Some(Options::List { name, options: Vec::new() })
}
