//! Proposing and deciding: two people, neither of whom can do it alone.

use permissions::{ApproveErasure, Permit, ProposeErasure};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{ErasureReason, ErasureState, Person};
use crate::entity::erasure;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

impl Unit<Writing> {
    /// Proposes that the person be erased.
    ///
    /// # Errors
    /// [`Error::Conflict`] where a proposal waits already, they were erased, or a hold
    /// forbids it; [`Error::Forbidden`] for whoever has no account.
    pub async fn propose_erasure(
        &mut self,
        permit: Permit<ProposeErasure, Person>,
        reason: ErasureReason,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[])?;
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        let waits = self
            .erasure_of(&permit)
            .await?
            .is_some_and(|last| matches!(last.state, ErasureState::Proposed | ErasureState::Approved));
        if waits || permit.is_held || permit.is_erased {
            return Err(Error::Conflict);
        }
        erasure::Entity::insert(erasure::ActiveModel {
            id: Set(Uuid::now_v7()),
            person: Set(permit.id.into()),
            case_id: Set(permit.case_id.into()),
            reason: Set(reason.as_str().to_owned()),
            state: Set(ErasureState::Proposed.as_str().to_owned()),
            proposed_by: Set(by.into()),
            proposed_at: Set(self.now()),
            decided_by: Set(None),
            decided_at: Set(None),
            done_at: Set(None),
            removed: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Approves the proposal that waits, or refuses it.
    ///
    /// # Errors
    /// [`Error::Conflict`] where none waits, or a hold was set since; [`Error::Forbidden`] for
    /// whoever proposed it.
    pub async fn decide_erasure(
        &mut self,
        permit: Permit<ApproveErasure, Person>,
        approves: bool,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[])?;
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        let last = self.erasure_of(&permit).await?.ok_or(Error::Conflict)?;
        if last.proposed_by == by {
            return Err(Error::Forbidden);
        }
        if last.state != ErasureState::Proposed || (approves && permit.is_held) {
            return Err(Error::Conflict);
        }
        let state = if approves { ErasureState::Approved } else { ErasureState::Refused };
        let decided = erasure::Entity::update_many()
            .set(erasure::ActiveModel {
                state: Set(state.as_str().to_owned()),
                decided_by: Set(Some(by.into())),
                decided_at: Set(Some(self.now())),
                ..Default::default()
            })
            .filter(erasure::Column::Person.eq(Uuid::from(permit.id)))
            .filter(erasure::Column::State.eq(ErasureState::Proposed.as_str()))
            .exec(&self.transaction)
            .await?;
        if decided.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}
