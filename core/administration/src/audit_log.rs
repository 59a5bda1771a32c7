//! The audit log as a whole: whether it is sound, its checkpoints, and a copy to take away.

use chrono::TimeDelta;
use domain::Message;
use permissions::{Actor, Place, Task, VerifyAudit};
use storage::audit::{CheckpointState, Finding, Place as Where, Verified};
use storage::{Shown, Store};

use crate::Result;

/// How many checkpoints are handed out at a time.
const HANDED: u64 = 500;

/// The use cases about the log as a whole.
#[derive(Clone)]
pub struct AuditLog {
    pub(crate) store: Store,
}

impl AuditLog {
    /// The log of the installation in `store`.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// The name under which the log signs, and the key that others check with, as text.
    pub fn key(&self) -> String {
        self.store.keys().log_key().verifier().to_string()
    }

    /// Verifies the whole log, also against checkpoints that were kept elsewhere. That it
    /// was done, and how much was wrong, is entered.
    ///
    /// # Errors
    /// Not permitted; storage's. What is wrong is a finding, not an error.
    pub async fn verify(&self, actor: &Actor, outside: &[String]) -> Result<Shown<Verified>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<VerifyAudit>(&Place::service(), unit.id())?;
        let verified = unit.verify_audit(&leave, outside).await?;
        let verified = unit.show(verified).await?;
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<VerifyAudit>(&Place::service(), unit.id())?;
        unit.note_verified(&leave, verified.wrong()).await?;
        unit.commit().await?;
        Ok(verified)
    }

    /// How far the log is covered by checkpoints, and when it was last verified.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn state(&self, actor: &Actor) -> Result<Shown<CheckpointState>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<VerifyAudit>(&Place::service(), unit.id())?;
        let state = unit.checkpoint_state(&leave).await?;
        Ok(unit.show(state).await?)
    }

    /// Makes a checkpoint where one is due: when `few` entries wait, or any at all and the
    /// last was made `minutes` ago. Says whether it did.
    ///
    /// # Errors
    /// Storage's; among them that what was signed before is no longer what it was.
    pub async fn checkpoint(&self, few: u64, minutes: u32) -> Result<bool> {
        let checker = self.checker();
        let unit = self.store.read(&checker).await?;
        let leave = checker.may::<VerifyAudit>(&Place::service(), unit.id())?;
        let due = checker.now() - TimeDelta::minutes(minutes.into());
        let next = unit.next_checkpoint(&leave, few, due).await?;
        let Some(new) = unit.show(next).await?.into_inner() else { return Ok(false) };
        let mut unit = self.store.write(&checker).await?;
        let leave = checker.may::<VerifyAudit>(&Place::service(), unit.id())?;
        if !unit.keep_checkpoint(&leave, new).await? {
            return Ok(false);
        }
        unit.commit().await?;
        Ok(true)
    }

    /// Makes a checkpoint of whatever is not covered yet.
    ///
    /// # Errors
    /// As [`checkpoint`](Self::checkpoint).
    pub async fn checkpoint_now(&self) -> Result<bool> {
        self.checkpoint(1, 0).await
    }

    /// Some of the checkpoints that cover more than `size` entries, the oldest first.
    ///
    /// # Errors
    /// Storage's.
    pub async fn checkpoints_beyond(&self, size: u64) -> Result<Shown<Vec<String>>> {
        let checker = self.checker();
        let unit = self.store.read(&checker).await?;
        let leave = checker.may::<VerifyAudit>(&Place::service(), unit.id())?;
        let notes = unit.checkpoints_beyond(&leave, size, HANDED).await?;
        Ok(unit.show(notes).await?)
    }

    fn checker(&self) -> Actor {
        Actor::system(Task::AuditCheck, self.store.now())
    }
}

/// A finding in a sentence.
pub fn said(finding: &Finding) -> Message {
    let with = || Message::new(String::new());
    let (place, message) = match &finding.place {
        Where::Entry { lane, sequence } => ("entry", with().with("chain", lane).with("entry", sequence)),
        Where::Checkpoint { number } => ("checkpoint", with().with("number", number)),
        Where::Outside { size } => ("outside", with().with("size", size)),
        Where::Row { row, kind } => ("row", with().with("row", row).with("kind", kind)),
    };
    Message { key: format!("audit-wrong-{place}-{}", finding.wrong), ..message }
}
