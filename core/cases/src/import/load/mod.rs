//! Writing a plan, and taking it back.
//!
//! What is here already is looked at first ([`Found`]), then every record is made of the plan
//! (`maker` and the modules under it) and loaded chunk by chunk, unseen. Before the switch the
//! tables themselves are counted: what was loaded is what was planned, or nothing of it stays.

mod case;
mod chunks;
mod found;
mod history;
mod maker;
mod participant;
mod person;
mod selection;
mod volunteer;
mod work;

use chrono::TimeDelta;
use domain::{Message, Reference};
use permissions::{Actor, Place, Task, ViewAccount};
use storage::Store;
use storage::bulk::{self, Batch, BatchState, Loader, NewBatch};

use super::plan::ImportPlan;
use super::profile::FileKind;
use chunks::Chunks;
pub use found::Found;
use maker::Maker;
use selection::Selection;

/// Puts a message into the words that are stored: those of the service's language.
pub type Say<'a> = &'a (dyn Fn(&Message) -> String + Send + Sync);

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What an interrupted run left is removed.
    Cleaning,
    /// Records are loaded.
    Loading,
    /// Records are taken back.
    Removing,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// How many records are done.
    pub done: u64,
    /// Of how many; 0 where nobody knows.
    pub of: u64,
}

/// Why nothing was brought in or taken back.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Storage refused or failed.
    #[error("the database: {0}")]
    Storage(#[from] storage::Error),
    /// A row names a record that the plan does not have; the profile lacks a rule about it.
    #[error("{file}, line {line}, names a {what} that is not brought in; the profile needs a rule that rejects it", file = .file.as_str())]
    Unresolved {
        /// In which file.
        file: FileKind,
        /// On which line the row begins.
        line: u64,
        /// What it names.
        what: &'static str,
    },
    /// What was loaded is not what was planned, so all of it was taken back.
    #[error("{found} {what} were loaded where {planned} were planned; nothing of it was kept")]
    Differs {
        /// What.
        what: String,
        /// How many were planned.
        planned: u64,
        /// How many were loaded.
        found: u64,
    },
    /// There is no batch of this name, or nothing is left of it.
    #[error("there is no batch {0}, or nothing is left of it")]
    NoBatch(Reference),
    /// Nobody has this sign-in name.
    #[error("nobody signs in as '{0}'")]
    NoAccount(String),
    /// The batch is the invented service of a demonstration.
    #[error("{0} is the demonstration itself, which is not taken back")]
    Demonstration(Reference),
    /// Somebody has worked on what the batch brought in.
    #[error("somebody has worked on {cases} of its cases since, which would be lost")]
    WorkedOn {
        /// On how many cases.
        cases: u64,
    },
}

/// What [`Importer`] methods return.
pub type Result<T> = std::result::Result<T, LoadError>;

/// Brings plans in and takes batches back.
#[derive(Clone)]
pub struct Importer {
    store: Store,
}

impl Importer {
    /// An importer into this store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// What is here already, which a plan is compared with. Writes nothing but the entry that
    /// accounts were looked at.
    ///
    /// # Errors
    /// [`LoadError::Storage`], also where `asked` may not import.
    pub async fn look(&self, asked: &Actor, profile: &str) -> Result<Found> {
        Found::look(&self.store, asked, profile).await
    }

    /// Brings in what is new in `plan`, all of it or nothing, and returns the name by which it
    /// can be taken back; none where nothing is new.
    ///
    /// `asked` is who asked for it, and `by` the name that is kept; the records are written by
    /// the import's own task, which may write and not read back. What an interrupted run left
    /// is cleaned first. `digest` tells this export from another.
    ///
    /// # Errors
    /// [`LoadError`]: nothing of the plan can be seen then.
    pub async fn load(
        &self,
        asked: &Actor,
        plan: &ImportPlan,
        (by, digest): (&str, [u8; 32]),
        say: Say<'_>,
        progress: &(dyn Fn(Progress) + Send + Sync),
    ) -> Result<Option<Reference>> {
        let found = self.look(asked, &plan.profile).await?;
        let writer = self.writer(asked);
        for batch in &found.unfinished {
            let tell = |done| progress(Progress { step: Step::Cleaning, done, of: 0 });
            bulk::undo(&self.store, &writer, *batch, &tell).await?;
        }
        let selection = Selection::of(plan, &found)?;
        if selection.is_empty() {
            return Ok(None);
        }
        let new = NewBatch { profile: plan.profile.clone(), digest: digest.to_vec(), by: by.to_owned() };
        let mut loader = Loader::begin(&self.store, &writer, new).await?;
        let batch = loader.batch();
        match self.fill(&mut loader, &selection, &found, say, progress).await {
            Ok(counts) => {
                let until = self.store.now() + TimeDelta::days(ALLOWED_FOR);
                bulk::allow(&self.store, &writer, batch, &found.managers, until).await?;
                Ok(Some(loader.finish(&counts).await?))
            }
            Err(error) => {
                // A crash leaves the same behind, unseen; here there is time to clear it up.
                let tell = |done| progress(Progress { step: Step::Cleaning, done, of: 0 });
                bulk::undo(&self.store, &writer, batch, &tell).await?;
                Err(error)
            }
        }
    }

