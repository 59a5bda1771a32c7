use permissions::Role;

use super::house::*;

#[tokio::test]
async fn ama_signs_in_with_her_name_as_she_types_it() {
    let house = House::demo().await.with_ama().await;
    let begun = done(house.try_password("  AMA ", PASSWORD, &origin(1)).await);
    let me = house.present(&begun).await.expect("signed in");
    assert_eq!(me.display_name, "ama Mensah");
    assert_eq!(me.actor.roles(), [Role::LeadFacilitator]);
    assert_eq!(me.previous_sign_in_at, None);
    house.later(5);
    let again = house.sign_in("ama").await;
    let me = house.present(&again).await.expect("signed in");
    assert_eq!(me.previous_sign_in_at, Some(begun.until - std::time::Duration::from_secs(12 * 60 * 60)));
}

#[tokio::test]
async fn whatever_was_wrong_the_answer_is_the_same() {
    let house = House::demo().await.with_ama().await;
    house.account("ben", "suspended", Role::LeadFacilitator).await;
    house.account("cai", "left", Role::LeadFacilitator).await;
    house.account("dee", "invited", Role::LeadFacilitator).await;
    for (name, password) in [
        ("ama", "a lamp beside the harbor"),
        ("ama", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("ben", PASSWORD),
        ("cai", PASSWORD),
        ("dee", PASSWORD),
        ("dee", ""),
    ] {
        let outcome = house.try_password(name, password, &origin(1)).await;
        assert_eq!(refused(outcome), "sign-in-wrong", "{name}");
    }
}

#[tokio::test]
async fn sign_ins_and_failures_are_entered_without_what_was_typed() {
    let house = House::demo().await.with_ama().await;
    house.try_password("hunter2hunter2", "ama", &origin(1)).await;
    house.try_password("ama", "wrong", &origin(1)).await;
    house.sign_in("ama").await;
    let mut entries: Vec<_> =
        house.audit().await.into_iter().filter(|(verb, ..)| verb == "sign-in").collect();
    entries.sort_by(|one, other| other.2.cmp(&one.2));
    let entry = |detail: &str, outcome: &str| ("sign-in".into(), detail.into(), outcome.into());
    assert_eq!(
        entries,
        [entry("password", "refused"), entry("password", "refused"), entry("password", "done")]
    );
}

#[tokio::test]
async fn a_hash_of_yesterdays_cost_is_renewed_by_signing_in() {
    let house = House::demo().await.with_ama().await;
    // The password at 8 KiB and one pass.
    let cheap =
        "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$/e+HAcRGx1FFILiuk69TKeb+lNsnaQXJLIv4k8iZia4";
    house.poke(&format!("UPDATE accounts SET password = '{cheap}'")).await;
    let stored = async || {
        let unit = house.store.write(&house.identity.doorkeeper(house.store.now())).await.expect("a unit");
        let ama = unit.credentials_of_name("ama").await.expect("the database works").expect("Ama");
        ama.into_record().password.expect("a hash")
    };
    assert_eq!(refused(house.try_password("ama", "wrong", &origin(1)).await), "sign-in-wrong");
    assert_eq!(stored().await, cheap, "only the right password can be hashed anew");
    done(house.try_password("ama", PASSWORD, &origin(1)).await);
    assert_eq!(keys::password::verify(PASSWORD, &stored().await), keys::password::Verdict::Right);
}

#[tokio::test]
async fn an_account_whose_time_is_over_signs_in_no_more() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    house.poke("UPDATE accounts SET valid_until = '2026-01-01T00:00:00+00:00'").await;
    assert!(house.present(&begun).await.is_none());
    assert_eq!(refused(house.try_password("ama", PASSWORD, &origin(1)).await), "sign-in-wrong");
}
