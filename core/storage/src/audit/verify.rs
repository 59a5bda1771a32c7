//! Checking the chains.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entry::Stored;
use crate::entity::{audit_entry, audit_lane};
use crate::unit::Unit;
use crate::{Reading, Result};

/// What a check of the audit log came to.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// How many entries were read.
    pub entries: u64,
    /// How many lanes hold any.
    pub lanes: u32,
    /// Everything that is wrong, at most one finding a lane.
    pub findings: Vec<Finding>,
}

/// Where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The lane.
    pub lane: i32,
    /// The entry at which the chain no longer holds.
    pub sequence: i64,
    /// What is wrong: `missing`, `altered`, `out-of-order`, `head`.
    pub wrong: &'static str,
}

/// How many entries are read at a time.
const CHUNK: u64 = 2_000;

impl Unit<Reading> {
    /// Reads every chain from its beginning and compares it with its head.
    ///
    /// Finds an entry that was changed, removed, added or moved. It cannot find a chain
    /// that was rewritten whole or cut at its end together with its head: that needs a
    /// checkpoint kept elsewhere.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn verify_audit(&self) -> Result<Verified> {
        let mut verified = Verified::default();
        for lane in
            audit_lane::Entity::find().order_by_asc(audit_lane::Column::Id).all(&self.transaction).await?
        {
            let mut head = [0u8; 32];
            let mut sequence = 0;
            let mut broken = None;
            'lane: loop {
                let rows = audit_entry::Entity::find()
                    .filter(audit_entry::Column::Lane.eq(lane.id))
                    .filter(audit_entry::Column::Sequence.gt(sequence))
                    .order_by_asc(audit_entry::Column::Sequence)
                    .limit(CHUNK)
                    .all(&self.transaction)
                    .await?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    verified.entries += 1;
                    let wrong = if row.sequence != sequence + 1 {
                        Some("missing")
                    } else if row.previous != head {
                        Some("out-of-order")
                    } else if row.hash != hash_of(&head, &row) {
                        Some("altered")
                    } else {
                        None
                    };
                    if let Some(wrong) = wrong {
                        broken = Some(Finding { lane: lane.id, sequence: row.sequence, wrong });
                        break 'lane;
                    }
                    head.copy_from_slice(&row.hash);
                    sequence = row.sequence;
                }
            }
            if broken.is_none() && (lane.sequence != sequence || lane.head != head) {
                broken = Some(Finding { lane: lane.id, sequence, wrong: "head" });
            }
            verified.lanes += u32::from(sequence > 0);
            verified.findings.extend(broken);
        }
        Ok(verified)
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
