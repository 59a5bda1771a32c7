//! Reading every lane once, in whatever order is asked for, and checking each link.

use std::collections::VecDeque;

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};

use super::entry::Stored;
use crate::Result;
use crate::entity::{audit_entry, audit_lane};

/// How many entries are read at a time.
const CHUNK: u64 = 2_000;

/// All lanes, each read as far as it was asked for.
pub(super) struct Walk {
    /// In the order of their numbers.
    pub lanes: Vec<Lane>,
}

/// One lane on the walk.
pub(super) struct Lane {
    pub id: i32,
    /// The last entry taken.
    pub sequence: i64,
    /// Its hash.
    pub head: [u8; 32],
    /// What the lane's own row says its end is, where it has a row.
    kept: Option<(i64, Vec<u8>)>,
    ahead: VecDeque<audit_entry::Model>,
    /// The last entry read, which may be far ahead of the last taken.
    read: Option<i64>,
    is_read: bool,
}

/// An entry, and what is wrong with how it hangs on the one before.
pub(super) struct Step {
    pub entry: audit_entry::Model,
    pub wrong: Option<&'static str>,
}

#[derive(FromQueryResult)]
struct Used {
    lane: i32,
}

impl Walk {
    /// Begins at the beginning of every lane that has a row or an entry.
    pub async fn open(on: &DatabaseTransaction) -> Result<Self> {
        let kept = audit_lane::Entity::find().all(on).await?;
        let used = audit_entry::Entity::find().select_only().column(audit_entry::Column::Lane).distinct();
        let used = used.into_model::<Used>().all(on).await?;
        let mut ids: Vec<i32> =
            kept.iter().map(|lane| lane.id).chain(used.iter().map(|one| one.lane)).collect();
        ids.sort_unstable();
        ids.dedup();
        let lane = |id| Lane {
            id,
            sequence: 0,
            head: [0; 32],
            kept: kept.iter().find(|lane| lane.id == id).map(|lane| (lane.sequence, lane.head.clone())),
            ahead: VecDeque::new(),
            read: None,
            is_read: false,
        };
        Ok(Self { lanes: ids.into_iter().map(lane).collect() })
    }

    /// The next entry of the lane at `place`, where it has one up to `end`.
    pub async fn next(&mut self, on: &DatabaseTransaction, place: usize, end: i64) -> Result<Option<Step>> {
        let lane = &mut self.lanes[place];
        if lane.ahead.is_empty() && !lane.is_read {
            let mut find = audit_entry::Entity::find().filter(audit_entry::Column::Lane.eq(lane.id));
            if let Some(read) = lane.read {
                find = find.filter(audit_entry::Column::Sequence.gt(read));
            }
            let rows = find.order_by_asc(audit_entry::Column::Sequence).limit(CHUNK).all(on).await?;
            lane.is_read = (rows.len() as u64) < CHUNK;
            lane.read = rows.last().map(|row| row.sequence).or(lane.read);
            lane.ahead = rows.into();
        }
        if lane.ahead.front().is_none_or(|entry| entry.sequence > end) {
            return Ok(None);
        }
        let Some(entry) = lane.ahead.pop_front() else { return Ok(None) };
        let wrong = lane.take(&entry);
        Ok(Some(Step { entry, wrong }))
    }
}

impl Lane {
    /// Whether the lane ends where its row says it does; asked when all of it was taken.
    pub fn ends_well(&self) -> bool {
        match &self.kept {
            Some((sequence, head)) => *sequence == self.sequence && *head == self.head,
            None => false,
        }
    }

    fn take(&mut self, entry: &audit_entry::Model) -> Option<&'static str> {
        let wrong = if entry.sequence != self.sequence + 1 {
            Some(if entry.sequence > self.sequence { "missing" } else { "added" })
        } else if entry.previous != self.head {
            Some("out-of-order")
        } else if entry.hash != hash_of(&self.head, entry) {
            Some("altered")
        } else {
            None
        };
        // The walk goes on from what stands there, so that one break is one finding.
        self.sequence = entry.sequence;
        self.head = entry.hash.as_slice().try_into().unwrap_or_default();
        wrong
    }
}

fn hash_of(head: &[u8; 32], row: &audit_entry::Model) -> [u8; 32] {
    let stored = Stored {
        lane: row.lane,
        sequence: row.sequence,
        at: row.at,
        account: row.account,
        actor: &row.actor,
        purpose: &row.purpose,
        verb: &row.verb,
        object_kind: &row.object_kind,
        object: row.object,
        parts: row.parts,
        subjects: row.subjects.as_deref(),
        detail: row.detail.as_deref(),
        outcome: &row.outcome,
        digest: row.digest.as_deref(),
    };
    keys::chain(head, &stored.canonical())
}
