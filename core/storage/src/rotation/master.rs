//! Wrapping owners' keys under a newer generation of the master key.

use permissions::{Leave, Maintain};
use sea_orm::sea_query::{Condition, Expr, LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Chunk, Rotation};
use crate::entity::{account, owner_key, passkey};
use crate::identity::{PASSKEY_SEALED_FOR, TOTP_SEALED_FOR};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How many keys one transaction wraps anew: about a fiftieth of a second.
const CHUNK: u64 = 250;

/// The keys that are not under `generation` yet.
pub(super) fn to_wrap(generation: u32) -> Condition {
    Condition::all()
        .add(owner_key::Column::Wrapped.is_not_null())
        .add(owner_key::Column::Generation.lt(generation as i32))
}

impl Unit<Writing> {
    /// Wraps some of the owners' keys after `after` anew.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn wrap_some(
        &mut self,
        leave: &Leave<Maintain>,
        rotation: &Rotation,
        after: Uuid,
    ) -> Result<Chunk> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mut find = owner_key::Entity::find()
            .filter(to_wrap(rotation.generation))
            .filter(owner_key::Column::Id.gt(after))
            .order_by_asc(owner_key::Column::Id)
            .limit(CHUNK);
        if !self.is_sqlite() {
            find = find.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let rows = find.all(&self.transaction).await?;
        let mut chunk = Chunk { last: rows.last().map(|row| row.id), ..Chunk::default() };
        for row in rows {
            let keys = self.store.keys();
            let Some(Ok(key)) = row.wrapped.as_deref().map(|wrapped| keys.unwrap(wrapped, row.id)) else {
                tracing::error!(owner = %row.id, "an owner's key does not open; it stays as it is");
                chunk.left += 1;
                continue;
            };
            let wrapped = keys.wrap(&key, row.id);
            owner_key::Entity::update_many()
                .col_expr(owner_key::Column::Generation, Expr::val(keys::generation_of(&wrapped)? as i32))
                .col_expr(owner_key::Column::Wrapped, Expr::val(wrapped))
                .filter(owner_key::Column::Id.eq(row.id))
                .exec(&self.transaction)
                .await?;
            chunk.done += 1;
        }
        self.rotated(rotation, chunk.done).await?;
        Ok(chunk)
    }

    /// Seals the secrets of accounts under the generation in use; one that its owner changes
    /// in the same moment is left to them. Says how many are left.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn reseal_secrets(&mut self, leave: &Leave<Maintain>, rotation: &Rotation) -> Result<u64> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mut left = 0;
        for (secret, sealed) in self.secrets().await? {
            if keys::generation_of(&sealed)? >= rotation.generation {
                continue;
            }
            let purpose = if secret.is_passkey { PASSKEY_SEALED_FOR } else { TOTP_SEALED_FOR };
            let anew = self.store.keys().reseal_value(purpose, secret.account.as_bytes(), &sealed);
            let Ok(anew) = anew else {
                tracing::error!(account = %secret.account, "a secret of an account does not open; it stays as it is");
                left += 1;
                continue;
            };
            let changed = if secret.is_passkey {
                passkey::Entity::update_many()
                    .col_expr(passkey::Column::Sealed, Expr::val(anew))
                    .filter(passkey::Column::Id.eq(secret.row))
                    .filter(passkey::Column::Sealed.eq(sealed))
                    .exec(&self.transaction)
                    .await?
            } else {
                account::Entity::update_many()
                    .col_expr(account::Column::Totp, Expr::val(anew))
                    .filter(account::Column::Id.eq(secret.row))
                    .filter(account::Column::Totp.eq(sealed))
                    .exec(&self.transaction)
                    .await?
            };
            left += u64::from(changed.rows_affected == 0);
        }
        Ok(left)
    }
}
