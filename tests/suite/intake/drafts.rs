//! Drafts of a form.

use std::collections::BTreeMap;

use cases::Error;
use cases::intake::{FormName, Submission};
use domain::{Answers, Value};
use permissions::Actor;
use tests::databases::Kind;

use super::house::{House, burglary, now, submission};

fn form() -> FormName {
    FormName::new("test-referral", "referral")
}

fn posted(fields: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
    fields.iter().map(|(id, value)| ((*id).to_owned(), vec![(*value).to_owned()])).collect()
}

async fn a_draft_is_its_authors_alone_and_goes_when_it_is_sent(kind: Kind) {
    let house = House::open(kind).await;
    let (intake, partner) = (&house.intake, &house.partner);
    let raw = posted(&[("harmed-given-name", "Ama"), ("harmed-phone", "not a number"), ("reason", "Why")]);
    let saved = intake.save_draft(partner, &form(), "all", &raw, 0).await.expect("saved");
    assert_eq!((saved.state.seen, saved.next.is_none()), (1, true));
    assert!(saved.errors.0.iter().any(|error| error.field == "harmed-phone"));
    // What could not be read is not kept, and nothing else is lost.
    let state = intake.start(partner, &form()).await.expect("taken up").into_inner();
    assert_eq!(state.answers.get("harmed-given-name"), Some(&Value::Text("Ama".to_owned())));
    assert_eq!(state.answers.get("harmed-phone"), None);
    let raw = posted(&[("harmed-given-name", "Amma"), ("reason", "Why")]);
    let saved = intake.save_draft(partner, &form(), "all", &raw, 1).await.expect("saved again");
    assert_eq!(saved.state.seen, 2);
    let stale = intake.save_draft(partner, &form(), "all", &raw, 1).await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    // Another partner begins an empty form, whatever they know of this one.
    let other = intake.start(&house.other_partner, &form()).await.expect("their own").into_inner();
    assert_eq!((other.answers, other.seen), (Answers::new(), 0));
    assert_eq!(intake.drafts(partner).await.expect("a list").len(), 1);
    assert!(intake.drafts(&house.other_partner).await.expect("a list").is_empty());
    assert_eq!(house.count("SELECT count(*) FROM drafts WHERE sealed IS NOT NULL").await, 1);
    let sent = Submission { answers: None, ..submission(1, Answers::new()) };
    intake.submit(partner, sent).await.expect("sent from the draft");
    assert_eq!(house.count("SELECT count(*) FROM drafts").await, 0);
    assert!(intake.drafts(partner).await.expect("a list").is_empty());
}
on_both!(a_draft_is_its_authors_alone_and_goes_when_it_is_sent);

async fn nothing_is_stored_for_strangers(kind: Kind) {
    let house = House::open(kind).await;
    let stranger = Actor::public(now());
    let public = FormName::new("test-public", "public");
    let raw = posted(&[("harmed-given-name", "Ama"), ("reason", "Why")]);
    let refused = house.intake.save_draft(&stranger, &public, "all", &raw, 0).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let answers = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    let answered =
        house.intake.carry_page(&stranger, &public, 1, "all", &raw, answers).expect("carried along");
    assert_eq!(answered.state.answers.get("harmed-given-name"), Some(&Value::Text("Ama".to_owned())));
    let refused = house.intake.carry_page(&stranger, &form(), 1, "all", &raw, Answers::new());
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    assert_eq!(house.count("SELECT count(*) FROM drafts").await, 0);
    assert_eq!(house.count("SELECT count(*) FROM referrals").await, 0);
}
on_both!(nothing_is_stored_for_strangers);

async fn a_draft_that_is_not_wanted_goes(kind: Kind) {
    let house = House::open(kind).await;
    let raw = posted(&[("reason", "Why")]);
    house.intake.save_draft(&house.partner, &form(), "all", &raw, 0).await.expect("saved");
    house.intake.discard_draft(&house.other_partner, &form()).await.expect("nothing of theirs");
    assert_eq!(house.count("SELECT count(*) FROM drafts").await, 1);
    house.intake.discard_draft(&house.partner, &form()).await.expect("gone");
    assert_eq!(house.count("SELECT count(*) FROM drafts").await, 0);
    let begun = "SELECT count(*) FROM audit_entries WHERE verb IN ('begin-draft', 'end-draft')";
    assert_eq!(house.count(begun).await, 2, "autosaves are no acts");
}
on_both!(a_draft_that_is_not_wanted_goes);
