//! The log as lines that anybody can check (`examples/verify-audit/FORMAT.md`).
//!
//! The lines stand in the order in which checkpoints took entries in, each checkpoint after
//! what it covers, so that a reader who goes through them once can rebuild chains and tree
//! without holding more than their edges.

use chrono::SecondsFormat;
use permissions::{Leave, ViewAuditLog};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::checkpoint::{Ends, read_ends};
use super::entry::{Entry, unpack};
use super::walk::Walk;
use crate::entity::{audit_checkpoint, audit_entry};
use crate::list::Epochs;
use crate::unit::{Reading, Unit};
use crate::{Error, Result};

/// How many lines one piece holds, about.
const LINES: usize = 2_000;

/// An export while it goes on. Each piece may be read in a unit of its own, since what
/// checkpoints cover never changes.
pub struct AuditExport {
    walk: Walk,
    /// The checkpoint that is being led up to, and up to where.
    next: Option<(audit_checkpoint::Model, Ends)>,
    /// The checkpoint it ends with.
    last: i64,
    number: i64,
    lines: u64,
    /// The rights under which it began.
    epochs: Option<Epochs>,
}

impl AuditExport {
    /// How many lines there were so far.
    pub const fn lines(&self) -> u64 {
        self.lines
    }
}

impl Unit<Reading> {
    /// Begins an export of everything that checkpoints cover; its first line says whose log
    /// it is and which key signed it.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn begin_audit_export(&mut self, leave: &Leave<ViewAuditLog>) -> Result<(AuditExport, Value)> {
        self.leave_to_read(leave)?;
        let last = audit_checkpoint::Entity::find()
            .order_by_desc(audit_checkpoint::Column::Number)
            .one(&self.transaction)
            .await?;
        let walk = Walk::open(&self.transaction).await?;
        let last = last.map_or(0, |last| last.number);
        let export =
            AuditExport { walk, next: None, last, number: 0, lines: 1, epochs: self.epochs().await? };
        let key = self.store.keys().log_key();
        self.note_entry(Entry::new("export-audit", "audit").detail("begun"));
        let head = json!({
            "accord-audit": 1,
            "origin": key.verifier().name(),
            "key": key.verifier().to_string(),
        });
        Ok((export, head))
    }

    /// The next lines; none where everything was given.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`]; [`Error::Forbidden`] where the actor's
    /// rights were changed since it began; [`Error::Meaning`] where a checkpoint cannot be read.
    pub async fn next_audit_lines(
        &mut self,
        leave: &Leave<ViewAuditLog>,
        export: &mut AuditExport,
    ) -> Result<Vec<Value>> {
        self.leave_to_read(leave)?;
        if self.epochs().await? != export.epochs {
            return Err(Error::Forbidden);
        }
        let mut lines = Vec::new();
        while lines.len() < LINES {
            if export.next.is_none() {
                export.next = self.checkpoint_after(export).await?;
            }
            let Some((row, ends)) = &export.next else { break };
            for (lane, end) in ends {
                let Some(place) = export.walk.lanes.iter().position(|one| one.id == *lane) else { continue };
                while lines.len() < LINES
                    && let Some(step) = export.walk.next(&self.transaction, place, *end).await?
                {
                    lines.push(line(&step.entry));
                }
            }
            if lines.len() < LINES {
                lines.push(json!({ "checkpoint": row.note }));
                export.next = None;
            }
        }
        export.lines += lines.len() as u64;
        if lines.is_empty() {
            self.note_entry(Entry::new("export-audit", "audit").detail(format!("lines {}", export.lines)));
        }
        Ok(lines)
    }

    async fn checkpoint_after(
        &self,
        export: &mut AuditExport,
    ) -> Result<Option<(audit_checkpoint::Model, Ends)>> {
        let row = audit_checkpoint::Entity::find()
            .filter(audit_checkpoint::Column::Number.gt(export.number))
            .filter(audit_checkpoint::Column::Number.lte(export.last))
            .order_by_asc(audit_checkpoint::Column::Number)
            .one(&self.transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        export.number = row.number;
        let ends = read_ends(&row.ends).ok_or(Error::Meaning("audit checkpoint"))?;
        Ok(Some((row, ends)))
    }

    fn leave_to_read(&self, leave: &Leave<ViewAuditLog>) -> Result<()> {
        if leave.unit() == self.id { Ok(()) } else { Err(Error::WrongUnit) }
    }
}

fn line(entry: &audit_entry::Model) -> Value {
    let subjects = entry.subjects.as_deref().map(|ids| unpack(ids).collect::<Vec<Uuid>>());
    json!({
        "lane": entry.lane,
        "sequence": entry.sequence,
        "at": entry.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "account": entry.account,
        "actor": entry.actor,
        "purpose": entry.purpose,
        "verb": entry.verb,
        "object_kind": entry.object_kind,
        "object": entry.object,
        "parts": entry.parts,
        "subjects": subjects,
        "detail": entry.detail,
        "outcome": entry.outcome,
        "rows": entry.digest.as_deref().map(hex),
        "hash": hex(&entry.hash),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
