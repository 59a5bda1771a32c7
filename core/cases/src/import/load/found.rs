//! What is here already.

use std::collections::{HashMap, HashSet};

use domain::{AccountId, BatchId, CaseClass, OrganisationId, TeamId};
use permissions::{Actor, Import, Place, Role, Task, ViewAccount, ViewConfiguration, ViewOrganisation};
use storage::Store;
use storage::bulk::{known_rows, unfinished};
use storage::identity::AccountLine;
use uuid::Uuid;

use super::Result;
use crate::import::delta::Delta;
use crate::import::plan::ImportPlan;
use crate::import::profile::{FileKind, folded};
use crate::import::record::PlannedCase;

/// What is here already, as far as an import has to know.
pub struct Found {
    /// The service itself: the team of all cases that name no other.
    pub(super) top: TeamId,
    teams: HashMap<String, TeamId>,
    organisations: HashMap<String, OrganisationId>,
    /// Sign-in names in use.
    pub(super) usernames: HashSet<String>,
    /// Who manages the service: they are on the allow-list of every restricted case.
    pub(super) managers: Vec<AccountId>,
    known: HashMap<(FileKind, String), ([u8; 32], Uuid)>,
    /// What interrupted runs of the profile left.
    pub(super) unfinished: Vec<BatchId>,
}

impl Found {
    pub(super) async fn look(store: &Store, asked: &Actor, profile: &str) -> Result<Self> {
        let mut unit = store.read(asked).await?;
        asked.may::<Import>(&Place::service(), unit.id()).map_err(storage::Error::from)?;
        let teams = asked.may::<ViewConfiguration>(&Place::service(), unit.id());
        let teams = unit.teams(teams.map_err(storage::Error::from)?).await?;
        let top = unit.intake_team().await?;
        let accounts = asked.may::<ViewAccount>(&Place::service(), unit.id());
        let accounts = unit.accounts(accounts.map_err(storage::Error::from)?).await?;
        let accounts = unit.show(accounts).await?.into_inner();
        let task = Actor::system(Task::Import, asked.now());
        let mut unit = store.read(&task).await?;
        let leave = task.may::<ViewOrganisation>(&Place::service(), unit.id());
        let organisations = unit.organisations(leave.map_err(storage::Error::from)?).await?;
        drop(unit);
        let rows = known_rows(store, &task, profile).await?.into_iter().filter_map(|row| {
            let kind = FileKind::ALL.into_iter().find(|kind| kind.as_str() == row.file)?;
            Some(((kind, row.legacy_id), (row.digest, row.record)))
        });
        Ok(Self {
            top,
            teams: teams.into_iter().map(|team| (folded(&team.name), team.id)).collect(),
            organisations: organisations.into_iter().map(|one| (folded(&one.name), one.id)).collect(),
            managers: accounts.iter().filter(|one| manages(one)).map(|one| one.id).collect(),
            usernames: accounts.into_iter().map(|account| account.username).collect(),
            known: rows.collect(),
            unfinished: unfinished(store, &task, profile).await?,
        })
    }

    /// The team of all cases that name no other: the service itself.
    pub const fn top(&self) -> TeamId {
        self.top
    }

    /// The team of this name.
    pub(super) fn team(&self, name: Option<&str>) -> Option<TeamId> {
        self.teams.get(&folded(name?)).copied()
    }

    /// The organisation of this name.
    pub(super) fn organisation(&self, name: &str) -> Option<OrganisationId> {
        self.organisations.get(&folded(name)).copied()
    }

    /// The record that a row became.
    pub(super) fn record(&self, kind: FileKind, key: &str) -> Option<Uuid> {
        self.known.get(&(kind, key.to_owned())).map(|(_, record)| *record)
    }

    /// The digest of a row that was brought in, by file and key.
    pub fn digest(&self, kind: FileKind, key: &str) -> Option<[u8; 32]> {
        self.known.get(&(kind, key.to_owned())).map(|(digest, _)| *digest)
    }

    /// How a plan stands to it.
    pub fn compare(&self, plan: &ImportPlan) -> Delta {
        Delta::of(plan, &|kind, key| self.digest(kind, key))
    }

    /// How many of the new cases are restricted, and how many managers will know of them.
    pub fn restricted(&self, plan: &ImportPlan) -> (usize, usize) {
        let is_new = |case: &&PlannedCase| self.digest(FileKind::Cases, &case.origin.key()).is_none();
        let restricted = |case: &&PlannedCase| case.class == CaseClass::Restricted;
        (plan.cases.iter().filter(is_new).filter(restricted).count(), self.managers.len())
    }

    /// How many runs were interrupted; what they left is cleaned before the next.
    pub fn interrupted(&self) -> usize {
        self.unfinished.len()
    }

    /// The teams of the older system that the service does not have, and how many new cases
    /// name each: those go to the service itself.
    pub fn missing_teams(&self, plan: &ImportPlan) -> Vec<(String, usize)> {
        let mut missing: HashMap<String, usize> = HashMap::new();
        for case in
            plan.cases.iter().filter(|case| self.digest(FileKind::Cases, &case.origin.key()).is_none())
        {
            if let Some(name) = case.team.as_deref().filter(|name| self.team(Some(name)).is_none()) {
                *missing.entry(name.to_owned()).or_default() += 1;
            }
        }
        let mut missing: Vec<_> = missing.into_iter().collect();
        missing.sort();
        missing
    }
}

fn manages(account: &AccountLine) -> bool {
    ["active", "invited"].contains(&account.status.as_str())
        && account.roles.iter().any(|(role, _)| *role == Role::ServiceManager)
}

/// Counts only: what is here is about people.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({} rows, {} interrupted)", self.known.len(), self.unfinished.len())
    }
}
