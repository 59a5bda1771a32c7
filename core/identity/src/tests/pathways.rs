//! Every way into an account beside what it demands: no side road is weaker.

use permissions::Role;

use super::device::Device;
use super::house::*;
use super::single_sign_on::{Station, refused};
use crate::{Back, Begun, MailKind, Refusal, SignIn, WithoutFactor};

/// What a way gave in a live service.
#[derive(Debug, PartialEq, Eq)]
enum Gave {
    /// Nothing: something else is asked for first, or it was refused.
    Nothing,
    /// A session in which only the set-up page of the second factor is open.
    SetUp,
    /// A session in which both factors were given.
    Everything,
}

async fn gave(house: &House, outcome: SignIn) -> Gave {
    let SignIn::Done(begun) = outcome else { return Gave::Nothing };
    seen(house, &begun).await
}

async fn seen(house: &House, begun: &Begun) -> Gave {
    let me = house.present(begun).await.expect("a session that has just begun");
    match (me.must_enrol(), me.second_factor_at()) {
        (true, None) => Gave::SetUp,
        (false, Some(_)) => Gave::Everything,
        other => panic!("a session that is neither: {other:?}"),
    }
}

#[tokio::test]
async fn no_way_opens_an_account_for_less_than_two_factors() {
    let house = House::live().await.with_ama().await;
    let from = origin(1);

    // The password alone, before and after an authenticator is set up.
    assert_eq!(gave(&house, house.try_password("ama", PASSWORD, &from).await).await, Gave::SetUp);
    let mut begun = house.sign_in("ama").await;
    let (secret, codes) = house.enrol(&mut begun).await;
    let mut device = Device::new();
    house.add_passkey(&mut begun, &mut device).await;
    assert_eq!(seen(&house, &begun).await, Gave::Everything);
    house.later(1);
    let token = half_way(house.try_password("ama", PASSWORD, &from).await);

    // A code, or a recovery code, without the password; and with it.
    for code in [house.code(&secret), codes[0].clone()] {
        assert_eq!(gave(&house, house.try_code("", &code, &from).await).await, Gave::Nothing, "{code}");
        assert_eq!(gave(&house, house.try_password("ama", &code, &origin(2)).await).await, Gave::Nothing);
        assert_eq!(gave(&house, house.try_code(&token, &code, &from).await).await, Gave::Everything);
        assert_eq!(gave(&house, house.try_code(&token, &code, &from).await).await, Gave::Nothing, "used");
    }

    // A passkey with its owner at it, and without.
    assert_eq!(gave(&house, house.try_passkey(&mut device).await).await, Gave::Everything);
    let mut found = device.clone();
    found.verifies = false;
    assert_eq!(gave(&house, house.try_passkey(&mut found).await).await, Gave::Nothing);
}

#[tokio::test]
async fn an_invitation_opens_only_what_a_password_does_and_only_before_there_is_one() {
    let house = House::live().await;
    let dee = house.account("dee", "invited", Role::LeadFacilitator).await;
    let secret = house.identity.invite(&house.operator(), dee).await.expect("she waits");
    let accepted = house.identity.accept_invitation(secret.expose(), PASSWORD.into()).await;
    accepted.expect("the database works").expect("a fine password");
    let outcome = house.try_password("dee", PASSWORD, &origin(1)).await;
    assert_eq!(gave(&house, outcome).await, Gave::SetUp);
    house.enrol(&mut house.sign_in("dee").await).await;

    // Neither the used link nor a new one is a way around the factor that is there now.
    let again = house.identity.accept_invitation(secret.expose(), "nine red bicycles".into()).await;
    assert!(again.expect("the database works").is_err());
    assert!(house.identity.invite(&house.operator(), dee).await.is_err(), "it has an owner");
    let outcome = house.try_password("dee", PASSWORD, &origin(1)).await;
    assert_eq!(gave(&house, outcome).await, Gave::Nothing, "a code is asked for");
}

/// A link by mail replaces the password and nothing else: with a factor set up it leads to the
/// question for it, without one to the page that sets one up.
#[tokio::test]
async fn a_link_to_choose_a_password_is_no_way_around_the_second_factor() {
    let house = House::live().await.with_ama().await;
    let (from, new) = (origin(1), "nine red bicycles");
    let mut begun = house.sign_in("ama").await;
    let (secret, codes) = house.enrol(&mut begun).await;
    let mut device = Device::new();
    house.add_passkey(&mut begun, &mut device).await;
    house.mail().await;
    house.later(1);

    house.identity.ask_for_reset("ama", &from).await.expect("the database works");
    let link = house.link(MailKind::ResetPassword, "ama@example.org").await;
    let set = house.identity.reset_password(&link, new.into()).await.expect("the database works");
    set.expect("a link that works").expect("a fine password");
    assert!(house.present(&begun).await.is_none(), "every session ended");

    // The old password is nothing, the new one is one factor, and the link is no second.
    assert_eq!(gave(&house, house.try_password("ama", PASSWORD, &from).await).await, Gave::Nothing);
    for code in ["", link.as_str(), new] {
        let token = half_way(house.try_password("ama", new, &from).await);
        assert_eq!(gave(&house, house.try_code(&token, code, &origin(9)).await).await, Gave::Nothing);
        house.later(1);
    }
    for code in [house.code(&secret), codes[0].clone()] {
        let token = half_way(house.try_password("ama", new, &from).await);
        assert_eq!(gave(&house, house.try_code(&token, &code, &from).await).await, Gave::Everything);
        house.later(1);
    }
    // The passkey is still there, and still both.
    assert_eq!(gave(&house, house.try_passkey(&mut device).await).await, Gave::Everything);

    // Before a factor is set up it opens what the password did.
    house.account("dee", "active", Role::LeadFacilitator).await;
    house.mail().await;
    house.identity.ask_for_reset("dee", &from).await.expect("the database works");
    let link = house.link(MailKind::ResetPassword, "dee@example.org").await;
    let set = house.identity.reset_password(&link, new.into()).await.expect("the database works");
    set.expect("a link that works").expect("a fine password");
    assert_eq!(gave(&house, house.try_password("dee", new, &from).await).await, Gave::SetUp);
}

