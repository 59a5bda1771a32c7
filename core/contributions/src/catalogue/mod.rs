//! The catalogue: every field of the core and of the plugins, under one kind of name.
//!
//! Lists, filters, sorting, search, exports, the API, reports, subject access and the
//! processing record are written over these ids and never name a column. Only `storage`
//! knows whether an id is a column or an answer.

mod core;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use domain::{FieldKind, Part, PartSet};

use crate::condition::Shapes;
use crate::field::{DataClass, FieldDefinition, Options, RecordKind, Retention, SideRule};
use crate::manifest::Package;

/// One field, whoever declared it.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueField {
    /// The id: `case.stage`, `participant.name`, `extra.<plugin>.<field>`.
    pub id: String,
    /// The plugin that declared it; none for the core's.
    pub plugin: Option<String>,
    /// The record it describes.
    pub on: RecordKind,
    /// What kind of value it holds.
    pub kind: FieldKind,
    /// The part it belongs to.
    pub part: Part,
    /// To whom its value is addressed.
    pub side: SideRule,
    /// How it is sensitive.
    pub classes: Vec<DataClass>,
    /// With what it is kept and disposed of.
    pub retention: Retention,
    /// Whether the search box finds its words.
    pub searchable: bool,
    /// Whether lists can be filtered by it.
    pub filterable: bool,
    /// Whether it is found by equality alone, through the blind index of a sealed part.
    pub exact: bool,
    /// Whether lists can be sorted by it.
    pub sortable: bool,
    /// Whether reports may count and group by it.
    pub reportable: bool,
    /// The message key of its name.
    pub label: String,
    /// The options of a choice.
    pub options: Options,
}

impl CatalogueField {
    /// Whether its values are stored only sealed; the part decides.
    pub const fn is_sealed(&self) -> bool {
        self.part.is_sealed()
    }

    /// A plugin's field.
    fn of_plugin(plugin: &str, field: &FieldDefinition) -> Self {
        let sealed = field.part.is_sealed();
        Self {
            id: extra_id(plugin, &field.id),
            plugin: Some(plugin.to_owned()),
            on: field.on,
            kind: field.kind,
            part: field.part,
            side: field.side,
            classes: field.data_classes(),
            retention: field.retention,
            searchable: field.searchable,
            filterable: field.indexed && !sealed,
            exact: field.indexed && sealed,
            sortable: field.sortable,
            reportable: field.reportable,
            label: field.label.clone(),
            options: field.options.clone(),
        }
    }
}

/// The catalogue id of a plugin's field.
pub fn extra_id(plugin: &str, field: &str) -> String {
    format!("extra.{plugin}.{field}")
}

/// The plugin and the field that a catalogue id of the form `extra.<plugin>.<field>` names.
///
/// A plugin's id may hold full stops, a field's may not.
pub fn parse_extra(id: &str) -> Option<(&str, &str)> {
    id.strip_prefix("extra.")?.rsplit_once('.')
}

/// Every field there is, in the order in which pages and exports show them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    fields: Vec<CatalogueField>,
    places: BTreeMap<String, usize>,
}

impl Catalogue {
    /// The core's own fields.
    pub fn core() -> Self {
        let mut catalogue = Self::default();
        core::fields().for_each(|field| catalogue.add(field));
        catalogue
    }

    /// Adds the fields of a package: those of its records, then those of its forms.
    pub(crate) fn add_package(&mut self, package: &Package) {
        let plugin = &package.manifest.id;
        let of_forms = package.forms.values().flat_map(|form| form.fields()).filter(|field| !field.taken);
        for field in package.manifest.fields.iter().chain(of_forms) {
            self.add(CatalogueField::of_plugin(plugin, field));
        }
    }

    fn add(&mut self, field: CatalogueField) {
        self.places.insert(field.id.clone(), self.fields.len());
        self.fields.push(field);
    }

    /// The field with this id.
    pub fn get(&self, id: &str) -> Option<&CatalogueField> {
        self.places.get(id).map(|place| &self.fields[*place])
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = &CatalogueField> {
        self.fields.iter()
    }

    /// The fields of one kind of record.
    pub fn of(&self, on: RecordKind) -> impl Iterator<Item = &CatalogueField> {
        self.fields.iter().filter(move |field| field.on == on)
    }

    /// The fields that a reader with these parts may see at all.
    pub fn within(&self, parts: PartSet) -> impl Iterator<Item = &CatalogueField> {
        self.fields.iter().filter(move |field| parts.contains(field.part))
    }

    /// The fields as conditions may name them, cut to those that `wanted` lets through.
    pub fn shapes(&self, wanted: impl Fn(&CatalogueField) -> bool) -> Shapes<'_> {
        let mut shapes = Shapes::default();
        for field in self.fields.iter().filter(|field| wanted(field)) {
            let codes = match &field.options {
                Options::List { options, .. } if options.is_empty() => None,
                options => Some(options.all().iter().map(|option| option.code.as_str()).collect()),
            };
            shapes.add(&field.id, field.kind, codes);
        }
        shapes
    }
}
