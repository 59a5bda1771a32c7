//! Values as programs read them.

use std::collections::BTreeMap;

use ::cases::work::FieldView;
use chrono::SecondsFormat;
use contributions::{Catalogue, core_list};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::openapi::{Ref, RefOr, Schema};
use wording::Text;

/// Values by catalogue id.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Fields(pub BTreeMap<String, Json>);

impl Fields {
    /// The fields that have a value, and the ids of those that are shown only when revealed.
    pub fn of<'a>(
        catalogue: &Catalogue,
        views: impl IntoIterator<Item = &'a FieldView>,
    ) -> (Self, Vec<String>) {
        let (mut fields, mut masked) = (BTreeMap::new(), Vec::new());
        for view in views {
            if view.masked {
                masked.push(view.id.clone());
            } else if let Some(text) = &view.value {
                fields.insert(view.id.clone(), value(catalogue, &view.id, text));
            }
        }
        (Self(fields), masked)
    }
}

/// The value of the field `id`: the view names an option by its label, and a program wants
/// its code.
pub(super) fn value(catalogue: &Catalogue, id: &str, text: &Text) -> Json {
    let options = catalogue.get(id).map_or(&[][..], |field| field.options.all());
    let code =
        |label: &str| options.iter().find(|option| option.label == label).map(|option| option.code.clone());
    json(text, &code)
}

/// The code of a list of the core, by its label.
pub(super) fn code(list: &str, text: &Text) -> Json {
    let options = core_list(list).unwrap_or_default();
    json(text, &|label: &str| {
        options.iter().find(|option| option.label == label).map(|option| option.code.clone())
    })
}

/// A day or a moment.
pub(super) fn when(text: &Text) -> String {
    match json(text, &|_| None) {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

fn json(text: &Text, code: &dyn Fn(&str) -> Option<String>) -> Json {
    match text {
        Text::Words(message) => code(&message.key).unwrap_or_else(|| message.key.clone()).into(),
        Text::Date { date } => date.to_string().into(),
        Text::Moment { moment } => moment.to_rfc3339_opts(SecondsFormat::AutoSi, true).into(),
        Text::Boolean(yes) => (*yes).into(),
        Text::Number(number) => (*number).into(),
        Text::Plain(text) => text.clone().into(),
        Text::List(items) => items.iter().map(|item| json(item, code)).collect(),
    }
}

/// The schema of a case's fields, which is built from the catalogue.
pub(super) fn case_fields() -> RefOr<Schema> {
    Ref::from_schema_name("CaseFields").into()
}

/// The schema of the fields of a case's participants in a list.
pub(super) fn participant_columns() -> RefOr<Schema> {
    Ref::from_schema_name("ParticipantColumns").into()
}

/// The schema of a participant's fields.
pub(super) fn participant_fields() -> RefOr<Schema> {
    Ref::from_schema_name("ParticipantFields").into()
}

/// The schema of a referral's fields.
pub(super) fn referral_fields() -> RefOr<Schema> {
    Ref::from_schema_name("ReferralFields").into()
}
