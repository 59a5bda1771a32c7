//! The unit of work: one transaction, one actor.

use std::marker::PhantomData;

use domain::{Instant, Part, PartSet, Relation};
use permissions::{Act, Actor, Leave, Permit, Purpose, UnitId};
use sea_orm::{DatabaseTransaction, DbBackend};
use serde::Serialize;
use uuid::Uuid;

use crate::audit::{Entry, Mark, Outcome, lane};
use crate::scope::When;
use crate::{Error, Result, Store};

/// A unit that reads.
#[derive(Debug)]
pub struct Reading;
/// A unit that writes.
#[derive(Debug)]
pub struct Writing;

/// One transaction on behalf of one actor.
///
/// Whatever it reads about people it notes down, and whatever it changes it records; the
/// notes become audit entries when the unit ends. Inside a writing unit only the database
/// is awaited: plugins, hashing of passwords, files and mail come before it or after it.
pub struct Unit<Mode> {
    pub(crate) store: Store,
    pub(crate) transaction: DatabaseTransaction,
    pub(crate) actor: Actor,
    pub(crate) id: UnitId,
    pub(crate) notes: Vec<Entry>,
    /// What became of rows of answers.
    pub(crate) marks: Vec<Mark>,
    purpose: Option<Purpose>,
    mode: PhantomData<Mode>,
}

/// A view whose reading has been recorded.
///
/// Only storage makes one, and only this can be rendered or serialised, so no page leaves
/// unaudited (`decisions.md` 13).
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Shown<View>(View);

impl<View> Shown<View> {
    /// The view inside, to hand on to a renderer.
    pub fn into_inner(self) -> View {
        self.0
    }

    /// Another shape of the same view, such as a page made of it.
    pub fn map<Other>(self, shape: impl FnOnce(View) -> Other) -> Shown<Other> {
        Shown(shape(self.0))
    }
}

impl<View> std::ops::Deref for Shown<View> {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0
    }
}

impl<Mode> Unit<Mode> {
    pub(crate) fn new(store: Store, transaction: DatabaseTransaction, actor: Actor, id: UnitId) -> Self {
        Self {
            store,
            transaction,
            actor,
            id,
            notes: Vec::new(),
            marks: Vec::new(),
            purpose: None,
            mode: PhantomData,
        }
    }

    /// For whom the unit works.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The unit's name, which its permits carry.
    pub fn id(&self) -> UnitId {
        self.id
    }

    /// The moment the unit works at.
    pub fn now(&self) -> Instant {
        self.actor.now()
    }

    /// The moment and the day that rights are asked about.
    pub(crate) fn when(&self) -> When {
        When { now: self.now(), today: domain::service_day(self.now(), self.store.zone()) }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.store.0.backend == DbBackend::Sqlite
    }

    /// Notes that `parts` of `object` were read or changed; several notes of the same act
    /// on the same object become one entry.
    pub(crate) fn note(&mut self, verb: &'static str, kind: &'static str, object: Uuid, parts: PartSet) {
        let purpose = self.purpose;
        if let Some(entry) = self
            .notes
            .iter_mut()
            .find(|entry| entry.verb == verb && entry.object_kind == kind && entry.object == Some(object))
        {
            entry.parts = entry.parts.union(parts);
            return;
        }
        self.notes.push(Entry { parts, object: Some(object), purpose, ..Entry::new(verb, kind) });
    }

    /// Notes a whole entry.
    pub(crate) fn note_entry(&mut self, entry: Entry) {
        let purpose = entry.purpose.or(self.purpose);
        self.notes.push(Entry { purpose, ..entry });
    }

    /// Remembers by which rule the last permit was given: what is noted from now on is for
    /// that rule's purpose (`decisions.md` 52).
    pub(crate) fn permitted<A, R>(&mut self, permit: Permit<A, R>) -> Permit<A, R> {
        self.purpose = Some(permit.purpose());
        permit
    }
}

