//! What came back after more was asked for: the form once more, with the answers it has.

use std::collections::BTreeMap;

use cases::Error;
use cases::intake::{FormState, QueueWanted};
use contributions::HookFault;
use domain::{Answers, Reference, Value};
use permissions::Actor;
use storage::Decision;
use tests::databases::Kind;

use super::house::{Code, House, burglary};

/// The one page of the form as a browser posts it, with these answers changed.
fn typed(state: &FormState, changed: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
    let mut raw = BTreeMap::new();
    for field in state.form.fields().filter(|field| !field.computed) {
        match state.answers.get(&field.id) {
            Some(Value::Text(text) | Value::Choice(text)) => {
                raw.insert(field.id.clone(), vec![text.clone()]);
            }
            Some(Value::Date(day)) => {
                for (part, format) in [("day", "%d"), ("month", "%m"), ("year", "%Y")] {
                    raw.insert(format!("{}-{part}", field.id), vec![day.format(format).to_string()]);
                }
            }
            _ => {}
        }
    }
    raw.extend(changed.iter().map(|(id, value)| ((*id).to_owned(), vec![(*value).to_owned()])));
    raw
}

/// Enters changes on the form's page; the draft then has them.
async fn enter(house: &House, by: &Actor, referral: Reference, changed: &[(&str, &str)]) -> FormState {
    let state = house.intake.start_changing(by, referral).await.expect("the form").into_inner();
    let raw = typed(&state, changed);
    let saved = house.intake.save_changes(by, referral, "all", &raw, state.seen).await.expect("saved");
    assert!(saved.errors.is_empty(), "{:?}", saved.errors);
    saved.state
}

async fn asked(house: &House) -> Reference {
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let question = Decision::AskForMore("Which flat?".to_owned());
    house.intake.decide(&house.coordinator, referral, 1, &question).await.expect("asked");
    referral
}

/// An answer as the coordinator's page shows it.
async fn said(house: &House, referral: Reference, id: &str) -> String {
    let view = house.intake.open(&house.coordinator, referral).await.expect("theirs").into_inner();
    let answer = view.pages.into_iter().flat_map(|page| page.answers).find(|answer| answer.id == id);
    format!("{:?}", answer.and_then(|answer| answer.value))
}

async fn what_comes_back_is_entered_in_the_form_it_was_asked_in(kind: Kind) {
    let house = House::open(kind).await;
    let (intake, dan) = (&house.intake, &house.coordinator);
    let referral = asked(&house).await;
    let state = intake.start_changing(dan, referral).await.expect("the form").into_inner();
    assert_eq!((state.changes, state.seen), (Some(2), 0));
    assert_eq!(state.answers.get("harmed-phone"), Some(&Value::Text("07700 900123".to_owned())));
    // Nothing is written before it is sent, and what was not changed is not copied.
    let state = enter(&house, dan, referral, &[("harmed-phone", "07700 900555")]).await;
    assert_eq!((state.seen, state.changes), (1, Some(2)));
    assert!(said(&house, referral, "harmed-phone").await.contains("900123"));
    let again = intake.start_changing(dan, referral).await.expect("taken up").into_inner();
    assert_eq!(again.answers.get("harmed-phone"), Some(&Value::Text("07700 900555".to_owned())));
    let eve = intake.start_changing(&house.colleague, referral).await.expect("hers").into_inner();
    assert_eq!(eve.answers.get("harmed-phone"), Some(&Value::Text("07700 900123".to_owned())));
    intake.send_changes(dan, referral, 2, "en").await.expect("sent");
    let view = intake.open(dan, referral).await.expect("it is back").into_inner();
    assert_eq!((view.decision, view.answered, view.version), (Some("received"), true, 3));
    assert!(said(&house, referral, "harmed-phone").await.contains("900555"));
    assert!(said(&house, referral, "harmed-code-word").await.contains("bluebell"), "the rest stays");
    let history = "SELECT count(*) FROM history WHERE part = 'g4.contact' AND sealed IS NOT NULL";
    assert_eq!(house.count(history).await, 1, "what was there before, under the same seal");
    assert_eq!(house.count("SELECT count(*) FROM drafts").await, 0);
    let logged = "SELECT count(*) FROM audit_entries WHERE verb = 'amend-referral'";
    assert_eq!(house.count(logged).await, 1);
    let wanted = QueueWanted { waiting: true, oldest_first: true, ..QueueWanted::default() };
    let queue = intake.queue(dan, &wanted).await.expect("a page");
    assert!(queue.rows.iter().any(|row| row.reference == referral && row.answered && row.open));
    // They are found by the new number from now on, and by the old one no more.
    let new = house.refer(burglary(("Zoe", "Quill"), "07700 900555", ("Ned", "Orr"))).await;
    let found = intake.possible_duplicates(dan, new).await.expect("looked").into_inner();
    assert!(found.alike.iter().any(|one| one.referral == Some(referral) && one.party_id == "harmed"));
}
on_both!(what_comes_back_is_entered_in_the_form_it_was_asked_in);

