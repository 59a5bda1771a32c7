//! Mail that an act leaves behind.

use std::time::Duration;

use domain::AccountId;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use uuid::Uuid;

use super::{MailKind, WAITING};
use crate::Result;
use crate::entity::outbox;
use crate::unit::{Unit, Writing};

/// A mail to be sent.
pub(crate) struct NewMail {
    kind: MailKind,
    account: Option<AccountId>,
    about: Option<Vec<u8>>,
    epoch: Option<i64>,
    dedupe: Option<String>,
    life: Duration,
}

impl NewMail {
    /// Mail of this kind to the owner of `account`.
    pub fn to(account: AccountId, kind: MailKind) -> Self {
        Self { account: Some(account), ..Self::to_nobody(kind) }
    }

    /// A row that is never sent.
    pub fn to_nobody(kind: MailKind) -> Self {
        Self { kind, account: None, about: None, epoch: None, dedupe: None, life: kind.life() }
    }

    /// The row that it is about.
    pub fn about(self, name: &[u8]) -> Self {
        Self { about: Some(name.to_vec()), ..self }
    }

    /// The epoch that the account must still have.
    pub fn while_at(self, epoch: i64) -> Self {
        Self { epoch: Some(epoch), ..self }
    }

    /// One mail with this name, however often it is asked for.
    pub fn once(self, name: String) -> Self {
        Self { dedupe: Some(name), ..self }
    }

    /// For how long it is of any use, where that is not its kind's.
    pub fn lasting(self, life: Duration) -> Self {
        Self { life, ..self }
    }
}

impl Unit<Writing> {
    /// Leaves mail to be sent when this unit is kept.
    pub(crate) async fn enqueue(&mut self, mails: impl IntoIterator<Item = NewMail>) -> Result<()> {
        let now = self.now();
        let row = |mail: NewMail| {
            let id = Uuid::now_v7();
            outbox::ActiveModel {
                id: Set(id),
                account: Set(mail.account.map(Uuid::from)),
                kind: Set(mail.kind.as_str().to_owned()),
                about: Set(mail.about),
                epoch: Set(mail.epoch),
                dedupe: Set(mail.dedupe.unwrap_or_else(|| id.to_string())),
                state: Set(WAITING.to_owned()),
                attempts: Set(0),
                next_at: Set(now),
                claim: Set(None),
                claimed_until: Set(None),
                trouble: Set(None),
                until_at: Set(now + mail.life),
                created_at: Set(now),
                sent_at: Set(None),
            }
        };
        outbox::Entity::insert_many(mails.into_iter().map(row))
            .on_conflict(OnConflict::column(outbox::Column::Dedupe).do_nothing().to_owned())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }
}
