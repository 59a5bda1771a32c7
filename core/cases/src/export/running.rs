//! The task that composes a file, batch after batch.

use std::time::Duration;

use domain::Message;
use storage::Shown;
use storage::list::{CaseQuery, Export, Filter, PAGE, Sort};
use tokio::sync::mpsc::{self, Permit};
use tokio::time::timeout;

use super::download::{Piece, Sent};
use super::sheet::Sheet;
use crate::{Error, Result};

/// How many cases one batch holds: so many share a snapshot and an audit entry.
pub const BATCH: u64 = 5 * PAGE;

/// An export that runs.
pub(super) struct Running {
    export: Export,
    sheet: Sheet,
    query: CaseQuery,
    rows: u64,
    sender: mpsc::Sender<Sent>,
    patience: Duration,
}

impl Running {
    /// An export of the cases that hold `filters`, which ends early when its reader takes
    /// nothing for longer than `patience`.
    pub fn new(
        export: Export,
        sheet: Sheet,
        filters: Vec<Filter>,
        sender: mpsc::Sender<Sent>,
        patience: Duration,
    ) -> Self {
        let fields = sheet.columns().to_vec();
        let query = CaseQuery { fields, filters, sort: Sort::default(), cursor: None, limit: PAGE };
        Self { export, sheet, query, rows: 0, sender, patience }
    }

    /// Composes the file until it is whole, its reader has gone, or it must end early.
    pub async fn run(mut self) {
        let sender = self.sender.clone();
        // Nothing is read before there is room for it, and no connection is held meanwhile.
        while let Some(room) = self.room(&sender).await {
            match self.batch().await {
                Ok((cases, true)) => room.send(Sent::More(Piece::Cases(cases))),
                Ok((cases, false)) => {
                    self.ended(!sender.is_closed()).await;
                    return room.send(Sent::Last(Piece::Cases(cases)));
                }
                Err(error) => {
                    room.send(Sent::More(Piece::Words(self.sheet.line(&self.why(&error)))));
                    break;
                }
            }
        }
        self.ended(false).await;
    }

    /// The next batch, and whether another may follow.
    async fn batch(&mut self) -> Result<(Shown<Vec<u8>>, bool)> {
        let mut unit = self.export.batch().await?;
        let mut bytes = Vec::new();
        let mut rows = 0;
        let mut more = true;
        while more && rows < BATCH {
            let page = unit.export_page(self.sheet.catalogue(), &self.query).await?;
            page.rows.iter().for_each(|row| self.sheet.row(row, &mut bytes));
            rows += page.rows.len() as u64;
            more = page.next.is_some();
            self.query.cursor = page.next;
        }
        let shown = unit.show(bytes).await?;
        self.rows += rows;
        Ok((shown, more))
    }

    /// The last line of a file that is not complete.
    fn why(&self, error: &Error) -> Message {
        let key = match error {
            Error::Forbidden => "export-incomplete-rights",
            other => {
                tracing::error!(error = other as &dyn std::error::Error, "an export could not go on");
                "export-incomplete-fault"
            }
        };
        Message::new(key).with("count", self.rows)
    }

    /// Records the end; a file is not called complete before.
    async fn ended(&self, complete: bool) {
        if let Err(error) = self.export.ended(self.rows, complete).await {
            tracing::error!(%error, "the end of an export could not be recorded");
        }
    }

    /// Room for a piece; none where the reader has gone away, or takes nothing for too long.
    async fn room<'a>(&self, sender: &'a mpsc::Sender<Sent>) -> Option<Permit<'a, Sent>> {
        timeout(self.patience, sender.reserve()).await.ok()?.ok()
    }
}
