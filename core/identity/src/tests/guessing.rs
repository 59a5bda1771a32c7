use std::sync::Arc;

use super::house::*;
use crate::SignIn;

#[tokio::test]
async fn after_three_wrong_guesses_even_the_right_one_has_to_wait() {
    let house = House::demo().await.with_ama().await;
    for host in 1..=3 {
        assert_eq!(refused(house.try_password("ama", "wrong", &origin(host)).await), "sign-in-wrong");
    }
    let SignIn::TooMany(wait) = house.try_password("ama", PASSWORD, &origin(4)).await else {
        panic!("a fourth guess at once must wait");
    };
    let message = wait.message;
    assert_eq!(wait.length, std::time::Duration::from_secs(60));
    assert_eq!((message.key.as_str(), message.args["minutes"].as_str()), ("sign-in-wait", "1"));
    house.later(1);
    done(house.try_password("ama", PASSWORD, &origin(4)).await);
}

#[tokio::test]
async fn a_name_without_an_account_has_to_wait_just_the_same() {
    let house = House::demo().await.with_ama().await;
    for _ in 0..3 {
        assert_eq!(refused(house.try_password("nobody", "wrong", &origin(1)).await), "sign-in-wrong");
    }
    assert_eq!(refused(house.try_password("nobody", "wrong", &origin(1)).await), "sign-in-wait");
}

#[tokio::test]
async fn signing_in_forgets_what_was_mistyped_before() {
    let house = House::demo().await.with_ama().await;
    for _ in 0..3 {
        house.try_password("ama", "wrong", &origin(1)).await;
        house.try_password("ama", "wrong", &origin(1)).await;
        done(house.try_password("ama", PASSWORD, &origin(1)).await);
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_does_not_keep_ama_out_of_her_own_browser() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    for host in 10..20 {
        house.try_password("ama", "wrong", &origin(host)).await;
    }
    assert_eq!(refused(house.try_password("ama", PASSWORD, &origin(20)).await), "sign-in-wait");
    done(house.try_password("ama", PASSWORD, &known(1, &begun)).await);
}

#[tokio::test]
async fn a_known_browser_is_no_way_around_the_waiting() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    for _ in 0..3 {
        let outcome = house.try_password("ama", "wrong", &known(1, &begun)).await;
        assert_eq!(refused(outcome), "sign-in-wrong");
    }
    assert_eq!(refused(house.try_password("ama", PASSWORD, &known(1, &begun)).await), "sign-in-wait");
    // Nor does one account's cookie help with another's.
    for _ in 0..3 {
        house.try_password("ben", "wrong", &known(1, &begun)).await;
    }
    assert_eq!(refused(house.try_password("ben", "wrong", &origin(2)).await), "sign-in-wait");
}

#[tokio::test]
async fn one_address_that_tries_many_names_has_to_wait_too() {
    let house = House::demo().await.with_ama().await;
    let mut looked_at = 0;
    for n in 0..60 {
        let outcome = house.try_password(&format!("name{n}"), "wrong", &origin(1)).await;
        looked_at += u32::from(refused(outcome) == "sign-in-wrong");
    }
    assert_eq!(looked_at, 41);
    assert_eq!(refused(house.try_password("ama", PASSWORD, &origin(1)).await), "sign-in-wait");
    done(house.try_password("ama", PASSWORD, &origin(2)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_guesses_at_once_count_as_a_hundred() {
    let house = Arc::new(House::demo().await.with_ama().await);
    let guesses: Vec<_> = (0..100)
        .map(|n| {
            let house = house.clone();
            tokio::spawn(async move { refused(house.try_password("ama", "wrong", &origin(n)).await) })
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        looked_at += u32::from(guess.await.expect("no panic") == "sign-in-wrong");
    }
    assert_eq!(looked_at, 3);
}

#[tokio::test]
async fn a_source_fills_ten_lines_of_the_log_a_minute() {
    let house = House::demo().await;
    for n in 0..30 {
        house.try_password(&format!("name{n}"), "wrong", &origin(1)).await;
    }
    assert_eq!(house.audit().await.iter().filter(|(.., outcome)| outcome == "refused").count(), 10);
    house.later(1);
    house.try_password("name", "wrong", &origin(1)).await;
    let (_, detail, _) = house.audit().await.pop().expect("an entry");
    assert_eq!(detail, "password, 20 more before");
}
