//! Groups of the provider, and roles here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;

async fn station() -> Station {
    Station::with(|police| {
        police.groups = BTreeMap::from([
            ("referring".to_owned(), vec!["coordinator".to_owned()]),
            ("leading".to_owned(), vec!["case-supervisor".to_owned()]),
        ]);
        police.grants = vec!["coordinator".to_owned()];
    })
    .await
}

async fn join(station: &Station, role: Role, groups: &[&str]) -> Back {
    let account = station.house.account("esi", "invited", role).await;
    let link = station.house.identity.invite_with(&station.house.operator(), account, "police").await;
    let link = link.expect("the operator may").expect("the provider is for her");
    let way = station.leave(Errand::Invitation(link.expose())).await;
    let mut claims = station.claims("esi", &way);
    claims["groups"] = json!(groups);
    station.arrive(&way, &claims).await
}

async fn roles(station: &Station, begun: &Begun) -> Vec<Role> {
    station.house.present(begun).await.expect("signed in").actor.roles().to_vec()
}

fn groups(names: &[&str]) -> impl FnOnce(&mut Value) {
    let names = json!(names);
    move |claims| claims["groups"] = names
}

#[tokio::test]
async fn groups_take_away_and_give_what_they_may() {
    let station = station().await;
    let first = signed_in(join(&station, Role::CaseSupervisor, &["leading"]).await);
    assert_eq!(roles(&station, &first).await, [Role::CaseSupervisor]);
    // A role that may not be given is only taken; one that may be is given.
    let second = signed_in(station.try_with("esi", groups(&["referring"])).await);
    assert_eq!(roles(&station, &second).await, [Role::Coordinator]);
    assert_eq!(roles(&station, &first).await, [Role::Coordinator], "at once, in every session");
    let third = signed_in(station.try_with("esi", groups(&["referring", "leading"])).await);
    assert_eq!(roles(&station, &third).await, [Role::Coordinator]);
    // In no group any more: access ends, in every session.
    assert_eq!(refused(station.try_with("esi", groups(&["catering"])).await), Refusal::NoRole);
    for begun in [&first, &second, &third] {
        assert!(station.house.present(begun).await.is_none());
    }
    // And begins again with the group.
    let again = signed_in(station.try_with("esi", groups(&["referring"])).await);
    assert_eq!(roles(&station, &again).await, [Role::Coordinator]);
    let log = station.house.audit().await;
    let changes = log.iter().filter(|entry| entry.0 == "change-roles").map(|entry| entry.1.as_str());
    let mut changes: Vec<_> = changes.collect();
    // The lanes of the log have no order among themselves.
    changes.sort_unstable();
    assert_eq!(changes, ["+coordinator", "-case-supervisor +coordinator", "-coordinator"]);
}

#[tokio::test]
async fn a_role_that_no_group_is_for_is_left_alone() {
    let station = station().await;
    let begun = signed_in(join(&station, Role::Dpo, &[]).await);
    assert_eq!(roles(&station, &begun).await, [Role::Dpo]);
}

#[tokio::test]
async fn no_list_of_groups_is_not_an_empty_one() {
    let station = station().await;
    let begun = signed_in(join(&station, Role::Coordinator, &["referring"]).await);
    let overage = |claims: &mut Value| claims["_claim_names"] = json!({ "groups": "src1" });
    assert_eq!(refused(station.try_with("esi", overage).await), Refusal::Failed("no groups"));
    let text = |claims: &mut Value| claims["groups"] = json!("referring");
    assert_eq!(refused(station.try_with("esi", text).await), Refusal::Failed("no groups"));
    assert_eq!(roles(&station, &begun).await, [Role::Coordinator], "nothing was taken");
}

#[tokio::test]
async fn an_account_that_is_closed_is_not_opened_by_a_group() {
    let station = station().await;
    signed_in(join(&station, Role::Coordinator, &["referring"]).await);
    station.house.poke("UPDATE accounts SET status = 'suspended' WHERE username = 'esi'").await;
    assert_eq!(refused(station.try_with("esi", groups(&["referring"])).await), Refusal::Closed);
}
