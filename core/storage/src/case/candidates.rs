//! Who could be asked to work a case.

use domain::conflict::ConflictKeys;
use domain::{AccountId, Reference};
use permissions::{Allocate, Permit, Role, ViewCase, scope};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{account, account_role, case, case_access};
use crate::scope::{self as conditions, ACCEPTED, RootTable};
use crate::unit::Unit;
use crate::{Error, Result};

/// Somebody who could be asked.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Their account.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// How many open cases they work now, of those that the reader may see.
    pub open_cases: i64,
    /// Whether they are trained for sensitive and complex cases.
    pub sensitive_trained: bool,
    /// By what they may know somebody in the case, if by anything.
    pub conflicts: ConflictKeys,
}

/// How many are offered.
const OFFERED: u64 = 100;

impl<Mode> Unit<Mode> {
    /// Volunteers who may lead or assist, those with the fewest open cases first.
    ///
    /// A caseload is a working figure: cases that the reader may not see do not count, or
    /// their number would be told (`decisions.md` 7).
    ///
    /// The check for conflicts compares what is known of each with everybody in the case; the
    /// answer says that there may be one and by what, never with whom.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn candidates(&self, permit: &Permit<Allocate, Case>) -> Result<Vec<Candidate>> {
        let now = self.now();
        let open_cases = Query::select()
            .expr(Func::count(Expr::col((case_access::Entity, case_access::Column::Id))))
            .from(case_access::Entity)
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((case_access::Entity, case_access::Column::CaseId)),
            )
            .and_where(
                Expr::col((case_access::Entity, case_access::Column::Account))
                    .equals((account::Entity, account::Column::Id)),
            )
            .and_where(Expr::col((case_access::Entity, case_access::Column::State)).eq(ACCEPTED))
            .and_where(Expr::col((case_access::Entity, case_access::Column::UntilAt)).gt(now))
            .and_where(Expr::col((case::Entity, case::Column::ClosedAt)).is_null())
            .cond_where(conditions::condition(
                &RootTable::cases(),
                &scope::<ViewCase>(&self.actor),
                self.when(),
            ))
            .take();
        let holds_role = Query::select()
            .expr(Expr::val(1))
            .from(account_role::Entity)
            .and_where(
                Expr::col((account_role::Entity, account_role::Column::Account))
                    .equals((account::Entity, account::Column::Id)),
            )
            .and_where(
                Expr::col((account_role::Entity, account_role::Column::Role))
                    .is_in([Role::LeadFacilitator.as_str(), Role::CoFacilitator.as_str()]),
            )
            .and_where(Expr::col((account_role::Entity, account_role::Column::UntilAt)).gt(now))
            .take();
        let query = Query::select()
            .columns(
                [
                    account::Column::Id,
                    account::Column::Reference,
                    account::Column::DisplayName,
                    account::Column::SensitiveTrained,
                ]
                .map(|column| (account::Entity, column)),
            )
            .expr_as(Expr::from(open_cases), Alias::new("open_cases"))
            .from(account::Entity)
            .and_where(Expr::col((account::Entity, account::Column::Status)).eq("active"))
            .and_where(Expr::col((account::Entity, account::Column::Live)).eq(true))
            .and_where(Expr::exists(holds_role))
            .order_by(Alias::new("open_cases"), Order::Asc)
            .order_by((account::Entity, account::Column::SortKey), Order::Asc)
            .limit(OFFERED)
            .take();
        let mut found = Vec::new();
        let rows = self.transaction.query_all(&query).await?;
        let ids: Vec<Uuid> =
            rows.iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?;
        let case = Uuid::from(permit.id);
        let compared = self.compared(&[case], &ids).await?;
        for (row, id) in rows.into_iter().zip(ids) {
            let reference: String = row.try_get("", "reference")?;
            found.push(Candidate {
                account: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                name: row.try_get("", "display_name")?,
                open_cases: row.try_get("", "open_cases")?,
                sensitive_trained: row.try_get("", "sensitive_trained")?,
                conflicts: compared.between(case, id),
            });
        }
        Ok(found)
    }

    /// The active account named `reference`.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn account_named(&self, reference: Reference) -> Result<AccountId> {
        account::Entity::find()
            .filter(account::Column::Reference.eq(reference.stored()))
            .filter(account::Column::Status.eq("active"))
            .one(&self.transaction)
            .await?
            .map(|row| AccountId(row.id))
            .ok_or(Error::NotFound)
    }
}