    /// Loads the chunks and compares what the tables hold with what was meant.
    async fn fill(
        &self,
        loader: &mut Loader,
        selection: &Selection<'_>,
        found: &Found,
        say: Say<'_>,
        progress: &(dyn Fn(Progress) + Send + Sync),
    ) -> Result<String> {
        let now = self.store.now();
        let maker = Maker::new(loader, selection, found, (now, self.store.zone()), say);
        let of = selection.rows() as u64;
        let mut chunks = Chunks::new(&maker);
        let mut done = 0;
        progress(Progress { step: Step::Loading, done, of });
        while let Some(chunk) = chunks.next()? {
            loader.load(&chunk).await?;
            done += chunk.origins.len() as u64;
            progress(Progress { step: Step::Loading, done, of });
        }
        let tally = chunks.into_tally();
        tally.agrees_with(selection)?;
        tally.agrees_with_tables(&bulk::contents(&self.store, &self.writer_now(), loader.batch()).await?)?;
        Ok(tally.written())
    }

    /// Lets somebody know of the restricted cases of a batch, for a year; returns of how many.
    ///
    /// # Errors
    /// [`LoadError::NoBatch`], [`LoadError::NoAccount`].
    pub async fn allow(&self, asked: &Actor, reference: Reference, username: &str) -> Result<u64> {
        let batch = self.batch(asked, reference).await?;
        let mut unit = self.store.read(asked).await?;
        let leave = asked.may::<ViewAccount>(&Place::service(), unit.id());
        let accounts = unit.accounts(leave.map_err(storage::Error::from)?).await?;
        let accounts = unit.show(accounts).await?.into_inner();
        let wanted = domain::fold(username.trim());
        let account = accounts.iter().find(|account| account.username == wanted);
        let account = account.ok_or_else(|| LoadError::NoAccount(username.to_owned()))?;
        let until = self.store.now() + TimeDelta::days(ALLOWED_FOR);
        Ok(bulk::allow(&self.store, &self.writer(asked), batch.id, &[account.id], until).await?)
    }

    /// A batch of which something is left.
    async fn batch(&self, asked: &Actor, reference: Reference) -> Result<Batch> {
        match Batch::find(&self.store, asked, reference).await {
            Err(storage::Error::NotFound) => Err(LoadError::NoBatch(reference)),
            Ok(batch) if batch.state == BatchState::Undone => Err(LoadError::NoBatch(reference)),
            found => Ok(found?),
        }
    }

    /// Every batch, the newest first.
    ///
    /// # Errors
    /// [`LoadError::Storage`].
    pub async fn batches(&self, asked: &Actor) -> Result<Vec<Batch>> {
        Ok(Batch::all(&self.store, asked).await?)
    }

    /// Takes a batch back: off in one moment, then removed in chunks. What is left is its row
    /// and the audit log. It may be interrupted and asked for again.
    ///
    /// # Errors
    /// [`LoadError::NoBatch`], [`LoadError::Demonstration`]; [`LoadError::WorkedOn`] where
    /// somebody has worked on its cases and `with_work` does not say that this goes too.
    pub async fn undo(
        &self,
        asked: &Actor,
        reference: Reference,
        with_work: bool,
        progress: &(dyn Fn(Progress) + Send + Sync),
    ) -> Result<()> {
        let batch = self.batch(asked, reference).await?;
        if batch.profile == DEMONSTRATION {
            return Err(LoadError::Demonstration(reference));
        }
        let writer = self.writer(asked);
        let cases = bulk::worked_on(&self.store, &writer, batch.id).await?;
        if cases > 0 && !with_work && batch.state == BatchState::Live {
            return Err(LoadError::WorkedOn { cases });
        }
        let contents = bulk::contents(&self.store, &writer, batch.id).await?;
        let of = ROOTS.iter().filter_map(|table| contents.get(table)).sum();
        let tell = |done| progress(Progress { step: Step::Removing, done, of });
        bulk::undo(&self.store, &writer, batch.id, &tell).await?;
        Ok(())
    }

    /// The import's own task, at the moment of who asked for it.
    fn writer(&self, asked: &Actor) -> Actor {
        Actor::system(Task::Import, asked.now())
    }

    fn writer_now(&self) -> Actor {
        Actor::system(Task::Import, self.store.now())
    }
}

/// How long a place on an allow-list lasts, in days: every grant has an end.
const ALLOWED_FOR: i64 = 365;

/// The word under which a demonstration is loaded.
const DEMONSTRATION: &str = "demo";

/// The tables whose rows are removed with everything that hangs on them.
const ROOTS: [&str; 5] = ["cases", "referrals", "people", "accounts", "organisations"];
