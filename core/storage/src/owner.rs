//! Owner keys: the key of a person, a case, or a submission until it is accepted.

use std::collections::HashMap;

use keys::OwnerKey;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::entity::owner_key;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How many keys one statement holds.
const HELD: usize = 500;

/// What owns sealed values (`decisions.md` 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerKind {
    /// A person: contact, identifiers, birth date, health, equality.
    Person,
    /// A case: risk, confidential notes, uploads, drafts, sealed answers of plugins.
    Case,
    /// A submission until it is accepted.
    Intake,
    /// An account: its drafts that belong to no case yet.
    Account,
}

impl OwnerKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Case => "case",
            Self::Intake => "intake",
            Self::Account => "account",
        }
    }
}

impl Unit<Writing> {
    fn unwrapped(&self, row: Option<owner_key::Model>) -> Result<OwnerKey> {
        // None was ever made, or an erasure destroyed it.
        let row = row.ok_or(Error::NotFound)?;
        let wrapped = row.wrapped.ok_or(Error::NotFound)?;
        Ok(self.store.keys().unwrap(&wrapped, row.id)?)
    }

    /// Makes a key for `owner` and keeps it wrapped.
    pub(crate) async fn new_owner_key(&self, owner: Uuid, kind: OwnerKind) -> Result<OwnerKey> {
        let key = OwnerKey::generate();
        owner_key::Entity::insert(owner_key::ActiveModel {
            id: Set(owner),
            kind: Set(kind.as_str().to_owned()),
            wrapped: Set(Some(self.store.keys().wrap(&key, owner))),
            generation: Set(self.store.keys().generation() as i32),
            created_at: Set(self.now()),
            erased_at: Set(None),
            keyed_at: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(key)
    }

    /// The key of `owner` as it is kept, which nobody replaces or destroys before this unit
    /// has ended.
    async fn owner_key_row(&self, owner: Uuid) -> Result<Option<owner_key::Model>> {
        let mut find = owner_key::Entity::find_by_id(owner);
        // On SQLite nobody else writes anyway.
        if !self.is_sqlite() {
            find = find.lock_shared();
        }
        Ok(find.one(&self.transaction).await?)
    }

    /// Destroys the key of `owner`: what was sealed under it never opens again, here at once
    /// and in backups as they age. One that had none gets the mark of an erasure.
    pub(crate) async fn destroy_owner_key(&self, owner: Uuid, kind: OwnerKind) -> Result<()> {
        let destroyed = owner_key::Entity::update_many()
            .col_expr(owner_key::Column::Wrapped, Expr::val(Option::<Vec<u8>>::None))
            .col_expr(owner_key::Column::ErasedAt, Expr::val(self.now()))
            .filter(owner_key::Column::Id.eq(owner))
            .exec(&self.transaction)
            .await?;
        if destroyed.rows_affected == 0 {
            self.new_owner_key(owner, kind).await?;
            return Box::pin(self.destroy_owner_key(owner, kind)).await;
        }
        Ok(())
    }

    /// Holds keys that something was sealed with before this unit began.
    ///
    /// # Errors
    /// [`Error::Conflict`] where one of them is not what it was.
    pub(crate) async fn hold_keys(&self, kept: &HashMap<Uuid, Vec<u8>>) -> Result<()> {
        let owners: Vec<Uuid> = kept.keys().copied().collect();
        let mut same = 0;
        for some in owners.chunks(HELD) {
            let mut find =
                owner_key::Entity::find().filter(owner_key::Column::Id.is_in(some.iter().copied()));
            if !self.is_sqlite() {
                find = find.lock_shared();
            }
            let rows = find.all(&self.transaction).await?;
            same += rows.iter().filter(|row| row.wrapped.as_ref() == kept.get(&row.id)).count();
        }
        if same == kept.len() { Ok(()) } else { Err(Error::Conflict) }
    }

    /// The key of `owner` to seal with, made now if there is none yet.
    pub(crate) async fn owner_key_or_new(&self, owner: Uuid, kind: OwnerKind) -> Result<OwnerKey> {
        match self.owner_key_row(owner).await? {
            // Nothing is sealed for somebody who was erased.
            Some(row) => self.unwrapped(Some(row)),
            None => self.new_owner_key(owner, kind).await,
        }
    }
}
