//! Where rotations stand, and which generations are still needed.

use std::collections::BTreeMap;

use permissions::{Leave, Maintain};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Rotation, RotationKind, RotationState};
use crate::audit::Entry;
use crate::entity::{account, key_rotation, owner_key, passkey};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What is kept under one generation of the master key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GenerationUse {
    /// Keys of people, cases, submissions and accounts.
    pub owners: u64,
    /// Secrets of accounts: one-time codes and passkeys.
    pub secrets: u64,
}

/// How the keys of an installation stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyState {
    /// What is kept under each generation; one that the database does not need is not there.
    pub generations: BTreeMap<u32, GenerationUse>,
    /// Rotations, the newest first, as many as a page shows.
    pub rotations: Vec<Rotation>,
}

/// How many rotations are told of.
const SHOWN: usize = 10;

impl KeyState {
    /// The rotation that is under way, if one is.
    pub fn running(&self) -> Option<&Rotation> {
        self.rotations.iter().find(|one| one.state == RotationState::Running)
    }

    /// When the last rotation of the master key was done.
    pub fn master_since(&self) -> Option<domain::Instant> {
        let done = |one: &&Rotation| one.kind == RotationKind::Master && one.state == RotationState::Done;
        self.rotations.iter().find(done).and_then(|one| one.ended_at)
    }
}

impl<Mode> Unit<Mode> {
    /// How the keys stand.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn key_state(&self, leave: &Leave<Maintain>) -> Result<KeyState> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mut generations: BTreeMap<u32, GenerationUse> = BTreeMap::new();
        let counted = Query::select()
            .column(owner_key::Column::Generation)
            .expr_as(Expr::col(owner_key::Column::Id).count(), "many")
            .from(owner_key::Entity)
            .and_where(Expr::col(owner_key::Column::Wrapped).is_not_null())
            .group_by_col(owner_key::Column::Generation)
            .take();
        for row in self.transaction.query_all(&counted).await? {
            let generation: i32 = row.try_get("", "generation")?;
            let many: i64 = row.try_get("", "many")?;
            generations.entry(generation as u32).or_default().owners += many as u64;
        }
        for (_, secret) in self.secrets().await? {
            generations.entry(keys::generation_of(&secret)?).or_default().secrets += 1;
        }
        let rows = key_rotation::Entity::find().order_by_desc(key_rotation::Column::Number);
        let rows = sea_orm::QuerySelect::limit(rows, SHOWN as u64).all(&self.transaction).await?;
        let rotations = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
        Ok(KeyState { generations, rotations })
    }

    /// The rotation that is under way, if one is.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn running_rotation(&self, leave: &Leave<Maintain>) -> Result<Option<Rotation>> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let row = key_rotation::Entity::find()
            .filter(key_rotation::Column::State.eq(RotationState::Running.as_str()))
            .order_by_desc(key_rotation::Column::Number)
            .one(&self.transaction)
            .await?;
        row.map(read).transpose()
    }

    /// How many keys a rotation has still to replace.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn left_to_rotate(&self, leave: &Leave<Maintain>, rotation: &Rotation) -> Result<u64> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let which = match rotation.kind {
            RotationKind::Master => super::master::to_wrap(rotation.generation),
            RotationKind::Owners => super::data::to_seal(rotation.begun_at),
        };
        Ok(self.how_many_keys(which).await? as u64)
    }

    async fn how_many_keys(&self, which: Condition) -> Result<i64> {
        let counted = Query::select()
            .expr_as(Expr::col(owner_key::Column::Id).count(), "many")
            .from(owner_key::Entity)
            .cond_where(which)
            .take();
        let row = self.transaction.query_one(&counted).await?.ok_or(Error::Meaning("count"))?;
        Ok(row.try_get("", "many")?)
    }

    /// Every secret of an account that lies under the master key itself.
    pub(super) async fn secrets(&self) -> Result<Vec<(Secret, Vec<u8>)>> {
        let with = account::Entity::find().filter(account::Column::Totp.is_not_null());
        let accounts = with.all(&self.transaction).await?;
        let mut found: Vec<_> = accounts
            .into_iter()
            .filter_map(|one| Some((Secret { row: one.id, account: one.id, is_passkey: false }, one.totp?)))
            .collect();
        let passkeys = passkey::Entity::find().all(&self.transaction).await?;
        found.extend(
            passkeys
                .into_iter()
                .map(|one| (Secret { row: one.id, account: one.account, is_passkey: true }, one.sealed)),
        );
        Ok(found)
    }
}

