//! Consents, risk assessments, meetings, agreements and feedback of a case.

use chrono::NaiveDate;
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, ConsentMethod, ConsentPurpose, Readiness,
    Responsibility, RiskKind, RiskLevel, SessionKind, Willingness,
};
use domain::process::{Consent as Given, ConsentState};
use domain::{AccountId, Answers, Audience, Instant, Part, Reference, ReferenceKind, Relation, Value};
use permissions::{
    Act, AmendParticipant, ApproveRisk, MoveStage, Permit, RecordAgreement, RecordConsent, RecordFeedback,
    RecordRisk, RecordSession, ViewCase,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::lookup::Case;
use crate::answers::{CORE, Slot, Wanted};
use crate::entity::{agreement, agreement_action, case, consent, feedback, meeting, participant, risk};
use crate::owner::OwnerKind;
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

/// A meeting.
#[derive(Clone, Debug)]
pub struct MeetingRecord {
    /// Its outer name.
    pub reference: Reference,
    /// What kind.
    pub kind: SessionKind,
    /// When it is or was planned.
    pub planned_at: Instant,
    /// Where.
    pub venue: Option<String>,
    /// `planned`, `yes` or `no`.
    pub held: String,
    /// When it was held.
    pub held_at: Option<Instant>,
}

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

    /// The meetings of the case, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn meetings(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<MeetingRecord>> {
        if !permit.mask().reads(Part::Dates, Relation::Shared) {
            return Ok(Vec::new());
        }
        let rows = meeting::Entity::find()
            .filter(meeting::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(meeting::Column::Live.eq(true))
            .order_by_desc(meeting::Column::PlannedAt)
            .all(&self.transaction)
            .await?;
        self.note("view", "case", permit.id.into(), [Part::Dates].into_iter().collect());
        rows.into_iter()
            .map(|row| {
                Ok(MeetingRecord {
                    reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
                    kind: SessionKind::parse(&row.kind).ok_or(Error::Meaning("kind of session"))?,
                    planned_at: row.planned_at,
                    venue: row.venue,
                    held: row.held,
                    held_at: row.held_at,
                })
            })
            .collect()
    }

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

    /// Records that a meeting is planned, or that it was held.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn record_meeting(
        &mut self,
        permit: Permit<RecordSession, Case>,
        kind: SessionKind,
        planned_at: Instant,
        venue: Option<String>,
        held_at: Option<Instant>,
    ) -> Result<Reference> {
        self.act(&permit, permit.id.into(), &[(Part::Stage, Relation::Shared)])?;
        let reference = rows::reference(ReferenceKind::Item);
        let direct = matches!(
            kind,
            SessionKind::Conference | SessionKind::MediationMeeting | SessionKind::CommunityConference
        );
        meeting::Entity::insert(meeting::ActiveModel {
            id: Set(Uuid::now_v7()),
            reference: Set(reference.stored()),
            case_id: Set(permit.id.into()),
            kind: Set(kind.as_str().to_owned()),
            direct: Set(direct),
            planned_at: Set(planned_at),
            venue: Set(venue),
            held: Set(if held_at.is_some() { "yes" } else { "planned" }.to_owned()),
            held_at: Set(held_at),
            reason: Set(None),
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
        if let Some(held) = held_at
            && !matches!(kind, SessionKind::Preparation | SessionKind::Debrief)
        {
            case::Entity::update_many()
                .col_expr(case::Column::EventAt, Expr::val(held))
                .filter(case::Column::Id.eq(Uuid::from(permit.id)))
                .filter(case::Column::EventAt.is_null())
                .exec(&self.transaction)
                .await?;
        }
        self.touch_case(&permit).await?;
        Ok(reference)
    }

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
