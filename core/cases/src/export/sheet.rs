//! The file of an export: comma-separated values in somebody's language.

use std::iter::{Peekable, from_fn};
use std::slice::Iter;
use std::vec;

use contributions::{Catalogue, CatalogueField, RecordKind, Registry};
use domain::Message;
use storage::Field;
use storage::list::CaseRow;
use wording::{Language, Wording, spreadsheet_cell};

use crate::work::say;

/// Writes rows in somebody's language.
pub(super) struct Sheet {
    registry: Registry,
    wording: Wording,
    language: Language,
    columns: Vec<String>,
}

impl Sheet {
    /// A sheet of every field of `registry` that may be exported at all.
    pub fn new(registry: &Registry, wording: &Wording, language: Language) -> Self {
        let columns = registry.catalogue().iter().filter(is_exported).map(|field| field.id.clone()).collect();
        Self { registry: registry.clone(), wording: wording.clone(), language, columns }
    }

    /// The fields of its columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What its fields are.
    pub fn catalogue(&self) -> &Catalogue {
        self.registry.catalogue()
    }

    /// The names of the columns; the mark in front tells spreadsheet programs that it is UTF-8.
    pub fn head(&self) -> Vec<u8> {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let name = |id: &String| match self.registry.catalogue().get(id) {
            Some(field) => self.wording.key(self.language, &field.label),
            None => id.clone(),
        };
        write(&mut bytes, self.columns.iter().map(name));
        bytes
    }

    /// A row: a cell for each column, those of several people with semicolons between them.
    pub fn row(&self, row: &CaseRow, bytes: &mut Vec<u8>) {
        let say = |field: &Field| {
            let value = say::value(&self.registry, field).unwrap_or_default();
            self.wording.say(self.language, &value)
        };
        // The fields of a row, and of each who takes part, stand in the order of the columns.
        let mut fields = row.fields.iter().peekable();
        let mut people: Vec<_> = row.participants.iter().map(|one| one.fields.iter().peekable()).collect();
        let cell = |id: &String| {
            let of_case = named(&mut fields, id).map(say).next();
            of_case.unwrap_or_else(|| {
                let of_people = people.iter_mut().flat_map(|fields| named(fields, id)).map(say);
                of_people.collect::<Vec<_>>().join("; ")
            })
        };
        write(bytes, self.columns.iter().map(cell));
    }

    /// A line that says something about the file itself.
    pub fn line(&self, message: &Message) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, [self.wording.text(self.language, message)].into_iter());
        bytes
    }
}

/// Whether a field stands in the file at all: in the clear, of the case, what happened, or
/// those who take part. Whether a reader gets it, each case's mask says.
fn is_exported(field: &&CatalogueField) -> bool {
    let of_case = matches!(
        field.on,
        RecordKind::Case | RecordKind::Incident | RecordKind::Participant | RecordKind::Person
    );
    of_case && !field.is_sealed()
}

/// The next fields, while they are of this name; those that are not looked at are passed over.
fn named<'a>(fields: &mut Peekable<Iter<'a, Field>>, id: &str) -> vec::IntoIter<&'a Field> {
    from_fn(|| fields.next_if(|field| field.id == id)).collect::<Vec<_>>().into_iter()
}

fn write(bytes: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let mut line = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut *bytes);
    line.write_record(cells.map(|cell| spreadsheet_cell(&cell))).expect("writing into memory does not fail");
    line.flush().expect("writing into memory does not fail");
}
