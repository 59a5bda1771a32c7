//! Checkpoints: the state of the whole log, signed, so that it can be kept elsewhere.
//!
//! A chain alone cannot show that its end was cut off together with its head, or that it was
//! written anew from the beginning. A checkpoint can: it names the root of a tree over every
//! entry, and whoever keeps one outside can later tell whether the log still holds what it
//! held then.
//!
//! The tree is one, the lanes are several. Its leaves are the hashes of entries, in the order
//! in which checkpoints took them in: each takes what is new in lane 0, then in lane 1 and so
//! on, up to its *ends*. An entry's hash stands for everything before it in its lane, so the
//! tree binds the chains together.

use std::collections::BTreeMap;

use domain::Instant;
use keys::log::Tree;
use permissions::{Leave, VerifyAudit};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{audit_checkpoint, audit_entry, audit_lane};
use crate::unit::{Reading, Unit, Writing};
use crate::{Error, Result};

/// How many hashes are read at a time.
const CHUNK: u64 = 10_000;

/// Up to which entry of each lane.
pub(super) type Ends = BTreeMap<i32, i64>;

/// A checkpoint that is made and not kept yet.
#[derive(Clone, Debug)]
pub struct NewCheckpoint {
    number: i64,
    size: u64,
    note: String,
    ends: Ends,
    edge: Vec<u8>,
}

/// How far the log is covered, and when somebody last looked whether it is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckpointState {
    /// When the last checkpoint was made, and how many entries it covers.
    pub last: Option<(Instant, u64)>,
    /// How many entries came since.
    pub since: u64,
    /// When the log was last verified, and how many things were wrong.
    pub verified: Option<(Instant, u64)>,
}

const VERIFIED_AT: &str = "audit-verified-at";
const VERIFIED_WRONG: &str = "audit-verified-wrong";

impl<Mode> Unit<Mode> {
    fn leave_to_verify(&self, leave: &Leave<VerifyAudit>) -> Result<()> {
        if leave.unit() == self.id { Ok(()) } else { Err(Error::WrongUnit) }
    }

    async fn last_checkpoint(&self) -> Result<Option<audit_checkpoint::Model>> {
        Ok(audit_checkpoint::Entity::find()
            .order_by_desc(audit_checkpoint::Column::Number)
            .one(&self.transaction)
            .await?)
    }
}

impl Unit<Reading> {
    /// The next checkpoint, where the log holds enough that none covers yet: `few` entries,
    /// or any at all where the last one was made before `due`.
    ///
    /// What is signed goes on from the last checkpoint; where that is no longer what it was,
    /// nothing is signed, because one key must never sign two stories.
    ///
    /// # Errors
    /// [`Error::Meaning`] where the last checkpoint or the log after it was tampered with.
    pub async fn next_checkpoint(
        &self,
        leave: &Leave<VerifyAudit>,
        few: u64,
        due: Instant,
    ) -> Result<Option<NewCheckpoint>> {
        self.leave_to_verify(leave)?;
        let key = self.store.keys().log_key();
        let (mut tree, mut ends, mut number, mut before) = (Tree::default(), Ends::new(), 1, None);
        if let Some(last) = self.last_checkpoint().await? {
            let stated = key.verifier().checkpoint(&last.note);
            let grown = stated.as_ref().and_then(|stated| Tree::with_edge(stated.size, &last.edge));
            let (Some(stated), Some(grown)) = (stated, grown) else {
                return Err(Error::Meaning("audit checkpoint"));
            };
            if grown.root() != stated.root {
                return Err(Error::Meaning("audit checkpoint"));
            }
            ends = read_ends(&last.ends).ok_or(Error::Meaning("audit checkpoint"))?;
            (tree, number, before) = (grown, last.number + 1, Some(stated.at));
        }
        let lanes =
            audit_lane::Entity::find().order_by_asc(audit_lane::Column::Id).all(&self.transaction).await?;
        let new: i64 =
            lanes.iter().map(|lane| lane.sequence - ends.get(&lane.id).copied().unwrap_or(0)).sum();
        let is_due = before.is_none_or(|before| before <= due);
        if new <= 0 || ((new as u64) < few && !is_due) {
            return Ok(None);
        }
        for lane in &lanes {
            let mut end = ends.get(&lane.id).copied().unwrap_or(0);
            while end < lane.sequence {
                let hashes: Vec<(i64, Vec<u8>)> = audit_entry::Entity::find()
                    .select_only()
                    .columns([audit_entry::Column::Sequence, audit_entry::Column::Hash])
                    .filter(audit_entry::Column::Lane.eq(lane.id))
                    .filter(audit_entry::Column::Sequence.gt(end))
                    .filter(audit_entry::Column::Sequence.lte(lane.sequence))
                    .order_by_asc(audit_entry::Column::Sequence)
                    .limit(CHUNK)
                    .into_tuple()
                    .all(&self.transaction)
                    .await?;
                if hashes.is_empty() {
                    return Err(Error::Meaning("end of an audit lane"));
                }
                for (sequence, hash) in hashes {
                    if sequence != end + 1 {
                        return Err(Error::Meaning("entry of an audit lane"));
                    }
                    tree.push(&hash);
                    end = sequence;
                }
            }
            if end > 0 {
                ends.insert(lane.id, end);
            }
        }
        // Time that went backwards must not make a later checkpoint look earlier.
        let at = before.map_or(self.now(), |before| before.max(self.now()));
        let note = key.checkpoint(&tree, at);
        Ok(Some(NewCheckpoint { number, size: tree.size(), note, ends, edge: tree.edge() }))
    }

