//! Sending what waits, again and again.
//!
//! A round claims a few mails in one transaction, sends them outside of any, and says in
//! another what became of each. Between the mail server's "accepted" and that second
//! transaction lies a moment in which the machine can die: then the claim ends after
//! [`CLAIM`], and the mail goes out once more. The other order would lose it. It carries the
//! same Message-ID both times.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use domain::Instant;
use identity::Letter;
use permissions::{Actor, Task};
use storage::Store;
use storage::mail::Trouble;

use super::{Pen, Post};

/// How often it is looked whether something waits.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How often what is over is put away, and whether there is news is asked.
const TIDY_EVERY: Duration = Duration::from_secs(60 * 60);

/// How many are claimed at once. A claim outlasts the slowest mail server: [`FEW`] mails of a
/// minute each.
const FEW: u64 = 5;
const CLAIM: Duration = Duration::from_secs(10 * 60);

/// How many minutes pass before each further try; then a mail is given up.
const AGAIN: [u64; 8] = [1, 2, 5, 15, 60, 180, 360, 720];

/// The hour of the day, where the service is, from which news is told.
const NEWS_FROM: u32 = 7;

/// Sends what waits.
#[derive(Clone)]
pub struct Runner {
    store: Store,
    pen: Pen,
    post: Option<Arc<Post>>,
}

impl Runner {
    /// For the outbox in `store`; without a post nothing is sent.
    pub fn new(store: Store, pen: Pen, post: Option<Post>) -> Self {
        Self { store, pen, post: post.map(Arc::new) }
    }

    /// Looks again and again; what does not work is logged and tried again.
    pub async fn run(&self) {
        let mut tidied: Option<Instant> = None;
        loop {
            let now = self.store.now();
            if tidied.is_none_or(|at| now - at >= chrono::TimeDelta::from_std(TIDY_EVERY).unwrap_or_default())
            {
                tidied = Some(now);
                self.logged(self.tidy().await);
            }
            let sent = self.logged(self.round().await);
            if sent.unwrap_or(0) == 0 {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }

    fn logged<T>(&self, done: Result<T>) -> Option<T> {
        done.inspect_err(|error| {
            tracing::error!(error = format!("{error:#}"), "the outbox could not be looked after");
        })
        .ok()
    }

    /// Claims what is due and sends it; says how many mails it looked at.
    ///
    /// # Errors
    /// Storage's.
    pub async fn round(&self) -> Result<usize> {
        let Some(post) = &self.post else { return Ok(0) };
        let unit = self.store.read(&self.actor()).await?;
        if !unit.has_due_mail().await? {
            return Ok(0);
        }
        drop(unit);
        let mut unit = self.store.write(&self.actor()).await?;
        let letters = unit.claim_mail(FEW, self.store.now() + CLAIM).await?;
        unit.commit().await?;
        for letter in &letters {
            let outcome = self.send(post, letter).await;
            self.settle(letter, outcome).await?;
        }
        Ok(letters.len())
    }

    /// What became of it: nothing, or why not and whether for good.
    async fn send(&self, post: &Post, letter: &Letter) -> Option<(Trouble, bool)> {
        let mail = match self.pen.write(letter, post) {
            Ok(Some(mail)) => mail,
            Ok(None) => return Some((Trouble::Address, true)),
            Err(error) => {
                tracing::error!(?letter, error = format!("{error:#}"), "a mail could not be written");
                return Some((Trouble::Refused, true));
            }
        };
        let error = post.send(&mail).await.err()?;
        tracing::warn!(?letter, trouble = error.trouble.as_str(), "a mail was not sent");
        Some((error.trouble, error.is_final))
    }

    async fn settle(&self, letter: &Letter, outcome: Option<(Trouble, bool)>) -> Result<()> {
        let now = self.store.now();
        let mut unit = self.store.write(&self.actor()).await?;
        match outcome {
            None => unit.mail_sent(letter).await?,
            Some((trouble, is_final)) => {
                let again = AGAIN.get(letter.attempt.saturating_sub(1) as usize).filter(|_| !is_final);
                let again = again.map(|minutes| now + Duration::from_secs(minutes * 60));
                unit.mail_failed(letter, trouble, again).await?;
            }
        }
        unit.commit().await?;
        Ok(())
    }

    /// Puts away what is over, and leaves the news of the day to be sent.
    ///
    /// # Errors
    /// Storage's.
    pub async fn tidy(&self) -> Result<()> {
        let mut unit = self.store.write(&self.actor()).await?;
        unit.tidy_mail().await?;
        unit.commit().await?;
        if self.post.is_none() {
            return Ok(());
        }
        let here = self.store.now().with_timezone(&self.store.zone());
        if chrono::Timelike::hour(&here) < NEWS_FROM {
            return Ok(());
        }
        let day = here.date_naive().to_string();
        let unit = self.store.read(&self.actor()).await?;
        let accounts = unit.accounts_with_news(&day).await?;
        drop(unit);
        let mut unit = self.store.write(&self.actor()).await?;
        unit.tell_news(&accounts, &day).await?;
        unit.commit().await?;
        Ok(())
    }

    fn actor(&self) -> Actor {
        Actor::system(Task::Notifications, self.store.now())
    }
}
