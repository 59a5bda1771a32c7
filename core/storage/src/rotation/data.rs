//! Replacing the keys of owners, and sealing anew what lies under them.

use std::collections::HashMap;

use domain::Instant;
use keys::{Binding, OwnerKey};
use permissions::{Leave, Maintain};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Chunk, Rotation};
use crate::answers::TABLE;
use crate::audit::{Entry, Mark};
use crate::entity::{answer, draft, history, owner_key, participant, statistic};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, drafts};

/// How many owners one transaction takes, with everything that they own.
const CHUNK: u64 = 25;

/// The keys that were made before `begun`.
pub(super) fn to_seal(begun: Instant) -> Condition {
    Condition::all()
        .add(owner_key::Column::Wrapped.is_not_null())
        .add(owner_key::Column::CreatedAt.lt(begun))
        .add(
            Condition::any()
                .add(owner_key::Column::KeyedAt.is_null())
                .add(owner_key::Column::KeyedAt.lt(begun)),
        )
}

/// An owner's key as it was, and as it becomes.
struct Keys {
    old: OwnerKey,
    new: OwnerKey,
}

/// What lies under the keys of some owners.
#[derive(Default)]
struct Belongings {
    answers: Vec<answer::Model>,
    history: Vec<history::Model>,
    drafts: Vec<draft::Model>,
}

impl Unit<Writing> {
    /// Gives some of the owners after `after` new keys, and seals anew what is theirs.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`], [`Error::Sealed`].
    pub async fn seal_some(
        &mut self,
        leave: &Leave<Maintain>,
        rotation: &Rotation,
        after: Uuid,
    ) -> Result<Chunk> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mut find = owner_key::Entity::find()
            .filter(to_seal(rotation.begun_at))
            .filter(owner_key::Column::Id.gt(after))
            .order_by_asc(owner_key::Column::Id)
            .limit(CHUNK);
        if !self.is_sqlite() {
            find = find.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let rows = find.all(&self.transaction).await?;
        let mut chunk = Chunk { last: rows.last().map(|row| row.id), ..Chunk::default() };
        let mut owners = HashMap::new();
        for row in &rows {
            match row.wrapped.as_deref().map(|wrapped| self.store.keys().unwrap(wrapped, row.id)) {
                Some(Ok(old)) => {
                    owners.insert(row.id, Keys { old, new: OwnerKey::generate() });
                }
                _ => tracing::error!(owner = %row.id, "an owner's key does not open; it stays as it is"),
            }
        }
        let belongings = self.belongings(&mut owners).await?;
        chunk.done = owners.len() as u64;
        chunk.left = rows.len() as u64 - chunk.done;
        if chunk.done == 0 {
            return Ok(chunk);
        }
        self.seal_anew(&owners, belongings).await?;
        self.tie_statistics(&owners).await?;
        let now = self.now();
        for (owner, keys) in &owners {
            let wrapped = self.store.keys().wrap(&keys.new, *owner);
            owner_key::Entity::update_many()
                .col_expr(owner_key::Column::Generation, Expr::val(keys::generation_of(&wrapped)? as i32))
                .col_expr(owner_key::Column::Wrapped, Expr::val(wrapped))
                .col_expr(owner_key::Column::KeyedAt, Expr::val(now))
                .filter(owner_key::Column::Id.eq(*owner))
                .exec(&self.transaction)
                .await?;
        }
        self.rotated(rotation, chunk.done).await?;
        self.note_entry(Entry::new("replace-owner-keys", "service").detail(chunk.done.to_string()));
        Ok(chunk)
    }

