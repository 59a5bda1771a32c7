use permissions::Role;

use super::house::*;
use crate::{Asking, MailKind};

const NEW: &str = "nine red bicycles";

async fn ask(house: &House, typed: &str, host: u8) -> Asking {
    house.identity.ask_for_reset(typed, &origin(host)).await.expect("the database works")
}

/// A link for Ama, fresh from her letter box.
async fn link(house: &House) -> String {
    assert!(matches!(ask(house, "ama", 1).await, Asking::Done));
    house.link(MailKind::ResetPassword, "ama@example.org").await
}

async fn set(house: &House, link: &str, password: &str) -> Option<Result<(), String>> {
    let outcome = house.identity.reset_password(link, password.into()).await.expect("the database works");
    outcome.map(|set| set.map_err(|errors| errors.0[0].message.key.clone()))
}

#[tokio::test]
async fn a_link_is_good_once() {
    let house = House::demo().await.with_ama().await;
    let link = link(&house).await;
    assert!(house.identity.can_reset(&link).await.expect("the database works"));
    assert!(house.identity.can_reset(&link).await.expect("the database works"), "looking uses nothing up");
    assert_eq!(set(&house, &link, "short").await, Some(Err("password-short".into())), "nor does a mistake");
    assert_eq!(set(&house, &link, NEW).await, Some(Ok(())));
    assert_eq!(refused(house.try_password("ama", PASSWORD, &origin(1)).await), "sign-in-wrong");
    done(house.try_password("ama", NEW, &origin(1)).await);
    assert_eq!(set(&house, &link, PASSWORD).await, None, "used");
    let told: Vec<_> = house.mail().await.iter().map(|letter| letter.kind).collect();
    assert_eq!(told, [MailKind::ChangedPassword]);
}

#[tokio::test]
async fn a_link_is_good_for_half_an_hour() {
    let house = House::demo().await.with_ama().await;
    let link = link(&house).await;
    house.later(29);
    assert!(house.identity.can_reset(&link).await.expect("the database works"));
    house.later(1);
    assert!(!house.identity.can_reset(&link).await.expect("the database works"));
    assert_eq!(set(&house, &link, NEW).await, None);
    // A mail that comes out of the queue after that would be a riddle.
    ask(&house, "ama", 1).await;
    house.later(31);
    assert!(house.mail().await.is_empty());
}

#[tokio::test]
async fn whatever_changes_the_account_kills_the_link() {
    type Change = (&'static str, fn(&House) -> std::pin::Pin<Box<dyn Future<Output = ()> + '_>>);
    let changes: [Change; 4] = [
        ("a sign-in", |house| {
            Box::pin(async {
                house.sign_in("ama").await;
            })
        }),
        ("another link that was used", |house| {
            Box::pin(async {
                house.later(6);
                let other = link(house).await;
                assert_eq!(set(house, &other, "a kettle on the hill").await, Some(Ok(())));
            })
        }),
        ("a suspension", |house| {
            Box::pin(house.poke("UPDATE accounts SET status = 'suspended', epoch = epoch + 1"))
        }),
        ("the account's end", |house| {
            Box::pin(house.poke("UPDATE accounts SET valid_until = '2020-01-01 00:00:00+00:00'"))
        }),
    ];
    for (what, change) in changes {
        let house = House::demo().await.with_ama().await;
        let link = link(&house).await;
        house.later(1);
        change(&house).await;
        assert!(!house.identity.can_reset(&link).await.expect("the database works"), "{what}");
        assert_eq!(set(&house, &link, NEW).await, None, "{what}");
    }
}

#[tokio::test]
async fn a_change_before_the_mail_is_written_stops_it() {
    let house = House::demo().await.with_ama().await;
    ask(&house, "ama", 1).await;
    house.later(1);
    house.sign_in("ama").await;
    assert!(house.mail().await.is_empty(), "whoever signs in knows the password");
}

