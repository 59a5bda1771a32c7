use super::house::*;
use crate::{Begun, Proof, Proving};

fn proved(outcome: Proving, begun: &mut Begun) {
    match outcome {
        Proving::Done(session) => begun.session = session,
        other => panic!("expected a proof, got {other:?}"),
    }
}

fn refused_proof(outcome: Proving) -> String {
    match outcome {
        Proving::Refused(message) => message.key,
        Proving::TooMany(wait) => wait.message.key,
        Proving::Done(_) => panic!("expected to be refused"),
    }
}

#[tokio::test]
async fn a_proof_lasts_a_quarter_of_an_hour_and_however_busy_no_longer() {
    let house = House::demo().await.with_ama().await;
    let begun = house.sign_in("ama").await;
    for minutes in [14, 1] {
        assert!(house.present(&begun).await.expect("signed in").proved().is_some());
        house.later(minutes);
    }
    let me = house.present(&begun).await.expect("signed in");
    assert!(me.must_prove() && me.proved().is_none());
}

#[tokio::test]
async fn a_code_proves_and_gives_the_session_another_token() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let (secret, codes) = house.enrol(&mut begun).await;
    for _ in 0..2 {
        house.later(10);
        house.present(&begun).await.expect("kept by use");
    }
    let code = house.code(&secret);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(refused_proof(house.try_proof(&begun, Proof::Code(wrong.into())).await), "sign-in-code-wrong");
    let before = begun.session.expose().to_owned();
    proved(house.try_proof(&begun, Proof::Code(code.clone())).await, &mut begun);
    assert!(house.identity.present(&before).await.expect("the database works").is_none());
    assert!(house.present(&begun).await.expect("signed in").proved().is_some());
    assert_eq!(refused_proof(house.try_proof(&begun, Proof::Code(code)).await), "sign-in-code-wrong");
    proved(house.try_proof(&begun, Proof::Code(codes[0].clone())).await, &mut begun);
    assert_eq!(
        refused_proof(house.try_proof(&begun, Proof::Code(codes[0].clone())).await),
        "sign-in-code-wrong"
    );
    let log = house.audit().await;
    let steps: Vec<_> =
        log.iter().filter(|(verb, ..)| verb == "step-up").map(|(_, how, _)| how.as_str()).collect();
    assert_eq!(steps, ["code", "recovery-code"]);
}

#[tokio::test]
async fn a_password_proves_only_where_there_is_no_authenticator() {
    let house = House::demo().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let typed = || Proof::Password(PASSWORD.to_owned());
    assert_eq!(
        refused_proof(house.try_proof(&begun, Proof::Password("guess".into())).await),
        "password-wrong"
    );
    proved(house.try_proof(&begun, typed()).await, &mut begun);
    house.enrol(&mut begun).await;
    assert_eq!(refused_proof(house.try_proof(&begun, typed()).await), "sign-in-code-wrong");
}

#[tokio::test]
async fn a_code_proves_once_however_many_ask_at_once() {
    let house = House::live().await.with_ama().await;
    let mut one = house.sign_in("ama").await;
    let (secret, _) = house.enrol(&mut one).await;
    house.later(1);
    let code = house.code(&secret);
    let me = house.present(&one).await.expect("signed in");
    let (first, second) = (origin(1), origin(2));
    let outcomes = tokio::join!(
        house.identity.prove(&me, Proof::Code(code.clone()), &first),
        house.identity.prove(&me, Proof::Code(code.clone()), &second)
    );
    let is_done = |outcome: crate::Result<Proving>| matches!(outcome, Ok(Proving::Done(_)));
    assert_eq!(u8::from(is_done(outcomes.0)) + u8::from(is_done(outcomes.1)), 1);
}

#[tokio::test]
async fn an_open_laptop_is_no_place_to_guess_at_codes() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    house.enrol(&mut begun).await;
    for _ in 0..3 {
        let outcome = house.try_proof(&begun, Proof::Code("nonsense".into())).await;
        assert_eq!(refused_proof(outcome), "sign-in-code-wrong");
    }
    assert_eq!(refused_proof(house.try_proof(&begun, Proof::Code("nonsense".into())).await), "sign-in-wait");
}

#[tokio::test]
async fn every_widening_of_rights_gives_another_token() {
    let house = House::live().await.with_ama().await;
    let mut begun = house.sign_in("ama").await;
    let planted = begun.session.expose().to_owned();
    house.enrol(&mut begun).await;
    let at_password = house.identity.present(&planted).await.expect("the database works");
    assert!(at_password.is_none(), "what was known before the second factor is no session after it");
    let before = begun.session.expose().to_owned();
    let me = house.proved(&begun).await;
    begun.session = house.identity.new_recovery_codes(&me).await.expect("the database works").session;
    assert!(house.identity.present(&before).await.expect("the database works").is_none());
    assert!(house.present(&begun).await.is_some());
}
