//! What an administrator can set for a plugin.

use domain::{FieldKind, Part, Value};
use serde::Deserialize;

use crate::field::{FieldDefinition, OptionDefinition, Options, RawField, RecordKind};

/// A setting: a field asked on the plugin's page, and the value it has until it is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingDefinition {
    /// How it is asked and checked.
    pub field: FieldDefinition,
    /// What the plugin gets until an administrator saves something else.
    pub default: Value,
}

/// A setting as written under `[settings.<id>]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawSetting {
    #[serde(rename = "type")]
    kind: FieldKind,
    label: String,
    hint: Option<String>,
    options: Option<Options>,
    default: Option<RawDefault>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected true, false, a whole number, a text, or a list of codes")]
enum RawDefault {
    Boolean(bool),
    Integer(i64),
    Text(String),
    Codes(Vec<String>),
}

impl RawSetting {
    pub fn declare(
        self,
        id: &str,
        list: impl Fn(&str) -> Option<Vec<OptionDefinition>>,
    ) -> Result<SettingDefinition, (String, String)> {
        let kind = self.kind;
        let raw = RawField::setting(id, kind, self.label, self.hint, self.options, Part::Plugins);
        let mut field = raw.declare(Some(RecordKind::Case))?;
        if let Options::List { name, options } = &mut field.options {
            *options = list(name).ok_or_else(|| (format!("there is no list '{name}'"), String::new()))?;
        }
        let default = match (kind, self.default) {
            (_, None) => Value::Empty,
            (FieldKind::Boolean, Some(RawDefault::Boolean(flag))) => Value::Boolean(flag),
            (FieldKind::Integer, Some(RawDefault::Integer(number))) => Value::Integer(number),
            (FieldKind::Choice, Some(RawDefault::Text(code))) => Value::Choice(code),
            (FieldKind::Choices, Some(RawDefault::Codes(codes))) => Value::Choices(codes),
            (FieldKind::Date, Some(RawDefault::Text(day))) => {
                day.parse().map(Value::Date).unwrap_or(Value::Text(day))
            }
            (_, Some(RawDefault::Text(text))) => Value::Text(text),
            (_, Some(RawDefault::Boolean(_) | RawDefault::Integer(_) | RawDefault::Codes(_))) => {
                return Err(mismatch(id));
            }
        };
        let answers = domain::Answers::from([(id.to_owned(), default.clone())]);
        match field.check(&answers, chrono::NaiveDate::default()) {
            Ok(()) => Ok(SettingDefinition { field, default }),
            Err(_) => Err(mismatch(id)),
        }
    }
}

fn mismatch(id: &str) -> (String, String) {
    let fix = "give a default of the setting's own type and options, or none".to_owned();
    (format!("the default of setting '{id}' does not fit it"), fix)
}
