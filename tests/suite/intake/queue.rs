//! The queue, and what a referral shows to whom.

use cases::Error;
use cases::intake::{QueueWanted, ReferralView};
use domain::{Answers, Value};
use storage::Decision;
use tests::databases::Kind;

use super::house::{House, burglary, submission};

fn asked(view: &ReferralView) -> Vec<&str> {
    view.pages.iter().flat_map(|page| &page.answers).map(|answer| answer.id.as_str()).collect()
}

async fn everybody_sees_what_their_role_lets_through(kind: Kind) {
    let house = House::open(kind).await;
    let reference = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let view = house.intake.open(&house.coordinator, reference).await.expect("a coordinator");
    for field in ["harmed-phone", "harmed-code-word", "risk-note", "reason", "tenancy", "prison-number"] {
        assert!(asked(&view).contains(&field), "{field}");
    }
    assert_eq!(view.acts, ["amend-referral", "decide-referral"]);
    let view = house.intake.open(&house.office, reference).await.expect("the office");
    assert!(asked(&view).contains(&"harmed-phone"));
    for field in ["risk-note", "reason"] {
        assert!(!asked(&view).contains(&field), "the office does not read {field}");
    }
    assert_eq!(view.acts, ["amend-referral"]);
    // Who referred reads back what they asked for and whom, not what they warned of.
    let view = house.intake.open(&house.partner, reference).await.expect("their own");
    assert!(asked(&view).contains(&"harmed-given-name") && asked(&view).contains(&"harmed-phone"));
    for field in ["risk-note", "reason", "tenancy"] {
        assert!(!asked(&view).contains(&field), "a partner does not read back {field}");
    }
    assert!(view.acts.is_empty() && view.decision.is_none());
    for actor in [&house.other_partner, &house.elsewhere, &house.facilitator] {
        let refused = house.intake.open(actor, reference).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
}
on_both!(everybody_sees_what_their_role_lets_through);

async fn the_queue_is_the_scopes_and_goes_page_by_page(kind: Kind) {
    let house = House::open(kind).await;
    for press in 0..53 {
        let answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
        house.intake.submit(&house.partner, submission(press, answers)).await.expect("taken in");
    }
    let wanted = QueueWanted { waiting: true, oldest_first: true, ..QueueWanted::default() };
    let first = house.intake.queue(&house.coordinator, &wanted).await.expect("a page");
    assert_eq!(first.rows.len(), 50);
    let after = QueueWanted { after: first.next.clone(), ..wanted.clone() };
    let second = house.intake.queue(&house.coordinator, &after).await.expect("a page");
    assert_eq!((second.rows.len(), second.next.is_some()), (3, false));
    let mut all: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.reference).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 53, "each once");
    // A cursor is its reader's own.
    let borrowed = house.intake.queue(&house.colleague, &after).await;
    assert!(matches!(borrowed, Err(Error::NotFound)), "{borrowed:?}");
    let none = house.intake.queue(&house.elsewhere, &wanted).await.expect("a page");
    assert!(none.rows.is_empty());
    let none = house.intake.queue(&house.other_partner, &wanted).await.expect("a page");
    assert!(none.rows.is_empty());
    let refused = house.intake.queue(&house.facilitator, &wanted).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}
on_both!(the_queue_is_the_scopes_and_goes_page_by_page);

async fn a_partner_follows_their_referral_in_coarse_words(kind: Kind) {
    let house = House::open(kind).await;
    let reference = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let status = async || {
        let page = house.intake.own_referrals(&house.partner, None).await.expect("their own");
        let ids: Vec<String> = page.rows[0].fields.iter().map(|field| field.id.clone()).collect();
        assert!(!ids.iter().any(|id| id == "referral.decision" || id == "referral.decision-reason"));
        let status = page.rows[0].fields.iter().find(|field| field.id == "referral.coarse-status");
        format!("{:?}", status.and_then(|field| field.value.clone()))
    };
    assert!(status().await.contains("coarse-status-received"));
    house.accept(&house.coordinator, reference, |_| {}).await;
    assert!(status().await.contains("coarse-status-in-progress"));
    let other = house.refer(burglary(("Eve", "Marsh"), "07700 900124", ("Tim", "Hall"))).await;
    let decision = Decision::Decline("Outside our area".to_owned());
    house.intake.decide(&house.coordinator, other, 1, &decision).await.expect("declined");
    let page = house.intake.own_referrals(&house.partner, None).await.expect("their own");
    let row = page.rows.iter().find(|row| row.reference == other).expect("it is there");
    let class = row.fields.iter().find(|field| field.id == "referral.outcome-class").expect("the class");
    assert!(format!("{:?}", class.value).contains("outcome-class-not-started"));
    let refused = house.intake.own_referrals(&house.coordinator, None).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}
on_both!(a_partner_follows_their_referral_in_coarse_words);

async fn more_is_asked_for_and_given(kind: Kind) {
    let house = House::open(kind).await;
    let reference = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let question = Decision::AskForMore("Which flat?".to_owned());
    for actor in [&house.partner, &house.office] {
        let refused = house.intake.decide(actor, reference, 1, &question).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    for actor in [&house.elsewhere, &house.facilitator, &house.other_partner] {
        let refused = house.intake.decide(actor, reference, 1, &question).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    house.intake.decide(&house.coordinator, reference, 1, &question).await.expect("asked");
    let stale = house.intake.decide(&house.coordinator, reference, 1, &question).await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    let changes = Answers::from([
        ("harmed-phone".to_owned(), Value::Text("07700 900555".to_owned())),
        ("description".to_owned(), Value::Text("Flat 3".to_owned())),
    ]);
    let refused = house.intake.amend(&house.partner, reference, 2, changes.clone(), "en").await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    house.intake.amend(&house.coordinator, reference, 2, changes, "en").await.expect("completed");
    let view = house.intake.open(&house.coordinator, reference).await.expect("it is back").into_inner();
    assert_eq!((view.decision, view.version), (Some("received"), 3));
    let said = |id: &str| {
        let answers = view.pages.iter().flat_map(|page| &page.answers);
        answers.clone().find(|answer| answer.id == id).map(|answer| format!("{:?}", answer.value))
    };
    assert!(said("harmed-phone").is_some_and(|value| value.contains("900555")));
    assert!(
        said("harmed-family-name").is_some_and(|value| value.contains("Mensah")),
        "what was not named stays"
    );
    assert!(said("harmed-code-word").is_some_and(|value| value.contains("bluebell")));
    // What was there before is kept as history, under the same seal.
    assert_eq!(
        house.count("SELECT count(*) FROM history WHERE part = 'g4.contact' AND sealed IS NOT NULL").await,
        1
    );
    let wrong = Answers::from([("harmed-phone".to_owned(), Value::Text("call her".to_owned()))]);
    let refused = house.intake.amend(&house.coordinator, reference, 3, wrong, "en").await;
    assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
}
on_both!(more_is_asked_for_and_given);
