use super::device::Device;
use super::house::*;
use crate::{Answer, Begun, Proof, Proving, Removal, SignIn};

async fn with_passkey() -> (House, Begun, Device) {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    house.enrol(&mut begun).await;
    let mut device = Device::new();
    house.add_passkey(&mut begun, &mut device).await;
    (house, begun, device)
}

async fn named(house: &House, begun: &Begun) -> Vec<crate::PasskeyView> {
    let me = house.present(begun).await.expect("signed in");
    house.identity.own_passkeys(&me).await.expect("the database works").into_inner()
}

#[tokio::test]
async fn a_passkey_signs_in_by_itself_and_counts_as_both_factors() {
    let (house, before, mut device) = with_passkey().await;
    house.later(5);
    let begun = done(house.try_passkey(&mut device).await);
    let me = house.present(&begun).await.expect("signed in");
    assert!(!me.must_enrol() && me.proved().is_some());
    assert_eq!(me.second_factor_at(), Some(house.store.now()));
    assert!(house.present(&before).await.is_some(), "another device stays signed in");
    let own = named(&house, &begun).await;
    assert_eq!(
        (own.len(), own[0].name.as_str(), own[0].last_used_at),
        (1, "My telephone", Some(house.store.now()))
    );
    let log = house.audit().await;
    assert!(log.iter().any(|(verb, how, _)| verb == "sign-in" && how == "passkey"), "{log:?}");
    assert!(log.iter().any(|(verb, ..)| verb == "add-passkey"));
}

#[tokio::test]
async fn an_answer_opens_once() {
    let (house, _, mut device) = with_passkey().await;
    let asked = house.identity.ask_for_passkey().expect("a site");
    // Even of a passkey that does not count: what is used up is the question.
    device.counts = false;
    device.counter = 0;
    let answer = device.answer(&asked.options);
    let given = Answer { ceremony: &asked.ceremony, answer: &answer };
    let (one, two) = (origin(1), origin(2));
    let outcomes = tokio::join!(
        house.identity.sign_in_with_passkey(given, &one),
        house.identity.sign_in_with_passkey(given, &two)
    );
    let is_done = |outcome: crate::Result<SignIn>| matches!(outcome, Ok(SignIn::Done(_)));
    assert_eq!(u8::from(is_done(outcomes.0)) + u8::from(is_done(outcomes.1)), 1);
    let again = house.identity.sign_in_with_passkey(given, &one).await.expect("the database works");
    assert_eq!(refused(again), "passkey-wrong");
    done(house.try_passkey(&mut device).await);
}

#[tokio::test]
async fn what_is_not_the_passkey_of_its_owner_here_is_refused() {
    let (house, _, device) = with_passkey().await;
    let check = async |what: &str, wrong: &dyn Fn(&mut Device)| {
        let mut device = device.clone();
        wrong(&mut device);
        assert_eq!(refused(house.try_passkey(&mut device).await), "passkey-wrong", "{what}");
    };
    check("a laptop found open, its owner elsewhere", &|device| device.verifies = false).await;
    check("a site that looks like ours", &|device| device.origin = "https://accord.example.com".into()).await;
    check("a device of somebody else", &|device| *device = Device::new()).await;
    let mut right = device.clone();
    right.counter = 5;
    done(house.try_passkey(&mut right).await);
    check("a copy that counts for itself", &|device| device.counter = 3).await;
    done(house.try_passkey(&mut right).await);
}

#[tokio::test]
async fn a_question_grows_old_and_is_for_one_purpose() {
    let (house, begun, mut device) = with_passkey().await;
    let me = house.present(&begun).await.expect("signed in");
    let proof = house.identity.ask_for_own_passkey(&me).expect("a site");
    let answer = device.answer(&proof.options);
    let given = Answer { ceremony: &proof.ceremony, answer: &answer };
    let elsewhere = house.identity.sign_in_with_passkey(given, &origin(1)).await.expect("the database works");
    assert_eq!(refused(elsewhere), "passkey-wrong");

    let asked = house.identity.ask_for_passkey().expect("a site");
    let answer = device.answer(&asked.options);
    house.later(30);
    let given = Answer { ceremony: &asked.ceremony, answer: &answer };
    let late = house.identity.sign_in_with_passkey(given, &origin(1)).await.expect("the database works");
    assert_eq!(refused(late), "passkey-wrong");
}

