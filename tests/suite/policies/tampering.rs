//! A policy that this installation did not publish gives nobody anything.

use permissions::{ActKind, Role};
use tests::databases::Kind;

use super::publishing::{House, MANAGER};

/// A house where a version was published.
async fn published(kind: Kind) -> House {
    let house = House::open(kind).await;
    let draft = house.begin(MANAGER).await;
    house.act(MANAGER, draft, Role::Coordinator, ActKind::Reopen, &[]).await;
    house.policies.publish(&house.actor(MANAGER), draft, "Closed is closed").await.expect("it is published");
    house
}

/// What is said when the server starts after `sql` was run past it.
async fn refusal(kind: Kind, sql: &str) -> String {
    let house = published(kind).await;
    house.run(sql).await;
    let refused = house.again().await.check_policy().await.expect_err("it is not what was published");
    let read = house.policies.in_force(&house.actor(MANAGER)).await;
    if !sql.starts_with("delete") {
        assert!(read.is_err(), "nor can it be read: {read:?}");
    }
    refused.to_string()
}

async fn what_was_changed_past_the_service_is_refused(kind: Kind) {
    for (sql, why) in [
        ("update policies set body = replace(body, 'protected', 'true')", "was changed"),
        ("update policies set body = '{}'", "was changed"),
        ("update policies set reason = 'Nothing to see'", "was changed"),
        ("update policies set version = 3", "was changed"),
        ("update policies set approved_by = drafted_by", "was changed"),
        ("update policies set seal = null", "not published by this installation"),
        ("delete from policies", "version 2 is missing"),
    ] {
        let said = refusal(kind, sql).await;
        assert!(said.contains(why) && said.contains("nobody has any rights"), "{sql}: {said}");
    }
}

async fn what_was_published_is_loaded(kind: Kind) {
    let house = published(kind).await;
    house.again().await.check_policy().await.expect("it is as it was published");
}

crate::on_both!(what_was_changed_past_the_service_is_refused);
crate::on_both!(what_was_published_is_loaded);