#[tokio::test]
async fn a_link_is_for_its_account_and_its_purpose_alone() {
    let house = House::demo().await.with_ama().await;
    house.account("bea", "active", Role::Coordinator).await;
    let dee = house.account("dee", "invited", Role::Coordinator).await;
    let link = link(&house).await;
    assert_eq!(set(&house, &link, NEW).await, Some(Ok(())));
    done(house.try_password("bea", PASSWORD, &origin(2)).await);

    let shown = house.identity.invite(&house.operator(), dee).await.expect("she waits");
    for token in [shown.expose(), "", "nothing", link.as_str()] {
        assert_eq!(set(&house, token, PASSWORD).await, None, "{token}");
    }
    // And a link to choose a password is no invitation.
    let house = House::demo().await.with_ama().await;
    let link = self::link(&house).await;
    assert!(house.identity.invitation(&link).await.expect("the database works").is_none());
}

/// Whoever there is not, cannot be written to, or waits for something else is answered like
/// Ama, and no mail goes out.
#[tokio::test]
async fn asking_tells_nothing() {
    let house = House::live().await.with_ama().await;
    house.account("dee", "invited", Role::LeadFacilitator).await;
    house.account("eve", "suspended", Role::LeadFacilitator).await;
    house.account("far", "active", Role::LeadFacilitator).await;
    house.poke("UPDATE accounts SET email = NULL WHERE username = 'far'").await;
    house.account("gil", "active", Role::LeadFacilitator).await;
    house.poke("UPDATE accounts SET password = NULL WHERE username = 'gil'").await;
    let (mut answers, mut told) = (Vec::new(), Vec::new());
    for (host, typed) in
        ["ama", "AMA@Example.org", "dee", "eve", "far", "gil", "nobody", "nobody@example.org", "x' OR 1=1"]
            .into_iter()
            .enumerate()
    {
        house.later(6);
        let hashed = house.identity.hashing().made();
        let outcome = ask(&house, typed, 10 + u8::try_from(host).expect("few")).await;
        answers.push((typed, format!("{outcome:?}"), house.identity.hashing().made() - hashed));
        told.extend(house.mail().await.into_iter().map(|letter| letter.username));
    }
    assert_eq!(told, ["ama", "ama"], "by her name, and by her address");
    assert!(answers.iter().all(|(_, said, work)| *said == answers[0].1 && *work == 0), "{answers:?}");
    let entered = house.audit().await.into_iter().filter(|(verb, ..)| verb == "ask-reset").count();
    assert_eq!(entered, answers.len(), "each leaves its entry");
}

#[tokio::test]
async fn nobodys_letter_box_is_filled() {
    let house = House::demo().await.with_ama().await;
    // From many places, by whichever name: one mail in five minutes, three asked for in a row.
    for (host, typed) in ["ama", "ama@example.org", "ama", "ama@example.org", "ama"].into_iter().enumerate() {
        assert!(matches!(ask(&house, typed, 20 + u8::try_from(host).expect("few")).await, Asking::Done));
    }
    assert_eq!(house.mail().await.len(), 1);
    let Asking::TooMany(wait) = ask(&house, "ama", 30).await else { panic!("a fourth in a row") };
    assert_eq!((wait.message.key.as_str(), wait.length.as_secs()), ("forgotten-wait", 20 * 60));
    // Somebody whom nobody knows waits just as long.
    for host in 40..43 {
        assert!(matches!(ask(&house, "nobody", host).await, Asking::Done));
    }
    let Asking::TooMany(same) = ask(&house, "nobody", 43).await else { panic!("a fourth in a row") };
    assert_eq!(same, wait);
    house.later(20);
    assert!(matches!(ask(&house, "ama", 30).await, Asking::Done), "nobody is kept out for ever");

    // One place, many names.
    let mut let_in = 0;
    for n in 0..30 {
        let_in += usize::from(matches!(ask(&house, &format!("name {n}"), 99).await, Asking::Done));
    }
    assert_eq!(let_in, 10);
}