#[tokio::test]
async fn a_passkey_proves_for_its_owner_and_nobody_else() {
    let (house, mut begun, mut device) = with_passkey().await;
    house.account("ben", "active", permissions::Role::LeadFacilitator).await;
    let mut other = house.sign_in("ben").await;
    house.enrol(&mut other).await;
    let prove = async |begun: &Begun, device: &mut Device| {
        let me = house.present(begun).await.expect("signed in");
        let asked = house.identity.ask_for_own_passkey(&me).expect("a site");
        let answer = device.answer(&asked.options);
        house.try_proof(begun, Proof::Passkey { ceremony: asked.ceremony, answer }).await
    };
    match prove(&other, &mut device).await {
        Proving::Refused(message) => assert_eq!(message.key, "passkey-wrong"),
        other => panic!("{other:?}"),
    }
    for _ in 0..2 {
        house.later(10);
        house.present(&begun).await.expect("kept by use");
    }
    assert!(house.present(&begun).await.expect("signed in").must_prove());
    match prove(&begun, &mut device).await {
        Proving::Done(session) => begun.session = session,
        other => panic!("{other:?}"),
    }
    house.proved(&begun).await;
}

#[tokio::test]
async fn a_passkey_that_was_removed_opens_nothing_and_ends_what_it_opened() {
    let (house, mut begun, mut device) = with_passkey().await;
    let by_passkey = done(house.try_passkey(&mut device).await);
    let handle = named(&house, &begun).await.remove(0).handle;
    let me = house.proved(&begun).await;
    let removed = house.identity.remove_passkey(&me, &handle).await.expect("the database works");
    let Removal::Done(session) = removed else { panic!("{removed:?}") };
    begun.session = session;
    assert!(house.present(&by_passkey).await.is_none());
    assert_eq!(refused(house.try_passkey(&mut device).await), "passkey-wrong");
    let me = house.proved(&begun).await;
    for gone in [handle.as_str(), "", "nonsense"] {
        let removed = house.identity.remove_passkey(&me, gone).await.expect("quietly nothing");
        assert!(matches!(removed, Removal::Unknown), "{removed:?}");
    }
}

#[tokio::test]
async fn an_account_that_may_not_sign_in_does_not_by_passkey_either() {
    let (house, _, mut device) = with_passkey().await;
    house.poke("UPDATE accounts SET status = 'suspended'").await;
    assert_eq!(refused(house.try_passkey(&mut device).await), "passkey-wrong");
}

#[tokio::test]
async fn whoever_is_guessed_at_still_signs_in_by_passkey() {
    let (house, _, mut device) = with_passkey().await;
    for host in 1..=4 {
        house.try_password("ama", "guess", &origin(host)).await;
    }
    assert_eq!(refused(house.try_password("ama", PASSWORD, &origin(9)).await), "sign-in-wait");
    done(house.try_passkey(&mut device).await);
}

#[tokio::test]
async fn a_passkey_needs_a_name_and_an_answer_that_fits() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    let me = house.proved(&begun).await;
    let asked = house.identity.offer_passkey(&me).await.expect("the database works").expect("a site");
    let (mut device, mut careless) = (Device::new(), Device::new());
    careless.verifies = false;
    let (right, unverified) = (device.make(&asked.options), careless.make(&asked.options));
    let check = async |answer: &str, name: &str, expect: &str| {
        let given = Answer { ceremony: &asked.ceremony, answer };
        let taken = house.identity.take_passkey(&me, given, name).await.expect("the database works");
        assert_eq!(
            taken.err().map(|errors| errors.0[0].message.key.clone()).as_deref(),
            Some(expect),
            "{name}"
        );
    };
    check(&right, "  ", "passkey-name-missing").await;
    check(&right, &"a".repeat(61), "passkey-name-long").await;
    check("{}", "My telephone", "passkey-not-made").await;
    check(&unverified, "My telephone", "passkey-not-made").await;
    assert!(named(&house, &begun).await.is_empty());
}
