//! Who is known by what at which provider of single sign-on.
//!
//! The provider's own names of people are not kept, only keyed digests of them: enough to know
//! somebody again, and nothing to anybody who reads the table.

use domain::{Instant, OrganisationId, Reference};
use permissions::{ManageAccounts, Permit, Role};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::accounts::{Account, RoleGrant};
use super::credentials::{OwnPermit, unchanged};
use super::invitations::Invited;
use super::passkeys::{Challenge, unique};
use super::sessions::Renewal;
use crate::audit::Entry;
use crate::entity::{account, account_role, external_identity, organisation, session};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// By what a provider knows somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct NewLink {
    /// The provider, by its name in the settings.
    pub provider: String,
    /// The digest of all by which it knows them.
    pub subject: [u8; 32],
    /// The digest of its claim `sub` alone, by which it says that they signed out.
    pub sub: [u8; 32],
}

/// A provider with whom an account can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The row.
    pub id: Uuid,
    /// The provider, by its name in the settings.
    pub provider: String,
    /// Since when.
    pub linked_at: Instant,
    /// Whether its owner linked it, and not whoever invited them.
    pub by_owner: bool,
    /// When it was last used.
    pub last_used_at: Option<Instant>,
}

/// By which link a session began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Via {
    /// The link.
    pub link: Uuid,
    /// The digest of the provider's own name of its session.
    pub session: Option<[u8; 32]>,
}

impl<Mode> Unit<Mode> {
    /// Whom a provider knows by this digest, with the link.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the account itself and the task of signing in.
    pub async fn linked(&self, provider: &str, subject: [u8; 32]) -> Result<Option<(Uuid, OwnPermit)>> {
        let row = external_identity::Entity::find()
            .filter(external_identity::Column::Provider.eq(provider))
            .filter(external_identity::Column::Subject.eq(subject.to_vec()))
            .one(&self.transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        match self.credentials(row.account.into()).await {
            Ok(permit) => Ok(Some((row.id, permit))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The providers with whom an account can sign in, by name.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn links(&self, permit: &OwnPermit) -> Result<Vec<Link>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let rows = external_identity::Entity::find()
            .filter(external_identity::Column::Account.eq(Uuid::from(permit.account)))
            .order_by_asc(external_identity::Column::Provider)
            .all(&self.transaction)
            .await?;
        let link = |row: external_identity::Model| Link {
            id: row.id,
            provider: row.provider,
            linked_at: row.linked_at,
            by_owner: row.linked_by == Some(row.account),
            last_used_at: row.last_used_at,
        };
        Ok(rows.into_iter().map(link).collect())
    }

    /// The organisation that an account belongs to, where it is a partner's.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn organisation_of(&self, permit: &OwnPermit) -> Result<Option<Reference>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let row = account::Entity::find_by_id(Uuid::from(permit.account)).one(&self.transaction).await?;
        let Some(id) = row.and_then(|row| row.organisation).map(OrganisationId) else { return Ok(None) };
        let found = organisation::Entity::find_by_id(Uuid::from(id)).one(&self.transaction).await?;
        let reference = found.ok_or(Error::NotFound)?.reference;
        reference.parse().map(Some).map_err(|_| Error::Meaning("reference"))
    }
}

impl Unit<Writing> {
    /// Remembers that a sign-in came back from its provider, which it does once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it did before.
    pub async fn come_back(&mut self, sign_in: Challenge) -> Result<()> {
        self.use_challenge(sign_in).await
    }

    /// Makes an invited account its owner's, who signs in with a provider from now on, and
    /// uses the invitation up. Gives the link.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] where it is not for this provider; and
    /// [`Error::Conflict`] where somebody was quicker, or the provider's person is linked already.
    pub async fn accept_with_provider(&mut self, invited: Invited, new: NewLink) -> Result<Uuid> {
        if invited.provider.as_ref() != Some(&new.provider) {
            return Err(Error::Forbidden);
        }
        self.accept(&invited.permit, None).await?;
        self.add_link(&invited.permit, new, invited.by).await
    }

    /// Lets the account's owner sign in with a provider from now on. The session that it was
    /// done from goes on under another token.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Conflict`] where either side is linked already, or the
    /// account changed meanwhile.
    pub async fn link_own(&mut self, permit: OwnPermit, new: NewLink, renewal: Renewal) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Epoch, Expr::val(permit.epoch + 1))
            .filter(unchanged(&permit))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        self.add_link(&permit, new, Some(permit.account.into())).await?;
        self.renew_session(permit.account, renewal, false, false).await
    }

