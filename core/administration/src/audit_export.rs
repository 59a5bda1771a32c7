//! Taking a copy of the audit log away, that others can check without us.
//!
//! The copy begins with a checkpoint made now, so that everything in it is signed, and is
//! streamed piece by piece, each in a unit of its own: what checkpoints cover never changes,
//! so no snapshot has to be held for as long as a slow reader takes.

use permissions::{Actor, Place, ViewAuditLog};
use serde_json::Value;
use storage::Shown;
use tokio::sync::mpsc;

use crate::{AuditLog, Result};

/// How many pieces may wait for a slow reader.
const WAITING: usize = 2;

/// A piece of the file, or why it ends early.
pub type Piece = Result<Shown<Vec<u8>>>;

impl AuditLog {
    /// Streams the whole log as lines of JSON, in the form that
    /// `examples/verify-audit/FORMAT.md` describes.
    ///
    /// What can be refused is refused before the first byte. Rights are looked at again
    /// before each piece; a copy that must end early ends with an error, and lacks its last
    /// checkpoint.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn export(&self, actor: &Actor) -> Result<mpsc::Receiver<Piece>> {
        let mut unit = self.store.read(actor).await?;
        actor.may::<ViewAuditLog>(&Place::service(), unit.id())?;
        self.checkpoint_now().await?;
        // From here on, so that the checkpoint that was just made is in it.
        drop(unit);
        unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewAuditLog>(&Place::service(), unit.id())?;
        let (mut export, head) = unit.begin_audit_export(&leave).await?;
        let first = unit.show(bytes(&[head])).await?;
        let (sender, receiver) = mpsc::channel(WAITING);
        let (store, actor) = (self.store.clone(), actor.clone());
        tokio::spawn(async move {
            let mut piece = Ok(first);
            loop {
                let is_over = piece.is_err();
                if sender.send(piece).await.is_err() || is_over {
                    break;
                }
                let next = async {
                    let actor = actor.at(store.now());
                    let mut unit = store.read(&actor).await?;
                    let leave = actor.may::<ViewAuditLog>(&Place::service(), unit.id())?;
                    let lines = unit.next_audit_lines(&leave, &mut export).await?;
                    Ok(unit.show(bytes(&lines)).await?)
                };
                piece = match next.await {
                    Ok(lines) if lines.is_empty() => break,
                    next => next,
                };
            }
        });
        Ok(receiver)
    }
}

fn bytes(lines: &[Value]) -> Vec<u8> {
    lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()
}
