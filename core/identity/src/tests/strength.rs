//! Who has to sign in by passkey: no side road for the roles that could open the service.

use permissions::Role;
use storage::InstallationKind;

use super::device::Device;
use super::house::*;
use crate::{Begun, Proof, Proving, Removal, SignIn};

const DAY: u64 = 24 * 60;

async fn of(kind: InstallationKind, role: Role) -> (House, Begun) {
    let house = House::new(kind).await;
    house.account("kim", "active", role).await;
    let mut begun = house.sign_in("kim").await;
    if kind == InstallationKind::Live {
        house.enrol(&mut begun).await;
    }
    (house, begun)
}

async fn handles(house: &House, begun: &Begun) -> Vec<String> {
    let me = house.present(begun).await.expect("signed in");
    let own = house.identity.own_passkeys(&me).await.expect("the database works").into_inner();
    own.into_iter().map(|one| one.handle).collect()
}

/// The whole matrix: kind of installation × role × time × whether there is a passkey.
#[tokio::test]
async fn who_needs_a_passkey_and_from_when() {
    use InstallationKind::{Demo, Live};
    let demanding = [Role::ServiceManager, Role::Dpo, Role::SystemAdministrator];
    // A public form is nobody who signs in.
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::PublicForm) {
        let needs = demanding.contains(&role);
        let house = House::live().await;
        house.account("kim", "active", role).await;
        let mut begun = house.sign_in("kim").await;
        let me = house.present(&begun).await.expect("signed in");
        assert!(me.must_enrol() && !me.must_add_passkey(), "{role:?}: the authenticator comes first");
        let (secret, _) = house.enrol(&mut begun).await;
        let me = house.present(&begun).await.expect("signed in");
        assert!(!me.must_add_passkey(), "{role:?}: there is time");
        assert_eq!(me.add_passkey_until().is_some(), needs, "{role:?}");

        house.later(14 * DAY);
        let token = half_way(house.try_password("kim", PASSWORD, &origin(1)).await);
        let mut late = done(house.try_code(&token, &house.code(&secret), &origin(1)).await);
        let me = house.present(&late).await.expect("signed in");
        assert_eq!((me.must_add_passkey(), me.add_passkey_until()), (needs, None), "{role:?}: time is over");

        let mut device = Device::new();
        house.add_passkey(&mut late, &mut device).await;
        assert!(!house.present(&late).await.expect("signed in").must_add_passkey(), "{role:?}");
        house.later(1);
        let token = half_way(house.try_password("kim", PASSWORD, &origin(2)).await);
        let outcome = house.try_code(&token, &house.code(&secret), &origin(2)).await;
        match needs {
            true => assert_eq!(refused(outcome), "sign-in-passkey-only", "{role:?}"),
            false => drop(done(outcome)),
        }
        done(house.try_passkey(&mut device).await);
    }
    for role in demanding {
        let (house, begun) = of(Demo, role).await;
        house.later(14 * DAY);
        assert!(house.present(&begun).await.is_none(), "a session does not last so long");
        let me = house.present(&house.sign_in("kim").await).await.expect("a password is enough");
        assert!(!me.must_add_passkey() && me.add_passkey_until().is_none(), "{role:?} of a demonstration");
        let (house, begun) = of(Live, role).await;
        assert!(house.present(&begun).await.is_some_and(|me| me.add_passkey_until().is_some()));
    }
}

#[tokio::test]
async fn every_way_beside_the_passkey_is_closed() {
    let (house, mut begun) = of(InstallationKind::Live, Role::ServiceManager).await;
    let me = house.proved(&begun).await;
    let codes = house.identity.new_recovery_codes(&me).await.expect("the database works");
    begun.session = codes.session;
    let mut device = Device::new();
    house.add_passkey(&mut begun, &mut device).await;
    house.later(14 * DAY);

    // A recovery code is no way around.
    let token = half_way(house.try_password("kim", PASSWORD, &origin(1)).await);
    let outcome = house.try_code(&token, codes.codes[0].expose(), &origin(1)).await;
    assert_eq!(refused(outcome), "sign-in-passkey-only");
    let by_passkey = done(house.try_passkey(&mut device).await);

    // Nor is a code where a proof is asked for, nor the password.
    for proof in [Proof::Code(codes.codes[1].expose().to_owned()), Proof::Password(PASSWORD.to_owned())] {
        match house.try_proof(&by_passkey, proof).await {
            Proving::Refused(message) => assert_eq!(message.key, "sign-in-passkey-only"),
            other => panic!("{other:?}"),
        }
    }
    let me = house.proved(&by_passkey).await;
    assert!(house.identity.means(&me).await.expect("the database works").passkey_only);

    // The last passkey stays, and one of two does not.
    let mut by_passkey = by_passkey;
    let only = handles(&house, &by_passkey).await.remove(0);
    let removed = house.identity.remove_passkey(&me, &only).await.expect("the database works");
    assert!(matches!(removed, Removal::Needed), "{removed:?}");
    house.add_passkey(&mut by_passkey, &mut Device::new()).await;
    let me = house.proved(&by_passkey).await;
    let removed = house.identity.remove_passkey(&me, &only).await.expect("the database works");
    assert!(matches!(removed, Removal::Done(_)), "{removed:?}");
    assert_eq!(refused(house.try_passkey(&mut device).await), "passkey-wrong");
}

#[tokio::test]
async fn what_is_asked_of_a_role_ends_with_the_role() {
    let (house, begun) = of(InstallationKind::Live, Role::Dpo).await;
    assert!(house.present(&begun).await.expect("signed in").add_passkey_until().is_some());
    house.poke("UPDATE account_roles SET role = 'observer'").await;
    assert!(house.present(&begun).await.expect("signed in").add_passkey_until().is_none());
}

#[tokio::test]
async fn wrong_passkeys_are_slowed_by_their_source_and_keep_nobody_else_out() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    house.enrol(&mut begun).await;
    let mut device = Device::new();
    house.add_passkey(&mut begun, &mut device).await;
    let mut wrong = device.clone();
    wrong.verifies = false;
    let mut looked_at = 0;
    for _ in 0..60 {
        match house.try_passkey(&mut wrong).await {
            SignIn::Refused(_) => looked_at += 1,
            SignIn::TooMany(wait) => assert!(wait.length.as_secs() <= 30 * 60),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(looked_at, 41);
    // A password from the same place is counted apart, and so is a passkey from another.
    half_way(house.try_password("ama", PASSWORD, &origin(77)).await);
    house.later(1);
    done(house.try_passkey(&mut device).await);
}
