//! A small service: whole, sound, the same again, and gone when taken back.

use std::collections::BTreeSet;

use domain::codes::{ClosingReason, ServiceType};
use domain::normalise::phone;
use domain::process::{Phase, default_routes, fits};
use domain::{Answers, Reference, service_day};
use permissions::{Actor, Place, Task, VerifyAudit, ViewCase, ViewReferral};
use storage::bulk::{Batch, BatchState, undo};
use storage::{InstallationKind, Store};

use super::house::House;
use crate::{Error, People, Size, generate};

async fn small(house: &House, seed: u64) -> People {
    generate(&house.store, Size::Small, seed, &|_, _, _| {}).await.expect("an empty demonstration")
}

fn demo(store: &Store) -> Actor {
    Actor::system(Task::Demo, store.now())
}

async fn cases(house: &House) -> Vec<Reference> {
    let references = house.texts("SELECT reference FROM cases WHERE status <> 'closed' ORDER BY id").await;
    references.iter().map(|text| text.parse().expect("a reference")).collect()
}

#[tokio::test]
async fn a_small_service_has_its_cases_and_its_cast() {
    let house = House::demo().await;
    let people = small(&house, 1).await;
    assert_eq!(people.len(), 13);
    let names: BTreeSet<&str> = people.iter().map(|one| one.username.as_str()).collect();
    assert_eq!(names.len(), 13);
    assert_eq!(house.number("SELECT count(*) FROM cases WHERE live").await, 60);
    let open = house.number("SELECT count(*) FROM cases WHERE live AND status <> 'closed'").await;
    assert_eq!(open, Size::Small.open() as i64);
    assert_eq!(house.number("SELECT count(*) FROM referrals WHERE decision = 'received'").await, 8);
    assert_eq!(house.number("SELECT count(*) FROM accounts WHERE live AND password IS NOT NULL").await, 13);
    // What the facilitator of the cast finds when she signs in.
    let of_lead = |state: &str| {
        format!(
            "SELECT count(*) FROM case_access a JOIN accounts p ON p.id = a.account
             JOIN cases c ON c.id = a.case_id
             WHERE p.username = 'ama.darko' AND a.kind = 'lead' AND a.state = '{state}' AND c.status <> 'closed'"
        )
    };
    assert!((3..=5).contains(&house.number(&of_lead("accepted")).await));
    assert_eq!(house.number(&of_lead("invited")).await, 1);
    for word in ["co-facilitator", "observer", "supervisor"] {
        let sql = format!("SELECT count(*) FROM case_access WHERE kind = '{word}' AND state = 'accepted'");
        assert!(house.number(&sql).await > 0, "{word}");
    }
}

