//! How the mail stands: what waits, what went out, what did not and why.

use permissions::{Actor, Maintain, Place};
use serde::Serialize;
use storage::mail::MailLine;
use storage::{Shown, Store};
use wording::Text;

use crate::Result;

/// The use cases of mail.
#[derive(Clone)]
pub struct Mail {
    store: Store,
}

/// How the mail stands.
#[derive(Clone, Debug, Serialize)]
pub struct MailView {
    /// How many wait.
    pub waiting: u64,
    /// Since when the oldest of them has.
    pub waiting_since: Option<Text>,
    /// How many were sent in the last thirty days.
    pub sent: u64,
    /// When the last one was.
    pub sent_at: Option<Text>,
    /// How many were given up in the last thirty days.
    pub failed: u64,
    /// Those with trouble, the newest first.
    pub troubled: Vec<MailLineView>,
}

/// A mail with trouble: for whom and why, never what it says.
#[derive(Clone, Debug, Serialize)]
pub struct MailLineView {
    /// What names it when it is to be tried again.
    pub id: String,
    /// What it tells, as a word.
    pub kind: &'static str,
    /// The sign-in name of whoever it is for.
    pub username: String,
    /// When it was asked for.
    pub asked_at: Text,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong, as a word.
    pub trouble: Option<&'static str>,
    /// When it is tried again; nothing where it was given up.
    pub again_at: Option<Text>,
    /// Whether there is still any use in sending it.
    pub is_in_time: bool,
}

impl Mail {
    /// The mail of the installation in `store`.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// How it stands.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn health(&self, actor: &Actor) -> Result<Shown<MailView>> {
        let mut unit = self.store.read(actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let health = unit.mail_health(&leave).await?;
        let view = MailView {
            waiting: health.waiting,
            waiting_since: health.waiting_since.map(Into::into),
            sent: health.sent,
            sent_at: health.sent_at.map(Into::into),
            failed: health.failed,
            troubled: health.troubled.into_iter().map(line).collect(),
        };
        Ok(unit.show(view).await?)
    }

    /// Has a mail tried again at once, and says whether there is one that it helps.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn retry(&self, actor: &Actor, id: &str) -> Result<bool> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let Ok(id) = id.parse() else { return Ok(false) };
        let found = unit.retry_mail(leave, id).await?;
        unit.commit().await?;
        Ok(found)
    }
}

fn line(line: MailLine) -> MailLineView {
    MailLineView {
        id: line.id.to_string(),
        kind: line.kind.as_str(),
        username: line.username,
        asked_at: line.asked_at.into(),
        attempts: line.attempts,
        trouble: line.trouble.map(storage::mail::Trouble::as_str),
        again_at: line.again_at.map(Into::into),
        is_in_time: line.is_in_time,
    }
}
