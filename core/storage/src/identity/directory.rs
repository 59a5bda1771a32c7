//! The list of accounts, for those who look after them.

use std::collections::HashMap;

use domain::{AccountId, Instant, OrganisationId, Part, PartSet, Reference, TeamId};
use permissions::{Leave, Role, ViewAccount};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::Entry;
use crate::entity::{account, account_role, external_identity};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most accounts that the list shows; a service has about a hundred.
const SHOWN: u64 = 1_000;

/// One account in the list.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Its inner name.
    pub id: AccountId,
    /// Its outer name.
    pub reference: Reference,
    /// The sign-in name.
    pub username: String,
    /// The name colleagues know.
    pub display_name: String,
    /// `staff`, `volunteer`, `partner`, `viewer` or `service`.
    pub kind: String,
    /// `active`, `invited`, `suspended` or `left`.
    pub status: String,
    /// Its team.
    pub team: TeamId,
    /// Its organisation, where it is a partner's.
    pub organisation: Option<OrganisationId>,
    /// The roles held now, each with its end.
    pub roles: Vec<(Role, Instant)>,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// When it last signed in.
    pub last_sign_in_at: Option<Instant>,
    /// The providers with whom it can sign in.
    pub providers: Vec<String>,
}

/// The reference only: names are people's.
impl std::fmt::Debug for AccountLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccountLine({})", self.reference)
    }
}

impl<Mode> Unit<Mode> {
    /// Every account, by name.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn accounts(&mut self, leave: Leave<ViewAccount>) -> Result<Vec<AccountLine>> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let now = self.now();
        let rows = account::Entity::find()
            .filter(account::Column::Live.eq(true))
            .order_by_asc(account::Column::SortKey)
            .order_by_asc(account::Column::Id)
            .limit(SHOWN)
            .all(&self.transaction)
            .await?;
        let grants = account_role::Entity::find()
            .filter(account_role::Column::FromAt.lte(now))
            .filter(account_role::Column::UntilAt.gt(now))
            .order_by_asc(account_role::Column::Role)
            .all(&self.transaction)
            .await?;
        let mut roles: HashMap<Uuid, Vec<(Role, Instant)>> = HashMap::new();
        for grant in grants {
            // A role that this version does not know gives nothing.
            let role = Role::parse(&grant.role).map(|role| (role, grant.until_at));
            roles.entry(grant.account).or_default().extend(role);
        }
        let linked = external_identity::Entity::find()
            .order_by_asc(external_identity::Column::Provider)
            .all(&self.transaction)
            .await?;
        let mut providers: HashMap<Uuid, Vec<String>> = HashMap::new();
        for link in linked {
            providers.entry(link.account).or_default().push(link.provider);
        }
        self.note_entry(Entry {
            parts: PartSet::of(&[Part::Accounts]),
            subjects: rows.iter().map(|row| row.id).collect(),
            ..Entry::new("list", "account")
        });
        rows.into_iter()
            .map(|row| {
                let providers = providers.remove(&row.id).unwrap_or_default();
                Ok(AccountLine { providers, ..line(row, &mut roles)? })
            })
            .collect()
    }
}

fn line(row: account::Model, roles: &mut HashMap<Uuid, Vec<(Role, Instant)>>) -> Result<AccountLine> {
    Ok(AccountLine {
        id: AccountId(row.id),
        reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
        username: row.username,
        display_name: row.display_name,
        kind: row.kind,
        status: row.status,
        team: TeamId(row.team),
        organisation: row.organisation.map(OrganisationId),
        roles: roles.remove(&row.id).unwrap_or_default(),
        has_second_factor: row.totp.is_some(),
        last_sign_in_at: row.last_sign_in_at,
        providers: Vec::new(),
    })
}
