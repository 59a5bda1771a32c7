//! Owner keys: the key of a person, a case, or a submission until it is accepted.

use keys::OwnerKey;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::entity::owner_key;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

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

impl<Mode> Unit<Mode> {
    /// The key of `owner`.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it was never made or has been destroyed by an erasure.
    pub(crate) async fn owner_key(&self, owner: Uuid) -> Result<OwnerKey> {
        let row =
            owner_key::Entity::find_by_id(owner).one(&self.transaction).await?.ok_or(Error::NotFound)?;
        let wrapped = row.wrapped.ok_or(Error::NotFound)?;
        Ok(self.store.keys().unwrap(&wrapped, owner)?)
    }
}

impl Unit<Writing> {
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
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(key)
    }

    /// The key of `owner`, made now if there is none yet.
    pub(crate) async fn owner_key_or_new(&self, owner: Uuid, kind: OwnerKind) -> Result<OwnerKey> {
        match self.owner_key(owner).await {
            Err(Error::NotFound) => self.new_owner_key(owner, kind).await,
            found => found,
        }
    }
}
