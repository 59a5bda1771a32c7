//! A table with its columns mapped: rows of our fields.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use domain::{Answers, Message, Value};

use super::cell::{self, Oddities, Oddity};
use super::{Record, Table, date, markup};
use crate::import::profile::{FieldShape, FileKind, FileProfile, Profile};

/// A row of one file in our fields.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record it was read from.
    pub record: Record,
    /// Its id in the older system; empty where it has none.
    pub id: String,
    /// What its cells say, by our field; empty cells are absent.
    pub values: Answers,
    /// What is strange about it.
    pub oddities: Oddities,
    /// Why it is not brought in; absent while it is.
    pub rejected: Option<String>,
}

impl Row {
    /// The text of a field; nothing where the cell is empty.
    pub fn text(&self, field: &str) -> &str {
        self.values.get(field).and_then(Value::as_text).unwrap_or_default()
    }

    /// The text of a field, where the cell is not empty.
    pub fn some(&self, field: &str) -> Option<String> {
        let text = self.text(field);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The day in a field.
    pub fn day(&self, field: &str) -> Option<NaiveDate> {
        self.values.get(field).and_then(Value::as_date)
    }

    /// The stamped time in a field; times are kept as text until their zone is known.
    pub fn stamp(&self, field: &str, profile: &Profile) -> Option<NaiveDateTime> {
        date::read_stamp(self.text(field), &profile.dates.stamp)
    }

    /// Whether it is brought in.
    pub fn is_accepted(&self) -> bool {
        self.rejected.is_none()
    }
}

/// One file in our fields.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it holds.
    pub kind: FileKind,
    /// Its name in the export.
    pub file: String,
    /// Its header as it is.
    pub header: Vec<String>,
    /// Its rows in their order, rejected ones included.
    pub rows: Vec<Row>,
    /// What is to be said of the file as a whole.
    pub remarks: Vec<Message>,
}

/// One mapped column.
struct Column {
    field: &'static str,
    shape: FieldShape,
    index: usize,
}

impl Sheet {
    /// Maps a table.
    ///
    /// Rows that cannot be read as rows of this file (a wrong number of cells, a row exported
    /// twice, an id used twice) are rejected here; all other rules come after.
    ///
    /// # Errors
    /// The mapped columns that the header does not have.
    pub fn map(
        kind: FileKind,
        file: &FileProfile,
        table: Table,
        profile: &Profile,
    ) -> Result<Self, Vec<String>> {
        let columns = columns(kind, file, &table.header)?;
        let mut remarks = Vec::new();
        for header in unmapped(file, &table.header) {
            remarks
                .push(Message::new("import-remark-column").with("file", &file.file).with("column", header));
        }
        let width = table.header.len();
        let mut seen: HashSet<Vec<u8>> = HashSet::with_capacity(table.records.len());
        let mut ids: HashSet<String> = HashSet::with_capacity(table.records.len());
        let mut rows = Vec::with_capacity(table.records.len());
        for record in table.records {
            let mut row = read_row(&columns, record, profile);
            if row.record.cells.len() != width {
                row.rejected = Some(profile.reasons.columns.clone());
            } else if !seen.insert(row.record.canonical()) {
                row.rejected = Some(profile.reasons.twice.clone());
            } else if !row.id.is_empty() && !ids.insert(row.id.clone()) {
                row.rejected = Some(profile.reasons.key_twice.clone());
            }
            rows.push(row);
        }
        Ok(Self { kind, file: file.file.clone(), header: table.header, rows, remarks })
    }

    /// The rows that are brought in.
    pub fn accepted(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_accepted())
    }
}

fn columns(kind: FileKind, file: &FileProfile, header: &[String]) -> Result<Vec<Column>, Vec<String>> {
    let places: BTreeMap<&str, usize> = header.iter().enumerate().map(|(i, h)| (h.trim(), i)).collect();
    let mut missing = Vec::new();
    let mut columns = Vec::new();
    for (field, shape) in kind.fields() {
        let Some(column) = file.columns.get(*field) else { continue };
        match places.get(column.trim()) {
            Some(index) => columns.push(Column { field, shape: *shape, index: *index }),
            None => missing.push(column.clone()),
        }
    }
    if missing.is_empty() { Ok(columns) } else { Err(missing) }
}

fn unmapped<'a>(file: &FileProfile, header: &'a [String]) -> Vec<&'a str> {
    let known: BTreeSet<&str> =
        file.columns.values().chain(&file.ignore).map(|column| column.trim()).collect();
    header.iter().map(|column| column.trim()).filter(|column| !known.contains(column)).collect()
}

fn read_row(columns: &[Column], record: Record, profile: &Profile) -> Row {
    let mut values = Answers::new();
    let mut oddities = Oddities::default();
    for column in columns {
        let Some(bytes) = record.cells.get(column.index) else { continue };
        let text = cell::text(bytes, &mut oddities);
        if text.trim().is_empty() || profile.reading.null_words.iter().any(|word| word == text.trim()) {
            continue;
        }
        if let Some(value) = read_value(column.shape, &text, profile, &mut oddities) {
            values.insert(column.field.to_owned(), value);
        }
    }
    let id = values.get("id").and_then(Value::as_text).unwrap_or_default().to_owned();
    Row { record, id, values, oddities, rejected: None }
}

fn read_value(shape: FieldShape, text: &str, profile: &Profile, oddities: &mut Oddities) -> Option<Value> {
    match shape {
        FieldShape::Key | FieldShape::Text => {
            Some(Value::Text(domain::normalise::tidy(text).replace('\n', " ")))
                .filter(|value| !value.is_empty())
        }
        FieldShape::LongText => {
            let (plain, marked_up) = markup::plain(text);
            // A text of nothing but markup is not an empty text.
            let plain = if plain.is_empty() { text.trim().to_owned() } else { plain };
            if marked_up {
                oddities.note(Oddity::Markup);
            }
            if plain.chars().count() >= profile.reading.long_text {
                oddities.note(Oddity::Long);
            }
            Some(Value::Text(plain)).filter(|value| !value.is_empty())
        }
        FieldShape::Stamp => Some(Value::Text(text.trim().to_owned())),
        FieldShape::Day | FieldShape::BirthDay => {
            let past = (shape == FieldShape::BirthDay).then(|| profile.taken_on());
            let reading = date::read_day(text, &profile.dates, past);
            match reading {
                date::Reading::Unreadable => oddities.note(Oddity::Date),
                date::Reading::MonthFirst(_) => oddities.note(Oddity::MonthFirst),
                date::Reading::Empty | date::Reading::Day(_) => {}
            }
            reading.day().map(Value::Date)
        }
    }
}
