//! Accounts: who can sign in, as what, and until when.

use chrono::TimeDelta;
use domain::{AccountId, FieldErrors, Instant, Message, Reference, TeamId};
use permissions::{Actor, ManageAccounts, Place, Role, ViewAccount, ViewConfiguration, ViewOrganisation};
use serde::Serialize;
use storage::identity::{AccountChange, AccountLine, NewAccount, RoleGrant};
use storage::{Shown, Store};
use wording::{Language, Text};

use crate::{Error, Result, names};

/// How long a role lasts unless an end is given; there is none without an end.
const ROLE_DAYS: i64 = 365;

/// The use cases of accounts.
#[derive(Clone)]
pub struct Accounts {
    store: Store,
}

/// One account in the list.
#[derive(Clone, Serialize)]
pub struct AccountView {
    /// Its reference.
    pub reference: Reference,
    /// The sign-in name.
    pub username: String,
    /// The name colleagues know.
    pub name: String,
    /// What kind of account.
    pub kind: String,
    /// `active`, `invited`, `suspended` or `left`.
    pub status: String,
    /// Its roles.
    pub roles: Vec<RoleView>,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// When it last signed in.
    pub last_sign_in_at: Option<Text>,
    /// Whether it is the reader's own, which others look after.
    pub is_own: bool,
    /// The providers with whom it can sign in, by their names in the settings.
    pub providers: Vec<String>,
}

/// A role of an account.
#[derive(Clone, Debug, Serialize)]
pub struct RoleView {
    /// The role's word.
    pub role: &'static str,
    /// Its name.
    pub name: Text,
    /// Until when it is held.
    pub until: Text,
}

/// Somebody who shall have an account.
#[derive(Clone)]
pub struct NewPerson {
    /// The sign-in name.
    pub username: String,
    /// The name colleagues know.
    pub name: String,
    /// Where notices go.
    pub email: Option<String>,
    /// What they are to the service.
    pub roles: Vec<Role>,
    /// Until when they are; a year where nothing is said.
    pub until: Option<Instant>,
    /// Their team, by name; the service itself where nothing is said.
    pub team: Option<String>,
    /// Their organisation, for somebody of a partner.
    pub organisation: Option<Reference>,
    /// The language they are written to in.
    pub language: Language,
}

impl Accounts {
    /// The accounts of the installation in `store`.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn list(&self, actor: &Actor) -> Result<Shown<Vec<AccountView>>> {
        let mut unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewAccount>(&Place::service(), unit.id())?;
        let own = actor.account_id();
        let views = unit.accounts(leave).await?.into_iter().map(|line| view(line, own)).collect();
        Ok(unit.show(views).await?)
    }

    /// Closes an account with all its sessions, or opens it again; how many sessions ended.
    ///
    /// # Errors
    /// Not found; not permitted, also for one's own account; [`Error::Conflict`] where it is so
    /// already.
    pub async fn change(&self, actor: &Actor, account: Reference, change: AccountChange) -> Result<u64> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.account::<ManageAccounts>(account).await?;
        let ended = unit.change_account(permit, change).await?;
        unit.commit().await?;
        Ok(ended)
    }

    /// Makes an account that waits for its owner; `identity` then makes the link by which
    /// they choose a password. Nobody else ever knows it.
    ///
    /// # Errors
    /// [`Error::Fields`] for what is missing or taken; not permitted.
    pub async fn add(&self, actor: &Actor, new: NewPerson) -> Result<Reference> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ManageAccounts>(&Place::service(), unit.id())?;
        let known = {
            let see = actor.may::<ViewAccount>(&Place::service(), unit.id())?;
            unit.accounts(see).await?
        };
        let mut wrong = FieldErrors::default();
        let username = domain::fold(new.username.trim());
        if let Err(message) = names::is_username(&username) {
            wrong.push("username", message);
        } else if known.iter().any(|account| account.username == username) {
            wrong.push("username", Message::new("account-username-taken"));
        } else if let Some(other) =
            known.iter().find(|account| names::look_alike(&account.username, &username))
        {
            wrong.push("username", Message::new("account-username-alike").with("name", &other.username));
        }
        if let Err(message) = names::is_name(&new.name) {
            wrong.push("name", message);
        }
        if new.roles.is_empty() {
            wrong.push("roles", Message::new("account-role-missing"));
        }
        let is_partner = new.roles.iter().any(|role| is_partners(*role));
        if is_partner && new.organisation.is_none() {
            wrong.push("organisation", Message::new("account-organisation-missing"));
        }
        let teams = {
            let see = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
            unit.teams(see).await?
        };
        let team = match &new.team {
            None => teams.first().map(|team| team.id),
            Some(name) => teams.iter().find(|team| team.name == *name).map(|team| team.id),
        };
        if team.is_none() {
            wrong.push("team", Message::new("account-team-unknown"));
        }
        let organisation = match new.organisation {
            None => None,
            Some(reference) => {
                let see = actor.may::<ViewOrganisation>(&Place::service(), unit.id())?;
                let all = unit.organisations(see).await?;
                let found = all.into_iter().find(|one| one.reference == reference).map(|one| one.id);
                if found.is_none() {
                    wrong.push("organisation", Message::new("account-organisation-unknown"));
                }
                found
            }
        };
        let (Some(team), true) = (team, wrong.is_empty()) else { return Err(Error::Fields(wrong)) };
        let until = new.until.unwrap_or(actor.now() + TimeDelta::days(ROLE_DAYS));
        let account = account(actor, new, username, team, organisation, until);
        let (_, reference) = unit.create_account(leave, account).await?;
        unit.commit().await?;
        Ok(reference)
    }
}

fn account(
    actor: &Actor,
    new: NewPerson,
    username: String,
    team: TeamId,
    organisation: Option<domain::OrganisationId>,
    until: Instant,
) -> NewAccount {
    NewAccount {
        username,
        display_name: domain::normalise::tidy(&new.name),
        email: new.email,
        kind: kind_of(&new.roles),
        team,
        organisation,
        status: "invited",
        language: new.language.code().to_owned(),
        password: None,
        sensitive_trained: false,
        valid_until: None,
        roles: new.roles.into_iter().map(|role| RoleGrant { role, from: actor.now(), until }).collect(),
    }
}

/// The kind of account that somebody with these roles has: the least trusted of them.
fn kind_of(roles: &[Role]) -> &'static str {
    let any = |of: fn(Role) -> bool| roles.iter().any(|role| of(*role));
    match () {
        () if any(is_partners) => "partner",
        () if any(|role| role == Role::Commissioner) => "viewer",
        () if any(is_volunteers) => "volunteer",
        () => "staff",
    }
}

const fn is_partners(role: Role) -> bool {
    matches!(role, Role::PartnerReferrer | Role::PartnerInCase)
}

const fn is_volunteers(role: Role) -> bool {
    matches!(role, Role::LeadFacilitator | Role::CoFacilitator | Role::Observer | Role::VolunteerPool)
}

fn view(line: AccountLine, own: Option<AccountId>) -> AccountView {
    let role = |(role, until): (Role, Instant)| RoleView {
        role: role.as_str(),
        name: role.message().into(),
        until: until.into(),
    };
    AccountView {
        reference: line.reference,
        username: line.username,
        name: line.display_name,
        kind: line.kind,
        status: line.status,
        roles: line.roles.into_iter().map(role).collect(),
        has_second_factor: line.has_second_factor,
        last_sign_in_at: line.last_sign_in_at.map(Into::into),
        is_own: own == Some(line.id),
        providers: line.providers,
    }
}
