//! Rows into planned records.
//!
//! Every function here is total: a row that was accepted becomes a record, and whatever of
//! it cannot be understood becomes a warning and the safer of two values.

mod case;
mod delivery;
mod entry;
mod participant;
mod person;
mod settle;
mod work;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use domain::Message;
use domain::codes::Code;

pub use case::cases;
pub use delivery::{documents, volunteers};
pub use entry::entries;
pub use participant::participants;
pub use person::people;
pub use settle::settle;
pub use work::{agreements, consents, risks};

use super::judge::{Sheets, followed};
use super::plan::Warning;
use super::profile::{FileKind, Profile};
use super::read::Row;
use super::record::Origin;

/// Makes a keyed digest of a row; the keys are not ours to know.
pub type Digest<'a> = &'a dyn Fn(&[u8]) -> [u8; 32];

/// What building needs beside the rows, and where it puts its warnings.
pub struct Builder<'a> {
    /// What the export means.
    pub profile: &'a Profile,
    /// All judged sheets.
    pub sheets: &'a Sheets,
    zone: chrono_tz::Tz,
    digest: Digest<'a>,
    /// Warnings so far, in the order of the files and rows.
    pub warnings: Vec<Warning>,
}

impl<'a> Builder<'a> {
    /// A builder over judged sheets.
    pub fn new(profile: &'a Profile, sheets: &'a Sheets, digest: Digest<'a>) -> Self {
        let zone = profile.zone().unwrap_or(chrono_tz::Europe::London);
        Self { profile, sheets, zone, digest, warnings: Vec::new() }
    }

    /// The time zone of all times in the export.
    pub const fn zone(&self) -> chrono_tz::Tz {
        self.zone
    }

    /// The accepted rows of a file; none where the export does not have it.
    pub fn rows(&self, kind: FileKind) -> Vec<&'a Row> {
        self.sheets.get(&kind).map(|sheet| sheet.accepted().collect()).unwrap_or_default()
    }

    /// The ids of accepted cases by the reference that names each alone, folded.
    pub fn references(&self) -> HashMap<String, String> {
        self.sheets.get(&FileKind::Cases).map(|sheet| followed(sheet, "reference")).unwrap_or_default()
    }

    /// Where a record comes from.
    pub fn origin(&self, row: &Row) -> Origin {
        let digest = (self.digest)(&row.record.canonical());
        Origin { id: row.id.clone(), line: row.record.line, digest }
    }

    /// Notes something about a row for a person's eye.
    pub fn warn(&mut self, kind: FileKind, row: &Row, message: Message) {
        self.warnings.push(Warning { file: kind, line: row.record.line, id: row.id.clone(), message });
    }

    /// Notes what reading found strange about a row.
    pub fn warn_of_oddities(&mut self, kind: FileKind, row: &Row) {
        for oddity in row.oddities.iter() {
            self.warn(kind, row, Message::new(oddity.key()));
        }
    }

    /// The code in a field; `otherwise`, with a warning, where the profile does not know the word.
    pub fn code<C: Code>(&mut self, kind: FileKind, row: &Row, field: &str, otherwise: C) -> C {
        match self.profile.codes.code::<C>(row.text(field)) {
            Some(code) => code,
            None => {
                if !row.text(field).is_empty() {
                    self.warn_unknown(kind, row, field);
                }
                otherwise
            }
        }
    }

    /// Says that a word is not known, without repeating it: it may be anything.
    pub fn warn_unknown(&mut self, kind: FileKind, row: &Row, field: &str) {
        self.warn(kind, row, Message::new("import-warning-word").with("field", field));
    }

    /// A stamped time as an instant; a time that the clocks left out is the hour after it.
    pub fn instant(&self, stamp: Option<NaiveDateTime>) -> Option<DateTime<Utc>> {
        let stamp = stamp?;
        let local = self.zone.from_local_datetime(&stamp).earliest();
        let local =
            local.or_else(|| self.zone.from_local_datetime(&(stamp + chrono::Duration::hours(1))).earliest());
        local.map(|local| domain::instant(local.with_timezone(&Utc)))
    }
}

/// Accepted volunteers by id and by name; a name that two share is nobody's.
pub struct VolunteerIndex {
    ids: HashMap<String, Option<String>>,
}

impl VolunteerIndex {
    /// The index of these rows.
    pub fn of(rows: &[&Row]) -> Self {
        let mut ids: HashMap<String, Option<String>> = HashMap::new();
        for row in rows {
            let name = person::given_name_first(row.text("name"));
            for word in [domain::normalise::skeleton(&row.id), domain::normalise::skeleton(&name)] {
                if !word.is_empty() {
                    let same = |known: &Option<String>| known.as_ref() == Some(&row.id);
                    ids.entry(word)
                        .and_modify(|known| {
                            if !same(known) {
                                *known = None
                            }
                        })
                        .or_insert_with(|| Some(row.id.clone()));
                }
            }
        }
        Self { ids }
    }

    /// The volunteer that a word names, where exactly one is.
    pub fn find(&self, typed: &str) -> Option<String> {
        let name = person::given_name_first(typed);
        self.ids.get(&domain::normalise::skeleton(&name)).cloned().flatten()
    }
}
