//! What an export needs of storage: cases a page at a time, each batch in a snapshot of its
//! own, for as long as the one who asked keeps the rights under which it began.

use contributions::Catalogue;
use permissions::{Actor, ExportCases};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;

use super::cases::Page;
use super::query::{CaseQuery, Filter};
use super::rows::CaseRow;
use super::{filter, sort};
use crate::audit::Entry;
use crate::entity::{account, epoch};
use crate::identity::POLICY_EPOCH;
use crate::unit::{Reading, Unit};
use crate::{Error, Result, Store};

/// How many cases are read at a time: what an export has in memory as records.
pub const PAGE: u64 = 100;

/// The rights under which an export runs: whoever holds others by now gets no further batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Epochs {
    account: i64,
    policy: i64,
}

/// An export for one reader under the rights that they had when it began.
///
/// It holds no connection. Each [`batch`](Self::batch) takes one and gives it back.
#[derive(Clone)]
pub struct Export {
    store: Store,
    actor: Actor,
    epochs: Epochs,
}

impl Store {
    /// Begins an export of the cases that hold `filters`, and refuses what can be refused
    /// before anything is read.
    ///
    /// The rights of `actor` are looked up anew, so that what they may do and the epochs by
    /// which a change is noticed belong together.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody who may export no case, or filters by what they may
    /// not; [`Error::Database`].
    pub async fn export(&self, actor: &Actor, catalogue: &Catalogue, filters: &[Filter]) -> Result<Export> {
        let account = actor.account_id().ok_or(Error::Forbidden)?;
        let now = self.now();
        let row = self.0.pools.readers.query_one(&epochs_of(account.into(), now)).await?;
        let epochs = Epochs::of(row)?;
        let rights = self.rights_of(account, (epochs.account, epochs.policy)).await?;
        let actor = Actor::account(rights, now);
        if permissions::scope::<ExportCases>(&actor).is_none() {
            return Err(Error::Forbidden);
        }
        filter::compile(filters, catalogue, permissions::filterable::<ExportCases>(&actor), self.zone())?;
        Ok(Export { store: self.clone(), actor, epochs })
    }
}

impl Export {
    /// A unit for the next batch: a snapshot of this moment, on the connection of exports.
    ///
    /// The rights are looked at in the very snapshot that the batch is read from.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where they are not those of the beginning any more, or where
    /// something that they rest on has ended; [`Error::Database`].
    pub async fn batch(&self) -> Result<Unit<Reading>> {
        let actor = self.actor.at(self.store.now());
        let unit = self.store.read_from(&self.store.0.pools.exports, &actor).await?;
        let account = actor.account_id().ok_or(Error::Forbidden)?;
        let row = unit.transaction.query_one(&epochs_of(account.into(), unit.now())).await?;
        if Epochs::of(row)? == self.epochs { Ok(unit) } else { Err(Error::Forbidden) }
    }

    /// Records how the export ended: with how many cases, and whether that is all of them.
    ///
    /// # Errors
    /// [`Error::Database`] where it could not be recorded.
    pub async fn ended(&self, rows: u64, complete: bool) -> Result<()> {
        let state = if complete { "complete" } else { "incomplete" };
        let mut entry = Entry::new("export-end", "case").detail(format!("rows:{rows} {state}"));
        // What it was for, also where the rights have ended by now.
        entry.purpose = Some(self.actor.purpose());
        self.store.0.read_log.record(&self.actor.at(self.store.now()), vec![entry]).await
    }
}

impl Unit<Reading> {
    /// The rights under which the actor works in this snapshot; nothing for a task of the
    /// server, whose rights do not change.
    pub(crate) async fn epochs(&self) -> Result<Option<Epochs>> {
        let Some(account) = self.actor.account_id() else { return Ok(None) };
        let row = self.transaction.query_one(&epochs_of(account.into(), self.now())).await?;
        Epochs::of(row).map(Some)
    }

    /// The next cases that the actor may export, at most [`PAGE`], in the order in which they
    /// were entered, the last one first; the query's own order does not count.
    ///
    /// Pages of one unit are recorded in one entry.
    ///
    /// # Errors
    /// As for [`list_cases`](Unit::list_cases), and [`Error::Forbidden`] where the actor may export none.
    pub async fn export_page(&mut self, catalogue: &Catalogue, query: &CaseQuery) -> Result<Page<CaseRow>> {
        if permissions::scope::<ExportCases>(&self.actor).is_none() {
            return Err(Error::Forbidden);
        }
        let order = sort::Ordering::entered();
        let page = self.list_for::<ExportCases>(catalogue, query, order, "export").await?;
        self.join_last_notes();
        Ok(page)
    }

    /// Makes one entry of the last two, where both say that cases were exported.
    fn join_last_notes(&mut self) {
        let [.., earlier, last] = self.notes.as_mut_slice() else { return };
        if earlier.verb == last.verb && earlier.purpose == last.purpose {
            earlier.parts = earlier.parts.union(last.parts);
            earlier.subjects.append(&mut last.subjects);
            self.notes.pop();
        }
    }
}

impl Epochs {
    /// What the statement found; nothing stands for an account that may not act any more.
    fn of(row: Option<sea_orm::QueryResult>) -> Result<Self> {
        let row = row.ok_or(Error::Forbidden)?;
        Ok(Self {
            account: row.try_get("", "epoch")?,
            policy: row.try_get::<Option<i64>>("", "policy_epoch")?.unwrap_or(0),
        })
    }
}

/// The epochs of an account that may act at `now`.
fn epochs_of(id: Uuid, now: domain::Instant) -> SelectStatement {
    let column = |column| Expr::col((account::Entity, column));
    let policy = Query::select()
        .column((epoch::Entity, epoch::Column::Value))
        .from(epoch::Entity)
        .and_where(Expr::col((epoch::Entity, epoch::Column::Name)).eq(POLICY_EPOCH))
        .take();
    let valid = column(account::Column::ValidUntil).is_null().or(column(account::Column::ValidUntil).gt(now));
    Query::select()
        .column((account::Entity, account::Column::Epoch))
        .expr_as(Expr::from(policy), "policy_epoch")
        .from(account::Entity)
        .and_where(column(account::Column::Id).eq(id))
        .and_where(column(account::Column::Status).eq("active"))
        .and_where(column(account::Column::Live).eq(true))
        .and_where(valid)
        .take()
}
