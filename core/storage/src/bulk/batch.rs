//! A batch: its row, and the switch that makes it visible.

use domain::{BatchId, Instant, Reference};
use permissions::{Actor, Import, Leave, Place};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::record::BulkOrigin;
use crate::audit::Entry;
use crate::entity::{batch, batch_row, case, participant, person, statistic};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, Store};

/// A batch that is about to be loaded.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// What it is loaded by: the id of an import profile, or `demo`.
    pub profile: String,
    /// A digest of what is loaded, by which the same export is known again.
    pub digest: Vec<u8>,
    /// Who asked for it: an account's name or the operator at the machine.
    pub by: String,
}

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// It is being loaded, or loading it was interrupted: nothing of it can be seen.
    Loading,
    /// It can be seen.
    Live,
    /// It is being taken back: nothing of it can be seen any more.
    Undoing,
    /// Nothing is left of it but this.
    Undone,
}

impl BatchState {
    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Live => "live",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Loading, Self::Live, Self::Undoing, Self::Undone].into_iter().find(|s| s.as_str() == word)
    }
}

/// A batch.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its inner name.
    pub id: BatchId,
    /// Its outer name.
    pub reference: Reference,
    /// What it was loaded by.
    pub profile: String,
    /// Who asked for it.
    pub by: String,
    /// Where it stands.
    pub state: BatchState,
    /// The totals that its maker wrote down.
    pub counts: String,
    /// When it began.
    pub started_at: Instant,
    /// When it could be seen.
    pub finished_at: Option<Instant>,
}

impl Batch {
    /// The batch of this name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever may not import; [`Error::NotFound`].
    pub async fn find(store: &Store, actor: &Actor, reference: Reference) -> Result<Self> {
        let unit = store.read(actor).await?;
        actor.may::<Import>(&Place::service(), unit.id())?;
        let row = batch::Entity::find()
            .filter(batch::Column::Reference.eq(reference.stored()))
            .one(&unit.transaction)
            .await?;
        read(row.ok_or(Error::NotFound)?)
    }

    /// The batch of this inner name.
    pub(super) async fn by_id(store: &Store, actor: &Actor, id: BatchId) -> Result<Self> {
        let unit = store.read(actor).await?;
        actor.may::<Import>(&Place::service(), unit.id())?;
        let row = batch::Entity::find_by_id(Uuid::from(id)).one(&unit.transaction).await?;
        read(row.ok_or(Error::NotFound)?)
    }

    /// Every batch, the newest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever may not import.
    pub async fn all(store: &Store, actor: &Actor) -> Result<Vec<Self>> {
        let unit = store.read(actor).await?;
        actor.may::<Import>(&Place::service(), unit.id())?;
        let rows =
            batch::Entity::find().order_by_desc(batch::Column::StartedAt).all(&unit.transaction).await?;
        rows.into_iter().map(read).collect()
    }
}

fn read(row: batch::Model) -> Result<Batch> {
    Ok(Batch {
        id: BatchId(row.id),
        reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
        state: BatchState::parse(&row.state).ok_or(Error::Meaning("state of a batch"))?,
        profile: row.profile,
        by: row.by,
        counts: row.counts,
        started_at: row.started_at,
        finished_at: row.finished_at,
    })
}

/// The batches of `profile` that a crash left behind: [`undo`](super::undo) cleans them.
///
/// A batch that another process is loading at this moment is among them; whoever loads
/// holds the lock of the data folder or is alone by arrangement.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not import.
pub async fn unfinished(store: &Store, actor: &Actor, profile: &str) -> Result<Vec<BatchId>> {
    let unit = store.read(actor).await?;
    actor.may::<Import>(&Place::service(), unit.id())?;
    let rows = batch::Entity::find()
        .filter(batch::Column::Profile.eq(profile))
        .filter(
            batch::Column::State.is_in([BatchState::Loading, BatchState::Undoing].map(BatchState::as_str)),
        )
        .order_by_asc(batch::Column::StartedAt)
        .all(&unit.transaction)
        .await?;
    Ok(rows.into_iter().map(|row| BatchId(row.id)).collect())
}

