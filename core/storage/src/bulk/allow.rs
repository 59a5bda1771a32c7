//! Who may know of the restricted cases of a batch.

use std::collections::BTreeSet;

use domain::{AccountId, BatchId, CaseClass, Instant, Part, Relation};
use permissions::{Actor, AmendCase, Import, Place};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::batch::{Batch, BatchState};
use super::insert;
use super::loader::CHUNK;
use crate::audit::Entry;
use crate::entity::{case, case_access};
use crate::scope::{ACCEPTED, ALLOW};
use crate::{Error, Result, Store};

/// Puts accounts on the allow-list of every restricted case of a batch, until a moment: an
/// older system has no such list, and a restricted case is known to nobody who is not on it.
///
/// Returns how many places were given; who is on a list already gets none.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not import or amend cases, [`Error::NotFound`].
pub async fn allow(
    store: &Store,
    actor: &Actor,
    batch: BatchId,
    accounts: &[AccountId],
    until: Instant,
) -> Result<u64> {
    let state = Batch::by_id(store, actor, batch).await?.state;
    let restricted = {
        let unit = store.read(actor).await?;
        let ids = case::Entity::find()
            .select_only()
            .column(case::Column::Id)
            .filter(case::Column::Batch.eq(Uuid::from(batch)))
            .filter(case::Column::Class.eq(CaseClass::Restricted.as_str()))
            .into_tuple::<Uuid>();
        ids.all(&unit.transaction).await?
    };
    let mut given = 0;
    for some in restricted.chunks(CHUNK) {
        let mut unit = store.write(actor).await?;
        actor.may::<Import>(&Place::service(), unit.id())?;
        let leave = actor.may::<AmendCase>(&Place::service(), unit.id())?;
        if !leave.mask().writes(Part::Team, Relation::Shared) {
            return Err(Error::Forbidden);
        }
        let known = Query::select()
            .columns([case_access::Column::CaseId, case_access::Column::Account])
            .from(case_access::Entity)
            .and_where(Expr::col(case_access::Column::CaseId).is_in(some.iter().copied()))
            .and_where(Expr::col(case_access::Column::Kind).eq(ALLOW))
            .and_where(Expr::col(Alias::new("state")).eq(ACCEPTED))
            .and_where(Expr::col(case_access::Column::UntilAt).gt(unit.now()))
            .take();
        let mut listed = BTreeSet::new();
        for row in unit.transaction.query_all(&known).await? {
            listed.insert((row.try_get::<Uuid>("", "case_id")?, row.try_get::<Uuid>("", "account")?));
        }
        let mut rows = Vec::new();
        for (case, account) in
            some.iter().flat_map(|case| accounts.iter().map(|one| (*case, Uuid::from(*one))))
        {
            if listed.insert((case, account)) {
                rows.push(place(case, account, batch, (unit.now(), until), state == BatchState::Live));
            }
        }
        given += rows.len() as u64;
        let mut entry =
            Entry::new("allow-cases", "batch").about(batch).detail(format!("places {}", rows.len()));
        entry.subjects = some.iter().copied().chain(accounts.iter().map(|one| Uuid::from(*one))).collect();
        insert::all(&unit.transaction, rows).await?;
        unit.note_entry(entry);
        unit.commit().await?;
    }
    Ok(given)
}

fn place(
    case: Uuid,
    account: Uuid,
    batch: BatchId,
    (from, until): (Instant, Instant),
    live: bool,
) -> case_access::Model {
    case_access::Model {
        id: Uuid::now_v7(),
        account,
        case_id: case,
        kind: ALLOW.to_owned(),
        state: ACCEPTED.to_owned(),
        sides: 0,
        from_at: from,
        until_at: until,
        answered_at: None,
        answer: None,
        reason: None,
        granted_by: None,
        live,
        batch: Some(batch.into()),
        created_at: from,
        consent: None,
        agreement: None,
        groups: None,
        confirmed_at: None,
    }
}
