//! Where mail to an account goes, and changing it.
//!
//! Its owner's new address counts once a link sent there was followed; until then the old one
//! does. Whoever changes it, the old address is told.

use chrono::TimeDelta;
use domain::{AccountId, Instant};
use permissions::{ManageAccounts, Permit};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{MailKind, NewMail};
use crate::audit::Entry;
use crate::entity::{account, address_change};
use crate::identity::{Account, OwnPermit};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// Its owner wants it, and has not shown yet that it is theirs.
pub(super) const ASKED: &str = "asked";
/// It was made.
const DONE: &str = "done";
/// Its owner thought of another one.
const REPLACED: &str = "replaced";

/// How many addresses somebody may try in an hour: each is sent mail.
const TRIES: u64 = 5;

/// A change that waits for its link to be followed.
#[derive(Clone, Debug)]
pub struct AddressChange {
    id: Uuid,
    before: Option<String>,
    after: Option<String>,
    epoch: i64,
}

impl<Mode> Unit<Mode> {
    /// The change with this inner name, while its link works, with the account it is for.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for any actor but the account itself and the task of signing in.
    pub async fn asked_address(&self, id: Uuid) -> Result<Option<(OwnPermit, AddressChange)>> {
        let row = address_change::Entity::find_by_id(id)
            .filter(address_change::Column::State.eq(ASKED))
            .filter(address_change::Column::UntilAt.gt(self.now()))
            .one(&self.transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let permit = self.credentials(AccountId(row.account)).await?;
        if !permit.is_active || permit.epoch != row.epoch {
            return Ok(None);
        }
        let change = AddressChange {
            id: row.id,
            before: row.address_before,
            after: row.address_after,
            epoch: row.epoch,
        };
        Ok(Some((permit, change)))
    }
}

impl Unit<Writing> {
    /// Sends a link to the address that an account's owner wants; what was asked for before
    /// counts no more. Says no where too many were tried.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn ask_address(&mut self, permit: OwnPermit, address: String) -> Result<bool> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let (now, account) = (self.now(), Uuid::from(permit.account));
        let tried = address_change::Entity::find()
            .filter(address_change::Column::Account.eq(account))
            .filter(address_change::Column::CreatedAt.gt(now - TimeDelta::hours(1)))
            .count(&self.transaction)
            .await?;
        if tried >= TRIES {
            return Ok(false);
        }
        address_change::Entity::update_many()
            .col_expr(address_change::Column::State, Expr::val(REPLACED))
            .filter(address_change::Column::Account.eq(account))
            .filter(address_change::Column::State.eq(ASKED))
            .exec(&self.transaction)
            .await?;
        let until = now + MailKind::ADDRESS_LIFE;
        let before = permit.email.clone();
        let id = self.note_change(permit.account, before, address, permit.epoch, (ASKED, until)).await?;
        self.enqueue([NewMail::to(permit.account, MailKind::ConfirmAddress).about(id.as_bytes())]).await?;
        self.note_entry(Entry::new("ask-address", "account").about(permit.account));
        Ok(true)
    }

    /// Makes the change whose link was followed, and tells the old address.
    ///
    /// Links to choose another password that are under way to the old one die with it.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Conflict`] where somebody was quicker.
    pub async fn confirm_address(&mut self, permit: OwnPermit, change: AddressChange) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let made = address_change::Entity::update_many()
            .col_expr(address_change::Column::State, Expr::val(DONE))
            .filter(address_change::Column::Id.eq(change.id))
            .filter(address_change::Column::State.eq(ASKED))
            .exec(&self.transaction)
            .await?;
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Email, Expr::val(change.after))
            .col_expr(account::Column::Epoch, Expr::val(change.epoch + 1))
            .filter(account::Column::Id.eq(Uuid::from(permit.account)))
            .filter(account::Column::Epoch.eq(change.epoch))
            .exec(&self.transaction)
            .await?;
        if made.rows_affected != 1 || changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        self.tell_old_address(permit.account, change.before.is_some(), change.id).await?;
        self.note_entry(Entry::new("change-address", "account").about(permit.account));
        Ok(())
    }

    /// Changes the address of somebody else's account, and tells the old one. Whoever decides
    /// where the link to choose a password goes holds the account in their hands, so it is
    /// held to the rule of resetting it.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Forbidden`] where the account holds rights that are not
    /// this actor's to give; [`Error::Conflict`] where it changed meanwhile.
    pub async fn change_address(
        &mut self,
        permit: Permit<ManageAccounts, Account>,
        address: String,
    ) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        self.may_reset(&permit).await?;
        let row = account::Entity::find_by_id(Uuid::from(permit.id)).one(&self.transaction).await?;
        let row = row.ok_or(Error::NotFound)?;
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Email, Expr::val(address.as_str()))
            .col_expr(account::Column::Epoch, Expr::col(account::Column::Epoch).add(1))
            .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
            .filter(account::Column::Id.eq(row.id))
            .filter(account::Column::Version.eq(permit.version))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        let (had_one, done) = (row.email.is_some(), (DONE, self.now()));
        let id = self.note_change(permit.id, row.email, address, row.epoch, done).await?;
        self.tell_old_address(permit.id, had_one, id).await?;
        self.note_entry(Entry::new("change-address", "account").about(permit.id));
        Ok(())
    }

    /// Remembers whether the account's owner wants to be told that something is new.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn choose_news(&mut self, permit: OwnPermit, wanted: bool) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        account::Entity::update_many()
            .col_expr(account::Column::News, Expr::val(wanted))
            .filter(account::Column::Id.eq(Uuid::from(permit.account)))
            .exec(&self.transaction)
            .await?;
        self.note_entry(Entry::new("choose-news", "account").about(permit.account));
        Ok(())
    }

    async fn note_change(
        &mut self,
        account: AccountId,
        before: Option<String>,
        after: String,
        epoch: i64,
        (state, until): (&str, Instant),
    ) -> Result<Uuid> {
        let id = Uuid::now_v7();
        address_change::Entity::insert(address_change::ActiveModel {
            id: Set(id),
            account: Set(account.into()),
            address_before: Set(before),
            address_after: Set(Some(after)),
            epoch: Set(epoch),
            state: Set(state.to_owned()),
            changed_by: Set(self.actor.account_id().map(Uuid::from)),
            until_at: Set(until),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(id)
    }

    async fn tell_old_address(&mut self, account: AccountId, had_one: bool, change: Uuid) -> Result<()> {
        if !had_one {
            return Ok(());
        }
        self.enqueue([NewMail::to(account, MailKind::ChangedAddress).about(change.as_bytes())]).await
    }
}
