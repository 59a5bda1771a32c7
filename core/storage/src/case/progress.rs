//! Where a case stands: facts for the rules, moving on, pausing, and its end.

use chrono::NaiveDate;
use domain::codes::{
    CaseStatus, ClosingReason, OverallOutcome, ParticipantRole, PauseReason, Readiness, Responsibility,
    Willingness,
};
use domain::process::{AgreementFact, CaseStage, Facts, Pause as Paused, Pauses, StageId, Validity};
use domain::{AccountId, Instant, Part, ParticipantId, Reference, Relation, Value, service_day};
use permissions::{Author, MoveStage, Pause, Permit, ProposeClosure, Reopen, SignOffClosure, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{
    account, agreement, agreement_action, case, case_access, closure, consent, entry, feedback, meeting,
    participant, pause, referral, risk,
};
use crate::scope::ACCEPTED;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What the rules know about one participant's progress; no view can contain it.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The participant.
    pub id: ParticipantId,
    /// Their outer name.
    pub reference: Reference,
    /// Their role.
    pub role: ParticipantRole,
    /// Where they stand in the route.
    pub stage: StageId,
    /// Whether they are out of the process.
    pub out: bool,
    /// The facts that guards ask for.
    pub facts: Facts,
}

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

/// A day that never comes, by which "valid without end" takes part in a maximum.
fn never() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)
}

fn validity(day: Option<NaiveDate>) -> Validity {
    match day {
        None => Validity::Missing,
        Some(day) if day == never() => Validity::Unlimited,
        Some(day) => Validity::Until(day),
    }
}

