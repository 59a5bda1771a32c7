//! Sending a form.

use cases::Error;
use cases::intake::{FormName, Submission};
use contributions::HookFault;
use domain::Value;
use permissions::Actor;
use tests::databases::Kind;

use super::house::{Code, House, burglary, now, submission};

async fn two_presses_of_one_button_are_one_referral(kind: Kind) {
    let house = House::open(kind).await;
    let answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    let first = house.intake.submit(&house.partner, submission(1, answers.clone())).await.expect("taken in");
    let again = house.intake.submit(&house.partner, submission(1, answers.clone())).await.expect("answered");
    assert_eq!(first.reference, again.reference);
    let other = house.intake.submit(&house.partner, submission(2, answers.clone())).await.expect("taken in");
    assert_ne!(first.reference, other.reference);
    assert_eq!(house.count("SELECT count(*) FROM referrals").await, 2);
    // The key of somebody else's form is no way to their receipt.
    let stolen = house.intake.submit(&house.other_partner, submission(1, answers)).await;
    assert!(matches!(stolen, Err(Error::Forbidden)), "{stolen:?}");
}
on_both!(two_presses_of_one_button_are_one_referral);

async fn the_work_and_the_answer_are_the_same_whoever_is_named(kind: Kind) {
    let house = House::open(kind).await;
    let known = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    house.accept(&house.coordinator, known, |_| {}).await;
    let rows = "SELECT (SELECT count(*) FROM answers) * 10000 + (SELECT count(*) FROM blind_index) * 100
                + (SELECT count(*) FROM audit_entries) + (SELECT count(*) FROM notices) * 1000000";
    let mut written = Vec::new();
    let stranger = burglary(("Eve", "Marsha"), "07700 900124", ("Tim", "Hall"));
    let same = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    for (press, answers) in [(8, stranger), (9, same)] {
        let before = house.count(rows).await;
        let sent = house.intake.submit(&house.partner, submission(press, answers)).await.expect("taken in");
        let page = serde_json::to_string(&sent).expect("a receipt");
        written.push((house.count(rows).await - before, page.len()));
    }
    assert_eq!(written[0], written[1]);
}
on_both!(the_work_and_the_answer_are_the_same_whoever_is_named);

async fn a_plugin_that_fails_stops_nobody(kind: Kind) {
    let house = House::with(kind, Code(Some(HookFault::TimedOut))).await;
    let reference = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let seen = house.intake.open(&house.coordinator, reference).await.expect("it is in the queue");
    let mark = seen.not_checked.as_ref().expect("a mark");
    assert_eq!((mark.key.as_str(), mark.args["plugin"].as_str()), ("referral-not-checked", "test-referral"));
    // The mark is for those who decide, not for who referred.
    let own = house.intake.open(&house.partner, reference).await.expect("their own");
    assert_eq!(own.not_checked, None);
}
on_both!(a_plugin_that_fails_stops_nobody);

async fn what_a_plugin_finds_is_said_at_its_field(kind: Kind) {
    let house = House::open(kind).await;
    let mut answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    answers.insert("tenancy".to_owned(), Value::Text("WRONG".to_owned()));
    let refused = house.intake.submit(&house.partner, submission(1, answers)).await;
    let Err(Error::Fields(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!((errors.0[0].field.as_str(), errors.0.len()), ("tenancy", 1));
    assert_eq!(house.count("SELECT count(*) FROM referrals").await, 0);
}
on_both!(what_a_plugin_finds_is_said_at_its_field);

async fn the_declared_rules_come_first(kind: Kind) {
    let house = House::with(kind, Code(Some(HookFault::Trapped))).await;
    let mut answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    answers.remove("reason");
    let refused = house.intake.submit(&house.partner, submission(1, answers)).await;
    let Err(Error::Fields(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.0[0].field, "reason");
}
on_both!(the_declared_rules_come_first);

async fn each_door_lets_in_those_whose_it_is(kind: Kind) {
    let house = House::open(kind).await;
    let answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    let stranger = Actor::public(now());
    for actor in [&stranger, &house.facilitator, &house.coordinator] {
        let refused = house.intake.submit(actor, submission(1, answers.clone())).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    let mut public = answers.clone();
    public.retain(|id, _| id != "tenancy" && id != "prison-number");
    let public = |press| Submission {
        form: FormName::new("test-public", "public"),
        ..submission(press, public.clone())
    };
    let reference = house.intake.submit(&stranger, public(3)).await.expect("anybody may").reference;
    let seen =
        house.intake.open(&house.coordinator, reference).await.expect("it is in the queue of the service");
    assert!(seen.pages.iter().flat_map(|page| &page.answers).any(|answer| answer.id == "harmed-phone"));
    // Nobody who is not signed in reads anything back.
    assert!(matches!(house.intake.open(&stranger, reference).await, Err(Error::NotFound)));
}
on_both!(each_door_lets_in_those_whose_it_is);

async fn two_presses_at_one_moment_are_one_referral(kind: Kind) {
    let house = House::open(kind).await;
    let answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    let press = || house.intake.submit(&house.partner, submission(1, answers.clone()));
    let (a, b) = tokio::join!(press(), press());
    assert_eq!(a.expect("taken in").reference, b.expect("answered").reference);
    assert_eq!(house.count("SELECT count(*) FROM referrals").await, 1);
}
on_both!(two_presses_at_one_moment_are_one_referral);
