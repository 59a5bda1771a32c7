//! Who is linked to what, by whom, and until when.

use super::*;
use crate::tests::house::PASSWORD;

#[tokio::test]
async fn an_invitation_to_sign_in_with_a_provider_is_no_way_to_a_password() {
    let station = Station::new().await;
    let house = &station.house;
    let esi = house.account("esi", "invited", Role::Coordinator).await;
    let with = house.identity.invite_with(&house.operator(), esi, "police").await;
    let with = with.expect("the operator may").expect("the provider is for her");
    let shown = house.identity.invitation(with.expose()).await.expect("the database works");
    assert_eq!(shown.expect("it waits").provider.as_deref(), Some("police"));
    let taken = house.identity.accept_invitation(with.expose(), PASSWORD.into()).await;
    assert!(taken.expect("the database works").is_err());
    // Nor one for a password to the provider.
    let password = house.identity.invite(&house.operator(), esi).await.expect("the operator may");
    assert!(matches!(station.leaving(Errand::Invitation(password.expose())).await, Leaving::Unknown));
    // And the earlier one stopped working when the later one was made.
    assert!(matches!(station.leaving(Errand::Invitation(with.expose())).await, Leaving::Unknown));
}

#[tokio::test]
async fn an_invitation_that_was_replaced_while_its_owner_was_away_binds_nobody() {
    let station = Station::new().await;
    let house = &station.house;
    let esi = house.account("esi", "invited", Role::Coordinator).await;
    let link = house.identity.invite_with(&house.operator(), esi, "police").await;
    let link = link.expect("the operator may").expect("the provider is for her");
    let way = station.leave(Errand::Invitation(link.expose())).await;
    house.identity.invite(&house.operator(), esi).await.expect("the operator may");
    let claims = station.claims("esi", &way);
    assert_eq!(refused(station.arrive(&way, &claims).await), Refusal::Unknown);
    assert_eq!(refused(station.try_with("esi", |_| {}).await), Refusal::Unknown);
}

#[tokio::test]
async fn a_person_of_the_provider_is_one_account_here() {
    let station = Station::new().await.with_esi().await;
    let house = &station.house;
    let other = house.account("other", "invited", Role::Coordinator).await;
    let link = house.identity.invite_with(&house.operator(), other, "police").await;
    let link = link.expect("the operator may").expect("the provider is for them");
    let way = station.leave(Errand::Invitation(link.expose())).await;
    let claims = station.claims("esi", &way);
    assert_eq!(refused(station.arrive(&way, &claims).await), Refusal::Taken);
    // The invitation is still there for whom it was meant.
    let way = station.leave(Errand::Invitation(link.expose())).await;
    let claims = station.claims("other", &way);
    signed_in(station.arrive(&way, &claims).await);
}

#[tokio::test]
async fn whoever_is_signed_in_and_sure_links_a_provider_themselves() {
    let station = Station::new().await;
    station.house.account("ama", "active", Role::Coordinator).await;
    let mut begun = station.house.sign_in("ama").await;
    station.house.enrol(&mut begun).await;
    let me = station.house.proved(&begun).await;
    assert_eq!(station.house.identity.linkable(&me).await.expect("the database works").len(), 1);
    let way = station.leave(Errand::Link(&me)).await;
    let token = Signed::Well(&station.police.key).token(&station.claims("ama-there", &way));
    // Not in another's session, nor without one.
    let code = station.police.code(&way.asked, &token);
    assert_eq!(refused(station.come(&way, &code).await.back), Refusal::SomebodyElse);
    let way = station.leave(Errand::Link(&me)).await;
    let token = Signed::Well(&station.police.key).token(&station.claims("ama-there", &way));
    let code = station.police.code(&way.asked, &token);
    let Back::Linked(session) = station.come_as(&way, &code, Some(&begun)).await.back else {
        panic!("not linked")
    };
    assert!(station.house.present(&begun).await.is_none(), "the session has another token");
    begun.session = session;
    let me = station.house.present(&begun).await.expect("it goes on");
    let links = station.house.identity.own_links(&me).await.expect("the database works");
    assert_eq!((links.len(), links[0].name.as_str(), links[0].by_owner), (1, "Essex Police", true));
    station.sign_in("ama-there").await;
    let log = station.house.audit().await;
    assert!(log.contains(&("link-provider".into(), "police".into(), "done".into())), "{log:?}");
    assert!(!format!("{log:?}").contains("ama-there"), "no name of the provider's");
}

#[tokio::test]
async fn what_is_taken_away_opens_nothing_and_ends_what_it_opened() {
    let station = Station::new().await;
    let (esi, begun) = station.join("esi", Role::Coordinator).await;
    let operator = station.house.operator();
    assert!(station.house.identity.unlink(&operator, esi).await.expect("the operator may"));
    assert!(station.house.present(&begun).await.is_none(), "the session is over");
    assert_eq!(refused(station.try_with("esi", |_| {}).await), Refusal::Unknown);
    assert!(!station.house.identity.unlink(&operator, esi).await.expect("the operator may"));
}

#[tokio::test]
async fn a_provider_is_for_people_of_its_organisation() {
    let kent = Reference::from_random(domain::ReferenceKind::Organisation, 7);
    let station = Station::with(|police| police.organisation = kent.to_string()).await;
    // Esi is of the service itself, so that neither an invitation nor a link of hers is good.
    let esi = station.house.account("esi", "invited", Role::Coordinator).await;
    let invited = station.house.identity.invite_with(&station.house.operator(), esi, "police").await;
    assert!(invited.expect("the operator may").is_none());

    let station = Station::new().await.with_esi().await;
    let of = format!(
        "INSERT INTO organisations (id, reference, name, sort_key, kind, team, class, version, live, source, \
         regime, retention, created_at) SELECT id, '{}', 'Kent', 'kent', 'police', team, class, 1, \
         live, source, regime, 'organisation', created_at FROM accounts WHERE username = 'esi'",
        kent.stored()
    );
    station.house.poke(&of).await;
    station.house.poke("UPDATE accounts SET organisation = id WHERE username = 'esi'").await;
    assert_eq!(refused(station.try_with("esi", |_| {}).await), Refusal::Unknown);
}
