//! Where a participant stands in their own words: told, willing, ready, responsible; and how
//! it was for them afterwards.

use domain::codes::{Readiness, Responsibility, Willingness};
use domain::{Audience, Part, Reference, Value};
use permissions::{Act, AmendParticipant, MoveStage, Permit, RecordConsent, RecordFeedback};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{feedback, participant};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

impl Unit<Writing> {
    /// Records that a participant was told what the process is, and whether they are willing.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`].
    pub async fn record_willing(
        &mut self,
        permit: Permit<RecordConsent, Case>,
        of: Reference,
        informed: bool,
        willing: Option<Willingness>,
    ) -> Result<()> {
        let old = self.standing_of(&permit, of, Part::Consent).await?;
        let former = [("participant.willing".to_owned(), choice(old.willing.clone()))].into();
        self.keep_former("participant", old.id, permit.id.into(), Part::Consent, former).await?;
        let mut row = old.into_active_model();
        if informed && row.information_given_at.as_ref().is_none() {
            row.information_given_at = Set(Some(self.now()));
        }
        if let Some(willing) = willing {
            row.willing = Set(Some(willing.as_str().to_owned()));
        }
        row.update(&self.transaction).await?;
        self.touch_case(&permit).await
    }

    /// Records how ready a participant is.
    ///
    /// # Errors
    /// As [`record_willing`](Self::record_willing).
    pub async fn record_readiness(
        &mut self,
        permit: Permit<MoveStage, Case>,
        of: Reference,
        readiness: Readiness,
    ) -> Result<()> {
        let old = self.standing_of(&permit, of, Part::Stage).await?;
        let former = [("participant.readiness".to_owned(), choice(Some(old.readiness.clone())))].into();
        self.keep_former("participant", old.id, permit.id.into(), Part::Stage, former).await?;
        let mut row = old.into_active_model();
        row.readiness = Set(readiness.as_str().to_owned());
        row.update(&self.transaction).await?;
        self.touch_case(&permit).await
    }

    /// Records whether a participant accepts responsibility.
    ///
    /// # Errors
    /// As [`record_willing`](Self::record_willing).
    pub async fn record_responsibility(
        &mut self,
        permit: Permit<AmendParticipant, Case>,
        of: Reference,
        responsibility: Responsibility,
    ) -> Result<()> {
        let old = self.standing_of(&permit, of, Part::Offence).await?;
        let former = [("participant.responsibility".to_owned(), choice(old.responsibility.clone()))].into();
        self.keep_former("participant", old.id, permit.id.into(), Part::Offence, former).await?;
        let mut row = old.into_active_model();
        row.responsibility = Set(Some(responsibility.as_str().to_owned()));
        row.update(&self.transaction).await?;
        self.touch_case(&permit).await
    }

    /// The participant's row, once the act that changes `part` of it was begun.
    async fn standing_of<A: Act>(
        &mut self,
        permit: &Permit<A, Case>,
        of: Reference,
        part: Part,
    ) -> Result<participant::Model> {
        let (id, _, side) = self.participant_of(permit.id, of).await?;
        self.act(permit, permit.id.into(), &[(part, permit.relation(Audience::Side(side)))])?;
        participant::Entity::find_by_id(Uuid::from(id)).one(&self.transaction).await?.ok_or(Error::NotFound)
    }

    /// Records that somebody was asked how it was, and what they answered.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::NotFound`].
    pub async fn record_feedback(
        &mut self,
        permit: Permit<RecordFeedback, Case>,
        of: Reference,
        satisfaction: Option<i32>,
        comments: Option<String>,
    ) -> Result<()> {
        let (participant, _, side) = self.participant_of(permit.id, of).await?;
        self.act(&permit, permit.id.into(), &[(Part::Feedback, permit.relation(Audience::Side(side)))])?;
        let today = domain::service_day(self.now(), self.store.zone());
        feedback::Entity::insert(feedback::ActiveModel {
            id: Set(Uuid::now_v7()),
            case_id: Set(permit.id.into()),
            participant: Set(Some(participant.into())),
            stage: Set("after-event".to_owned()),
            invited_on: Set(today),
            answered_on: Set(satisfaction.map(|_| today)),
            satisfaction: Set(satisfaction),
            better_able_to_cope: Set(None),
            feels_safer: Set(None),
            better_informed: Set(None),
            comments: Set(comments),
            quote_permission: Set("none".to_owned()),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }
}

/// A code as it is kept in history.
fn choice(code: Option<String>) -> Value {
    code.map_or(Value::Empty, Value::Choice)
}
