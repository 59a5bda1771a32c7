//! Public forms are let in one after the other (`security.md` TM-19).

use std::net::{IpAddr, Ipv4Addr};

use identity::{Identity, Settings};
use storage::{Installation, InstallationKind};
use tests::databases::Kind;
use tokio::task::JoinSet;

use super::house::House;

fn identity(house: &House) -> Identity {
    let installation = Installation {
        kind: InstallationKind::Demo,
        service_name: "Northside".to_owned(),
        zone: house.store.zone(),
    };
    Identity::new(house.store.clone(), Settings::default(), installation)
}

fn address(place: u32) -> IpAddr {
    Ipv4Addr::from(0xc612_0000 + place).into()
}

/// How many of these are let in, all at one moment.
async fn admitted(identity: &Identity, addresses: impl Iterator<Item = IpAddr>) -> usize {
    let mut sent = JoinSet::new();
    for address in addresses {
        let identity = identity.clone();
        sent.spawn(async move { identity.admit_submission(address).await.expect("counted").is_ok() });
    }
    sent.join_all().await.into_iter().filter(|is_in| *is_in).count()
}

async fn a_flood_leaves_the_queue_usable(kind: Kind) {
    let house = House::open(kind).await;
    let identity = identity(&house);
    // One address in a hurry, and then everybody else.
    assert_eq!(admitted(&identity, (0..40).map(|_| address(1))).await, 10);
    assert_eq!(admitted(&identity, (0..20).map(address).skip(2)).await, 18, "others are not kept out");
    assert_eq!(admitted(&identity, (0..200).map(|place| address(1_000 + place))).await, 32);
    let wait = identity.admit_submission(address(7_000)).await.expect("counted").expect_err("it is full");
    assert_eq!(wait.message.key, "refer-wait");
    assert_eq!((wait.message.args["minutes"].as_str(), wait.length.as_secs()), ("1", 60));
    // No address is kept, and what is entered of it is bounded.
    assert_eq!(house.count("SELECT count(*) FROM throttles WHERE length(key) <> 32").await, 0);
    let refused = "SELECT count(*) FROM audit_entries WHERE verb = 'refer' AND outcome = 'refused'";
    let entered = house.count(refused).await;
    assert!((10..=10 + 201).contains(&entered), "ten a minute and a source: {entered}");
}
on_both!(a_flood_leaves_the_queue_usable);
