//! Writing the two search indexes.
//!
//! A row's number rises with the day its case was received, so that a search for the
//! newest cases stops after a page instead of sorting all that was found. Each row names
//! its case, part and side: what is found is joined to the reader's scope and mask.

use domain::{CaseId, Instant, Part};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::Result;
use crate::unit::{Unit, Writing};

/// What can be found, and under what.
pub(crate) struct Findable<'a> {
    /// The case it is found in.
    pub case: CaseId,
    /// When the case was received.
    pub received_at: Instant,
    /// The participant or entry that is found.
    pub record: Uuid,
    /// The part it belongs to.
    pub part: Part,
    /// The side it is addressed to, or nil.
    pub side: Uuid,
    /// The name or note.
    pub text: &'a str,
}

/// A new row number for something of a case received at `received_at`.
pub(crate) fn row_number(received_at: Instant) -> i64 {
    (received_at.timestamp() << 20) | (keys::random_u64() & 0xf_ffff) as i64
}

impl Unit<Writing> {
    /// Makes a name findable by any three letters of it; returns the row's number.
    pub(crate) async fn index_name(&self, findable: &Findable<'_>) -> Result<i64> {
        let text = domain::fold(findable.text);
        self.index_text("name_search", "name", findable, &text).await
    }

    /// Makes a note findable by its words; returns the row's number.
    pub(crate) async fn index_note_text(&self, findable: &Findable<'_>) -> Result<i64> {
        self.index_text("note_search", "note", findable, findable.text).await
    }

    async fn is_numbered(&self, table: &'static str, number: i64) -> Result<bool> {
        let there = Query::select()
            .expr(Expr::val(1))
            .from(Alias::new(table))
            .and_where(Expr::col(Alias::new("rowid")).eq(number))
            .take();
        Ok(self.transaction.query_one(&there).await?.is_some())
    }

    async fn index_text(
        &self,
        table: &'static str,
        column: &'static str,
        findable: &Findable<'_>,
        text: &str,
    ) -> Result<i64> {
        let mut number = row_number(findable.received_at);
        // In a case with hundreds of notes two of a million numbers meet now and then.
        while self.is_numbered(table, number).await? {
            number = row_number(findable.received_at);
        }
        let insert = Query::insert()
            .into_table(Alias::new(table))
            .columns(["rowid", column, "case_id", "record", "part", "side"].map(Alias::new))
            .values_panic([
                number.into(),
                text.into(),
                Uuid::from(findable.case).into(),
                findable.record.into(),
                findable.part.as_str().into(),
                findable.side.into(),
            ])
            .take();
        self.transaction.execute(&insert).await?;
        Ok(number)
    }
}
