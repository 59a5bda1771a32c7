//! The end of a case: proposed, signed off or returned, and opened again.

use domain::codes::{CaseStatus, ClosingReason, OverallOutcome};
use domain::process::CaseStage;
use domain::{AccountId, Instant, Part, Relation};
use permissions::{Author, Permit, ProposeClosure, Reopen, SignOffClosure, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{case, closure, referral};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// A closure as it was proposed, and what became of it.
#[derive(Clone, Debug)]
pub struct ClosureRecord {
    /// Its inner name.
    pub id: Uuid,
    /// Why the case ends.
    pub reason: ClosingReason,
    /// What came of it.
    pub outcome: OverallOutcome,
    /// The sentence beside the reason.
    pub note: Option<String>,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// When.
    pub proposed_at: Instant,
    /// `proposed`, `approved`, `returned` or `reopened`.
    pub state: String,
    /// What the one who decided wrote.
    pub decision_note: Option<String>,
}

impl<Mode> Unit<Mode> {
    /// The newest proposal to close the case, for somebody who is shown it, which is noted.
    ///
    /// # Errors
    /// As [`closure`](Self::closure).
    pub async fn closure_shown(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Option<ClosureRecord>> {
        let closure = self.closure(permit).await?;
        self.note("view", "case", permit.id.into(), [Part::Agreement].into_iter().collect());
        Ok(closure)
    }

    /// The newest proposal to close the case, if there is one.
    ///
    /// What was written beside it stays within the service: it is there for those who read
    /// that, and for whoever proposed it.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn closure<A>(&self, permit: &Permit<A, Case>) -> Result<Option<ClosureRecord>> {
        let row = closure::Entity::find()
            .filter(closure::Column::CaseId.eq(Uuid::from(permit.id)))
            .order_by_desc(closure::Column::ProposedAt)
            .one(&self.transaction)
            .await?;
        let within = permit.mask().reads_of(Part::Agreement, Relation::Internal, Author::Other);
        row.map(|row| {
            let told = within || self.author(Some(row.proposed_by)) == Author::Reader;
            Ok(ClosureRecord {
                id: row.id,
                reason: ClosingReason::parse(&row.reason).ok_or(Error::Meaning("closing reason"))?,
                outcome: OverallOutcome::parse(&row.outcome).ok_or(Error::Meaning("outcome"))?,
                note: row.note.filter(|_| told),
                proposed_by: AccountId(row.proposed_by),
                proposed_at: row.proposed_at,
                state: row.state,
                decision_note: row.decision_note.filter(|_| told),
            })
        })
        .transpose()
    }
}

impl Unit<Writing> {
    /// Keeps a proposal to close that the rules accepted.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where one waits already.
    pub async fn propose_closure(
        &mut self,
        permit: Permit<ProposeClosure, Case>,
        reason: ClosingReason,
        outcome: OverallOutcome,
        note: Option<String>,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Agreement, Relation::Shared)])?;
        if self.closure(&permit).await?.is_some_and(|closure| closure.state == "proposed") {
            return Err(Error::Conflict);
        }
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        closure::Entity::insert(closure::ActiveModel {
            id: Set(Uuid::now_v7()),
            case_id: Set(permit.id.into()),
            reason: Set(reason.as_str().to_owned()),
            outcome: Set(outcome.as_str().to_owned()),
            note: Set(note),
            proposed_by: Set(by.into()),
            proposed_at: Set(self.now()),
            state: Set("proposed".to_owned()),
            decided_by: Set(None),
            decided_at: Set(None),
            decision_note: Set(None),
            version: Set(1),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.touch_case(&permit).await
    }

    /// Signs a proposal off, which closes the case, or returns it, which leaves it open.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where nothing waits.
    pub async fn decide_closure(
        &mut self,
        permit: Permit<SignOffClosure, Case>,
        closed_stage: Option<&CaseStage>,
        note: Option<String>,
    ) -> Result<()> {
        self.act(
            &permit,
            permit.id.into(),
            &[(Part::Agreement, Relation::Shared), (Part::Stage, Relation::Shared)],
        )?;
        let waiting = closure::Entity::find()
            .filter(closure::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(closure::Column::State.eq("proposed"))
            .one(&self.transaction)
            .await?
            .ok_or(Error::Conflict)?;
        let (reason, outcome, closing_note) =
            (waiting.reason.clone(), waiting.outcome.clone(), waiting.note.clone());
        let mut row = waiting.into_active_model();
        row.state = Set(if closed_stage.is_some() { "approved" } else { "returned" }.to_owned());
        row.decided_by = Set(self.actor.account_id().map(Uuid::from));
        row.decided_at = Set(Some(self.now()));
        row.decision_note = Set(note);
        row.update(&self.transaction).await?;
        if let Some(stage) = closed_stage {
            self.keep_standing(&permit).await?;
            self.end_invitations(&permit).await?;
            let class =
                ClosingReason::parse(&reason).ok_or(Error::Meaning("closing reason"))?.outcome_class();
            case::Entity::update_many()
                .col_expr(case::Column::Status, Expr::val(CaseStatus::Closed.as_str()))
                .col_expr(case::Column::Stage, Expr::val(stage.stage.as_str()))
                .col_expr(case::Column::Phase, Expr::val(stage.phase.as_str()))
                .col_expr(case::Column::ClosingReason, Expr::val(reason))
                .col_expr(case::Column::ClosingNote, Expr::val(closing_note))
                .col_expr(case::Column::Outcome, Expr::val(outcome))
                .col_expr(case::Column::OutcomeClass, Expr::val(class.as_str()))
                .col_expr(case::Column::CoarseStatus, Expr::val("closed"))
                .col_expr(case::Column::ClosedAt, Expr::val(self.now()))
                .filter(case::Column::Id.eq(Uuid::from(permit.id)))
                .exec(&self.transaction)
                .await?;
            referral::Entity::update_many()
                .col_expr(referral::Column::CoarseStatus, Expr::val("closed"))
                .col_expr(referral::Column::OutcomeClass, Expr::val(class.as_str()))
                .filter(referral::Column::CaseId.eq(Uuid::from(permit.id)))
                .exec(&self.transaction)
                .await?;
        }
        self.touch_case(&permit).await
    }

    /// Opens a closed case again.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where it is not closed.
    pub async fn reopen(&mut self, permit: Permit<Reopen, Case>, stage: &CaseStage) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Stage, Relation::Shared)])?;
        if permit.status != CaseStatus::Closed {
            return Err(Error::Conflict);
        }
        self.keep_standing(&permit).await?;
        closure::Entity::update_many()
            .col_expr(closure::Column::State, Expr::val("reopened"))
            .filter(closure::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(closure::Column::State.eq("approved"))
            .exec(&self.transaction)
            .await?;
        case::Entity::update_many()
            .col_expr(case::Column::Status, Expr::val(CaseStatus::Reopened.as_str()))
            .col_expr(case::Column::Stage, Expr::val(stage.stage.as_str()))
            .col_expr(case::Column::Phase, Expr::val(stage.phase.as_str()))
            .col_expr(case::Column::ClosedAt, Expr::val(Option::<Instant>::None))
            .col_expr(case::Column::CoarseStatus, Expr::val("in-progress"))
            .filter(case::Column::Id.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        referral::Entity::update_many()
            .col_expr(referral::Column::CoarseStatus, Expr::val("in-progress"))
            .col_expr(referral::Column::OutcomeClass, Expr::val(Option::<String>::None))
            .filter(referral::Column::CaseId.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        self.touch_case(&permit).await
    }
}
