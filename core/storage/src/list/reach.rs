//! Where a list starts, and the widest mask of its rows.

use domain::{CaseClass, Instant};
use permissions::{
    Act, Actor, AssignmentKind, Assignments, Branch, Mask, Record, Scope, Standing, decide, roots,
};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use uuid::Uuid;

use crate::entity::{case, case_access};
use crate::scope::{ACCEPTED, INVITED};

/// For a narrow scope, the ids of a few cases that include all of it; nothing for a wide
/// one, which walks the index of the list's order instead.
///
/// It only says where to start: the scope's condition is tested on what is found.
pub(crate) fn reach(scope: &Scope, now: Instant) -> Option<SelectStatement> {
    if !scope.is_narrow() {
        return None;
    }
    let mut parts = Vec::new();
    for branch in &scope.branches {
        match branch {
            Branch::Assigned { account, .. } | Branch::Named { account } | Branch::Glass { account } => {
                parts.push(access((*account).into(), ACCEPTED, now));
            }
            Branch::Invited { account, .. } => parts.push(access((*account).into(), INVITED, now)),
            Branch::Organisation(organisation) => parts.push(
                Query::select()
                    .expr_as(Expr::col((case::Entity, case::Column::Id)), "case_id")
                    .from(case::Entity)
                    .and_where(
                        Expr::col((case::Entity, case::Column::Organisation)).eq(Uuid::from(*organisation)),
                    )
                    .take(),
            ),
            // Neither reaches any case yet, and the others are wide.
            Branch::Own { .. } | Branch::Vacancy | Branch::Team(_) | Branch::Everything => {}
        }
    }
    let mut parts = parts.into_iter();
    // Nothing to start from is an empty start, not a wide one.
    let mut all = parts.next().unwrap_or_else(|| access(Uuid::nil(), ACCEPTED, now));
    for part in parts {
        all.union(UnionType::Distinct, part);
    }
    Some(all)
}

fn access(account: Uuid, state: &str, now: Instant) -> SelectStatement {
    let column = |column| Expr::col((case_access::Entity, column));
    Query::select()
        .distinct()
        .expr_as(column(case_access::Column::CaseId), "case_id")
        .from(case_access::Entity)
        .and_where(column(case_access::Column::Account).eq(account))
        .and_where(column(case_access::Column::State).eq(state))
        .and_where(column(case_access::Column::UntilAt).gt(now))
        .take()
}

/// Stands for any case, to ask what could be read of one.
struct AnyCase;

impl Record for AnyCase {
    type Marker = roots::Case;

    fn class(&self) -> CaseClass {
        CaseClass::Standard
    }
}

/// The union of the masks that the actor can have on cases to which they may do `A`.
///
/// Nothing outside it is selected by a list. It allows nothing by itself: each row is cut
/// to the mask of its own standing.
pub(crate) fn widest<A: Act<Record = roots::Case>>(actor: &Actor, unit: permissions::UnitId) -> Mask {
    let every = Assignments::of(AssignmentKind::ALL);
    let standing = Standing {
        allow_listed: true,
        named: true,
        glass: true,
        assigned: every,
        invited: every,
        in_team: true,
        own_organisation: true,
        author: true,
        ..Standing::default()
    };
    decide::<A, _>(actor, &standing, AnyCase, unit).map(|permit| permit.mask().clone()).unwrap_or_default()
}
