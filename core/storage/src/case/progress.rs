//! The facts that the rules of the process ask for, participant by participant.

use chrono::NaiveDate;
use domain::codes::{CaseStatus, ParticipantRole, Readiness, Responsibility, Willingness};
use domain::process::{AgreementFact, Facts, StageId, Validity};
use domain::{Instant, Part, ParticipantId, Reference, service_day};
use permissions::{Permit, ViewCase};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{
    account, agreement, agreement_action, case, case_access, consent, entry, feedback, meeting, participant,
    risk,
};
use crate::scope::ACCEPTED;
use crate::unit::Unit;
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

    /// The same for somebody who is shown where the participants stand, which is noted.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn progress_shown(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<Progress>> {
        let progress = self.progress(permit).await?;
        self.note("view", "case", permit.id.into(), [Part::Stage].into_iter().collect());
        Ok(progress)
    }
}