/// Every row of an export that a batch of `profile` brought in and that can be seen.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not import.
pub async fn known_rows(store: &Store, actor: &Actor, profile: &str) -> Result<Vec<BulkOrigin>> {
    let unit = store.read(actor).await?;
    actor.may::<Import>(&Place::service(), unit.id())?;
    let live = Query::select()
        .column(batch::Column::Id)
        .from(batch::Entity)
        .and_where(Expr::col(batch::Column::State).eq(BatchState::Live.as_str()))
        .take();
    let rows = batch_row::Entity::find()
        .filter(batch_row::Column::Profile.eq(profile))
        .filter(batch_row::Column::Batch.in_subquery(live))
        .all(&unit.transaction)
        .await?;
    rows.into_iter()
        .map(|row| {
            let digest = row.digest.as_slice().try_into().map_err(|_| Error::Meaning("digest of a row"))?;
            Ok(BulkOrigin {
                file: row.file,
                legacy_id: row.legacy_id,
                record_kind: row.record_kind,
                record: row.record,
                digest,
            })
        })
        .collect()
}

/// The tables whose rows name their batch.
pub(super) const TABLES: [&str; 17] = [
    "organisations",
    "accounts",
    "people",
    "cases",
    "participants",
    "incidents",
    "case_access",
    "entries",
    "consents",
    "risks",
    "meetings",
    "agreements",
    "agreement_actions",
    "feedback",
    "pauses",
    "referrals",
    "answers",
];

impl Unit<Writing> {
    /// Writes the row of a batch that is about to be loaded.
    pub(super) async fn open_batch(
        &mut self,
        leave: Leave<Import>,
        id: BatchId,
        reference: Reference,
        new: &NewBatch,
    ) -> Result<()> {
        self.act_new(&leave, id.into(), &[])?;
        batch::Entity::insert(batch::ActiveModel {
            id: sea_orm::Set(id.into()),
            reference: sea_orm::Set(reference.stored()),
            profile: sea_orm::Set(new.profile.clone()),
            digest: sea_orm::Set(new.digest.clone()),
            state: sea_orm::Set(BatchState::Loading.as_str().to_owned()),
            counts: sea_orm::Set(String::new()),
            started_at: sea_orm::Set(self.now()),
            finished_at: sea_orm::Set(None),
            by: sea_orm::Set(new.by.clone()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Makes everything of a batch visible, or nothing of it, in one statement a table.
    ///
    /// People whom somebody put into a case of another batch, or of none, stay as they are.
    pub(super) async fn switch_batch(
        &mut self,
        leave: &Leave<Import>,
        batch: BatchId,
        state: BatchState,
        counts: Option<&str>,
    ) -> Result<()> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let (id, on) = (Uuid::from(batch), state == BatchState::Live);
        for table in TABLES {
            let mut update = Query::update();
            update
                .table(Alias::new(table))
                .value(Alias::new("live"), on)
                .and_where(Expr::col(Alias::new("batch")).eq(id));
            match table {
                "people" if !on => {
                    update.and_where(Expr::exists(used_elsewhere(id)).not());
                }
                // People come before answers: those who are visible still have stayed.
                "answers" if !on => {
                    update.and_where(Expr::col(Alias::new("root")).not_in_subquery(staying(id)));
                }
                _ => {}
            }
            self.transaction.execute(&update).await?;
        }
        let cases = Query::select()
            .column(case::Column::Id)
            .from(case::Entity)
            .and_where(Expr::col(case::Column::Batch).eq(id))
            .take();
        statistic::Entity::update_many()
            .col_expr(statistic::Column::Live, Expr::val(on))
            .filter(statistic::Column::CaseId.in_subquery(cases))
            .exec(&self.transaction)
            .await?;
        let mut update = batch::Entity::update_many()
            .col_expr(batch::Column::State, Expr::val(state.as_str()))
            .filter(batch::Column::Id.eq(id));
        if on {
            update = update.col_expr(batch::Column::FinishedAt, Expr::val(self.now()));
        }
        if let Some(counts) = counts {
            update = update.col_expr(batch::Column::Counts, Expr::val(counts));
        }
        update.exec(&self.transaction).await?;
        let verb = if on { "switch-on" } else { "switch-off" };
        self.note_entry(Entry::new(verb, "batch").about(batch));
        Ok(())
    }
}

/// Participants outside the batch who are the person of the row at hand.
pub(super) fn used_elsewhere(batch: Uuid) -> SelectStatement {
    let column = |column| Expr::col((participant::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(participant::Entity)
        .and_where(column(participant::Column::Person).equals((person::Entity, person::Column::Id)))
        .and_where(
            column(participant::Column::Batch).is_null().or(column(participant::Column::Batch).ne(batch)),
        )
        .take()
}

/// People of the batch who are visible while it is switched off: they are used elsewhere.
pub(super) fn staying(batch: Uuid) -> SelectStatement {
    Query::select()
        .column(person::Column::Id)
        .from(person::Entity)
        .and_where(Expr::col(person::Column::Batch).eq(batch))
        .and_where(Expr::col(person::Column::Live).eq(true))
        .take()
}