/// A secret of an account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Secret {
    pub row: Uuid,
    pub account: Uuid,
    pub is_passkey: bool,
}

impl Unit<Writing> {
    /// Begins a rotation.
    ///
    /// `generation` is the one that everything is brought under, of a master key.
    ///
    /// # Errors
    /// [`Error::Conflict`] where one is under way already; [`Error::WrongUnit`].
    pub async fn begin_rotation(
        &mut self,
        leave: &Leave<Maintain>,
        kind: RotationKind,
        generation: u32,
    ) -> Result<Rotation> {
        if self.running_rotation(leave).await?.is_some() {
            return Err(Error::Conflict);
        }
        let last = key_rotation::Entity::find().order_by_desc(key_rotation::Column::Number);
        let number = last.one(&self.transaction).await?.map_or(1, |row| row.number + 1);
        let begun_at = self.now();
        let to_do = match kind {
            RotationKind::Master => super::master::to_wrap(generation),
            RotationKind::Owners => super::data::to_seal(begun_at),
        };
        let row = key_rotation::Model {
            number,
            kind: kind.as_str().to_owned(),
            generation: generation as i32,
            state: RotationState::Running.as_str().to_owned(),
            done: 0,
            total: self.how_many_keys(to_do).await?,
            begun_at,
            begun_by: self.actor.account_id().map(Uuid::from),
            ended_at: None,
        };
        let new = sea_orm::IntoActiveModel::into_active_model(row.clone());
        // Somebody who begins one in the same moment is refused by the key of the table.
        key_rotation::Entity::insert(new).exec_without_returning(&self.transaction).await?;
        let detail = format!("{} {generation} of {}", row.kind, row.total);
        self.note_entry(Entry::new("rotate-keys", "service").detail(detail));
        read(row)
    }

    /// Ends a rotation, as done or as one that could not begin.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn end_rotation(
        &mut self,
        leave: &Leave<Maintain>,
        rotation: &Rotation,
        state: RotationState,
    ) -> Result<()> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let ended = key_rotation::Entity::update_many()
            .set(key_rotation::ActiveModel {
                state: Set(state.as_str().to_owned()),
                ended_at: Set(Some(self.now())),
                ..Default::default()
            })
            .filter(key_rotation::Column::Number.eq(rotation.number))
            .filter(key_rotation::Column::State.eq(RotationState::Running.as_str()))
            .exec(&self.transaction)
            .await?;
        // Another node was quicker.
        if ended.rows_affected > 0 {
            let detail = format!("{} {} {}", rotation.kind.as_str(), rotation.generation, state.as_str());
            self.note_entry(Entry::new("end-key-rotation", "service").detail(detail));
        }
        Ok(())
    }

    /// Enters in the log that generations of the master key were forgotten.
    ///
    /// # Errors
    /// [`Error::Conflict`] where something is still kept under one of them;
    /// [`Error::WrongUnit`].
    pub async fn note_retired(&mut self, leave: &Leave<Maintain>, generations: &[u32]) -> Result<()> {
        let state = self.key_state(leave).await?;
        if generations.iter().any(|one| state.generations.contains_key(one)) {
            return Err(Error::Conflict);
        }
        let said: Vec<String> = generations.iter().map(u32::to_string).collect();
        self.note_entry(Entry::new("retire-keys", "service").detail(said.join(" ")));
        Ok(())
    }

    /// Remembers that more was done.
    pub(super) async fn rotated(&mut self, rotation: &Rotation, done: u64) -> Result<()> {
        if done == 0 {
            return Ok(());
        }
        let column = key_rotation::Column::Done;
        key_rotation::Entity::update_many()
            .col_expr(column, Expr::col(column).add(done as i64))
            .filter(key_rotation::Column::Number.eq(rotation.number))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}

fn read(row: key_rotation::Model) -> Result<Rotation> {
    Ok(Rotation {
        number: row.number,
        kind: RotationKind::parse(&row.kind).ok_or(Error::Meaning("kind of rotation"))?,
        generation: row.generation as u32,
        state: RotationState::parse(&row.state).ok_or(Error::Meaning("state of a rotation"))?,
        done: row.done as u64,
        total: row.total as u64,
        begun_at: row.begun_at,
        begun_by: row.begun_by.map(Into::into),
        ended_at: row.ended_at,
    })
}
