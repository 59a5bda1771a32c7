//! The versions that were published.

use std::collections::HashMap;

use domain::Instant;
use permissions::{Leave, Policy, ViewConfiguration};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{SHOWN, load};
use crate::entity::{account, policy};
use crate::unit::Unit;
use crate::{Error, Result};

/// A published version, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its number; the default of Accord is 1 and is in no row.
    pub version: u64,
    /// When it was published.
    pub published_at: Instant,
    /// The name of whoever wrote it.
    pub author: String,
    /// The name of whoever approved it; nobody where it gave nothing more.
    pub approver: Option<String>,
    /// Why.
    pub reason: String,
    /// The older version that it puts back.
    pub restores: Option<u64>,
}

impl<Mode> Unit<Mode> {
    /// The published versions, the newest first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn policy_versions(&self, leave: &Leave<ViewConfiguration>) -> Result<Vec<PolicyVersion>> {
        self.check_right(leave)?;
        // What a version says is long, and not for a list.
        let rows = policy::Entity::find()
            .select_only()
            .columns([
                policy::Column::Version,
                policy::Column::PublishedAt,
                policy::Column::DraftedBy,
                policy::Column::ApprovedBy,
                policy::Column::Reason,
                policy::Column::Restores,
            ])
            .order_by_desc(policy::Column::Version)
            .limit(SHOWN)
            .into_tuple::<(i64, Instant, Option<Uuid>, Option<Uuid>, Option<String>, Option<i64>)>()
            .all(&self.transaction)
            .await?;
        let people = rows.iter().flat_map(|(_, _, author, approver, ..)| [*author, *approver]).flatten();
        let names = self.names_of(people.collect()).await?;
        let name = |who: Option<Uuid>| who.and_then(|who| names.get(&who).cloned());
        let number = |version: i64| u64::try_from(version).unwrap_or_default();
        let versions = rows.into_iter().map(|(version, published_at, author, approver, reason, restores)| {
            PolicyVersion {
                version: number(version),
                published_at,
                author: name(author).unwrap_or_default(),
                approver: name(approver),
                reason: reason.unwrap_or_default(),
                restores: restores.map(number),
            }
        });
        Ok(versions.collect())
    }

    /// What version `version` says.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Policy`] for one that is not what was published.
    pub async fn policy_version(&self, leave: &Leave<ViewConfiguration>, version: u64) -> Result<Policy> {
        self.check_right(leave)?;
        self.policy_as_published(version).await
    }

    pub(super) async fn policy_as_published(&self, version: u64) -> Result<Policy> {
        let number = i64::try_from(version).map_err(|_| Error::NotFound)?;
        match policy::Entity::find_by_id(number).one(&self.transaction).await? {
            Some(row) => load::opened(self.store.keys(), &row),
            None if version == Policy::default().version => Ok(Policy::default()),
            None => Err(Error::NotFound),
        }
    }

    /// The policy in force, as this unit sees it.
    ///
    /// # Errors
    /// As [`policy_version`](Self::policy_version).
    pub async fn policy_in_force(&self, leave: &Leave<ViewConfiguration>) -> Result<Policy> {
        self.check_right(leave)?;
        self.newest_policy().await
    }

    pub(super) async fn newest_policy(&self) -> Result<Policy> {
        let newest = policy::Entity::find().order_by_desc(policy::Column::Version);
        match newest.one(&self.transaction).await? {
            Some(row) => load::opened(self.store.keys(), &row),
            None => Ok(Policy::default()),
        }
    }

    pub(super) async fn names_of(&self, people: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
        let rows = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::DisplayName])
            .filter(account::Column::Id.is_in(people))
            .into_tuple::<(Uuid, String)>()
            .all(&self.transaction)
            .await?;
        Ok(rows.into_iter().collect())
    }
}
