//! Where a list starts, as SQLite plans it: structure, not time.

use std::sync::Arc;

use contributions::Catalogue;
use domain::{AccountId, Instant, TeamId};
use keys::Keyring;
use permissions::{Act, Actor, ExportCases, Policy, Rights, Role, ViewCase, roots};
use sea_orm::sea_query::SqliteQueryBuilder;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::cursor::{Cursor, Key};
use super::query::{CaseQuery, Sort};
use super::sort::Ordering;
use super::{Wanted, widest};
use crate::{Settings, StillClock, Store};

fn now() -> Instant {
    "2026-11-24T10:00:00Z".parse().expect("a moment")
}

fn actor(role: Role) -> Actor {
    let rights = Rights {
        account: AccountId(Uuid::from_u128(1)),
        organisation: None,
        teams: vec![TeamId(Uuid::from_u128(2))],
        roles: vec![role],
        policy: Arc::new(Policy::default()),
        until: Instant::MAX_UTC,
    };
    Actor::account(rights, now())
}

/// The steps by which SQLite would answer a page of the list, newest first.
async fn plan(role: Role) -> Vec<String> {
    let allowed = permissions::filterable::<ViewCase>(&actor(role));
    let order = Ordering::compile(&Sort::default(), &Catalogue::core(), allowed, true).expect("an order");
    plan_for::<ViewCase>(role, order, None).await
}

/// The same for the cases to which the role may do `A`, in an order of its own.
async fn plan_for<A: Act<Record = roots::Case>>(
    role: Role,
    order: Ordering,
    cursor: Option<Cursor>,
) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("plan.db").display());
    migrations::up(&url).await.expect("the schema is made");
    let clock = Arc::new(StillClock::at(now()));
    let store =
        Store::open(&Settings::new(&url), Arc::new(Keyring::generate()), clock).await.expect("it opens");
    let actor = actor(role);
    let unit = store.read(&actor).await.expect("a unit");
    let catalogue = Catalogue::core();
    let query = CaseQuery { fields: vec!["case.stage".into()], limit: 50, ..CaseQuery::default() };
    let wanted = Wanted::resolve(&query.fields, &catalogue, widest::<A>(&actor, unit.id()));
    let scope = permissions::scope::<A>(&actor);
    let mut statement = unit.case_statement(&scope, &wanted);
    order.apply(&mut statement, cursor.as_ref());
    statement.limit(51);
    let text = format!("EXPLAIN QUERY PLAN {}", statement.to_string(SqliteQueryBuilder));
    let rows = unit
        .transaction
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, text))
        .await
        .expect("a plan");
    rows.iter().map(|row| row.try_get("", "detail").expect("a step")).collect()
}

#[tokio::test]
async fn a_volunteers_list_starts_from_their_assignments() {
    let plan = plan(Role::LeadFacilitator).await;
    assert!(!plan.iter().any(|step| step.starts_with("SCAN cases")), "{plan:#?}");
    assert!(plan.iter().any(|step| step.contains("SEARCH case_access USING")), "{plan:#?}");
}

#[tokio::test]
async fn a_managers_list_walks_the_index_of_its_order() {
    let plan = plan(Role::ServiceManager).await;
    let walks = |step: &String| step.starts_with("SCAN cases USING INDEX ix_cases_received_at");
    assert!(plan.iter().any(walks), "{plan:#?}");
    assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
}

#[tokio::test]
async fn an_export_goes_on_where_it_was_and_sorts_nothing() {
    let cursor = Cursor { key: Key::Nothing, id: Uuid::from_u128(7), back: false };
    let plan = plan_for::<ExportCases>(Role::ServiceManager, Ordering::entered(), Some(cursor)).await;
    let goes_on = |step: &String| step.starts_with("SEARCH cases USING INDEX") && step.ends_with("(id<?)");
    assert!(plan.iter().any(goes_on), "{plan:#?}");
    assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
}