#[tokio::test]
async fn nothing_in_it_contradicts_the_rules_of_the_process() {
    let house = House::demo().await;
    small(&house, 2).await;
    let routes = default_routes();
    let mut unit = house.store.read(&demo(&house.store)).await.expect("a unit");
    let today = service_day(house.store.now(), house.store.zone());
    let mut stages = BTreeSet::new();
    for reference in cases(&house).await {
        let permit = unit.case::<ViewCase>(reference).await.expect("the task of the demonstration sees all");
        let route = routes.iter().find(|route| route.id == permit.route.0).expect("a route of the core");
        stages.insert(permit.stage.clone());
        for one in
            unit.progress(&permit).await.expect("the facts").iter().filter(|one| route.requires(one.role))
        {
            let stage = route.stage(&one.stage).unwrap_or_else(|| panic!("{reference}: {}", one.stage));
            let unmet: Vec<_> = stage
                .guards(one.facts.sensitive)
                .filter_map(|guard| guard.unmet(&one.facts, today))
                .collect();
            assert!(unmet.is_empty(), "{reference} {} in {}: {unmet:?}", one.role.as_str(), one.stage);
        }
        // Every sealed part opens.
        unit.risks(&permit).await.expect("sealed under the case's key");
        unit.case_file(&permit).await.expect("sealed under the people's keys");
    }
    assert!(stages.len() >= 3, "{stages:?}");
    let closed = house
        .rows("SELECT closing_reason, service_type, allocated_at IS NOT NULL AS begun, event_at IS NOT NULL AS held
               FROM cases WHERE status = 'closed'")
        .await;
    for row in &closed {
        let text = |column: &str| row.try_get::<String>("", column).expect("a code");
        let yes = |column: &str| row.try_get::<bool>("", column).expect("a boolean");
        let reason = ClosingReason::parse(&text("closing_reason")).expect("a reason");
        let service = ServiceType::parse(&text("service_type")).expect("a service type");
        let reached = if yes("begun") { Phase::Preparation } else { Phase::Triage };
        assert!(fits(reason, service, reached, yes("held")).is_ok(), "{reason:?} of {service:?}");
    }
}

#[tokio::test]
async fn the_queue_opens_and_some_in_it_are_known() {
    let house = House::demo().await;
    small(&house, 6).await;
    let parties = ["harmed", "responsible", "first", "second", "me"];
    let waiting =
        house.texts("SELECT reference FROM referrals WHERE decision = 'received' ORDER BY id").await;
    let search = Actor::system(Task::Duplicates, house.store.now());
    let mut hits = 0;
    for reference in waiting.iter().map(|text| text.parse().expect("a reference")) {
        let mut unit = house.store.read(&demo(&house.store)).await.expect("a unit");
        let permit = unit.referral::<ViewReferral>(reference).await.expect("the demonstration's own task");
        let content = unit.referral_content(&permit, &parties).await.expect("sealed under its own key");
        let answers = content.answers();
        assert!(answers.contains_key("reason") && answers.contains_key("district"), "{reference}");
        let of_contact = content.sections.iter().any(|section| section.part == domain::Part::Contact);
        assert!(of_contact, "{reference} says how to reach somebody");
        let mut unit = house.store.read(&search).await.expect("a unit");
        let permit = unit.referral::<ViewReferral>(reference).await.expect("it looks at all");
        hits += unit.alike(&permit, &parties).await.expect("the index").len();
    }
    assert!(hits > 0);
}

#[tokio::test]
async fn the_same_seed_on_the_same_day_makes_the_same_service() {
    let digest = async |seed: u64| {
        let house = House::demo().await;
        let people = small(&house, seed).await;
        let mut all =
            house.texts("SELECT reference || stage || coalesce(summary, '') FROM cases ORDER BY id").await;
        all.extend(
            house.texts("SELECT reference || coalesce(summary, '') || kind FROM entries ORDER BY id").await,
        );
        all.extend(
            house.texts("SELECT given_name || family_name || reference FROM people ORDER BY id").await,
        );
        all.extend(house.texts("SELECT reference || source_type FROM referrals ORDER BY id").await);
        (people, keys::sha256(all.join("\n").as_bytes()))
    };
    let first = digest(7).await;
    assert!(first == digest(7).await);
    assert!(first.1 != digest(8).await.1);
}

#[tokio::test]
async fn nobody_could_be_reached_by_what_is_written_of_them() {
    let house = House::demo().await;
    small(&house, 3).await;
    let mut unit = house.store.read(&demo(&house.store)).await.expect("a unit");
    let (mut phones, mut postcodes) = (0, 0);
    let references = house.texts("SELECT reference FROM cases ORDER BY id").await;
    for reference in references.iter().map(|text| text.parse().expect("a reference")) {
        let permit = unit.case::<ViewCase>(reference).await.expect("the demonstration's own task");
        for one in unit.case_file(&permit).await.expect("it opens").participants {
            let said: Answers = one.fields.into_iter().map(|field| (field.id, field.value)).collect();
            for (id, value) in &said {
                let Some(text) = value.as_text() else { continue };
                if id.ends_with("phone") && !id.contains("may-") {
                    let number = phone(text).expect("a telephone number");
                    assert!(number.starts_with("+447700900") || number.starts_with("+441632960"), "{number}");
                    phones += 1;
                } else if id.ends_with("email") && !id.contains("may-") {
                    assert!(text.ends_with("@example.org"), "{text}");
                } else if id.ends_with("postcode") {
                    let last: Vec<char> = text.chars().rev().take(2).collect();
                    assert!(last.iter().all(|letter| "CIKMOV".contains(*letter)), "{text}");
                    postcodes += 1;
                }
            }
        }
    }
    assert!(phones > 50 && postcodes > 100, "{phones} {postcodes}");
    let mails = house.texts("SELECT email FROM accounts").await;
    assert!(mails.iter().all(|mail| mail.ends_with("@example.org")));
}

#[tokio::test]
async fn a_live_service_and_one_with_people_are_refused() {
    let live = House::born(InstallationKind::Live).await;
    let made = generate(&live.store, Size::Small, 1, &|_, _, _| {}).await;
    assert!(matches!(made, Err(Error::NotDemo)), "{made:?}");
    let house = House::demo().await;
    small(&house, 1).await;
    let again = generate(&house.store, Size::Small, 1, &|_, _, _| {}).await;
    assert!(matches!(again, Err(Error::NotEmpty)), "{again:?}");
}

/// The tables that hold something when the service has been made.
const FULL: [&str; 22] = [
    "cases",
    "people",
    "participants",
    "sides",
    "incidents",
    "entries",
    "consents",
    "risks",
    "meetings",
    "agreements",
    "agreement_actions",
    "feedback",
    "closures",
    "case_access",
    "referrals",
    "answers",
    "answer_index",
    "blind_index",
    "statistics",
    "owner_keys",
    "accounts",
    "organisations",
];

#[tokio::test]
async fn what_was_taken_back_leaves_nothing_and_can_be_made_again() {
    let house = House::demo().await;
    small(&house, 4).await;
    for table in FULL {
        assert!(house.number(&format!("SELECT count(*) FROM {table}")).await > 0, "{table}");
    }
    let actor = demo(&house.store);
    let batch = Batch::all(&house.store, &actor).await.expect("the batches").remove(0);
    assert_eq!(batch.state, BatchState::Live);
    undo(&house.store, &actor, batch.id, &|_| {}).await.expect("it goes");
    for table in FULL.into_iter().chain(["name_search", "note_search", "exclusions", "pauses", "case_flags"])
    {
        assert_eq!(house.number(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    small(&house, 4).await;
    let checker = Actor::system(Task::AuditCheck, house.store.now());
    let unit = house.store.read(&checker).await.expect("a unit");
    let leave = checker.may::<VerifyAudit>(&Place::service(), unit.id()).expect("its task");
    let verified = unit.verify_audit(&leave, &[]).await.expect("the chains");
    assert!(verified.findings.is_empty() && verified.entries > 5 && verified.rows > 100, "{verified:?}");
}

#[tokio::test]
async fn an_interrupted_start_leaves_nothing_to_be_seen_and_is_cleared_away() {
    let house = House::demo().await;
    let store = house.store.clone();
    // The first chunk of cases is written when the power goes.
    let interrupted = tokio::spawn(async move {
        let power = |step, done, _| assert!(step != crate::Step::Cases || done == 0, "the power went");
        generate(&store, Size::Small, 5, &power).await
    })
    .await;
    assert!(interrupted.is_err());
    assert!(house.number("SELECT count(*) FROM cases").await > 0);
    for table in ["cases", "people", "accounts", "entries", "referrals", "statistics"] {
        assert_eq!(house.number(&format!("SELECT count(*) FROM {table} WHERE live")).await, 0, "{table}");
    }
    small(&house, 5).await;
    assert_eq!(house.number("SELECT count(*) FROM cases").await, 60);
    assert_eq!(house.number("SELECT count(*) FROM teams").await, 4);
}
