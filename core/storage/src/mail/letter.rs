//! A mail as it is about to be written: to whom, and about what.

use std::fmt;

use domain::{AccountId, Instant};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{MailKind, address};
use crate::Result;
use crate::entity::{account, address_change, invitation, outbox};
use crate::unit::{Unit, Writing};

/// A mail that was claimed, with what is needed to write it.
#[derive(Clone)]
pub struct Letter {
    /// Its name, the same at every try.
    pub id: Uuid,
    /// What it tells.
    pub kind: MailKind,
    /// Whose account it is about.
    pub account: AccountId,
    /// The address, where there is one.
    pub to: Option<String>,
    /// The language of whoever reads it: `en` or `cy`.
    pub language: String,
    /// The sign-in name.
    pub username: String,
    /// The name of the row that it is about.
    pub about: Option<Vec<u8>>,
    /// The account's epoch when it was asked for, where that matters.
    pub epoch: Option<i64>,
    /// When it was asked for.
    pub asked_at: Instant,
    /// Until when it is of any use.
    pub until: Instant,
    /// Which try this is.
    pub attempt: u32,
    /// Whether what it tells still holds: an invitation that was replaced is not sent.
    pub is_current: bool,
}

/// Neither the address nor the name: letters are spoken of in logs.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({}, {})", self.id, self.kind.as_str())
    }
}

impl Unit<Writing> {
    /// The letter of a row; nothing where its account is gone.
    pub(super) async fn letter(&self, row: outbox::Model) -> Result<Option<Letter>> {
        let (Some(kind), Some(owner)) = (MailKind::parse(&row.kind), row.account) else { return Ok(None) };
        let owner = account::Entity::find_by_id(owner)
            .filter(account::Column::Live.eq(true))
            .one(&self.transaction)
            .await?;
        let Some(owner) = owner else { return Ok(None) };
        let mut to = owner.email.clone();
        let mut is_current = !matches!(owner.status.as_str(), "suspended" | "left");
        match kind {
            MailKind::Invitation | MailKind::SignInReset => {
                let found = invitation::Entity::find_by_id(row.about.clone().unwrap_or_default())
                    .filter(invitation::Column::UsedAt.is_null())
                    .filter(invitation::Column::UntilAt.gt(self.now()))
                    .one(&self.transaction)
                    .await?;
                is_current &= found.is_some();
            }
            MailKind::ResetPassword => {
                is_current &= row.epoch == Some(owner.epoch)
                    && owner.status == "active"
                    && owner.last_sign_in_at.is_none_or(|at| at < row.created_at);
            }
            MailKind::ConfirmAddress | MailKind::ChangedAddress => {
                let change = match row.about.as_deref().and_then(|name| Uuid::from_slice(name).ok()) {
                    Some(id) => address_change::Entity::find_by_id(id).one(&self.transaction).await?,
                    None => None,
                };
                let Some(change) = change else { return Ok(None) };
                if kind == MailKind::ConfirmAddress {
                    is_current &= change.state == address::ASKED && change.epoch == owner.epoch;
                    to = change.address_after;
                } else {
                    to = change.address_before;
                }
            }
            MailKind::News => is_current &= owner.news && owner.status == "active",
            _ => {}
        }
        Ok(Some(Letter {
            id: row.id,
            kind,
            account: AccountId(owner.id),
            to,
            language: owner.language,
            username: owner.username,
            about: row.about,
            epoch: row.epoch,
            asked_at: row.created_at,
            until: row.until_at,
            attempt: row.attempts.unsigned_abs() + 1,
            is_current,
        }))
    }
}
