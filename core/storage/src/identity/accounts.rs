//! Accounts and their roles.

use domain::{AccountId, Instant, OrganisationId, Reference, ReferenceKind, TeamId, normalise};
use permissions::{Leave, ManageAccounts, Record, Role, roots};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::audit::Entry;
use crate::entity::{account, account_role};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// The spine of an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its inner name.
    pub id: AccountId,
    /// Its outer name.
    pub reference: Reference,
    /// Its team.
    pub team: TeamId,
    /// Its organisation, where it is a partner's.
    pub organisation: Option<OrganisationId>,
    /// `active`, `invited`, `suspended` or `left`.
    pub status: String,
    /// Whether mail can be sent to its owner.
    pub has_address: bool,
    /// How often it was changed.
    pub version: i64,
}

impl Record for Account {
    type Marker = roots::Account;
}

/// A role held from one moment to another; there is none without an end.
#[derive(Clone, Copy, Debug)]
pub struct RoleGrant {
    /// The role.
    pub role: Role,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

/// An account to be made.
#[derive(Clone)]
pub struct NewAccount {
    /// The sign-in name; stored folded, so `Ama` and `ama` are one.
    pub username: String,
    /// The name colleagues know.
    pub display_name: String,
    /// Where notices go.
    pub email: Option<String>,
    /// `staff`, `volunteer`, `partner`, `viewer` or `service`.
    pub kind: &'static str,
    /// The team.
    pub team: TeamId,
    /// The partner organisation, for a partner's account.
    pub organisation: Option<OrganisationId>,
    /// `active`, or `invited` until the invitation is used.
    pub status: &'static str,
    /// `en` or `cy`.
    pub language: String,
    /// The Argon2id hash of the password, where one is set already.
    pub password: Option<String>,
    /// Whether a volunteer is trained for sensitive and complex cases.
    pub sensitive_trained: bool,
    /// When the account ends by itself.
    pub valid_until: Option<Instant>,
    /// The roles.
    pub roles: Vec<RoleGrant>,
}

impl Unit<Writing> {
    /// Makes an account.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], or [`Error::Database`] where the sign-in name is taken.
    pub async fn create_account(
        &mut self,
        leave: Leave<ManageAccounts>,
        new: NewAccount,
    ) -> Result<(AccountId, Reference)> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let id = AccountId(Uuid::now_v7());
        let reference = rows::reference(ReferenceKind::Account);
        account::Entity::insert(account::ActiveModel {
            id: Set(id.into()),
            reference: Set(reference.stored()),
            username: Set(domain::fold(new.username.trim())),
            sort_key: Set(domain::sort_key(&new.display_name)),
            display_name: Set(new.display_name),
            // One that is not an address would be told of when it is written to.
            email: Set(new.email.map(|email| normalise::email(&email).unwrap_or(email))),
            news: Set(true),
            kind: Set(new.kind.to_owned()),
            organisation: Set(new.organisation.map(Uuid::from)),
            status: Set(new.status.to_owned()),
            language: Set(new.language),
            password: Set(new.password),
            totp: Set(None),
            totp_step: Set(None),
            recovery: Set(None),
            epoch: Set(1),
            sensitive_trained: Set(new.sensitive_trained),
            valid_until: Set(new.valid_until),
            last_sign_in_at: Set(None),
            previous_sign_in_at: Set(None),
            team: Set(new.team.into()),
            class: Set("standard".to_owned()),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            regime: Set(rows::REGIME.to_owned()),
            retention: Set("account".to_owned()),
            hold: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        let by = self.actor.account_id().map(Uuid::from);
        let roles: Vec<_> = new
            .roles
            .iter()
            .map(|grant| account_role::ActiveModel {
                account: Set(id.into()),
                role: Set(grant.role.as_str().to_owned()),
                from_at: Set(grant.from),
                until_at: Set(grant.until),
                granted_by: Set(by),
            })
            .collect();
        let granted: Vec<_> = new.roles.iter().map(|grant| grant.role.as_str()).collect();
        if !roles.is_empty() {
            account_role::Entity::insert_many(roles).exec_without_returning(&self.transaction).await?;
        }
        self.note_entry(Entry::new("create-account", "account").about(id).detail(granted.join(" ")));
        Ok((id, reference))
    }
}
