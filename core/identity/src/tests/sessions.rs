use permissions::Role;

use super::house::*;
use crate::{Begun, Identity, Present};

async fn own(identity: &Identity, me: &Present) -> Vec<crate::SessionView> {
    identity.own_account(me).await.expect("the database works").into_inner().sessions
}

#[tokio::test]
async fn a_session_ends_after_a_pause_and_is_kept_by_use() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    for _ in 0..5 {
        house.later(14);
        assert!(house.present(&begun).await.is_some(), "used every quarter of an hour");
    }
    house.later(15);
    assert!(house.present(&begun).await.is_none());
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_of_work() {
    let house = House::demo().await;
    house.account("zoe", "active", Role::Coordinator).await;
    let begun = house.sign_in("zoe").await;
    for _ in 0..28 {
        house.later(25);
        assert!(house.present(&begun).await.is_some());
    }
    house.later(20);
    assert!(house.present(&begun).await.is_none());
}

#[tokio::test]
async fn a_cookie_that_was_never_ours_is_nobody() {
    let house = House::demo().await.with_ama().await;
    house.sign_in("ama").await;
    for cookie in ["", "nonsense", &"a".repeat(43)] {
        assert!(house.identity.present(cookie).await.expect("the database works").is_none());
    }
}

#[tokio::test]
async fn signing_out_ends_this_session_at_once_and_no_other() {
    let house = House::demo().await.with_ama().await;
    let (one, two) = (house.sign_in("ama").await, house.sign_in("ama").await);
    let me = house.present(&one).await.expect("signed in");
    house.identity.sign_out(&me).await.expect("the database works");
    assert!(house.present(&one).await.is_none());
    assert!(house.present(&two).await.is_some());
}

#[tokio::test]
async fn ama_sees_her_sessions_and_ends_one_from_another() {
    let house = House::demo().await.with_ama().await;
    let (laptop, telephone) = (house.sign_in("ama").await, house.sign_in("ama").await);
    house.later(2);
    let me = house.present(&laptop).await.expect("signed in");
    let sessions = own(&house.identity, &me).await;
    assert_eq!(sessions.len(), 2);
    assert!(sessions[0].is_this && !sessions[1].is_this, "the one used last comes first");
    assert_eq!(sessions[1].device, "Firefox, Linux");
    house.identity.end_own_session(&me, &sessions[1].handle).await.expect("the database works");
    assert!(house.present(&telephone).await.is_none());
    assert_eq!(own(&house.identity, &me).await.len(), 1);
}

#[tokio::test]
async fn nobody_ends_the_session_of_another() {
    let house = House::demo().await.with_ama().await;
    house.account("ben", "active", Role::LeadFacilitator).await;
    let (ama, ben) = (house.sign_in("ama").await, house.sign_in("ben").await);
    let (me, other) = (house.present(&ama).await.expect("in"), house.present(&ben).await.expect("in"));
    let handle = own(&house.identity, &other).await.remove(0).handle;
    house.identity.end_own_session(&me, &handle).await.expect("quietly nothing");
    assert!(house.present(&ben).await.is_some());
    assert_eq!(own(&house.identity, &me).await.len(), 1, "and sees only her own");
}

#[tokio::test]
async fn signing_out_everywhere_ends_all() {
    let house = House::demo().await.with_ama().await;
    let sessions: Vec<Begun> = vec![house.sign_in("ama").await, house.sign_in("ama").await];
    let me = house.present(&sessions[0]).await.expect("signed in");
    assert_eq!(house.identity.sign_out_everywhere(&me).await.expect("the database works"), 2);
    for session in &sessions {
        assert!(house.present(session).await.is_none());
    }
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session() {
    let house = House::demo().await.with_ama().await;
    let (here, elsewhere) = (house.sign_in("ama").await, house.sign_in("ama").await);
    let me = house.proved(&here).await;
    let check = async |current: &str, new: &str, expect: Option<(&str, &str)>| {
        let outcome = house.identity.change_password(&me, current.into(), new.into(), &origin(1)).await;
        let outcome = outcome.expect("the database works");
        let renewed = outcome.as_ref().ok().map(|session| session.expose().to_owned());
        let found = outcome.err();
        let found =
            found.as_ref().map(|errors| (errors.0[0].field.as_str(), errors.0[0].message.key.as_str()));
        assert_eq!(found, expect, "{new}");
        renewed
    };
    check(PASSWORD, "short", Some(("new", "password-short"))).await;
    check(PASSWORD, "Password2026!", Some(("new", "password-common"))).await;
    check(PASSWORD, "mensah by the sea", Some(("new", "password-name"))).await;
    check(PASSWORD, "northside by the sea", Some(("new", "password-name"))).await;
    check("not my password", "nine red bicycles", Some(("current", "password-wrong"))).await;
    let renewed = check(PASSWORD, "nine red bicycles", None).await.expect("changed");
    assert!(house.present(&here).await.is_none(), "the earlier token is worth nothing");
    assert!(house.identity.present(&renewed).await.expect("the database works").is_some());
    assert!(house.present(&elsewhere).await.is_none());
    assert_eq!(refused(house.try_password("ama", PASSWORD, &origin(1)).await), "sign-in-wrong");
    done(house.try_password("ama", "nine red bicycles", &origin(1)).await);
}

#[tokio::test]
async fn an_open_laptop_is_no_place_to_guess_at_the_password() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    let me = house.proved(&begun).await;
    let here = known(1, &begun);
    let guess = async || {
        let outcome = house.identity.change_password(&me, "wrong".into(), "nine red bicycles".into(), &here);
        let findings = outcome.await.expect("the database works").expect_err("a wrong password");
        findings.0[0].message.key.clone()
    };
    for _ in 0..3 {
        assert_eq!(guess().await, "password-wrong");
    }
    assert_eq!(guess().await, "sign-in-wait");
}

#[tokio::test]
async fn the_language_chosen_is_the_accounts_from_the_next_request_on() {
    let house = House::demo().await.with_ama().await;
    let (laptop, telephone) = (house.sign_in("ama").await, house.sign_in("ama").await);
    let me = house.present(&laptop).await.expect("signed in");
    assert_eq!(me.language, "en");
    house.identity.choose_language(&me, "cy").await.expect("the database works");
    for session in [&laptop, &telephone] {
        assert_eq!(house.present(session).await.expect("still signed in").language, "cy");
    }
}