    /// Everything of these owners, held. Somebody of whose rows others hold one right now is
    /// left for later: waiting for them, who may wait for a key of ours, would never end.
    async fn belongings(&self, owners: &mut HashMap<Uuid, Keys>) -> Result<Belongings> {
        let of = |column: sea_orm::sea_query::SimpleExpr, owners: &HashMap<Uuid, Keys>| {
            Condition::all().add(column.is_in(owners.keys().copied()))
        };
        let answers = of(Expr::col(answer::Column::Owner), owners);
        let history = of(Expr::col(history::Column::Owner), owners);
        let drafts = of(Expr::col(draft::Column::Owner), owners);
        let mut found = Belongings {
            answers: self.held::<answer::Entity>(answers.clone()).await?,
            history: self.held::<history::Entity>(history.clone()).await?,
            drafts: self.held::<draft::Entity>(drafts.clone()).await?,
        };
        if self.is_sqlite() {
            return Ok(found);
        }
        let mut short: HashMap<Uuid, i64> = HashMap::new();
        let there = [
            self.owners_of::<answer::Entity>(answer::Column::Owner, answers).await?,
            self.owners_of::<history::Entity>(history::Column::Owner, history).await?,
            self.owners_of::<draft::Entity>(draft::Column::Owner, drafts).await?,
        ];
        for owner in there.into_iter().flatten() {
            *short.entry(owner).or_default() += 1;
        }
        let held = found.answers.iter().filter_map(|row| row.owner);
        let held = held.chain(found.history.iter().filter_map(|row| row.owner));
        for owner in held.chain(found.drafts.iter().map(|row| row.owner)) {
            *short.entry(owner).or_default() -= 1;
        }
        owners.retain(|owner, _| short.get(owner).is_none_or(|missing| *missing == 0));
        found.answers.retain(|row| row.owner.is_some_and(|owner| owners.contains_key(&owner)));
        found.history.retain(|row| row.owner.is_some_and(|owner| owners.contains_key(&owner)));
        found.drafts.retain(|row| owners.contains_key(&row.owner));
        Ok(found)
    }

    async fn held<E: EntityTrait>(&self, which: Condition) -> Result<Vec<E::Model>> {
        let mut find = E::find().filter(which);
        if !self.is_sqlite() {
            find = find.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        Ok(find.all(&self.transaction).await?)
    }

    async fn owners_of<E: EntityTrait>(&self, owner: E::Column, which: Condition) -> Result<Vec<Uuid>> {
        let find = E::find().select_only().column(owner).filter(which);
        Ok(find.into_tuple().all(&self.transaction).await?)
    }

    async fn seal_anew(&mut self, owners: &HashMap<Uuid, Keys>, belongings: Belongings) -> Result<()> {
        let generation = self.store.keys().generation();
        let again = |owner: Uuid, table: &str, part: &str, row: Uuid, sealed: &[u8]| -> Result<Vec<u8>> {
            let keys = owners.get(&owner).ok_or(Error::NotFound)?;
            let binding = Binding { table, part, row, owner };
            let plain = keys::open(&keys.old, &binding, sealed)?;
            Ok(keys::seal(&keys.new, &binding, generation, &plain))
        };
        for mut row in belongings.answers {
            let (Some(owner), Some(sealed)) = (row.owner, &row.sealed) else { continue };
            let sealed = again(owner, TABLE, &row.part, row.id, sealed)?;
            row.sealed = Some(sealed.clone());
            // Another version, because the newest is what the log's mark of a row must be.
            row.version += 1;
            answer::Entity::update_many()
                .col_expr(answer::Column::Sealed, Expr::val(sealed))
                .col_expr(answer::Column::Version, Expr::val(row.version))
                .filter(answer::Column::Id.eq(row.id))
                .exec(&self.transaction)
                .await?;
            self.marks.push(Mark::of(self.store.keys(), &row));
        }
        for row in belongings.history {
            let (Some(owner), Some(sealed)) = (row.owner, &row.sealed) else { continue };
            let sealed = again(owner, TABLE, &row.part, row.row, sealed)?;
            history::Entity::update_many()
                .col_expr(history::Column::Sealed, Expr::val(sealed))
                .filter(history::Column::Id.eq(row.id))
                .exec(&self.transaction)
                .await?;
        }
        for row in belongings.drafts {
            let sealed = again(row.owner, drafts::TABLE, drafts::PART, row.id, &row.sealed)?;
            draft::Entity::update_many()
                .col_expr(draft::Column::Sealed, Expr::val(sealed))
                .filter(draft::Column::Id.eq(row.id))
                .exec(&self.transaction)
                .await?;
        }
        Ok(())
    }

    /// A statistic is found by a digest under its person's key, so it goes with the key.
    async fn tie_statistics(&self, owners: &HashMap<Uuid, Keys>) -> Result<()> {
        let parts: Vec<(Uuid, Uuid)> = participant::Entity::find()
            .select_only()
            .column(participant::Column::Person)
            .column(participant::Column::CaseId)
            .distinct()
            .filter(participant::Column::Person.is_in(owners.keys().copied()))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        for (person, case) in parts {
            let Some(keys) = owners.get(&person) else { continue };
            let digest = |key: &OwnerKey| key.digest("statistic", case.as_bytes()).to_vec();
            statistic::Entity::update_many()
                .col_expr(statistic::Column::Key, Expr::val(digest(&keys.new)))
                .filter(statistic::Column::Key.eq(digest(&keys.old)))
                .exec(&self.transaction)
                .await?;
        }
        Ok(())
    }
}
