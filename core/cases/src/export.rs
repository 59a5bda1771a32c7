//! Taking a list out as a file for a spreadsheet.
//!
//! The file is streamed: page after page of one snapshot through a narrow channel, so that
//! 200,000 cases need no more memory than a thousand and the first line leaves at once. A
//! chunk leaves when its reading is durably recorded, and rights are looked at again before
//! each. It is written for those who may export cases, and holds every field they may read
//! of each case that does not stand sealed; sealed values are opened one by one, never in
//! bulk (`decisions.md` 9, 51, 61).

use std::time::{Duration, Instant as Watch};

use contributions::{CatalogueField, RecordKind, Registry};
use domain::Message;
use permissions::{ActKind, Actor};
use storage::list::{CaseQuery, CaseRow};
pub use storage::list::{Filter, Sort};
use storage::{Shown, Store};
use tokio::sync::mpsc;
use wording::{Language, Wording, spreadsheet_cell};

use crate::work::say;
use crate::{Error, Result};

/// How many cases one chunk holds.
const CHUNK: u64 = 1_000;

/// How many chunks may wait for a slow reader.
const WAITING: usize = 2;

/// The longest that one snapshot is held.
const LONGEST: Duration = Duration::from_secs(60);

/// Exports over the store.
#[derive(Clone)]
pub struct Exports {
    store: Store,
}

/// A piece of the file, or why it ends early.
pub type Chunk = Result<Shown<Vec<u8>>>;

impl Exports {
    /// Exports over `store`.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Streams the cases that hold `filters`, in the order of `sort`, as comma-separated
    /// values in the reader's language.
    ///
    /// What can be refused is refused before the first byte. An export that must end early
    /// (rights were changed, or a minute was not enough) ends with an error, never as if it
    /// were whole; its last audit entry says which of the two it was.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the actor may export nothing, or filters or sorts by what
    /// they may not.
    pub async fn cases(
        &self,
        actor: &Actor,
        registry: &Registry,
        wording: &Wording,
        language: Language,
        filters: Vec<Filter>,
        sort: Sort,
    ) -> Result<mpsc::Receiver<Chunk>> {
        if !actor.holds(ActKind::ExportCases) {
            return Err(Error::Forbidden);
        }
        let (sender, receiver) = mpsc::channel(WAITING);
        let columns: Vec<String> =
            registry.catalogue().iter().filter(is_exported).map(|field| field.id.clone()).collect();
        let query = CaseQuery { fields: columns, filters, sort, cursor: None, limit: CHUNK };
        let store = self.store.clone();
        let begun = store.rights_mark(actor).await?;
        let mut unit = store.read(actor).await?;
        let mut page = unit.export_chunk(registry.catalogue(), &query).await?;
        let sheet = Sheet { registry: registry.clone(), wording: wording.clone(), language };
        let actor = actor.clone();
        tokio::spawn(async move {
            let watch = Watch::now();
            let mut query = query;
            let mut rows = 0;
            let mut bytes = sheet.head(&query.fields);
            let whole = loop {
                rows += page.rows.len() as u64;
                for row in &page.rows {
                    sheet.row(&query.fields, row, &mut bytes);
                }
                let part = unit.show_part(std::mem::take(&mut bytes)).await;
                if sender.send(part.map_err(Error::from)).await.is_err() {
                    // The reader has gone away.
                    break false;
                }
                let Some(next) = page.next.take() else { break true };
                let unchanged = store.rights_mark(&actor).await.is_ok_and(|now| now == begun);
                if !unchanged || watch.elapsed() > LONGEST {
                    let too_long = || Error::Unmet(vec![Message::new("export-too-long")]);
                    let error = if unchanged { too_long() } else { Error::Forbidden };
                    let _ = sender.send(Err(error)).await;
                    break false;
                }
                query.cursor = Some(next);
                page = match unit.export_chunk(sheet.registry.catalogue(), &query).await {
                    Ok(page) => page,
                    Err(error) => {
                        let _ = sender.send(Err(error.into())).await;
                        break false;
                    }
                };
            };
            unit.export_ended(rows, whole);
            if let Err(error) = unit.show(()).await {
                tracing::error!(%error, "the end of an export could not be recorded");
            }
        });
        Ok(receiver)
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

/// Writes rows in somebody's language.
struct Sheet {
    registry: Registry,
    wording: Wording,
    language: Language,
}

impl Sheet {
    /// The names of the columns; the mark in front tells spreadsheet programs that it is UTF-8.
    fn head(&self, columns: &[String]) -> Vec<u8> {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let name = |id: &String| match self.registry.catalogue().get(id) {
            Some(field) => self.wording.key(self.language, &field.label),
            None => id.clone(),
        };
        write(&mut bytes, columns.iter().map(name));
        bytes
    }

    /// A row: a cell for each column, those of several people with semicolons between them.
    fn row(&self, columns: &[String], row: &CaseRow, bytes: &mut Vec<u8>) {
        let say = |field: &storage::Field| {
            let value = say::field(&self.registry, field).value.unwrap_or_default();
            self.wording.say(self.language, &value)
        };
        let cell = |id: &String| match row.fields.iter().find(|field| field.id == *id) {
            Some(field) => say(field),
            None => {
                let all = row.participants.iter().flat_map(|one| &one.fields).filter(|field| field.id == *id);
                all.map(say).collect::<Vec<_>>().join("; ")
            }
        };
        write(bytes, columns.iter().map(cell));
    }
}

fn write(bytes: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let mut line = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut *bytes);
    line.write_record(cells.map(|cell| spreadsheet_cell(&cell))).expect("writing into memory does not fail");
    line.flush().expect("writing into memory does not fail");
}
