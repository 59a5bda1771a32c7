//! Moving a case on from stage to stage, pausing it and resuming it.

use chrono::NaiveDate;
use domain::codes::{CaseStatus, PauseReason};
use domain::process::{CaseStage, Pause as Paused, Pauses, StageId};
use domain::{Part, ParticipantId, Relation, Value};
use permissions::{MoveStage, Pause, Permit};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{case, participant, pause};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

impl<Mode> Unit<Mode> {
    /// The pauses of the case, the earliest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn pauses<A>(&self, permit: &Permit<A, Case>) -> Result<Pauses> {
        let rows = pause::Entity::find()
            .filter(pause::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(pause::Column::Live.eq(true))
            .order_by_asc(pause::Column::FromOn)
            .all(&self.transaction)
            .await?;
        let pauses = rows.into_iter().map(|row| {
            let reason = PauseReason::parse(&row.reason).ok_or(Error::Meaning("pause reason"))?;
            Ok(Paused { from: row.from_on, to: row.until_on, reason })
        });
        Ok(Pauses::from_stored(pauses.collect::<Result<_>>()?))
    }
}

impl Unit<Writing> {
    /// Puts a participant into the stage that the rules allowed, and the case where that
    /// takes it, in one change.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn move_stage(
        &mut self,
        permit: Permit<MoveStage, Case>,
        participant: ParticipantId,
        to: &StageId,
        case_stage: &CaseStage,
        reason: Option<&str>,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Stage, Relation::Shared)])?;
        let old = participant::Entity::find_by_id(Uuid::from(participant))
            .one(&self.transaction)
            .await?
            .filter(|row| row.case_id == Uuid::from(permit.id))
            .ok_or(Error::NotFound)?;
        let stage = Value::Choice(old.stage);
        let former = [("participant.stage".to_owned(), stage)].into();
        self.keep_former("participant", old.id, permit.id.into(), Part::Stage, former).await?;
        participant::Entity::update_many()
            .col_expr(participant::Column::Stage, Expr::val(to.as_str()))
            .col_expr(participant::Column::Version, Expr::col(participant::Column::Version).add(1))
            .filter(participant::Column::Id.eq(Uuid::from(participant)))
            .filter(participant::Column::CaseId.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        let mut update = case::Entity::update_many()
            .col_expr(case::Column::Stage, Expr::val(case_stage.stage.as_str()))
            .col_expr(case::Column::Phase, Expr::val(case_stage.phase.as_str()))
            .filter(case::Column::Id.eq(Uuid::from(permit.id)));
        if case_stage.phase >= domain::process::Phase::Event {
            let now = self.now();
            let first = Func::coalesce([Expr::col(case::Column::ReadyAt), Expr::val(now)]);
            update = update.col_expr(case::Column::ReadyAt, first.into());
        }
        if let Some(reason) = reason {
            update = update.col_expr(case::Column::OverrideReason, Expr::val(reason));
        }
        update.exec(&self.transaction).await?;
        self.touch_case(&permit).await
    }

    /// Stops the clocks: adds the last pause of `pauses`, which the rules made.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn pause(&mut self, permit: Permit<Pause, Case>, pauses: &Pauses) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Stage, Relation::Shared)])?;
        let Some(lasting) = pauses.lasting() else { return Err(Error::Conflict) };
        pause::Entity::insert(pause::ActiveModel {
            id: Set(Uuid::now_v7()),
            case_id: Set(permit.id.into()),
            reason: Set(lasting.reason.as_str().to_owned()),
            from_on: Set(lasting.from),
            until_on: Set(None),
            by: Set(self.actor.account_id().map(Uuid::from)),
            live: Set(true),
            batch: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.set_status(&permit, CaseStatus::Paused).await?;
        self.touch_case(&permit).await
    }

    /// Lets the clocks run again from `day`.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn resume(&mut self, permit: Permit<Pause, Case>, day: NaiveDate) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Stage, Relation::Shared)])?;
        pause::Entity::update_many()
            .col_expr(pause::Column::UntilOn, Expr::val(day))
            .filter(pause::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(pause::Column::UntilOn.is_null())
            .exec(&self.transaction)
            .await?;
        self.set_status(&permit, CaseStatus::Open).await?;
        self.touch_case(&permit).await
    }

    /// Keeps where the case stood before it is changed.
    pub(crate) async fn keep_standing<A>(&self, permit: &Permit<A, Case>) -> Result<()> {
        let former = [
            ("case.status".to_owned(), Value::Choice(permit.status.as_str().to_owned())),
            ("case.stage".to_owned(), Value::Choice(permit.stage.clone())),
        ];
        self.keep_former("case", permit.id.into(), permit.id.into(), Part::Stage, former.into()).await
    }

    async fn set_status<A>(&self, permit: &Permit<A, Case>, status: CaseStatus) -> Result<()> {
        self.keep_standing(permit).await?;
        case::Entity::update_many()
            .col_expr(case::Column::Status, Expr::val(status.as_str()))
            .filter(case::Column::Id.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}