    /// The notes of checkpoints that cover more than `size` entries, at most `limit`, the
    /// oldest first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn checkpoints_beyond(
        &self,
        leave: &Leave<VerifyAudit>,
        size: u64,
        limit: u64,
    ) -> Result<Vec<String>> {
        self.leave_to_verify(leave)?;
        Ok(audit_checkpoint::Entity::find()
            .select_only()
            .column(audit_checkpoint::Column::Note)
            .filter(audit_checkpoint::Column::Size.gt(size as i64))
            .order_by_asc(audit_checkpoint::Column::Number)
            .limit(limit)
            .into_tuple()
            .all(&self.transaction)
            .await?)
    }

    /// How far the log is covered, and when it was last verified.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn checkpoint_state(&self, leave: &Leave<VerifyAudit>) -> Result<CheckpointState> {
        self.leave_to_verify(leave)?;
        let last = self.last_checkpoint().await?;
        let last = last.and_then(|last| self.store.keys().log_key().verifier().checkpoint(&last.note));
        let lanes = audit_lane::Entity::find().all(&self.transaction).await?;
        let entries: i64 = lanes.iter().map(|lane| lane.sequence).sum();
        let covered = last.as_ref().map_or(0, |last| last.size);
        let at = self.epoch(VERIFIED_AT).await?;
        let verified = if at == 0 {
            None
        } else {
            let wrong = self.epoch(VERIFIED_WRONG).await?;
            chrono::DateTime::from_timestamp_micros(at).map(|at| (at, wrong.unsigned_abs()))
        };
        let last = last.map(|last| (last.at, last.size));
        Ok(CheckpointState { last, since: (entries as u64).saturating_sub(covered), verified })
    }
}

impl Unit<Writing> {
    /// Keeps a checkpoint; `false` where another node kept one in the meantime, and then the
    /// unit is of no more use.
    ///
    /// It leaves no entry: it would itself be something new, and there would be no end.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn keep_checkpoint(&mut self, leave: &Leave<VerifyAudit>, new: NewCheckpoint) -> Result<bool> {
        self.leave_to_verify(leave)?;
        let row = audit_checkpoint::ActiveModel {
            number: Set(new.number),
            size: Set(new.size as i64),
            note: Set(new.note),
            ends: Set(write_ends(&new.ends)),
            edge: Set(new.edge),
        };
        match audit_checkpoint::Entity::insert(row).exec_without_returning(&self.transaction).await {
            Ok(_) => Ok(true),
            Err(error) => match error.sql_err() {
                Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Ok(false),
                _ => Err(error.into()),
            },
        }
    }

    /// Enters that the log was verified, and what came of it.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn note_verified(&mut self, leave: &Leave<VerifyAudit>, wrong: u64) -> Result<()> {
        self.leave_to_verify(leave)?;
        self.set_epoch(VERIFIED_AT, self.now().timestamp_micros()).await?;
        self.set_epoch(VERIFIED_WRONG, wrong as i64).await?;
        let detail = if wrong == 0 { "whole".to_owned() } else { format!("wrong {wrong}") };
        self.note_entry(crate::audit::Entry::new("verify-audit", "audit").detail(detail));
        Ok(())
    }
}

/// As it is kept: `0:17 3:4`.
fn write_ends(ends: &Ends) -> String {
    ends.iter().map(|(lane, end)| format!("{lane}:{end}")).collect::<Vec<_>>().join(" ")
}

/// Reads what [`write_ends`] wrote.
pub(super) fn read_ends(text: &str) -> Option<Ends> {
    let end = |word: &str| {
        let (lane, end) = word.split_once(':')?;
        Some((lane.parse().ok()?, end.parse().ok()?))
    };
    text.split_whitespace().map(end).collect()
}