impl Unit<Writing> {
    /// Begins an act: the permit must be this unit's, its mask must allow every part that
    /// is about to be written, and the act is noted for the audit log.
    ///
    /// Every write calls this first. A forbidden field is refused like any other, so that
    /// the answer does not tell which it was.
    pub(crate) fn act<A: Act, R>(
        &mut self,
        permit: &Permit<A, R>,
        object: Uuid,
        written: &[(Part, Relation)],
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if written.iter().any(|(part, relation)| !permit.mask().writes(*part, *relation)) {
            return Err(Error::Forbidden);
        }
        let parts = written.iter().map(|(part, _)| *part).collect();
        self.purpose = Some(permit.purpose());
        self.note(A::KIND.as_str(), A::KIND.root().as_str(), object, parts);
        Ok(())
    }

    /// The same where the record does not exist yet.
    pub(crate) fn act_new<A: Act>(
        &mut self,
        leave: &Leave<A>,
        object: Uuid,
        written: &[(Part, Relation)],
    ) -> Result<()> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if written.iter().any(|(part, relation)| !leave.mask().writes(*part, *relation)) {
            return Err(Error::Forbidden);
        }
        let parts = written.iter().map(|(part, _)| *part).collect();
        self.purpose = Some(leave.purpose());
        self.note(A::KIND.as_str(), A::KIND.root().as_str(), object, parts);
        Ok(())
    }
}

impl Unit<Reading> {
    /// Ends the unit and gives out `view`, once what was read for it is durably recorded.
    ///
    /// # Errors
    /// [`Error::Database`] where the audit entry could not be written: then nothing is
    /// shown.
    pub async fn show<View>(self, view: View) -> Result<Shown<View>> {
        let Self { store, transaction, actor, notes, .. } = self;
        // The snapshot is let go before the log is written: on PostgreSQL a waiting
        // reader would otherwise hold a connection for nothing.
        transaction.rollback().await?;
        if !notes.is_empty() {
            store.0.read_log.record(&actor, notes).await?;
        }
        Ok(Shown(view))
    }
}

impl Unit<Writing> {
    /// Keeps everything the unit did, with its audit entries, or nothing.
    ///
    /// Runs in a task of its own: a client that goes away cannot interrupt it. Where the
    /// disk is full, that it was tried is recorded all the same, as long as the reserve lasts.
    ///
    /// # Errors
    /// [`Error::Database`] where the database did not commit.
    pub async fn commit(self) -> Result<()> {
        let Self { store, transaction, actor, notes, marks, .. } = self;
        let task = tokio::spawn(async move {
            let kept = match store.has_room().await {
                true => keep(&store, transaction, &actor, &notes, &marks).await,
                false => {
                    transaction.rollback().await?;
                    Err(Error::NotKept(std::io::ErrorKind::StorageFull.into()))
                }
            };
            if let Err(error) = &kept
                && store.has_only_reserve(error).await
            {
                let failed = |note: Entry| Entry { outcome: Outcome::Failed, ..note };
                // Where that fails too, the log of the server says so.
                let _ = store.0.read_log.record(&actor, notes.into_iter().map(failed).collect()).await;
            }
            kept
        });
        task.await.map_err(|failed| Error::Database(Box::new(failed)))?
    }

    /// Keeps everything and answers the person who asked with `view`.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn commit_and_show<View>(self, view: View) -> Result<Shown<View>> {
        self.commit().await?;
        Ok(Shown(view))
    }

    /// Gives everything up, but records that it was tried and refused.
    ///
    /// # Errors
    /// [`Error::Database`] where the refusal could not be recorded.
    pub async fn refuse(self, mut entry: Entry) -> Result<()> {
        let Self { store, transaction, actor, .. } = self;
        transaction.rollback().await?;
        entry.outcome = Outcome::Refused;
        store.0.read_log.record(&actor, vec![entry]).await
    }
}

async fn keep(
    store: &Store,
    transaction: DatabaseTransaction,
    actor: &Actor,
    notes: &[Entry],
    marks: &[Mark],
) -> Result<()> {
    lane::append(store, &transaction, actor, notes, marks).await?;
    store.commit(transaction).await
}
