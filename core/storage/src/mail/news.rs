//! Who has something new: asked for a case, or told something about one they work with.
//!
//! The mail says no more than that. Whether there is news is asked for each account under its
//! own scope, the same that its lists use, so that nobody is told of what they may not see.

use domain::{AccountId, Instant, Part, Relation};
use permissions::{Actor, ViewCase, ViewInvitation};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{MailKind, NewMail};
use crate::Result;
use crate::entity::{account, case, case_access, notice, outbox};
use crate::identity::POLICY_EPOCH;
use crate::list::widest;
use crate::scope::{INVITED, RootTable, condition};
use crate::unit::{Reading, Unit, Writing};

/// The most accounts that are looked at in a day; a service has about a hundred.
const MOST: u64 = 10_000;

impl Unit<Reading> {
    /// The accounts for which something is new since they signed in, or were last told. Only
    /// those that want to know and have not been told on `day`.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden) for anybody but the task that tells people.
    pub async fn accounts_with_news(&self, day: &str) -> Result<Vec<AccountId>> {
        self.only_telling()?;
        let now = self.now();
        let rows: Vec<(Uuid, i64, Instant)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::Epoch, account::Column::LastSignInAt])
            .filter(account::Column::Live.eq(true))
            .filter(account::Column::Status.eq("active"))
            .filter(account::Column::News.eq(true))
            .filter(account::Column::Email.is_not_null())
            .filter(account::Column::LastSignInAt.is_not_null())
            .order_by_asc(account::Column::Id)
            .limit(MOST)
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let told: Vec<(Uuid, Instant, String)> = outbox::Entity::find()
            .select_only()
            .columns([outbox::Column::Account, outbox::Column::CreatedAt, outbox::Column::Dedupe])
            .filter(outbox::Column::Kind.eq(MailKind::News.as_str()))
            .filter(outbox::Column::Account.is_not_null())
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let policy = self.epoch(POLICY_EPOCH).await?;
        let mut found = Vec::new();
        for (id, epoch, signed_in) in rows {
            let own = || told.iter().filter(|(account, ..)| *account == id);
            if own().any(|(_, _, name)| *name == once(id, day)) {
                continue;
            }
            let since = own().map(|(_, at, _)| *at).fold(signed_in, Ord::max);
            let rights = self.store.rights_of(AccountId(id), (epoch, policy)).await?;
            let reader = Actor::account(rights, now);
            if self.is_asked(&reader, id, since).await? || self.is_told(&reader, since).await? {
                found.push(AccountId(id));
            }
        }
        Ok(found)
    }

    /// Whether the reader was invited to work on a case since then.
    async fn is_asked(&self, reader: &Actor, account: Uuid, since: Instant) -> Result<bool> {
        let scope = permissions::scope::<ViewInvitation>(reader);
        let of = |column| Expr::col((case_access::Entity, column));
        let query = Query::select()
            .expr(of(case_access::Column::CaseId))
            .from(case_access::Entity)
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((case_access::Entity, case_access::Column::CaseId)),
            )
            .and_where(of(case_access::Column::Account).eq(account))
            .and_where(of(case_access::Column::State).eq(INVITED))
            .and_where(of(case_access::Column::Live).eq(true))
            .and_where(of(case_access::Column::UntilAt).gt(self.now()))
            .and_where(of(case_access::Column::CreatedAt).gt(since))
            .cond_where(condition(&RootTable::cases(), &scope, self.when()))
            .limit(1)
            .take();
        Ok(!scope.is_none() && self.transaction.query_one(&query).await?.is_some())
    }

    /// Whether a case that the reader sees has a notice from since then that they may read.
    async fn is_told(&self, reader: &Actor, since: Instant) -> Result<bool> {
        let scope = permissions::scope::<ViewCase>(reader);
        if scope.is_none()
            || !widest::<ViewCase>(reader, self.id).reads(Part::IntakeNotes, Relation::Internal)
        {
            return Ok(false);
        }
        let query = Query::select()
            .expr(Expr::col((notice::Entity, notice::Column::CaseId)))
            .from(notice::Entity)
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id)).equals((notice::Entity, notice::Column::CaseId)),
            )
            .and_where(Expr::col((notice::Entity, notice::Column::At)).gt(since))
            .cond_where(condition(&RootTable::cases(), &scope, self.when()))
            .limit(1)
            .take();
        Ok(self.transaction.query_one(&query).await?.is_some())
    }
}

impl Unit<Writing> {
    /// Leaves the mail that says that something is new, once for each account and `day`.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden) for anybody but the task that tells people.
    pub async fn tell_news(&mut self, accounts: &[AccountId], day: &str) -> Result<()> {
        self.only_telling()?;
        if accounts.is_empty() {
            return Ok(());
        }
        let mail =
            |account: &AccountId| NewMail::to(*account, MailKind::News).once(once((*account).into(), day));
        self.enqueue(accounts.iter().map(mail).collect::<Vec<_>>()).await
    }
}

/// The name that a mail of news has on that day.
fn once(account: Uuid, day: &str) -> String {
    format!("{} {account} {day}", MailKind::News.as_str())
}
