//! What an export needs of storage: pages of one snapshot, each recorded before it
//! leaves, and a look at whether the one who asked may still have it.

use contributions::Catalogue;
use permissions::{Actor, ExportCases};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

use super::cases::Page;
use super::query::CaseQuery;
use super::rows::CaseRow;
use crate::audit::Entry;
use crate::entity::{account, epoch};
use crate::identity::POLICY_EPOCH;
use crate::unit::{Reading, Unit};
use crate::{Error, Result, Store};

/// The rights somebody had when a long answer began; a later look tells whether they changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightsMark {
    account: i64,
    policy: i64,
    is_active: bool,
}

impl Store {
    /// Under which rights `actor` acts at this very moment, outside any snapshot.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::Forbidden`] for somebody without an account.
    pub async fn rights_mark(&self, actor: &Actor) -> Result<RightsMark> {
        let account: Uuid = actor.account_id().ok_or(Error::Forbidden)?.into();
        let policy = Query::select()
            .column((epoch::Entity, epoch::Column::Value))
            .from(epoch::Entity)
            .and_where(Expr::col((epoch::Entity, epoch::Column::Name)).eq(POLICY_EPOCH))
            .take();
        let query = Query::select()
            .columns([account::Column::Epoch, account::Column::Status])
            .expr_as(Expr::from(policy), "policy_epoch")
            .from(account::Entity)
            .and_where(Expr::col((account::Entity, account::Column::Id)).eq(account))
            .take();
        let row = self.0.pools.readers.query_one(&query).await?.ok_or(Error::Forbidden)?;
        Ok(RightsMark {
            account: row.try_get("", "epoch")?,
            policy: row.try_get::<Option<i64>>("", "policy_epoch")?.unwrap_or(0),
            is_active: row.try_get::<String>("", "status")? == "active",
        })
    }
}

impl Unit<Reading> {
    /// One chunk of an export: a page of the cases that the actor may export.
    ///
    /// # Errors
    /// As for [`list_cases`](Unit::list_cases), and [`Error::Forbidden`] where the actor may export none.
    pub async fn export_chunk(&mut self, catalogue: &Catalogue, query: &CaseQuery) -> Result<Page<CaseRow>> {
        if permissions::scope::<ExportCases>(&self.actor).is_none() {
            return Err(Error::Forbidden);
        }
        self.list_for::<ExportCases>(catalogue, query, "export").await
    }

    /// Notes how an export ended: with how many rows, and complete or not.
    pub fn export_ended(&mut self, rows: u64, complete: bool) {
        let state = if complete { "complete" } else { "incomplete" };
        self.note_entry(Entry::new("export-end", "case").detail(format!("rows:{rows} {state}")));
    }
}
