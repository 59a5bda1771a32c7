use super::house::*;

#[tokio::test]
async fn in_a_live_service_a_password_alone_opens_only_the_set_up_page() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    assert!(house.present(&begun).await.expect("signed in").must_enrol());
    house.enrol(&mut begun).await;
    assert!(!house.present(&begun).await.expect("still signed in").must_enrol());
}

#[tokio::test]
async fn in_a_demonstration_a_password_is_enough() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    assert!(!house.present(&begun).await.expect("signed in").must_enrol());
}

#[tokio::test]
async fn whoever_has_an_authenticator_is_asked_for_its_code() {
    let house = House::live().await.with_ama().await;
    let (secret, _) = house.enrol(&mut house.sign_in("ama").await).await;
    house.later(2);
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    let code = house.code(&secret);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(refused(house.try_code(&token, wrong, &origin(1)).await), "sign-in-code-wrong");
    let begun = done(house.try_code(&token, &code, &origin(1)).await);
    let me = house.present(&begun).await.expect("signed in");
    assert!(!me.must_enrol());
    assert_eq!(me.second_factor_at(), Some(house.store.now()));
}

#[tokio::test]
async fn a_code_opens_once() {
    let house = House::live().await.with_ama().await;
    let (secret, _) = house.enrol(&mut house.sign_in("ama").await).await;
    // The code that proved the app is used as well.
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    let code = house.code(&secret);
    assert_eq!(refused(house.try_code(&token, &code, &origin(1)).await), "sign-in-code-wrong");
    house.later(1);
    let code = house.code(&secret);
    done(house.try_code(&token, &code, &origin(1)).await);
    assert_eq!(refused(house.try_code(&token, &code, &origin(1)).await), "sign-in-code-wrong");
}

#[tokio::test]
async fn a_code_used_twice_at_once_opens_once() {
    let house = House::live().await.with_ama().await;
    let (secret, _) = house.enrol(&mut house.sign_in("ama").await).await;
    house.later(1);
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    let code = house.code(&secret);
    let (from_one, from_two) = (origin(1), origin(2));
    let outcomes = tokio::join!(
        house.identity.confirm_code(&token, &code, &from_one),
        house.identity.confirm_code(&token, &code, &from_two)
    );
    let signed_in = |outcome: crate::Result<crate::SignIn>| matches!(outcome, Ok(crate::SignIn::Done(_)));
    assert_eq!(u8::from(signed_in(outcomes.0)) + u8::from(signed_in(outcomes.1)), 1);
}

#[tokio::test]
async fn a_recovery_code_opens_once_when_the_telephone_is_lost() {
    let house = House::live().await.with_ama().await;
    let (_, codes) = house.enrol(&mut house.sign_in("ama").await).await;
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    done(house.try_code(&token, &codes[3].to_lowercase(), &origin(1)).await);
    assert_eq!(refused(house.try_code(&token, &codes[3], &origin(1)).await), "sign-in-code-wrong");
    done(house.try_code(&token, &codes[4], &origin(1)).await);
}

#[tokio::test]
async fn codes_are_guessed_no_faster_than_passwords() {
    let house = House::live().await.with_ama().await;
    house.enrol(&mut house.sign_in("ama").await).await;
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    for host in 1..=3 {
        assert_eq!(refused(house.try_code(&token, "nonsense", &origin(host)).await), "sign-in-code-wrong");
    }
    assert_eq!(refused(house.try_code(&token, "nonsense", &origin(4)).await), "sign-in-wait");
    // Giving the password again does not buy more guesses.
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    assert_eq!(refused(house.try_code(&token, "nonsense", &origin(4)).await), "sign-in-wait");
}

#[tokio::test]
async fn half_way_lapses_with_time_and_with_a_changed_password() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let (secret, _) = house.enrol(&mut begun).await;
    house.later(1);
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    let me = house.proved(&begun).await;
    let here = origin(1);
    let changed = house.identity.change_password(&me, PASSWORD.into(), "nine red bicycles".into(), &here);
    changed.await.expect("the database works").expect("a fine password");
    assert_eq!(refused(house.try_code(&token, &house.code(&secret), &origin(1)).await), "sign-in-expired");

    let token = half_way(house.try_password("ama", "nine red bicycles", &origin(1)).await);
    house.later(10);
    assert_eq!(refused(house.try_code(&token, &house.code(&secret), &origin(1)).await), "sign-in-expired");
    assert_eq!(refused(house.try_code("no token", "123456", &origin(1)).await), "sign-in-expired");
}

#[tokio::test]
async fn an_authenticator_that_is_replaced_opens_nothing_any_more() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let (old, codes) = house.enrol(&mut begun).await;
    house.later(1);
    let (new, _) = house.enrol(&mut begun).await;
    house.later(1);
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    for past in [house.code(&old), codes[1].clone()] {
        assert_eq!(refused(house.try_code(&token, &past, &origin(1)).await), "sign-in-code-wrong");
    }
    done(house.try_code(&token, &house.code(&new), &origin(1)).await);
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_ones() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let (_, old) = house.enrol(&mut begun).await;
    let me = house.proved(&begun).await;
    let new = house.identity.new_recovery_codes(&me).await.expect("the database works").codes;
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    assert_eq!(refused(house.try_code(&token, &old[1], &origin(1)).await), "sign-in-code-wrong");
    done(house.try_code(&token, new[1].expose(), &origin(1)).await);
}

#[tokio::test]
async fn an_offer_is_shown_again_as_it_was_and_anew_when_it_is_stale() {
    let house = House::live().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    let me = house.present(&begun).await.expect("signed in");
    let offer = house.identity.offer_factor(&me).await.expect("the database works");
    let again = house.identity.offer_factor_again(&me, &offer.token).await.expect("the database works");
    assert_eq!((again.for_typing, again.square), (offer.for_typing.clone(), offer.square));
    house.later(10);
    let me = house.present(&begun).await.expect("signed in");
    let later = house.identity.offer_factor_again(&me, &again.token).await.expect("the database works");
    assert_eq!(later.for_typing, offer.for_typing);
    for stale in ["", "no token"] {
        let new = house.identity.offer_factor_again(&me, stale).await.expect("the database works");
        assert_ne!(new.for_typing, offer.for_typing);
    }
}

#[tokio::test]
async fn the_account_tells_its_owner_how_many_recovery_codes_are_left() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let own = async |begun: &crate::Begun| {
        let me = house.present(begun).await.expect("signed in");
        let view = house.identity.own_account(&me).await.expect("the database works").into_inner();
        (view.username, view.has_factor, view.recovery_codes)
    };
    assert_eq!(own(&begun).await, ("ama".into(), false, 0));
    let (_, codes) = house.enrol(&mut begun).await;
    assert_eq!(own(&begun).await, ("ama".into(), true, 10));
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    let begun = done(house.try_code(&token, &codes[0], &origin(1)).await);
    assert_eq!(own(&begun).await, ("ama".into(), true, 9));
}
