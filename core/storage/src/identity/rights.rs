//! Resolving what an account may do, and keeping it while nothing changed.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use domain::{AccountId, Instant, OrganisationId, TeamId};
use permissions::{Policy, Rights, Role};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entity::{account, account_role, organisation, team};
use crate::{Error, Result, Store};

/// Somebody's rights, with the epochs they were resolved under: the account's and the policy's.
type Resolved = ((i64, i64), Arc<Rights>);

/// Rights by account.
#[derive(Default)]
pub(crate) struct RightsCache {
    rights: RwLock<HashMap<AccountId, Resolved>>,
    policy: RwLock<Option<(i64, Arc<Policy>)>>,
}

/// How many accounts are kept; a service has about a hundred.
const KEPT: usize = 10_000;

impl Store {
    /// The rights of `account` under these (account, policy) epochs.
    pub(crate) async fn rights_of(&self, account: AccountId, epochs: (i64, i64)) -> Result<Arc<Rights>> {
        let now = self.now();
        if let Ok(kept) = self.0.rights.rights.read()
            && let Some((under, rights)) = kept.get(&account)
            && *under == epochs
            && now < rights.until
        {
            return Ok(rights.clone());
        }
        let rights = Arc::new(self.resolve(account, epochs.1, now).await?);
        if let Ok(mut kept) = self.0.rights.rights.write() {
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(account, (epochs, rights.clone()));
        }
        Ok(rights)
    }

    /// Reads an account's rights afresh.
    async fn resolve(&self, id: AccountId, policy_epoch: i64, now: Instant) -> Result<Rights> {
        let readers = &self.0.pools.readers;
        let row = account::Entity::find_by_id(Uuid::from(id)).one(readers).await?.ok_or(Error::NotFound)?;
        let mut until = row.valid_until.unwrap_or(Instant::MAX_UTC);
        let mut roles = Vec::new();
        let grants = account_role::Entity::find()
            .filter(account_role::Column::Account.eq(row.id))
            .filter(account_role::Column::UntilAt.gt(now))
            .order_by_asc(account_role::Column::Role)
            .all(readers)
            .await?;
        for grant in grants {
            // A grant that begins later must be looked at again when it does.
            if grant.from_at > now {
                until = until.min(grant.from_at);
                continue;
            }
            until = until.min(grant.until_at);
            // A role that this version does not know gives nothing.
            roles.extend(Role::parse(&grant.role));
        }
        let mut own_organisation = None;
        if let Some(id) = row.organisation {
            let found = organisation::Entity::find_by_id(id).one(readers).await?;
            let today = domain::service_day(now, self.zone());
            own_organisation = found
                .filter(|organisation| organisation.agreement_until.is_none_or(|last| last >= today))
                .map(|organisation| OrganisationId(organisation.id));
            // An agreement ends with a day, so its rights are looked at again tomorrow.
            until = until.min(domain::on_day(today.succ_opt().unwrap_or(today), self.zone()));
        }
        Ok(Rights {
            account: id,
            organisation: own_organisation,
            teams: self.team_and_below(TeamId(row.team)).await?,
            roles,
            policy: self.policy(policy_epoch).await?,
            until,
        })
    }

    /// `root` and every team below it.
    async fn team_and_below(&self, root: TeamId) -> Result<Vec<TeamId>> {
        let all = team::Entity::find().all(&self.0.pools.readers).await?;
        let mut found = vec![root];
        let mut next = 0;
        while next < found.len() {
            let parent = Uuid::from(found[next]);
            let below = all.iter().filter(|team| team.parent == Some(parent)).map(|team| TeamId(team.id));
            let below: Vec<_> = below.filter(|team| !found.contains(team)).collect();
            found.extend(below);
            next += 1;
        }
        Ok(found)
    }

    /// The policy in force as of `epoch`, kept while the epoch stands.
    pub(crate) async fn policy(&self, epoch: i64) -> Result<Arc<Policy>> {
        if let Ok(kept) = self.0.rights.policy.read()
            && let Some((under, policy)) = kept.as_ref()
            && *under == epoch
        {
            return Ok(policy.clone());
        }
        let policy = Arc::new(self.load_policy(epoch).await?);
        if let Ok(mut kept) = self.0.rights.policy.write() {
            *kept = Some((epoch, policy.clone()));
        }
        Ok(policy)
    }
}
