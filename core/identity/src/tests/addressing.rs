use permissions::Role;

use super::house::*;
use crate::{Begun, Error, MailKind};

const NEW: &str = "ama.mensah@example.net";

async fn ask(house: &House, begun: &Begun, typed: &str) -> Result<(), String> {
    let me = house.proved(begun).await;
    let asked = house.identity.ask_address(&me, typed).await.expect("the database works");
    asked.map_err(|errors| errors.0[0].message.key.clone())
}

async fn address(house: &House, begun: &Begun) -> Option<String> {
    let me = house.present(begun).await.expect("signed in");
    house.identity.own_account(&me).await.expect("the database works").email.clone()
}

#[tokio::test]
async fn a_new_address_counts_when_its_link_was_followed() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    assert_eq!(ask(&house, &begun, &format!(" {} ", NEW.to_uppercase())).await, Ok(()));
    assert_eq!(address(&house, &begun).await.as_deref(), Some("ama@example.org"), "not yet");
    let link = house.link(MailKind::ConfirmAddress, NEW).await;
    assert!(house.identity.can_confirm_address(&link).await.expect("the database works"));
    assert!(house.identity.confirm_address(&link).await.expect("the database works"));
    assert_eq!(address(&house, &begun).await.as_deref(), Some(NEW));
    assert!(!house.identity.confirm_address(&link).await.expect("the database works"), "it works once");
    let told = house.mail().await;
    let [told] = told.as_slice() else { panic!("one mail: {told:?}") };
    assert_eq!((told.kind, told.to.as_deref()), (MailKind::ChangedAddress, Some("ama@example.org")));
}

#[tokio::test]
async fn a_link_that_confirms_an_address_ends() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    assert_eq!(ask(&house, &begun, "first@example.org").await, Ok(()));
    let first = house.link(MailKind::ConfirmAddress, "first@example.org").await;
    assert_eq!(ask(&house, &begun, NEW).await, Ok(()));
    let second = house.link(MailKind::ConfirmAddress, NEW).await;
    assert!(!house.identity.confirm_address(&first).await.expect("the database works"), "replaced");
    house.later(24 * 60);
    assert!(!house.identity.confirm_address(&second).await.expect("the database works"), "a day old");
    assert!(!house.identity.confirm_address("nothing").await.expect("the database works"));
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    for typed in [
        "",
        "ama",
        "ama@example",
        "ama @example.org",
        "Ama <ama@example.net>",
        "mailto:ama@example.net",
        "ama@example.net, eve@example.net",
        "ama@example.net\r\nBcc: eve@example.net",
        "ama@example.net\0",
        "am\u{430}@example.net",
        "ama@ex\u{e4}mple.net",
    ] {
        assert_eq!(ask(&house, &begun, typed).await, Err("address-form".into()), "{typed:?}");
    }
    assert_eq!(ask(&house, &begun, "AMA@example.org").await, Err("address-same".into()));
    assert!(house.mail().await.is_empty());
    for n in 0..5 {
        assert_eq!(ask(&house, &begun, &format!("ama{n}@example.net")).await, Ok(()));
    }
    assert_eq!(ask(&house, &begun, NEW).await, Err("address-too-many".into()));
    assert_eq!(house.mail().await.len(), 1, "of those that were replaced none goes out");
}

#[tokio::test]
async fn an_address_that_changes_takes_links_to_the_old_one_with_it() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    house.later(1);
    house.identity.ask_for_reset("ama", &origin(1)).await.expect("the database works");
    let old = house.link(MailKind::ResetPassword, "ama@example.org").await;
    assert!(house.identity.can_reset(&old).await.expect("the database works"));
    assert_eq!(ask(&house, &begun, NEW).await, Ok(()));
    let link = house.link(MailKind::ConfirmAddress, NEW).await;
    assert!(house.identity.confirm_address(&link).await.expect("the database works"));
    assert!(!house.identity.can_reset(&old).await.expect("the database works"));
}

#[tokio::test]
async fn an_administrator_who_changes_an_address_is_told_on() {
    let house = House::demo().await;
    let dee = house.account("dee", "active", Role::LeadFacilitator).await;
    let boss = house.account("boss", "active", Role::ServiceManager).await;
    house.account("kim", "active", Role::SystemAdministrator).await;
    let kim = house.present(&house.sign_in("kim").await).await.expect("signed in").actor.clone();
    let changed = house.identity.change_address(&kim, dee, "dee@example.net").await;
    assert_eq!(changed.expect("she may"), Ok(()));
    let told = house.mail().await;
    let [told] = told.as_slice() else { panic!("one mail: {told:?}") };
    assert_eq!((told.kind, told.to.as_deref()), (MailKind::ChangedAddress, Some("dee@example.org")));

    // Whoever could send a manager's mail to themselves could reset them.
    let refused = house.identity.change_address(&kim, boss, "kim@example.net").await;
    assert!(matches!(&refused, Err(Error::NotAlone(roles)) if roles == &[Role::ServiceManager]));
    assert!(house.mail().await.is_empty());
}

#[tokio::test]
async fn every_change_of_a_sign_in_is_told_to_its_owner() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let told = async |house: &House| -> Vec<_> {
        house.mail().await.iter().map(|letter| letter.kind.as_str()).collect()
    };
    assert!(told(&house).await.is_empty(), "signing in changes nothing");
    let (_, codes) = house.enrol(&mut begun).await;
    assert_eq!(told(&house).await, ["changed-factor"]);
    house.add_passkey(&mut begun, &mut super::device::Device::new()).await;
    assert_eq!(told(&house).await, ["added-passkey"]);
    let me = house.proved(&begun).await;
    begun.session = house.identity.new_recovery_codes(&me).await.expect("the database works").session;
    assert_eq!(told(&house).await, ["changed-codes"]);
    let me = house.proved(&begun).await;
    let from = origin(1);
    let changed = house.identity.change_password(&me, PASSWORD.into(), "nine red bicycles".into(), &from);
    begun.session = changed.await.expect("the database works").expect("a fine password");
    assert_eq!(told(&house).await, ["changed-password"]);
    let token = half_way(house.try_password("ama", "nine red bicycles", &origin(1)).await);
    // The first codes are gone; they tell nothing.
    assert_eq!(refused(house.try_code(&token, &codes[0], &origin(1)).await), "sign-in-code-wrong");
    assert!(told(&house).await.is_empty());
}

#[tokio::test]
async fn a_recovery_code_that_opens_something_is_told() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let (_, codes) = house.enrol(&mut begun).await;
    house.mail().await;
    let token = half_way(house.try_password("ama", PASSWORD, &origin(1)).await);
    done(house.try_code(&token, &codes[0], &origin(1)).await);
    let told: Vec<_> = house.mail().await.iter().map(|letter| letter.kind).collect();
    assert_eq!(told, [MailKind::UsedRecoveryCode]);
}
