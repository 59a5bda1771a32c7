//! Passkeys: their public halves, sealed for the account they belong to.

use domain::{AccountId, Instant};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, SqlErr};
use uuid::Uuid;

use super::credentials::OwnPermit;
use crate::entity::{passkey, used_challenge};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// A passkey of an account.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// Its inner name.
    pub id: Uuid,
    /// The name by which the browser shows that it has it.
    pub credential: Vec<u8>,
    /// Its public half and its counter, sealed.
    pub sealed: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Instant,
    /// When it was last used.
    pub last_used_at: Option<Instant>,
}

/// A passkey to be added.
pub struct NewPasskey {
    /// As in [`Passkey`].
    pub credential: Vec<u8>,
    /// As in [`Passkey`].
    pub sealed: Vec<u8>,
    /// As in [`Passkey`].
    pub name: String,
    /// The challenge that was answered.
    pub challenge: Challenge,
}

/// A passkey that proved to be there, and what is kept of it from now on.
pub struct UsedPasskey {
    /// Which it is.
    pub id: Uuid,
    /// What was kept when it was looked at.
    pub before: Vec<u8>,
    /// What is kept from now on: the counter has grown.
    pub sealed: Vec<u8>,
    /// The challenge that was answered.
    pub challenge: Challenge,
}

/// A challenge that was answered, which is good for one answer.
#[derive(Clone, Copy)]
pub struct Challenge {
    /// The digest of what the server kept of it.
    pub digest: [u8; 32],
    /// When it is too old anyway, so that its use need not be remembered.
    pub until: Instant,
}

impl<Mode> Unit<Mode> {
    /// The account's passkeys, the newest first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn passkeys(&self, permit: &OwnPermit) -> Result<Vec<Passkey>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let rows = passkey::Entity::find()
            .filter(passkey::Column::Account.eq(Uuid::from(permit.account)))
            .order_by_desc(passkey::Column::CreatedAt)
            .all(&self.transaction)
            .await?;
        Ok(rows.into_iter().map(read).collect())
    }
}

fn read(row: passkey::Model) -> Passkey {
    Passkey {
        id: row.id,
        credential: row.credential,
        sealed: row.sealed,
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}

impl Unit<Writing> {
    pub(super) async fn add_passkey(&mut self, account: AccountId, new: &NewPasskey) -> Result<()> {
        self.use_challenge(new.challenge).await?;
        let added = passkey::Entity::insert(passkey::ActiveModel {
            id: Set(Uuid::now_v7()),
            account: Set(account.into()),
            credential: Set(new.credential.clone()),
            sealed: Set(new.sealed.clone()),
            name: Set(new.name.clone()),
            created_at: Set(self.now()),
            last_used_at: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await;
        unique(added.map(|_| ()))
    }

    pub(super) async fn remove_passkey(&mut self, account: AccountId, id: Uuid) -> Result<()> {
        let gone = passkey::Entity::delete_many()
            .filter(passkey::Column::Id.eq(id))
            .filter(passkey::Column::Account.eq(Uuid::from(account)))
            .exec(&self.transaction)
            .await?;
        if gone.rows_affected == 1 { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Uses a passkey once: its challenge is worth nothing afterwards, and a row that was
    /// removed or used in between is not found.
    pub(super) async fn use_passkey(&mut self, account: AccountId, used: &UsedPasskey) -> Result<()> {
        self.use_challenge(used.challenge).await?;
        let changed = passkey::Entity::update_many()
            .col_expr(passkey::Column::Sealed, Expr::val(used.sealed.clone()))
            .col_expr(passkey::Column::LastUsedAt, Expr::val(self.now()))
            .filter(passkey::Column::Id.eq(used.id))
            .filter(passkey::Column::Account.eq(Uuid::from(account)))
            .filter(passkey::Column::Sealed.eq(used.before.clone()))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }

    /// Remembers that a challenge was answered, and forgets those that are too old by now.
    pub(super) async fn use_challenge(&mut self, challenge: Challenge) -> Result<()> {
        used_challenge::Entity::delete_many()
            .filter(used_challenge::Column::UntilAt.lt(self.now()))
            .exec(&self.transaction)
            .await?;
        let noted = used_challenge::Entity::insert(used_challenge::ActiveModel {
            digest: Set(challenge.digest.to_vec()),
            until_at: Set(challenge.until),
        })
        .exec_without_returning(&self.transaction)
        .await;
        unique(noted.map(|_| ()))
    }
}

/// That somebody was quicker is a conflict, and no fault of the database.
pub(super) fn unique(outcome: std::result::Result<(), sea_orm::DbErr>) -> Result<()> {
    outcome.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Conflict,
        _ => error.into(),
    })
}
