//! Agreements of a case, and what they ask people to do.

use chrono::NaiveDate;
use domain::codes::{ActionKind, ActionStatus, AgreementKind, AgreementStatus};
use domain::{Part, Reference, ReferenceKind, Relation};
use permissions::{Permit, RecordAgreement, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{agreement, agreement_action};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// An agreement with its actions.
#[derive(Clone, Debug)]
pub struct AgreementRecord {
    /// Its outer name.
    pub reference: Reference,
    /// What kind.
    pub kind: AgreementKind,
    /// Its text.
    pub text: String,
    /// When it was made.
    pub agreed_on: NaiveDate,
    /// What became of it.
    pub status: AgreementStatus,
    /// What was agreed to be done: kind, words, due day, state.
    pub actions: Vec<(ActionKind, String, Option<NaiveDate>, ActionStatus)>,
}

impl<Mode> Unit<Mode> {
    /// The agreements and their actions, where the reader may see them.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn agreements(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<AgreementRecord>> {
        if !permit.mask().reads(Part::Agreement, Relation::Shared) {
            return Ok(Vec::new());
        }
        let rows = agreement::Entity::find()
            .filter(agreement::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(agreement::Column::Live.eq(true))
            .order_by_desc(agreement::Column::AgreedOn)
            .all(&self.transaction)
            .await?;
        let actions = agreement_action::Entity::find()
            .filter(agreement_action::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(agreement_action::Column::Live.eq(true))
            .order_by_asc(agreement_action::Column::Id)
            .all(&self.transaction)
            .await?;
        self.note("view", "case", permit.id.into(), [Part::Agreement].into_iter().collect());
        rows.into_iter()
            .map(|row| {
                let actions = actions.iter().filter(|action| action.agreement == row.id).map(|action| {
                    (
                        ActionKind::parse(&action.kind).unwrap_or(ActionKind::Other),
                        action.description.clone(),
                        action.due_on,
                        ActionStatus::parse(&action.status).unwrap_or(ActionStatus::Unknown),
                    )
                });
                Ok(AgreementRecord {
                    actions: actions.collect(),
                    reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
                    kind: AgreementKind::parse(&row.kind).ok_or(Error::Meaning("kind of agreement"))?,
                    text: row.text,
                    agreed_on: row.agreed_on,
                    status: AgreementStatus::parse(&row.status).unwrap_or(AgreementStatus::Unknown),
                })
            })
            .collect()
    }
}

impl Unit<Writing> {
    /// Records an agreement and what it asks people to do.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn record_agreement(
        &mut self,
        permit: Permit<RecordAgreement, Case>,
        kind: AgreementKind,
        text: String,
        agreed_on: NaiveDate,
        actions: Vec<(ActionKind, String, Option<NaiveDate>)>,
    ) -> Result<Reference> {
        self.act(&permit, permit.id.into(), &[(Part::Agreement, Relation::Shared)])?;
        let reference = rows::reference(ReferenceKind::Item);
        let id = Uuid::now_v7();
        agreement::Entity::insert(agreement::ActiveModel {
            id: Set(id),
            reference: Set(reference.stored()),
            case_id: Set(permit.id.into()),
            kind: Set(kind.as_str().to_owned()),
            text: Set(text),
            agreed_on: Set(agreed_on),
            method: Set("signed".to_owned()),
            status: Set(AgreementStatus::Active.as_str().to_owned()),
            recorded_by: Set(self.actor.account_id().map(Uuid::from)),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        for (kind, description, due_on) in actions {
            agreement_action::Entity::insert(agreement_action::ActiveModel {
                id: Set(Uuid::now_v7()),
                agreement: Set(id),
                case_id: Set(permit.id.into()),
                kind: Set(kind.as_str().to_owned()),
                description: Set(description),
                due_on: Set(due_on),
                status: Set(ActionStatus::Open.as_str().to_owned()),
                done_on: Set(None),
                live: Set(true),
                batch: Set(None),
            })
            .exec_without_returning(&self.transaction)
            .await?;
        }
        self.touch_case(&permit).await?;
        Ok(reference)
    }

    /// Settles every open action of the case as done or not done.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn settle_actions(
        &mut self,
        permit: Permit<RecordAgreement, Case>,
        status: ActionStatus,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Agreement, Relation::Shared)])?;
        agreement_action::Entity::update_many()
            .col_expr(agreement_action::Column::Status, Expr::val(status.as_str()))
            .col_expr(
                agreement_action::Column::DoneOn,
                Expr::val(domain::service_day(self.now(), self.store.zone())),
            )
            .filter(agreement_action::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(agreement_action::Column::Status.is_in(["open", "partly"]))
            .exec(&self.transaction)
            .await?;
        self.touch_case(&permit).await
    }
}
