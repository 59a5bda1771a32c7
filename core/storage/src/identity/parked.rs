//! Forms that wait while their writer signs in elsewhere.
//!
//! Nothing of ours can go to a provider and back, and what was typed does not fit a cookie. So
//! it waits here for as long as a sign-in may last, sealed by the server for the account that
//! wrote it: the store cannot read it, and only what somebody with a session was shown and sent
//! can be parked. The same form parked twice is one row.

use domain::Instant;
use permissions::{Actor, Task, Who};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::parked_form;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

impl Unit<Writing> {
    /// Keeps a sealed form until `until`, under its digest, and forgets those whose time is over.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn park_form(&mut self, digest: [u8; 32], sealed: String, until: Instant) -> Result<()> {
        is_doorkeeper(&self.actor)?;
        parked_form::Entity::delete_many()
            .filter(parked_form::Column::UntilAt.lt(self.now()))
            .exec(&self.transaction)
            .await?;
        let again = OnConflict::column(parked_form::Column::Digest)
            .update_column(parked_form::Column::UntilAt)
            .to_owned();
        let row = parked_form::ActiveModel {
            digest: Set(digest.to_vec()),
            sealed: Set(sealed),
            until_at: Set(until),
        };
        parked_form::Entity::insert(row).on_conflict(again).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// The form parked under this digest, which is not kept any longer.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn take_parked_form(&mut self, digest: [u8; 32]) -> Result<Option<String>> {
        is_doorkeeper(&self.actor)?;
        let found = parked_form::Entity::find_by_id(digest.to_vec())
            .filter(parked_form::Column::UntilAt.gte(self.now()))
            .one(&self.transaction)
            .await?;
        if found.is_some() {
            parked_form::Entity::delete_by_id(digest.to_vec()).exec(&self.transaction).await?;
        }
        Ok(found.map(|row| row.sealed))
    }
}

fn is_doorkeeper(actor: &Actor) -> Result<()> {
    if actor.who() == Who::System(Task::SignIn) { Ok(()) } else { Err(Error::Forbidden) }
}