    async fn add_link(&mut self, permit: &OwnPermit, new: NewLink, by: Option<Uuid>) -> Result<Uuid> {
        let id = Uuid::now_v7();
        let detail = new.provider.clone();
        let added = external_identity::Entity::insert(external_identity::ActiveModel {
            id: Set(id),
            account: Set(permit.account.into()),
            provider: Set(new.provider),
            subject: Set(new.subject.to_vec()),
            sub: Set(new.sub.to_vec()),
            linked_at: Set(self.now()),
            linked_by: Set(by),
            last_used_at: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await;
        unique(added.map(|_| ()))?;
        self.note_entry(Entry::new("link-provider", "account").about(permit.account).detail(detail));
        Ok(id)
    }

    /// Takes every provider from an account, ends the sessions that began by them, and says how
    /// many providers there were.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn unlink(&mut self, permit: Permit<ManageAccounts, Account>) -> Result<u64> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let of = external_identity::Column::Account.eq(Uuid::from(permit.id));
        let rows = external_identity::Entity::find().filter(of.clone()).all(&self.transaction).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let links = rows.iter().map(|row| row.id).collect();
        self.end_sessions_by(
            Condition::all().add(session::Column::ExternalIdentity.is_in::<Uuid, Vec<_>>(links)),
        )
        .await?;
        let gone = external_identity::Entity::delete_many().filter(of).exec(&self.transaction).await?;
        let names: Vec<_> = rows.into_iter().map(|row| row.provider).collect();
        self.note_entry(Entry::new("unlink-provider", "account").about(permit.id).detail(names.join(" ")));
        Ok(gone.rows_affected)
    }

    /// Ends roles that a provider says somebody no longer has, and gives those that it may. Where
    /// none is left every session of the account ends.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Conflict`] where the account changed meanwhile.
    pub async fn follow_provider(
        &mut self,
        permit: OwnPermit,
        ended: &[Role],
        granted: &[RoleGrant],
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let account = Uuid::from(permit.account);
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Epoch, Expr::val(permit.epoch + 1))
            .filter(unchanged(&permit))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        account_role::Entity::update_many()
            .col_expr(account_role::Column::UntilAt, Expr::val(self.now()))
            .filter(account_role::Column::Account.eq(account))
            .filter(account_role::Column::Role.is_in(ended.iter().map(|role| role.as_str())))
            .filter(account_role::Column::UntilAt.gt(self.now()))
            .exec(&self.transaction)
            .await?;
        let rows: Vec<_> = granted
            .iter()
            .map(|grant| account_role::ActiveModel {
                account: Set(account),
                role: Set(grant.role.as_str().to_owned()),
                from_at: Set(grant.from),
                until_at: Set(grant.until),
                granted_by: Set(None),
            })
            .collect();
        if !rows.is_empty() {
            let again = OnConflict::columns([account_role::Column::Account, account_role::Column::Role])
                .update_columns([
                    account_role::Column::FromAt,
                    account_role::Column::UntilAt,
                    account_role::Column::GrantedBy,
                ])
                .to_owned();
            account_role::Entity::insert_many(rows)
                .on_conflict(again)
                .exec_without_returning(&self.transaction)
                .await?;
        }
        let is_left = permit.roles.iter().any(|role| !ended.contains(role)) || !granted.is_empty();
        if !is_left {
            self.end_all_sessions(permit.account, None).await?;
        }
        let words = ended.iter().map(|role| format!("-{}", role.as_str()));
        let words = words.chain(granted.iter().map(|grant| format!("+{}", grant.role.as_str())));
        let detail = words.collect::<Vec<_>>().join(" ");
        self.note_entry(Entry::new("change-roles", "account").about(permit.account).detail(detail));
        Ok(())
    }

    /// Ends the sessions that began by a provider, of whoever it knows by this digest of its
    /// claim `sub`: those that belong to its session `session`, or all. Says how many.
    ///
    /// # Errors
    /// [`Error::Database`], and [`Error::Forbidden`] for any actor but the task of signing in.
    pub async fn signed_out_by(
        &mut self,
        provider: &str,
        sub: [u8; 32],
        session: Option<[u8; 32]>,
    ) -> Result<u64> {
        let rows = external_identity::Entity::find()
            .filter(external_identity::Column::Provider.eq(provider))
            .filter(external_identity::Column::Sub.eq(sub.to_vec()))
            .all(&self.transaction)
            .await?;
        let mut ended = 0;
        for row in rows {
            // Only who may sign somebody in may say that they are out.
            let permit = match self.credentials(row.account.into()).await {
                Err(Error::NotFound) => continue,
                found => found?,
            };
            let mut which = Condition::all().add(session::Column::ExternalIdentity.eq(row.id));
            if let Some(session) = session {
                // One that began without the provider's name for it may be the one that is meant.
                let of = Condition::any()
                    .add(session::Column::ExternalSession.eq(session.to_vec()))
                    .add(session::Column::ExternalSession.is_null());
                which = which.add(of);
            }
            let count = self.end_sessions_by(which).await?;
            if count > 0 {
                let detail = format!("{provider} {count}");
                self.note_entry(Entry::new("sign-out", "account").about(permit.account).detail(detail));
            }
            ended += count;
        }
        Ok(ended)
    }

    async fn end_sessions_by(&mut self, which: Condition) -> Result<u64> {
        let ended = session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::val(self.now()))
            .filter(which)
            .filter(session::Column::EndedAt.is_null())
            .exec(&self.transaction)
            .await?;
        Ok(ended.rows_affected)
    }

    /// Remembers when a link was last used; one that was taken away meanwhile opens nothing.
    pub(super) async fn use_link(&mut self, account: domain::AccountId, link: Uuid) -> Result<()> {
        let used = external_identity::Entity::update_many()
            .col_expr(external_identity::Column::LastUsedAt, Expr::val(self.now()))
            .filter(external_identity::Column::Id.eq(link))
            .filter(external_identity::Column::Account.eq(Uuid::from(account)))
            .exec(&self.transaction)
            .await?;
        if used.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}
