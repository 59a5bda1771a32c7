//! Who has to sign in by passkey: since when a role is held that asks for it, and whether
//! there is one.

use domain::Instant;
use permissions::Role;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;

use super::credentials::OwnPermit;
use crate::entity::{account, account_role, passkey};
use crate::unit::Unit;
use crate::{Error, Result};

/// How strongly an account can sign in, and since when its roles may ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// Whether it has a passkey.
    pub has_passkey: bool,
    /// Since when it holds one of the roles that were asked about, if it does.
    pub holds_since: Option<Instant>,
}

/// The passkeys of the account of the statement around.
pub(super) fn passkeys_of_account() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(passkey::Entity)
        .and_where(
            Expr::col((passkey::Entity, passkey::Column::Account))
                .equals((account::Entity, account::Column::Id)),
        )
        .take()
}

/// Since when the account of the statement around holds one of `roles`, by the oldest of the
/// grants that are good at `now`.
pub(super) fn held_since(roles: &[Role], now: Instant) -> SelectStatement {
    let column = |column| Expr::col((account_role::Entity, column));
    Query::select()
        .expr(column(account_role::Column::FromAt).min())
        .from(account_role::Entity)
        .and_where(column(account_role::Column::Account).equals((account::Entity, account::Column::Id)))
        .and_where(column(account_role::Column::Role).is_in(roles.iter().map(|role| role.as_str())))
        .and_where(column(account_role::Column::FromAt).lte(now))
        .and_where(column(account_role::Column::UntilAt).gt(now))
        .take()
}

impl<Mode> Unit<Mode> {
    /// How strongly the account can sign in.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub async fn strength(&self, permit: &OwnPermit, roles: &[Role]) -> Result<Strength> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let query = Query::select()
            .expr_as(Expr::exists(passkeys_of_account()), "has_passkey")
            .expr_as(Expr::from(held_since(roles, self.now())), "holds_since")
            .from(account::Entity)
            .and_where(Expr::col((account::Entity, account::Column::Id)).eq(Uuid::from(permit.account)))
            .take();
        let row = self.transaction.query_one(&query).await?.ok_or(Error::NotFound)?;
        Ok(Strength {
            has_passkey: row.try_get("", "has_passkey")?,
            holds_since: row.try_get("", "holds_since")?,
        })
    }
}