async fn the_rules_are_those_of_the_first_time(kind: Kind) {
    let house = House::open(kind).await;
    let (intake, dan) = (&house.intake, &house.coordinator);
    let referral = asked(&house).await;
    let refused = intake.send_changes(dan, referral, 2, "en").await;
    assert!(matches!(refused, Err(Error::Fields(_))), "nothing was changed: {refused:?}");
    // What the plugin's code finds stands at its field, and nothing is written.
    enter(&house, dan, referral, &[("tenancy", "WRONG")]).await;
    match intake.send_changes(dan, referral, 2, "en").await {
        Err(Error::Fields(errors)) => assert_eq!(errors.0[0].field, "tenancy"),
        other => panic!("{other:?}"),
    }
    assert!(said(&house, referral, "tenancy").await.contains("T-17"));
    let state = intake.start_changing(dan, referral).await.expect("kept").into_inner();
    assert_eq!(state.answers.get("tenancy"), Some(&Value::Text("WRONG".to_owned())));
    // What is demanded cannot be cleared, however it is sent.
    let cleared = Answers::from([("reason".to_owned(), Value::Empty)]);
    match intake.amend(dan, referral, 2, cleared, "en").await {
        Err(Error::Fields(errors)) => assert_eq!(errors.0[0].field, "reason"),
        other => panic!("{other:?}"),
    }
    let unknown = Answers::from([("shoe-size".to_owned(), Value::Integer(42))]);
    let refused = intake.amend(dan, referral, 2, unknown, "en").await;
    assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
    // What is not demanded can.
    enter(&house, dan, referral, &[("tenancy", "")]).await;
    intake.send_changes(dan, referral, 2, "en").await.expect("sent");
    assert_eq!(said(&house, referral, "tenancy").await, "None");
}
on_both!(the_rules_are_those_of_the_first_time);

async fn everybody_corrects_what_is_theirs_to_read_and_write(kind: Kind) {
    let house = House::open(kind).await;
    let (intake, olu) = (&house.intake, &house.office);
    let referral = asked(&house).await;
    let state = intake.start_changing(olu, referral).await.expect("the form").into_inner();
    for (id, is_asked) in [("harmed-phone", true), ("reason", false), ("risk-note", false)] {
        let field = state.form.field(id).expect("a field");
        assert_eq!(!field.computed, is_asked, "{id}");
    }
    // The reason is demanded, and not theirs to give: it stays as it was.
    enter(&house, olu, referral, &[("harmed-phone", "07700 900555")]).await;
    intake.send_changes(olu, referral, 2, "en").await.expect("sent");
    assert!(said(&house, referral, "harmed-phone").await.contains("900555"));
    assert!(said(&house, referral, "reason").await.contains("ask why"));
    assert!(said(&house, referral, "risk-note").await.contains("angry"));
    let risk = Answers::from([("risk-note".to_owned(), Value::Text("None".to_owned()))]);
    let refused = intake.amend(olu, referral, 3, risk, "en").await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let refused = intake.start_changing(&house.partner, referral).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    for actor in [&house.other_partner, &house.elsewhere, &house.facilitator] {
        let refused = intake.start_changing(actor, referral).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
}
on_both!(everybody_corrects_what_is_theirs_to_read_and_write);

async fn two_who_enter_answers_lose_nothing(kind: Kind) {
    let house = House::open(kind).await;
    let (intake, dan, eve) = (&house.intake, &house.coordinator, &house.colleague);
    let referral = asked(&house).await;
    enter(&house, dan, referral, &[("harmed-phone", "07700 900555")]).await;
    enter(&house, eve, referral, &[("description", "Flat 3")]).await;
    intake.send_changes(dan, referral, 2, "en").await.expect("sent");
    let stale = intake.send_changes(eve, referral, 2, "en").await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    let state = intake.start_changing(eve, referral).await.expect("both").into_inner();
    assert_eq!(state.answers.get("harmed-phone"), Some(&Value::Text("07700 900555".to_owned())));
    assert_eq!(state.answers.get("description"), Some(&Value::Text("Flat 3".to_owned())));
    intake.send_changes(eve, referral, 3, "en").await.expect("sent");
    assert!(said(&house, referral, "harmed-phone").await.contains("900555"));
    assert!(said(&house, referral, "description").await.contains("Flat 3"));
    // Once it is decided there is nothing more to enter.
    house.accept(dan, referral, |_| {}).await;
    let over = intake.start_changing(dan, referral).await;
    assert!(matches!(over, Err(Error::Unmet(_))), "{over:?}");
    enter_nothing(&house, eve, referral).await;
}
on_both!(two_who_enter_answers_lose_nothing);

async fn enter_nothing(house: &House, by: &Actor, referral: Reference) {
    let changes = Answers::from([("description".to_owned(), Value::Text("Late".to_owned()))]);
    let over = house.intake.amend(by, referral, 4, changes, "en").await;
    assert!(matches!(over, Err(Error::Unmet(_))), "{over:?}");
}

async fn a_plugin_that_fails_holds_no_answer_back(kind: Kind) {
    let house = House::with(kind, Code(Some(HookFault::TimedOut))).await;
    let referral = asked(&house).await;
    enter(&house, &house.coordinator, referral, &[("tenancy", "WRONG")]).await;
    house.intake.send_changes(&house.coordinator, referral, 2, "en").await.expect("sent");
    let view = house.intake.open(&house.coordinator, referral).await.expect("it is back");
    assert_eq!(view.not_checked.as_ref().map(|said| said.key.as_str()), Some("referral-not-checked"));
    // A draft that is not wanted goes, and leaves the referral as it is.
    enter(&house, &house.coordinator, referral, &[("description", "Flat 3")]).await;
    house.intake.discard_changes(&house.coordinator, referral).await.expect("thrown away");
    assert_eq!(house.count("SELECT count(*) FROM drafts").await, 0);
    assert!(said(&house, referral, "description").await.contains("at night"));
}
on_both!(a_plugin_that_fails_holds_no_answer_back);
