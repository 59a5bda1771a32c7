//! Opening a request.

use chrono::TimeDelta;
use domain::{AccountId, Instant, Reference};
use permissions::{Actor, Role};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;

use super::strength::{held_since, passkeys_of_account};
use super::{POLICY_EPOCH, REGISTRY_EPOCH};
use crate::entity::{account, epoch, glass_use, session};
use crate::{Error, Result, Store};

/// Who is signed in by a session, as of this request.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// On whose behalf the request is carried out.
    pub actor: Actor,
    /// The account.
    pub account: AccountId,
    /// Its outer name.
    pub reference: Reference,
    /// The name shown in the header.
    pub display_name: String,
    /// The language chosen: `en` or `cy`.
    pub language: String,
    /// When the session began.
    pub signed_in_at: Instant,
    /// When the session was last seen, as far as it was written down.
    pub last_seen_at: Instant,
    /// When the account signed in the time before, for "new since you were here".
    pub previous_sign_in_at: Option<Instant>,
    /// When the second factor was last given in this session.
    pub second_factor_at: Option<Instant>,
    /// When its owner last proved that it is theirs, by signing in or since.
    pub proved_at: Option<Instant>,
    /// The epoch of the installed plugins; a registry of another epoch is out of date.
    pub registry_epoch: i64,
    /// Whether the account has a passkey.
    pub has_passkey: bool,
    /// Since when the account holds one of the roles that were asked about, if it does.
    pub holds_since: Option<Instant>,
    /// The cases that are open to them by break glass, and until when.
    pub glass: Vec<(Reference, Instant)>,
}

impl Store {
    /// Who the session with this digest belongs to, and since when they hold one of `roles`,
    /// in one statement.
    ///
    /// `None` where the session does not exist, has ended, was idle or lasted too long, or
    /// where the account is not active any more: callers cannot tell which, nor need to.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn open_request(&self, digest: [u8; 32], roles: &[Role]) -> Result<Option<SignedIn>> {
        let now = self.now();
        let epoch_of = |name: &str| {
            Query::select()
                .column((epoch::Entity, epoch::Column::Value))
                .from(epoch::Entity)
                .and_where(Expr::col((epoch::Entity, epoch::Column::Name)).eq(name))
                .take()
        };
        let query = Query::select()
            .columns(
                [
                    account::Column::Id,
                    account::Column::Reference,
                    account::Column::DisplayName,
                    account::Column::Language,
                    account::Column::Epoch,
                    account::Column::PreviousSignInAt,
                ]
                .map(|column| (account::Entity, column)),
            )
            .columns(
                [
                    session::Column::CreatedAt,
                    session::Column::LastSeenAt,
                    session::Column::IdleSeconds,
                    session::Column::SecondFactorAt,
                    session::Column::ProvedAt,
                ]
                .map(|column| (session::Entity, column)),
            )
            .expr_as(Expr::from(epoch_of(POLICY_EPOCH)), "policy_epoch")
            .expr_as(Expr::from(epoch_of(REGISTRY_EPOCH)), "registry_epoch")
            .expr_as(Expr::exists(passkeys_of_account()), "has_passkey")
            .expr_as(Expr::from(held_since(roles, now)), "holds_since")
            .expr_as(Expr::case(Expr::exists(glass(now)), 1).finally(0), "glass")
            .from(session::Entity)
            .inner_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((session::Entity, session::Column::Account)),
            )
            .and_where(Expr::col((session::Entity, session::Column::Digest)).eq(digest.to_vec()))
            .and_where(Expr::col((session::Entity, session::Column::EndedAt)).is_null())
            .and_where(Expr::col((session::Entity, session::Column::AbsoluteUntil)).gt(now))
            .and_where(Expr::col((account::Entity, account::Column::Status)).eq("active"))
            .and_where(Expr::col((account::Entity, account::Column::Live)).eq(true))
            .and_where(
                Expr::col((account::Entity, account::Column::ValidUntil)).is_null().or(Expr::col((
                    account::Entity,
                    account::Column::ValidUntil,
                ))
                .gt(now)),
            )
            .take();
        let Some(row) = self.0.pools.readers.query_one(&query).await? else { return Ok(None) };
        let last_seen_at: Instant = row.try_get("", "last_seen_at")?;
        let idle: i32 = row.try_get("", "idle_seconds")?;
        // A clock that was set back must not make a session last longer.
        if now >= last_seen_at + TimeDelta::seconds(i64::from(idle))
            || now < last_seen_at - TimeDelta::minutes(2)
        {
            return Ok(None);
        }
        let account = AccountId(row.try_get::<Uuid>("", "id")?);
        let epochs =
            (row.try_get("", "epoch")?, row.try_get::<Option<i64>>("", "policy_epoch")?.unwrap_or(0));
        let rights = self.rights_of(account, epochs).await?;
        let reference: String = row.try_get("", "reference")?;
        Ok(Some(SignedIn {
            actor: Actor::account(rights, now),
            account,
            reference: reference.parse().map_err(|_| Error::Meaning("reference"))?,
            display_name: row.try_get("", "display_name")?,
            language: row.try_get("", "language")?,
            signed_in_at: row.try_get("", "created_at")?,
            last_seen_at,
            previous_sign_in_at: row.try_get("", "previous_sign_in_at")?,
            second_factor_at: row.try_get("", "second_factor_at")?,
            proved_at: row.try_get("", "proved_at")?,
            registry_epoch: row.try_get::<Option<i64>>("", "registry_epoch")?.unwrap_or(0),
            has_passkey: row.try_get("", "has_passkey")?,
            holds_since: row.try_get("", "holds_since")?,
            glass: if row.try_get::<i32>("", "glass")? == 0 {
                Vec::new()
            } else {
                self.open_glass(account, now).await?
            },
        }))
    }

    /// The cases that an account opened by break glass; asked only where there are any.
    async fn open_glass(&self, account: AccountId, now: Instant) -> Result<Vec<(Reference, Instant)>> {
        let query = Query::select()
            .columns([glass_use::Column::CaseReference, glass_use::Column::UntilAt])
            .from(glass_use::Entity)
            .and_where(Expr::col(glass_use::Column::Account).eq(Uuid::from(account)))
            .and_where(Expr::col(glass_use::Column::EndedAt).is_null())
            .and_where(Expr::col(glass_use::Column::UntilAt).gt(now))
            .order_by(glass_use::Column::UntilAt, Order::Desc)
            .take();
        let mut found = Vec::new();
        for row in self.0.pools.readers.query_all(&query).await? {
            let reference: String = row.try_get("", "case_reference")?;
            let reference = reference.parse().map_err(|_| Error::Meaning("reference"))?;
            found.push((reference, row.try_get("", "until_at")?));
        }
        Ok(found)
    }
}

/// The rows by which the account of the outer query has a case open by break glass.
fn glass(now: Instant) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(glass_use::Entity)
        .and_where(
            Expr::col((glass_use::Entity, glass_use::Column::Account))
                .equals((account::Entity, account::Column::Id)),
        )
        .and_where(Expr::col((glass_use::Entity, glass_use::Column::EndedAt)).is_null())
        .and_where(Expr::col((glass_use::Entity, glass_use::Column::UntilAt)).gt(now))
        .take()
}
