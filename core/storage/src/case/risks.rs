//! Risk assessments of a case: their judgements, and their sealed answers.

use chrono::NaiveDate;
use domain::codes::{RiskKind, RiskLevel};
use domain::{AccountId, Answers, Part, Reference, ReferenceKind, Relation};
use permissions::{ApproveRisk, Permit, RecordRisk, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::lookup::Case;
use crate::answers::{CORE, Slot, Wanted};
use crate::entity::{case, risk};
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// A risk assessment as its reader may see it.
#[derive(Clone, Debug)]
pub struct RiskRecord {
    /// Its outer name.
    pub reference: Reference,
    /// Which one.
    pub kind: RiskKind,
    /// The judgement.
    pub level: RiskLevel,
    /// `draft`, `submitted`, `approved` or `superseded`.
    pub state: String,
    /// When it was made.
    pub done_on: NaiveDate,
    /// The last day on which it may be relied on.
    pub valid_until: Option<NaiveDate>,
    /// Who made it.
    pub done_by: Option<AccountId>,
    /// Its answers, opened.
    pub answers: Answers,
}

impl<Mode> Unit<Mode> {
    /// The risk assessments, opened, where the reader may see them.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Sealed`].
    pub async fn risks(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<RiskRecord>> {
        if !permit.mask().reads(Part::RiskAssessment, Relation::Internal) {
            return Ok(Vec::new());
        }
        let rows = risk::Entity::find()
            .filter(risk::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(risk::Column::Live.eq(true))
            .order_by_desc(risk::Column::DoneOn)
            .order_by_desc(risk::Column::Id)
            .all(&self.transaction)
            .await?;
        let parts = [Part::RiskAssessment].into_iter().collect();
        let wanted = [Wanted { records: rows.iter().map(|row| row.id).collect(), parts }];
        let mut answers = self.load_answers(&wanted).await?;
        self.note("view", "case", permit.id.into(), parts);
        rows.into_iter()
            .map(|row| {
                let at = answers.iter().position(|loaded| loaded.record == row.id);
                Ok(RiskRecord {
                    reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
                    kind: RiskKind::parse(&row.kind).ok_or(Error::Meaning("risk kind"))?,
                    level: RiskLevel::parse(&row.level).unwrap_or(RiskLevel::Unknown),
                    state: row.state,
                    done_on: row.done_on,
                    valid_until: row.valid_until,
                    done_by: row.done_by.map(AccountId),
                    answers: at.map(|at| answers.swap_remove(at).values).unwrap_or_default(),
                })
            })
            .collect()
    }
}

impl Unit<Writing> {
    /// Hands in a risk assessment: its judgement and its sealed answers.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn record_risk(
        &mut self,
        permit: Permit<RecordRisk, Case>,
        kind: RiskKind,
        level: RiskLevel,
        answers: &Answers,
    ) -> Result<Reference> {
        self.act(&permit, permit.id.into(), &[(Part::RiskAssessment, Relation::Internal)])?;
        let reference = rows::reference(ReferenceKind::Item);
        let id = Uuid::now_v7();
        risk::Entity::insert(risk::ActiveModel {
            id: Set(id),
            reference: Set(reference.stored()),
            case_id: Set(permit.id.into()),
            kind: Set(kind.as_str().to_owned()),
            level: Set(level.as_str().to_owned()),
            state: Set("submitted".to_owned()),
            done_on: Set(domain::service_day(self.now(), self.store.zone())),
            valid_until: Set(None),
            done_by: Set(self.actor.account_id().map(Uuid::from)),
            approved_by: Set(None),
            approved_at: Set(None),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        let slot = Slot {
            record_kind: "risk",
            record: id,
            root: permit.id.into(),
            plugin: CORE.to_owned(),
            field_set: 1,
            part: Part::RiskAssessment,
            side: None,
            owner: permit.id.into(),
            owner_kind: OwnerKind::Case,
        };
        let source = self.source();
        self.put_answers(&slot, answers, &source).await?;
        self.touch_case(&permit).await?;
        Ok(reference)
    }

    /// Approves an assessment up to and including `until`; older ones of its kind are
    /// superseded. Somebody else must have made it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for one's own; [`Error::NotFound`] where none of this name waits.
    pub async fn approve_risk(
        &mut self,
        permit: Permit<ApproveRisk, Case>,
        risk: Reference,
        until: NaiveDate,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::RiskAssessment, Relation::Internal)])?;
        let row = risk::Entity::find()
            .filter(risk::Column::Reference.eq(risk.stored()))
            .filter(risk::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(risk::Column::State.eq("submitted"))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let approver = self.actor.account_id().map(Uuid::from);
        if row.done_by.is_some() && row.done_by == approver {
            return Err(Error::Forbidden);
        }
        risk::Entity::update_many()
            .col_expr(risk::Column::State, Expr::val("superseded"))
            .filter(risk::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(risk::Column::Kind.eq(&row.kind))
            .filter(risk::Column::State.eq("approved"))
            .exec(&self.transaction)
            .await?;
        let flagged = matches!(RiskLevel::parse(&row.level), Some(RiskLevel::High | RiskLevel::Unsuitable));
        let mut row = row.into_active_model();
        row.state = Set("approved".to_owned());
        row.valid_until = Set(Some(until));
        row.approved_by = Set(approver);
        row.approved_at = Set(Some(self.now()));
        row.update(&self.transaction).await?;
        if flagged {
            case::Entity::update_many()
                .col_expr(case::Column::RiskFlag, Expr::val(true))
                .filter(case::Column::Id.eq(Uuid::from(permit.id)))
                .exec(&self.transaction)
                .await?;
        }
        self.touch_case(&permit).await
    }
}
