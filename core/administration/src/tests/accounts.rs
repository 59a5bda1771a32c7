use permissions::Role;
use wording::Language;

use super::house::House;
use crate::{AccountChange, Accounts, Error, NewPartner, NewPerson, Partners};

fn person(username: &str, role: Role) -> NewPerson {
    NewPerson {
        username: username.to_owned(),
        name: "Ama Mensah".to_owned(),
        email: None,
        roles: vec![role],
        until: None,
        team: None,
        organisation: None,
        language: Language::En,
    }
}

#[tokio::test]
async fn an_account_waits_for_its_owner_with_roles_that_end() {
    let house = House::new().await;
    let accounts = Accounts::new(house.store.clone());
    accounts.add(&house.operator(), person(" Ama ", Role::LeadFacilitator)).await.expect("added");
    let listed = accounts.list(&house.operator()).await.expect("the operator may");
    let [ama] = listed.as_slice() else { panic!("one account") };
    assert_eq!(
        (ama.username.as_str(), ama.status.as_str(), ama.kind.as_str()),
        ("ama", "invited", "volunteer")
    );
    assert_eq!(ama.roles.len(), 1);
    assert!(!ama.has_second_factor && ama.last_sign_in_at.is_none());
}

#[tokio::test]
async fn what_is_wrong_with_a_new_account_is_said_all_at_once() {
    let house = House::new().await;
    let accounts = Accounts::new(house.store.clone());
    accounts.add(&house.operator(), person("ama", Role::Coordinator)).await.expect("added");
    let check = async |new: NewPerson, fields: &[&str]| match accounts.add(&house.operator(), new).await {
        Err(Error::Fields(wrong)) => {
            let found: Vec<_> = wrong.0.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(found, fields);
        }
        other => panic!("expected {fields:?}, got {other:?}"),
    };
    check(person("AMA", Role::Coordinator), &["username"]).await;
    check(person("a ma", Role::Coordinator), &["username"]).await;
    check(person("kofi", Role::PartnerReferrer), &["organisation"]).await;
    let nobody = NewPerson { name: " ".into(), roles: vec![], ..person("", Role::Coordinator) };
    check(nobody, &["username", "name", "roles"]).await;
    let elsewhere = NewPerson { team: Some("Southside".into()), ..person("kofi", Role::Coordinator) };
    check(elsewhere, &["team"]).await;
}

#[tokio::test]
async fn a_partners_officer_belongs_to_an_organisation_that_is_there() {
    let house = House::new().await;
    let new = NewPartner {
        name: "Northside Police".into(),
        kind: domain::codes::SourceType::ALL[0],
        team: None,
        agreement_until: None,
    };
    let police = Partners::new(house.store.clone()).add(&house.operator(), new).await.expect("entered");
    let officer = NewPerson { organisation: Some(police), ..person("kofi", Role::PartnerReferrer) };
    let accounts = Accounts::new(house.store.clone());
    accounts.add(&house.operator(), officer).await.expect("added");
    let listed = accounts.list(&house.operator()).await.expect("the operator may");
    assert_eq!(listed[0].kind, "partner");
}

#[tokio::test]
async fn only_who_looks_after_accounts_makes_them() {
    let house = House::new().await;
    let accounts = Accounts::new(house.store.clone());
    for role in [Role::ServiceManager, Role::Coordinator, Role::LeadFacilitator, Role::Dpo] {
        let added = accounts.add(&house.somebody(role), person("kofi", Role::Coordinator)).await;
        assert!(matches!(added, Err(Error::Forbidden)), "{role:?}: {added:?}");
    }
    let administrator = house.somebody(Role::SystemAdministrator);
    accounts.add(&administrator, person("kofi", Role::Coordinator)).await.expect("this is their work");
}

#[tokio::test]
async fn only_who_looks_after_accounts_closes_them() {
    let house = House::new().await;
    let accounts = Accounts::new(house.store.clone());
    let kofi = accounts.add(&house.operator(), person("kofi", Role::Coordinator)).await.expect("added");
    for role in [Role::ServiceManager, Role::Coordinator, Role::LeadFacilitator, Role::Dpo] {
        let done = accounts.change(&house.somebody(role), kofi, AccountChange::Suspend).await;
        assert!(matches!(done, Err(Error::Forbidden | Error::NotFound)), "{role:?}: {done:?}");
    }
    let administrator = house.somebody(Role::SystemAdministrator);
    accounts.change(&administrator, kofi, AccountChange::Suspend).await.expect("this is their work");
}

#[tokio::test]
async fn teams_form_a_tree_below_the_service() {
    let house = House::new().await;
    let partners = Partners::new(house.store.clone());
    let operator = house.operator();
    partners.add_team(&operator, "North Essex", None).await.expect("made");
    partners.add_team(&operator, "Colchester", Some("North Essex")).await.expect("made");
    let again = partners.add_team(&operator, "Colchester", None).await;
    assert!(matches!(again, Err(Error::Fields(_))), "{again:?}");
    let teams = partners.teams(&operator).await.expect("the operator may");
    let shown: Vec<_> = teams.iter().map(|team| (team.name.as_str(), team.above.as_deref())).collect();
    assert_eq!(
        shown,
        [("Northside", None), ("North Essex", Some("Northside")), ("Colchester", Some("North Essex"))]
    );
}
