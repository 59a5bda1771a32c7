//! Publishing a draft: alone where it gives nobody more, with a second person otherwise.

use std::collections::BTreeMap;

use domain::{AccountId, Reference};
use permissions::{ApprovePolicy, Hindrance, Leave, Policy, ProposePolicy, Publishing, Role};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{DraftState, PolicyDraft, load, written};
use crate::audit::Entry;
use crate::entity::{account, account_role, epoch, policy};
use crate::identity::POLICY_EPOCH;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What became of publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Publication {
    /// It is in force as this version, once the unit commits.
    Published(u64),
    /// Something stands in the way, and nothing was written; the unit is to be given up.
    Hindered(Vec<Hindrance>),
}

impl Unit<Writing> {
    /// Publishes the author's own draft, which gives nobody more than before.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but its author, [`Error::Conflict`] where it is not open.
    pub async fn publish_own_policy(
        &mut self,
        leave: Leave<ProposePolicy>,
        reference: Reference,
        reason: &str,
    ) -> Result<Publication> {
        self.check_right(&leave)?;
        let current = self.lock_policy().await?;
        let draft = self.reasoned_draft(reference, reason).await?;
        let found = self.hindrances(&current, &draft).await?;
        if !found.is_empty() {
            return Ok(Publication::Hindered(found));
        }
        let version = self.put_in_force(&current, &draft, None).await?;
        self.policy_act(&leave, "publish-policy", draft.id, format!("{reference} version {version}"))?;
        Ok(Publication::Published(version))
    }

    /// Approves somebody else's draft, exactly as `seen`, and publishes it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for its author; [`Error::Conflict`] where nothing was asked, or
    /// something else than `seen`.
    pub async fn approve_policy(
        &mut self,
        leave: Leave<ApprovePolicy>,
        reference: Reference,
        seen: &[u8; 32],
    ) -> Result<Publication> {
        self.check_right(&leave)?;
        let current = self.lock_policy().await?;
        let draft = self.draft_named(reference).await?;
        let approver = self.actor.account_id().ok_or(Error::Forbidden)?;
        if draft.author == approver {
            return Err(Error::Forbidden);
        }
        if draft.state != DraftState::Asked || draft.digest != *seen {
            return Err(Error::Conflict);
        }
        let found = self.hindrances(&current, &draft).await?;
        if !found.is_empty() {
            return Ok(Publication::Hindered(found));
        }
        self.end_request(&draft, |state, by, at| state.approve(by, at, seen), None).await?;
        self.policy_act(&leave, "approve-policy", draft.id, reference.to_string())?;
        let version = self.put_in_force(&current, &draft, Some(approver)).await?;
        self.end_request(&draft, |state, _, at| state.done(at), None).await?;
        self.policy_act(&leave, "publish-policy", draft.id, format!("{reference} version {version}"))?;
        Ok(Publication::Published(version))
    }

    /// Gives the unit up and enters that publishing was refused.
    ///
    /// # Errors
    /// [`Error::Database`] where the refusal could not be recorded.
    pub async fn refuse_publishing(self, reference: Reference) -> Result<()> {
        let draft = self.draft_named(reference).await?;
        let entry = Entry::new("publish-policy", "service").about(draft.id).detail(reference.to_string());
        self.refuse(entry).await
    }

    /// Raises the policy epoch, which of two who publish only one can do at a time, and gives
    /// the policy that is in force then.
    async fn lock_policy(&self) -> Result<Policy> {
        epoch::Entity::insert(epoch::ActiveModel { name: Set(POLICY_EPOCH.to_owned()), value: Set(1) })
            .on_conflict(
                OnConflict::column(epoch::Column::Name)
                    .value(epoch::Column::Value, Expr::col((epoch::Entity, epoch::Column::Value)).add(1))
                    .to_owned(),
            )
            .exec_without_returning(&self.transaction)
            .await?;
        self.newest_policy().await
    }

    async fn hindrances(&self, current: &Policy, draft: &PolicyDraft) -> Result<Vec<Hindrance>> {
        let publisher = self.actor.account_id().ok_or(Error::Forbidden)?;
        let people = self.people_of_rights().await?;
        let publishing = Publishing {
            current,
            new: &draft.policy,
            base: draft.base,
            author: draft.author,
            publisher: (publisher, self.actor.roles()),
            people: &people,
        };
        Ok(publishing.hindrances())
    }

    /// Everybody who can sign in today, with the roles they hold, of those by which a policy
    /// can be proposed or approved.
    async fn people_of_rights(&self) -> Result<Vec<(AccountId, Vec<Role>)>> {
        let now = self.now();
        let few = [Role::ServiceManager, Role::Dpo, Role::SystemAdministrator];
        let grants = account_role::Entity::find()
            .filter(account_role::Column::Role.is_in(few.map(Role::as_str)))
            .filter(account_role::Column::FromAt.lte(now))
            .filter(account_role::Column::UntilAt.gt(now))
            .order_by_asc(account_role::Column::Account)
            .all(&self.transaction)
            .await?;
        let still = Condition::any()
            .add(account::Column::ValidUntil.is_null())
            .add(account::Column::ValidUntil.gt(now));
        let active: Vec<Uuid> = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Id.is_in(grants.iter().map(|grant| grant.account)))
            .filter(account::Column::Status.eq("active"))
            .filter(account::Column::Live.eq(true))
            .filter(still)
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let mut people: BTreeMap<Uuid, Vec<Role>> = BTreeMap::new();
        for grant in grants.into_iter().filter(|grant| active.contains(&grant.account)) {
            people.entry(grant.account).or_default().extend(Role::parse(&grant.role));
        }
        Ok(people.into_iter().map(|(account, roles)| (account.into(), roles)).collect())
    }

    /// Writes the new version.
    async fn put_in_force(
        &mut self,
        current: &Policy,
        draft: &PolicyDraft,
        approver: Option<AccountId>,
    ) -> Result<u64> {
        let version = current.version + 1;
        let number = |version: u64| i64::try_from(version).map_err(|_| Error::Meaning("policy"));
        let mut row = policy::Model {
            version: number(version)?,
            body: written(&Policy { version, ..draft.policy.clone() })?,
            published_at: self.now(),
            published_by: self.actor.account_id().map(Uuid::from),
            drafted_by: Some(draft.author.into()),
            approved_by: approver.map(Uuid::from),
            reason: Some(draft.reason.clone()),
            restores: draft.restores.map(number).transpose()?,
            seal: None,
        };
        row.seal = Some(load::seal(self.store.keys(), &row));
        policy::Entity::insert(row.into_active_model()).exec_without_returning(&self.transaction).await?;
        self.move_draft(draft, DraftState::Published).await?;
        Ok(version)
    }
}
