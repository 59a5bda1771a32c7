//! What the participants of a case consented to.

use chrono::NaiveDate;
use domain::codes::{ConsentMethod, ConsentPurpose};
use domain::process::{Consent as Given, ConsentState};
use domain::{Audience, Part, Reference, ReferenceKind};
use permissions::{Permit, RecordConsent, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{consent, participant};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// A consent as its reader may see it.
#[derive(Clone, Debug)]
pub struct ConsentRecord {
    /// Its outer name.
    pub reference: Reference,
    /// Whose.
    pub participant: Reference,
    /// To what.
    pub purpose: ConsentPurpose,
    /// Yes or no.
    pub given: bool,
    /// How.
    pub method: ConsentMethod,
    /// When.
    pub given_on: NaiveDate,
    /// The last day on which it holds.
    pub expires_on: Option<NaiveDate>,
    /// When it was taken back.
    pub withdrawn_on: Option<NaiveDate>,
}

impl<Mode> Unit<Mode> {
    /// The consents of the participants whose consents the reader may see.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Meaning`].
    pub async fn consents(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<ConsentRecord>> {
        let readable: Vec<Uuid> = permit
            .sides
            .iter()
            .filter(|side| permit.mask().reads(Part::Consent, permit.relation(Audience::Side(side.id))))
            .map(|side| side.id.into())
            .collect();
        if readable.is_empty() {
            return Ok(Vec::new());
        }
        let query = Query::select()
            .columns(
                [
                    consent::Column::Reference,
                    consent::Column::Purpose,
                    consent::Column::Given,
                    consent::Column::Method,
                    consent::Column::GivenOn,
                    consent::Column::ExpiresOn,
                    consent::Column::WithdrawnOn,
                ]
                .map(|column| (consent::Entity, column)),
            )
            .expr_as(Expr::col((participant::Entity, participant::Column::Reference)), "whose")
            .from(consent::Entity)
            .inner_join(
                participant::Entity,
                Expr::col((participant::Entity, participant::Column::Id))
                    .equals((consent::Entity, consent::Column::Participant)),
            )
            .and_where(Expr::col((consent::Entity, consent::Column::CaseId)).eq(Uuid::from(permit.id)))
            .and_where(Expr::col((consent::Entity, consent::Column::Live)).eq(true))
            .and_where(Expr::col((participant::Entity, participant::Column::Side)).is_in(readable))
            .order_by((consent::Entity, consent::Column::GivenOn), Order::Desc)
            .take();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let text = |column: &str| row.try_get::<String>("", column);
            let reference = |column: &str| text(column)?.parse().map_err(|_| Error::Meaning("reference"));
            found.push(ConsentRecord {
                reference: reference("reference")?,
                participant: reference("whose")?,
                purpose: ConsentPurpose::parse(&text("purpose")?).ok_or(Error::Meaning("consent purpose"))?,
                given: row.try_get("", "given")?,
                method: ConsentMethod::parse(&text("method")?).unwrap_or(ConsentMethod::Unknown),
                given_on: row.try_get("", "given_on")?,
                expires_on: row.try_get("", "expires_on")?,
                withdrawn_on: row.try_get("", "withdrawn_on")?,
            });
        }
        self.note("view", "case", permit.id.into(), [Part::Consent].into_iter().collect());
        Ok(found)
    }
}

impl Unit<Writing> {
    /// Records an answer to a purpose; the rules checked it before.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`].
    pub async fn record_consent(
        &mut self,
        permit: Permit<RecordConsent, Case>,
        of: Reference,
        consent: &Given,
    ) -> Result<Reference> {
        let (participant, _, side) = self.participant_of(permit.id, of).await?;
        self.act(&permit, permit.id.into(), &[(Part::Consent, permit.relation(Audience::Side(side)))])?;
        let (given, on, until, withdrawn) = match consent.state {
            ConsentState::Given { on, until } => (true, on, until, None),
            ConsentState::Refused { on } => (false, on, None, None),
            ConsentState::Withdrawn { given_on, on } => (true, given_on, None, Some(on)),
        };
        let reference = rows::reference(ReferenceKind::Item);
        consent::Entity::insert(consent::ActiveModel {
            id: Set(Uuid::now_v7()),
            reference: Set(reference.stored()),
            case_id: Set(permit.id.into()),
            participant: Set(participant.into()),
            purpose: Set(consent.purpose.as_str().to_owned()),
            given: Set(given),
            method: Set(consent.method.as_str().to_owned()),
            given_on: Set(on),
            expires_on: Set(until),
            withdrawn_on: Set(withdrawn),
            withdrawn_method: Set(None),
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
        self.touch_case(&permit).await?;
        Ok(reference)
    }

    /// Takes a consent back as of `on`; what was given is kept.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::NotFound`] where there is no such consent in force.
    pub async fn withdraw_consent(
        &mut self,
        permit: Permit<RecordConsent, Case>,
        consent: Reference,
        on: NaiveDate,
        method: ConsentMethod,
    ) -> Result<()> {
        let row = consent::Entity::find()
            .filter(consent::Column::Reference.eq(consent.stored()))
            .filter(consent::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(consent::Column::Given.eq(true))
            .filter(consent::Column::WithdrawnOn.is_null())
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let side = participant::Entity::find_by_id(row.participant)
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?
            .side;
        self.act(
            &permit,
            permit.id.into(),
            &[(Part::Consent, permit.relation(Audience::Side(side.into())))],
        )?;
        let version = row.version + 1;
        let mut row = row.into_active_model();
        row.withdrawn_on = Set(Some(on));
        row.withdrawn_method = Set(Some(method.as_str().to_owned()));
        row.version = Set(version);
        row.update(&self.transaction).await?;
        self.touch_case(&permit).await
    }
}
