//! Being asked for a proof, with a provider.

use serde_json::{Value, json};

use super::*;

/// Proves in a session, with the claims changed like this.
async fn prove(station: &Station, begun: &Begun, subject: &str, change: impl FnOnce(&mut Value)) -> Back {
    let me = station.house.present(begun).await.expect("signed in");
    let way = station.leave(Errand::Proof(&me)).await;
    let address = way.asked.address.as_str();
    assert!(address.contains("prompt=login") && address.contains("max_age=0"), "{address}");
    let mut claims = station.claims(subject, &way);
    change(&mut claims);
    let code = station.police.code(&way.asked, &Signed::Well(&station.police.key).token(&claims));
    station.come_as(&way, &code, Some(begun)).await.back
}

#[tokio::test]
async fn a_sign_in_made_anew_proves_who_one_is() {
    let station = Station::new().await.with_esi().await;
    let mut begun = station.sign_in("esi").await;
    station.house.later(20);
    let me = station.house.present(&begun).await.expect("signed in");
    assert!(me.must_prove());
    let now = station.house.store.now().timestamp();
    let too_old = Refusal::Failed("proof too old");
    let hour_ago = |claims: &mut Value| claims["auth_time"] = json!(now - 3_600);
    assert_eq!(refused(prove(&station, &begun, "esi", hour_ago).await), too_old);
    let not_said = |claims: &mut Value| drop(claims.as_object_mut().expect("an object").remove("auth_time"));
    assert_eq!(refused(prove(&station, &begun, "esi", not_said).await), too_old);
    // With less than a sign-in takes beside the password, or by somebody else.
    let weak = |claims: &mut Value| claims["amr"] = json!(["pwd"]);
    assert_eq!(refused(prove(&station, &begun, "esi", weak).await), Refusal::SecondFactor);
    station.join("kim", Role::Coordinator).await;
    assert_eq!(refused(prove(&station, &begun, "kim", |_| {}).await), Refusal::SomebodyElse);
    assert!(station.house.present(&begun).await.expect("signed in").must_prove(), "nothing was proved");

    let Back::Proved(session) = prove(&station, &begun, "esi", |_| {}).await else { panic!("not proved") };
    assert!(station.house.present(&begun).await.is_none(), "the session has another token");
    begun.session = session;
    assert!(!station.house.present(&begun).await.expect("it goes on").must_prove());
}

#[tokio::test]
async fn the_answer_of_a_sign_in_is_no_proof_and_a_proof_is_of_one_session() {
    let station = Station::new().await.with_esi().await;
    let (one, other) = (station.sign_in("esi").await, station.sign_in("esi").await);
    station.house.later(20);
    let me = station.house.present(&one).await.expect("signed in");
    let way = station.leave(Errand::Proof(&me)).await;
    let token = Signed::Well(&station.police.key).token(&station.claims("esi", &way));
    let code = station.police.code(&way.asked, &token);
    assert_eq!(refused(station.come_as(&way, &code, Some(&other)).await.back), Refusal::SomebodyElse);
    assert!(station.house.present(&other).await.expect("signed in").must_prove());
}

#[tokio::test]
async fn only_a_linked_provider_is_offered_for_a_proof() {
    let station = Station::new().await.with_esi().await;
    station.house.account("ama", "active", Role::Coordinator).await;
    let (esi, ama) = (station.sign_in("esi").await, station.house.sign_in("ama").await);
    for (begun, count) in [(&esi, 1), (&ama, 0)] {
        let me = station.house.present(begun).await.expect("signed in");
        let offered = station.house.identity.proving_providers(&me).await.expect("the database works");
        assert_eq!(offered.len(), count);
    }
    let me = station.house.present(&esi).await.expect("signed in");
    let means = station.house.identity.means(&me).await.expect("the database works");
    assert!(!means.has_password && !means.has_factor && !means.has_passkey);
}