impl<Mode> Unit<Mode> {
    /// The facts of every participant, in one statement.
    ///
    /// They are derived under no reader's rights: rules must not depend on what the one
    /// who asks may see. They leave this crate only towards rules.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn progress<A>(&self, permit: &Permit<A, Case>) -> Result<Vec<Progress>> {
        let case_id = Uuid::from(permit.id);
        let of_case =
            |query: &mut SelectStatement, column: SimpleExpr| query.and_where(column.eq(case_id)).take();
        let participant_id = || Expr::col((participant::Entity, participant::Column::Id));
        let consent_until = |purpose: &str| {
            Query::select()
                .expr(Func::max(Func::coalesce([Expr::col(consent::Column::ExpiresOn), Expr::val(never())])))
                .from(consent::Entity)
                .and_where(Expr::col(consent::Column::Participant).eq(participant_id()))
                .and_where(Expr::col(consent::Column::Purpose).eq(purpose))
                .and_where(Expr::col((consent::Entity, consent::Column::Given)).eq(true))
                .and_where(Expr::col((consent::Entity, consent::Column::Live)).eq(true))
                .and_where(Expr::col(consent::Column::WithdrawnOn).is_null())
                .take()
        };
        let risk_until = |kind: &str| {
            of_case(
                Query::select()
                    .expr(Func::max(Expr::col(risk::Column::ValidUntil)))
                    .from(risk::Entity)
                    .and_where(Expr::col(risk::Column::Kind).eq(kind))
                    .and_where(Expr::col((risk::Entity, risk::Column::State)).eq("approved"))
                    .and_where(Expr::col((risk::Entity, risk::Column::Live)).eq(true))
                    .and_where(Expr::col(risk::Column::Level).is_not_in(["unsuitable", "unknown"])),
                Expr::col((risk::Entity, risk::Column::CaseId)),
            )
        };
        let accepted = |kinds: &[&str]| {
            of_case(
                Query::select()
                    .expr(Func::count(Expr::col((case_access::Entity, case_access::Column::Id))))
                    .from(case_access::Entity)
                    .inner_join(
                        account::Entity,
                        Expr::col((account::Entity, account::Column::Id))
                            .equals((case_access::Entity, case_access::Column::Account)),
                    )
                    .and_where(
                        Expr::col((case_access::Entity, case_access::Column::Kind))
                            .is_in(kinds.iter().copied()),
                    )
                    .and_where(Expr::col((case_access::Entity, case_access::Column::State)).eq(ACCEPTED))
                    .and_where(Expr::col((case_access::Entity, case_access::Column::UntilAt)).gt(self.now())),
                Expr::col((case_access::Entity, case_access::Column::CaseId)),
            )
        };
        let untrained = accepted(&["lead", "co-facilitator"])
            .and_where(Expr::col((account::Entity, account::Column::SensitiveTrained)).eq(false))
            .take();
        let count = |query: SelectStatement| Expr::from(query);
        let rows_of = |table: SimpleExpr, from: &mut SelectStatement| of_case(from, table);
        let agreements = rows_of(
            Expr::col((agreement::Entity, agreement::Column::CaseId)),
            Query::select()
                .expr(Func::count(Expr::col((agreement::Entity, agreement::Column::Id))))
                .from(agreement::Entity)
                .and_where(Expr::col((agreement::Entity, agreement::Column::Live)).eq(true)),
        );
        let open_actions = rows_of(
            Expr::col((agreement_action::Entity, agreement_action::Column::CaseId)),
            Query::select()
                .expr(Func::count(Expr::col((agreement_action::Entity, agreement_action::Column::Id))))
                .from(agreement_action::Entity)
                .and_where(
                    Expr::col((agreement_action::Entity, agreement_action::Column::Status))
                        .is_in(["open", "partly"]),
                )
                .and_where(Expr::col((agreement_action::Entity, agreement_action::Column::Live)).eq(true)),
        );
        let held = rows_of(
            Expr::col((meeting::Entity, meeting::Column::CaseId)),
            Query::select()
                .expr(Func::max(Expr::col(meeting::Column::HeldAt)))
                .from(meeting::Entity)
                .and_where(Expr::col(meeting::Column::Held).eq("yes"))
                .and_where(Expr::col(meeting::Column::Kind).is_not_in(["preparation", "debrief"]))
                .and_where(Expr::col((meeting::Entity, meeting::Column::Live)).eq(true)),
        );
        let followed_up = rows_of(
            Expr::col((entry::Entity, entry::Column::CaseId)),
            Query::select()
                .expr(Func::max(Expr::col(entry::Column::OccurredOn)))
                .from(entry::Entity)
                .and_where(Expr::col(entry::Column::Purpose).eq("follow-up"))
                .and_where(Expr::col((entry::Entity, entry::Column::Participant)).eq(participant_id()))
                .and_where(Expr::col((entry::Entity, entry::Column::Live)).eq(true)),
        );
        let evaluated = rows_of(
            Expr::col((feedback::Entity, feedback::Column::CaseId)),
            Query::select()
                .expr(Func::count(Expr::col((feedback::Entity, feedback::Column::Id))))
                .from(feedback::Entity)
                .and_where(Expr::col((feedback::Entity, feedback::Column::Live)).eq(true)),
        );
        let approved = of_case(
            Query::select()
                .expr(Func::max(Expr::col(risk::Column::ApprovedAt)))
                .from(risk::Entity)
                .and_where(Expr::col((risk::Entity, risk::Column::State)).eq("approved")),
            Expr::col((risk::Entity, risk::Column::CaseId)),
        );
        let query = Query::select()
            .columns(
                [
                    participant::Column::Id,
                    participant::Column::Reference,
                    participant::Column::Role,
                    participant::Column::Stage,
                    participant::Column::Responsibility,
                    participant::Column::Readiness,
                    participant::Column::Willing,
                    participant::Column::FirstContactAt,
                    participant::Column::InformationGivenAt,
                    participant::Column::WithdrewAt,
                ]
                .map(|column| (participant::Entity, column)),
            )
            .columns(
                [case::Column::Status, case::Column::Complex, case::Column::TriagedAt]
                    .map(|c| (case::Entity, c)),
            )
            .expr_as(count(consent_until("take-part")), Alias::new("take_part"))
            .expr_as(count(consent_until("meet")), Alias::new("meet"))
            .expr_as(count(risk_until("initial")), Alias::new("initial_risk"))
            .expr_as(count(risk_until("second")), Alias::new("second_risk"))
            .expr_as(count(accepted(&["lead"])), Alias::new("leads"))
            .expr_as(count(accepted(&["lead", "co-facilitator"])), Alias::new("facilitators"))
            .expr_as(count(untrained), Alias::new("untrained"))
            .expr_as(count(agreements), Alias::new("agreements"))
            .expr_as(count(open_actions), Alias::new("open_actions"))
            .expr_as(count(held), Alias::new("event_held"))
            .expr_as(count(followed_up), Alias::new("followed_up"))
            .expr_as(count(evaluated), Alias::new("evaluated"))
            .expr_as(count(approved), Alias::new("approved"))
            .from(participant::Entity)
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((participant::Entity, participant::Column::CaseId)),
            )
            .and_where(Expr::col((participant::Entity, participant::Column::CaseId)).eq(case_id))
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
            .order_by((participant::Entity, participant::Column::Id), Order::Asc)
            .take();
        let zone = self.store.zone();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let text = |column: &str| row.try_get::<Option<String>>("", column);
            let day = |column: &str| row.try_get::<Option<NaiveDate>>("", column);
            let on = |column: &str| {
                Ok::<_, Error>(row.try_get::<Option<Instant>>("", column)?.map(|at| service_day(at, zone)))
            };
            let number = |column: &str| row.try_get::<i64>("", column);
            let triaged_on = on("triaged_at")?;
            let willingness =
                text("willing")?.and_then(|w| Willingness::parse(&w)).unwrap_or(Willingness::NotAsked);
            let readiness =
                text("readiness")?.and_then(|w| Readiness::parse(&w)).unwrap_or(Readiness::NotStarted);
            let facts = Facts {
                status: text("status")?
                    .and_then(|w| CaseStatus::parse(&w))
                    .ok_or(Error::Meaning("status"))?,
                sensitive: row.try_get("", "complex")?,
                // A case exists because its referral was accepted, and accepting is the
                // decision of triage: checks and eligibility were part of it.
                referral_accepted: true,
                checks_done: triaged_on.is_some(),
                eligible: triaged_on.is_some(),
                first_contact_on: on("first_contact_at")?,
                information_given_on: on("information_given_at")?,
                willingness,
                responsibility: text("responsibility")?.and_then(|w| Responsibility::parse(&w)),
                consent_to_take_part: validity(day("take_part")?),
                consent_to_meet: validity(day("meet")?),
                initial_risk: validity(day("initial_risk")?),
                second_risk: validity(day("second_risk")?),
                lead_accepted: number("leads")? > 0,
                facilitators: number("facilitators")?.try_into().unwrap_or(u32::MAX),
                all_trained_for_sensitive: number("untrained")? == 0,
                manager_approved_on: on("approved")?,
                readiness,
                event_held_on: on("event_held")?,
                agreement: if number("agreements")? > 0 {
                    AgreementFact::Recorded
                } else {
                    AgreementFact::Missing
                },
                open_actions: number("open_actions")?.try_into().unwrap_or(u32::MAX),
                followed_up_on: day("followed_up")?,
                evaluation_done: number("evaluated")? > 0,
                objections: Vec::new(),
            };
            let reference: String = row.try_get("", "reference")?;
            let withdrew: Option<Instant> = row.try_get("", "withdrew_at")?;
            found.push(Progress {
                id: ParticipantId(row.try_get("", "id")?),
                reference: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                role: text("role")?.and_then(|w| ParticipantRole::parse(&w)).ok_or(Error::Meaning("role"))?,
                stage: StageId(text("stage")?.unwrap_or_default()),
                out: withdrew.is_some() || matches!(readiness, Readiness::NotSuitable | Readiness::Withdrew),
                facts,
            });
        }
        Ok(found)
    }

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

    /// The same for somebody who is shown where the participants stand, which is noted.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn progress_shown(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<Progress>> {
        let progress = self.progress(permit).await?;
        self.note("view", "case", permit.id.into(), [Part::Stage].into_iter().collect());
        Ok(progress)
    }

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
    async fn keep_standing<A>(&self, permit: &Permit<A, Case>) -> Result<()> {
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
