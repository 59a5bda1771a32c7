//! Guessing on a large scale: many names, many sources, for days (`security.md` §5.3, X-08).
//!
//! `ACCORD_GUESSES` says how many attempts; the clock is moved, so that an hour of guessing
//! takes none.

use std::collections::BTreeMap;

use permissions::Role;

use super::device::Device;
use super::house::*;
use crate::{Origin, SignIn};

/// How many attempts on every run.
const USUAL: usize = 2_500;
const NAMES: [&str; 4] = ["ama", "ben", "dee", "nobody"];

fn from(at: usize) -> Origin {
    let [a, b, c] =
        [(at / 62_500) % 250, (at / 250) % 250, at % 250].map(|part| u8::try_from(part).expect("small"));
    Origin { address: std::net::Ipv4Addr::new(10, a, b, c).into(), ..origin(1) }
}

#[tokio::test]
async fn a_flood_of_guesses_buys_ten_an_hour_and_keeps_nobody_out() {
    let house = House::live().await.with_ama().await;
    for name in ["ben", "dee"] {
        house.account(name, "active", Role::LeadFacilitator).await;
    }
    // Ama's own browser is known; Ben has a passkey; Dee has neither.
    let mut ama = house.sign_in("ama").await;
    let (secret, _) = house.enrol(&mut ama).await;
    let mut ben = house.sign_in("ben").await;
    house.enrol(&mut ben).await;
    let mut device = Device::new();
    house.add_passkey(&mut ben, &mut device).await;

    let guesses: usize =
        std::env::var("ACCORD_GUESSES").ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    let began = house.store.now();
    let mut looked_at: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for at in 0..guesses {
        let name = NAMES[at % NAMES.len()];
        // Every guess comes from somewhere else, as from a rented herd of machines.
        match house.try_password(name, &format!("guess {at}"), &from(at)).await {
            SignIn::Refused(message) => {
                assert_eq!(message.key, "sign-in-wrong");
                looked_at.entry(name).or_default().push((house.store.now() - began).num_minutes());
            }
            SignIn::TooMany(wait) => assert!(wait.length.as_secs() <= 30 * 60, "{wait:?} is a lock-out"),
            other => panic!("guessed: {other:?}"),
        }
        if at % 40 == 39 {
            house.later(1);
        }
        if at % 800 == 799 {
            // In the middle of it all: her own browser, and his passkey.
            let token = half_way(house.try_password("ama", PASSWORD, &known(1, &ama)).await);
            done(house.try_code(&token, &house.code(&secret), &known(1, &ama)).await);
            done(house.try_passkey(&mut device).await);
        }
    }
    for (name, minutes) in &looked_at {
        let busiest =
            minutes.iter().map(|from| minutes.iter().filter(|at| (*from..from + 60).contains(at)).count());
        let busiest = busiest.max().unwrap_or_default();
        assert!((3..=10).contains(&busiest), "{busiest} guesses at {name} in an hour");
    }
    assert_eq!(looked_at.len(), NAMES.len());
    // Dee, who has nothing but her password, waits half an hour at the most once it is over.
    house.later(30);
    done(house.try_password("dee", PASSWORD, &origin(9)).await);
}
