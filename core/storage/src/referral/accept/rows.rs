//! The rows of the new case that are nobody's answers: spine, sides, incident, flags, access.

use chrono::TimeDelta;
use domain::codes::CaseStatus;
use domain::{AccountId, CaseClass, Reference};
use permissions::AssignmentKind;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{Acceptance, Making};
use crate::entity::{case, case_access, case_flag, incident, side};
use crate::rows::REGIME;
use crate::scope::{ACCEPTED, ALLOW, NAMED};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How long the first grants of a case last: every grant has an end, and is renewed.
const GRANT_DAYS: i64 = 365;

impl Unit<Writing> {
    pub(super) async fn insert_case(
        &self,
        making: &Making<'_>,
        plan: &Acceptance,
        reference: Reference,
    ) -> Result<()> {
        let referral = making.referral;
        let now = self.now();
        case::Entity::insert(case::ActiveModel {
            id: Set(making.case.into()),
            reference: Set(reference.stored()),
            legacy_reference: Set(None),
            service_type: Set(plan.service_type.as_str().to_owned()),
            route: Set(plan.route.0.clone()),
            route_version: Set(plan.route.1.try_into().map_err(|_| Error::Meaning("route version"))?),
            stage: Set(plan.stage.as_str().to_owned()),
            phase: Set(plan.phase.as_str().to_owned()),
            status: Set(CaseStatus::Open.as_str().to_owned()),
            stage_override: Set(None),
            override_reason: Set(None),
            owner: Set(self.actor.account_id().map(Uuid::from)),
            priority: Set(plan.priority.as_str().to_owned()),
            complexity: Set(plan.complexity.as_str().to_owned()),
            complex: Set(plan.complexity == domain::codes::Complexity::Sensitive),
            risk_flag: Set(plan.risk_flag),
            area: Set(plan.area.clone()),
            source_type: Set(plan.source_type.as_str().to_owned()),
            organisation: Set(referral.organisation.map(Uuid::from)),
            category: Set(plan.category.map(|category| category.as_str().to_owned())),
            justice_stage: Set(plan.justice_stage.map(|stage| stage.as_str().to_owned())),
            initiated_by: Set(plan.initiated_by.map(|who| who.as_str().to_owned())),
            coarse_status: Set("in-progress".to_owned()),
            outcome_class: Set(None),
            outcome: Set(None),
            closing_reason: Set(None),
            closing_note: Set(None),
            received_at: Set(referral.received_at),
            acknowledged_at: Set(None),
            // Accepting is the decision of triage.
            triaged_at: Set(Some(now)),
            first_contact_at: Set(None),
            allocated_at: Set(None),
            ready_at: Set(None),
            event_at: Set(None),
            closed_at: Set(None),
            dispose_after: Set(None),
            summary: Set(plan.summary.clone()),
            lawful_basis: Set(plan.lawful_basis.clone()),
            team: Set(referral.team.into()),
            class: Set(plan.class.as_str().to_owned()),
            version: Set(1),
            live: Set(true),
            source: Set(making.source.clone()),
            batch: Set(None),
            legacy_id: Set(None),
            regime: Set(REGIME.to_owned()),
            retention: Set("case".to_owned()),
            hold: Set(None),
            created_at: Set(now),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    pub(super) async fn insert_sides(&self, making: &Making<'_>) -> Result<()> {
        if making.sides.is_empty() {
            return Ok(());
        }
        let rows = making.sides.iter().zip('A'..='Z').map(|((id, kind), letter)| side::ActiveModel {
            id: Set((*id).into()),
            case_id: Set(making.case.into()),
            kind: Set(kind.as_str().to_owned()),
            letter: Set(letter.to_string()),
        });
        side::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// Writes what happened, where something did; returns its id.
    pub(super) async fn insert_incident(
        &self,
        making: &Making<'_>,
        plan: &Acceptance,
    ) -> Result<Option<Uuid>> {
        let Some(new) = &plan.incident else { return Ok(None) };
        let id = Uuid::now_v7();
        incident::Entity::insert(incident::ActiveModel {
            id: Set(id),
            case_id: Set(making.case.into()),
            kind: Set(new.kind.clone()),
            category: Set(new.category.map(|category| category.as_str().to_owned())),
            detail: Set(new.detail.clone()),
            occurred_from: Set(new.occurred_on),
            occurred_to: Set(None),
            reported_to_police: Set(new.reported_to_police),
            crime_reference: Set(new.crime_reference.clone()),
            summary: Set(new.summary.clone()),
            version: Set(1),
            live: Set(true),
            source: Set(making.source.clone()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(Some(id))
    }

    pub(super) async fn insert_flags(&self, making: &Making<'_>, plan: &Acceptance) -> Result<()> {
        let mut flags: Vec<_> = plan.flags.iter().map(|flag| flag.as_str()).collect();
        flags.sort_unstable();
        flags.dedup();
        if flags.is_empty() {
            return Ok(());
        }
        let rows = flags.into_iter().map(|flag| case_flag::ActiveModel {
            case_id: Set(making.case.into()),
            flag: Set(flag.to_owned()),
        });
        case_flag::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// The one who accepts owns the case; where its class hides it, they and those they
    /// name are the first on its list, or nobody could find it again.
    pub(super) async fn give_first_access(&self, making: &Making<'_>, plan: &Acceptance) -> Result<()> {
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        let mut grants: Vec<(AccountId, &str)> = vec![(by, AssignmentKind::Owner.as_str())];
        let listed = match plan.class {
            CaseClass::Standard => None,
            CaseClass::Restricted => Some(ALLOW),
            CaseClass::Sealed => Some(NAMED),
        };
        if let Some(kind) = listed {
            let others = plan.allowed.iter().copied().filter(|account| *account != by);
            grants.extend(std::iter::once(by).chain(others).map(|account| (account, kind)));
        }
        let now = self.now();
        let rows = grants.into_iter().map(|(account, kind)| case_access::ActiveModel {
            id: Set(Uuid::now_v7()),
            account: Set(account.into()),
            case_id: Set(making.case.into()),
            kind: Set(kind.to_owned()),
            state: Set(ACCEPTED.to_owned()),
            sides: Set(0),
            from_at: Set(now),
            until_at: Set(now + TimeDelta::days(GRANT_DAYS)),
            answered_at: Set(None),
            answer: Set(None),
            reason: Set(None),
            granted_by: Set(Some(by.into())),
            live: Set(true),
            batch: Set(None),
            created_at: Set(now),
            consent: Set(None),
            agreement: Set(None),
            groups: Set(None),
            confirmed_at: Set(None),
        });
        case_access::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }
}
