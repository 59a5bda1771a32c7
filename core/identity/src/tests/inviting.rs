use permissions::Role;

use super::house::*;
use crate::Error;

async fn accept(house: &House, token: &str, password: &str) -> Option<String> {
    let outcome = house.identity.accept_invitation(token, password.into()).await.expect("the database works");
    outcome.err().map(|errors| errors.0[0].message.key.clone())
}

#[tokio::test]
async fn an_invitation_makes_the_account_its_owners() {
    let house = House::demo().await;
    let dee = house.account("dee", "invited", Role::LeadFacilitator).await;
    let secret = house.identity.invite(&house.operator(), dee).await.expect("the operator may");
    let shown =
        house.identity.invitation(secret.expose()).await.expect("the database works").expect("unused");
    assert_eq!((shown.username.as_str(), shown.display_name.as_str()), ("dee", "dee Mensah"));
    assert_eq!(accept(&house, secret.expose(), "short").await.as_deref(), Some("password-short"));
    assert_eq!(accept(&house, secret.expose(), PASSWORD).await, None);
    house.sign_in("dee").await;

    assert!(house.identity.invitation(secret.expose()).await.expect("the database works").is_none());
    assert_eq!(
        accept(&house, secret.expose(), "nine red bicycles").await.as_deref(),
        Some("invitation-over")
    );
    house.sign_in("dee").await;
}

#[tokio::test]
async fn an_invitation_lasts_a_week() {
    let house = House::demo().await;
    let dee = house.account("dee", "invited", Role::LeadFacilitator).await;
    let secret = house.identity.invite(&house.operator(), dee).await.expect("the operator may");
    house.later(7 * 24 * 60 - 1);
    assert!(house.identity.invitation(secret.expose()).await.expect("the database works").is_some());
    house.later(1);
    assert!(house.identity.invitation(secret.expose()).await.expect("the database works").is_none());
    assert_eq!(accept(&house, secret.expose(), PASSWORD).await.as_deref(), Some("invitation-over"));
}

#[tokio::test]
async fn a_second_invitation_replaces_the_first() {
    let house = House::demo().await;
    let dee = house.account("dee", "invited", Role::LeadFacilitator).await;
    let first = house.identity.invite(&house.operator(), dee).await.expect("the operator may");
    let second = house.identity.invite(&house.operator(), dee).await.expect("the operator may");
    assert_eq!(accept(&house, first.expose(), PASSWORD).await.as_deref(), Some("invitation-over"));
    assert_eq!(accept(&house, second.expose(), PASSWORD).await, None);
}

#[tokio::test]
async fn an_account_in_use_cannot_be_invited_to() {
    let house = House::demo().await;
    let ama = house.account("ama", "active", Role::LeadFacilitator).await;
    let refused = house.identity.invite(&house.operator(), ama).await;
    assert!(matches!(refused, Err(Error::Storage(storage::Error::Conflict))));
}

#[tokio::test]
async fn a_volunteer_invites_nobody() {
    let house = House::demo().await.with_ama().await;
    let dee = house.account("dee", "invited", Role::LeadFacilitator).await;
    let me = house.present(&house.sign_in("ama").await).await.expect("signed in");
    let refused = house.identity.invite(&me.actor, dee).await;
    assert!(matches!(refused, Err(Error::Storage(storage::Error::NotFound | storage::Error::Forbidden))));
}