/// What a mailed invitation and a mailed reset of a sign-in open is what an invitation does.
#[tokio::test]
async fn a_sign_in_that_was_reset_begins_anew_with_both_factors() {
    let house = House::live().await.with_ama().await;
    let ama = house.account("bea", "active", Role::LeadFacilitator).await;
    let mut begun = house.sign_in("bea").await;
    let (secret, codes) = house.enrol(&mut begun).await;
    let mut device = Device::new();
    house.add_passkey(&mut begun, &mut device).await;
    house.mail().await;
    house.identity.restart(&house.operator(), ama).await.expect("the operator may");

    // Nothing of what was there opens anything.
    assert!(house.present(&begun).await.is_none());
    assert_eq!(gave(&house, house.try_password("bea", PASSWORD, &origin(1)).await).await, Gave::Nothing);
    assert_eq!(gave(&house, house.try_passkey(&mut device).await).await, Gave::Nothing);
    let link = house.link(MailKind::SignInReset, "bea@example.org").await;
    let accepted = house.identity.accept_invitation(&link, "nine red bicycles".into()).await;
    accepted.expect("the database works").expect("a fine password");
    let outcome = house.try_password("bea", "nine red bicycles", &origin(2)).await;
    let SignIn::Done(again) = outcome else { panic!("no factor is there to ask for: {outcome:?}") };
    assert_eq!(seen(&house, &again).await, Gave::SetUp);
    for code in [house.code(&secret), codes[0].clone()] {
        assert_eq!(gave(&house, house.try_code("", &code, &origin(3)).await).await, Gave::Nothing);
    }
    let used = house.identity.accept_invitation(&link, PASSWORD.into()).await;
    assert!(used.expect("the database works").is_err(), "it works once");
}

/// What everybody who does not get in is told is the same, whether or not there is such an
/// account, and whatever it waits for; and as much is looked at.
#[tokio::test]
async fn a_name_that_is_known_is_told_nothing_else_than_one_that_is_not() {
    let house = House::live().await.with_ama().await;
    house.account("dee", "invited", Role::LeadFacilitator).await;
    house.account("eve", "suspended", Role::LeadFacilitator).await;
    house.enrol(&mut house.sign_in("ama").await).await;
    let mut answers = Vec::new();
    for (host, name) in ["ama", "dee", "eve", "nobody"].into_iter().enumerate() {
        let before = house.identity.hashing().made();
        let outcome =
            house.try_password(name, "a guess", &origin(10 + u8::try_from(host).expect("few"))).await;
        answers.push((format!("{outcome:?}"), house.identity.hashing().made() - before));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.1 == 1), "{answers:?}");
}

/// What came of coming back from a provider.
async fn came(house: &House, back: Back) -> Gave {
    match back {
        Back::SignedIn(begun) => seen(house, &begun).await,
        Back::CodeNeeded(_) | Back::Refused(_) => Gave::Nothing,
        Back::Proved(_) | Back::Linked(_) => panic!("that was no sign-in"),
    }
}

/// A provider's word is worth a password; it is worth both factors only where it says that it
/// asked for the second, and never more than the account is.
#[tokio::test]
async fn single_sign_on_is_no_weaker_road() {
    let weak = |claims: &mut serde_json::Value| claims["amr"] = serde_json::json!(["pwd"]);
    let station = Station::new().await.with_esi().await;
    let house = &station.house;
    assert_eq!(came(house, station.try_with("esi", |_| {}).await).await, Gave::Everything);
    // Without a second factor there, and none here yet: what a password gives.
    let back = station.try_with("esi", weak).await;
    let Back::SignedIn(mut begun) = back else { panic!("a session in which one is set up") };
    assert_eq!(seen(house, &begun).await, Gave::SetUp);
    let (secret, codes) = house.enrol(&mut begun).await;
    house.later(1);
    // With one here, it is asked for, and is used up like any other.
    let Back::CodeNeeded(token) = station.try_with("esi", weak).await else { panic!("a code is asked for") };
    let from = origin(1);
    for code in [house.code(&secret), codes[0].clone()] {
        assert_eq!(gave(house, house.try_code(&token, &code, &from).await).await, Gave::Everything);
        assert_eq!(gave(house, house.try_code(&token, &code, &from).await).await, Gave::Nothing, "used");
    }
    // What a session was begun by does not matter for what ends it.
    let Back::CodeNeeded(token) = station.try_with("esi", weak).await else { panic!("a code is asked for") };
    let begun = done(house.try_code(&token, &codes[1], &from).await);
    house.poke("UPDATE external_identities SET provider = 'gone'").await;
    assert_eq!(came(house, station.try_with("esi", |_| {}).await).await, Gave::Nothing);
    assert!(house.present(&begun).await.is_some());

    // Where the service wants the provider's own, ours does not stand in for it.
    let station =
        Station::with(|police| police.without_second_factor = WithoutFactor::Refuse).await.with_esi().await;
    assert_eq!(refused(station.try_with("esi", weak).await), Refusal::SecondFactor);
    let none =
        |claims: &mut serde_json::Value| drop(claims.as_object_mut().expect("an object").remove("amr"));
    assert_eq!(refused(station.try_with("esi", none).await), Refusal::SecondFactor);
    assert_eq!(came(&station.house, station.try_with("esi", |_| {}).await).await, Gave::Everything);
}
