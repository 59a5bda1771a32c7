//! Coming back otherwise than one left.

use super::*;
use crate::tests::house::PASSWORD;

#[tokio::test]
async fn somebody_comes_back_once_in_the_browser_they_left_in() {
    let station = Station::new().await.with_esi().await;
    let hers = station.leave(Errand::SignIn).await;
    let other = station.leave(Errand::SignIn).await;
    let code = |way: &UnderWay| {
        station.police.code(&way.asked, &Signed::Well(&station.police.key).token(&station.claims("esi", way)))
    };
    let over = async |way: UnderWay| {
        let code = code(&way);
        assert_eq!(refused(station.come(&way, &code).await.back), Refusal::Over);
    };
    // The state of another browser, no cookie, a cookie that is not ours, and another state.
    over(UnderWay { cookie: other.cookie.clone(), ..hers.clone() }).await;
    over(UnderWay { cookie: String::new(), ..hers.clone() }).await;
    over(UnderWay { cookie: "AAAA".repeat(20), ..hers.clone() }).await;
    let mut mixed = hers.clone();
    mixed.asked.state = other.asked.state.clone();
    over(mixed.clone()).await;
    mixed.asked.state.clear();
    over(mixed).await;
    // Nothing of it was spent.
    signed_in(station.come(&hers, &code(&hers)).await.back);
    // The same callback again, with its code, with a fresh one, and after a refusal.
    over(hers).await;
    assert_eq!(refused(station.come(&other, "no code of theirs").await.back), Refusal::Failed("code"));
    over(other).await;

    let late = station.leave(Errand::SignIn).await;
    station.house.later(15);
    over(late).await;
}

#[tokio::test]
async fn a_code_is_good_once_and_for_who_began() {
    let station = Station::new().await.with_esi().await;
    let (hers, thief) = (station.leave(Errand::SignIn).await, station.leave(Errand::SignIn).await);
    let token = Signed::Well(&station.police.key).token(&station.claims("esi", &hers));
    let code = station.police.code(&hers.asked, &token);
    // Brought by another browser, whose verifier does not fit: PKCE.
    assert_eq!(refused(station.come(&thief, &code).await.back), Refusal::Failed("code"));
    // And that has used it up.
    assert_eq!(refused(station.come(&hers, &code).await.back), Refusal::Failed("code"));
}

#[tokio::test]
async fn an_error_is_told_plainly_and_none_of_its_words_kept() {
    let station = Station::new().await.with_esi().await;
    let under_way = station.leave(Errand::SignIn).await;
    let with = Returned { is_error: true, ..returned(&under_way, "") };
    let arrived = station.house.identity.arrive_from("police", with, None, &super::origin(9)).await;
    let arrived = arrived.expect("the database works");
    assert_eq!((refused(arrived.back), arrived.next.as_str()), (Refusal::Declined, "/cases"));
    let log = station.house.audit().await;
    assert!(log.contains(&("sign-in".into(), "police: declined".into(), "refused".into())), "{log:?}");
    // A code beside an error is not taken either.
    let under_way = station.leave(Errand::SignIn).await;
    let token = Signed::Well(&station.police.key).token(&station.claims("esi", &under_way));
    let code = station.police.code(&under_way.asked, &token);
    let with = Returned { is_error: true, ..returned(&under_way, &code) };
    let arrived = station.house.identity.arrive_from("police", with, None, &super::origin(9)).await;
    assert_eq!(refused(arrived.expect("the database works").back), Refusal::Declined);
    assert_eq!(station.police.said().codes.len(), 1, "it was not given to anybody");
}

#[tokio::test]
async fn the_answer_of_another_provider_is_not_mixed_in() {
    let station = Station::new().await.with_esi().await;
    let own = station.police.base.clone();
    let arrive = async |issuer: Option<&str>| {
        let way = station.leave(Errand::SignIn).await;
        let token = Signed::Well(&station.police.key).token(&station.claims("esi", &way));
        let code = station.police.code(&way.asked, &token);
        let with = Returned { issuer, ..returned(&way, &code) };
        let arrived = station.house.identity.arrive_from("police", with, None, &super::origin(9)).await;
        arrived.expect("the database works").back
    };
    let before = station.police.asked("/token");
    assert_eq!(refused(arrive(Some("https://evil.example.org")).await), Refusal::Failed("issuer"));
    assert_eq!(station.police.asked("/token"), before, "no code was given away");
    signed_in(arrive(Some(&own)).await);
    signed_in(arrive(None).await);
    // One that promises to name itself has to.
    station.police.said().directory["authorization_response_iss_parameter_supported"] = true.into();
    station.house.later(61);
    assert_eq!(refused(arrive(None).await), Refusal::Failed("issuer"));
    signed_in(arrive(Some(&own)).await);
    // And a sign-in under way at one provider does not come back from another.
    let way = station.leave(Errand::SignIn).await;
    let arrived =
        station.house.identity.arrive_from("kent", returned(&way, "code"), None, &super::origin(9)).await;
    assert_eq!(refused(arrived.expect("the database works").back), Refusal::Over);
}

#[tokio::test]
async fn nobody_gets_an_account_by_being_known_elsewhere() {
    let station = Station::new().await.with_esi().await;
    let count =
        async || station.house.audit().await.iter().filter(|entry| entry.0 == "create-account").count();
    let before = count().await;
    assert_eq!(refused(station.try_with("ama", |_| {}).await), Refusal::Unknown);
    // Nor by having the e-mail address or the user name of somebody.
    let back = station
        .try_with("ama", |claims| {
            for name in ["email", "preferred_username", "upn", "name"] {
                claims[name] = "esi".into();
            }
        })
        .await;
    assert_eq!(refused(back), Refusal::Unknown);
    assert_eq!(count().await, before);
}

#[tokio::test]
async fn an_account_that_is_closed_stays_so() {
    let station = Station::new().await.with_esi().await;
    for status in ["suspended", "left"] {
        station.house.poke(&format!("UPDATE accounts SET status = '{status}' WHERE username = 'esi'")).await;
        assert_eq!(refused(station.try_with("esi", |_| {}).await), Refusal::Closed, "{status}");
    }
    station.house.poke("UPDATE accounts SET status = 'active' WHERE username = 'esi'").await;
    station.sign_in("esi").await;
}

#[tokio::test]
async fn who_signs_in_with_a_provider_has_no_password() {
    let station = Station::new().await.with_esi().await;
    for password in ["", PASSWORD] {
        let outcome = station.house.try_password("esi", password, &super::origin(3)).await;
        assert_eq!(crate::tests::house::refused(outcome), "sign-in-wrong");
    }
}

#[tokio::test]
async fn a_form_waits_while_its_writer_is_away_and_is_given_back_once() {
    let station = Station::new().await.with_esi().await;
    let carried = "sealed ".repeat(20_000);
    let leaving = station.house.identity.leave_for("police", Errand::SignIn, "/cases", &carried).await;
    let Leaving::To { address, cookie, .. } = leaving.expect("the database works") else { panic!("no way") };
    assert!(cookie.len() < 4_000, "{}", cookie.len());
    let way = UnderWay { asked: Asked::of(&address), cookie };
    let code = station
        .police
        .code(&way.asked, &Signed::Well(&station.police.key).token(&station.claims("esi", &way)));
    let arrived = station.come(&way, &code).await;
    assert!(arrived.carried == carried && arrived.next == "/cases");
    assert_eq!(station.come(&way, &code).await.carried, "");
}
