//! Appending to a lane.

use permissions::Actor;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use super::entry::{Entry, Stored, pack};
use super::mark::{self, Mark};
use crate::entity::{audit_entry, audit_lane};
use crate::rows::actor_name;
use crate::{Error, Result, Store};

/// How many lanes PostgreSQL's writers spread over; SQLite uses the first.
pub(crate) const LANES: u64 = 8;

/// How many entries one statement inserts; SQLite allows 32,766 values a statement.
const CHUNK: usize = 500;

/// Makes the lanes that are missing, each with an empty head.
pub(crate) async fn prepare(store: &Store) -> Result<()> {
    let transaction = store.begin_write().await?;
    let present = audit_lane::Entity::find().all(&transaction).await?;
    for id in 0..LANES as i32 {
        if !present.iter().any(|lane| lane.id == id) {
            audit_lane::Entity::insert(audit_lane::ActiveModel {
                id: Set(id),
                sequence: Set(0),
                head: Set(vec![0; 32]),
            })
            .exec_without_returning(&transaction)
            .await?;
        }
    }
    store.commit(transaction).await
}

/// Appends `notes` as the last thing `transaction` does; the first of them holds the marks
/// of the rows that were written.
pub(crate) async fn append(
    store: &Store,
    transaction: &DatabaseTransaction,
    actor: &Actor,
    notes: &[Entry],
    marks: &[Mark],
) -> Result<()> {
    if notes.is_empty() && !marks.is_empty() {
        return Err(Error::Meaning("row that no act wrote"));
    }
    append_marked(store, transaction, &[(actor, notes)], marks).await
}

/// Appends the notes of several actors, in this order.
pub(crate) async fn append_all(
    store: &Store,
    transaction: &DatabaseTransaction,
    batches: &[(&Actor, &[Entry])],
) -> Result<()> {
    append_marked(store, transaction, batches, &[]).await
}

async fn append_marked(
    store: &Store,
    transaction: &DatabaseTransaction,
    batches: &[(&Actor, &[Entry])],
    marks: &[Mark],
) -> Result<()> {
    if batches.iter().all(|(_, notes)| notes.is_empty()) {
        return Ok(());
    }
    let lane_id = store.next_lane();
    let mut find = audit_lane::Entity::find_by_id(lane_id);
    if transaction.get_database_backend() != sea_orm::DbBackend::Sqlite {
        find = find.lock_exclusive();
    }
    let lane = find.one(transaction).await?.ok_or(Error::Meaning("audit lane"))?;
    let mut head: [u8; 32] = lane.head.as_slice().try_into().map_err(|_| Error::Meaning("audit head"))?;
    let mut sequence = lane.sequence;
    let mut rows = Vec::new();
    let mut marks = mark::pack(marks);
    for (actor, notes) in batches {
        let account = actor.account_id().map(Uuid::from);
        let name = actor_name(actor);
        for note in *notes {
            sequence += 1;
            let subjects = pack(&note.subjects);
            let marks = marks.take();
            let stored = Stored {
                lane: lane_id,
                sequence,
                at: actor.now(),
                account,
                actor: name,
                purpose: note.purpose.unwrap_or_else(|| actor.purpose()).as_str(),
                verb: note.verb,
                object_kind: note.object_kind,
                object: note.object,
                parts: note.parts.bits() as i64,
                subjects: subjects.as_deref(),
                detail: note.detail.as_deref(),
                outcome: note.outcome.as_str(),
                digest: marks.as_deref(),
            };
            let hash = keys::chain(&head, &stored.canonical());
            rows.push(audit_entry::ActiveModel {
                lane: Set(lane_id),
                sequence: Set(sequence),
                at: Set(stored.at),
                account: Set(account),
                actor: Set(name.to_owned()),
                purpose: Set(stored.purpose.to_owned()),
                verb: Set(note.verb.to_owned()),
                object_kind: Set(note.object_kind.to_owned()),
                object: Set(note.object),
                parts: Set(stored.parts),
                detail: Set(note.detail.clone()),
                outcome: Set(note.outcome.as_str().to_owned()),
                previous: Set(head.to_vec()),
                hash: Set(hash.to_vec()),
                subjects: Set(subjects),
                digest: Set(marks),
            });
            head = hash;
        }
    }
    for chunk in rows.chunks(CHUNK) {
        audit_entry::Entity::insert_many(chunk.to_vec()).exec_without_returning(transaction).await?;
    }
    let mut lane = lane.into_active_model();
    lane.sequence = Set(sequence);
    lane.head = Set(head.to_vec());
    audit_lane::Entity::update(lane).exec(transaction).await?;
    Ok(())
}
