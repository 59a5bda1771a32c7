//! People who are known already: shown in one's own scope, told where one may not look.

use std::collections::BTreeSet;

use cases::Error;
use cases::intake::QueueWanted;
use domain::Reference;
use domain::codes::Flag;
use permissions::{Actor, ManageSettings, ViewCase};
use storage::{Notice, NoticeKind};
use tests::databases::Kind;

use super::house::{House, burglary};

async fn a_hit_in_a_hidden_case_goes_to_those_who_may_see_it(kind: Kind) {
    let house = House::open(kind).await;
    let first = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let hidden = house.accept(&house.coordinator, first, |accepting| accepting.flags.push(Flag::Hate)).await;
    let second = house.refer(burglary(("Amma", "Mensah"), "07700 900123", ("Tim", "Hall"))).await;
    let third = house.refer(burglary(("Zoe", "Quill"), "07700 900321", ("Ned", "Orr"))).await;
    // Who may not see the case is shown the same as where nobody is known.
    let found = house.intake.possible_duplicates(&house.colleague, second).await.expect("looked");
    let in_cases = found.alike.iter().filter(|one| one.case.is_some()).count();
    assert_eq!(in_cases, 0, "{found:?}");
    let page = serde_json::to_string(&found).expect("a view");
    assert!(!page.contains(&hidden.to_string()));
    house.intake.possible_duplicates(&house.colleague, second).await.expect("told once, however often");
    house.intake.possible_duplicates(&house.colleague, third).await.expect("looked");
    let mut unit = house.store.read(&house.coordinator).await.expect("a unit");
    let permit = unit.case::<ViewCase>(hidden).await.expect("it is theirs");
    let notices = unit.notices(&permit).await.expect("notices");
    let told: Vec<_> = notices.iter().map(|Notice { kind, subject, .. }| (*kind, *subject)).collect();
    assert_eq!(told.iter().filter(|notice| **notice == (NoticeKind::PossibleLink, second)).count(), 1);
    drop(unit);
    // Whoever may see it is shown it, with the reasons.
    let found =
        house.intake.possible_duplicates(&house.coordinator, second).await.expect("looked").into_inner();
    let ama =
        found.alike.iter().find(|one| one.case == Some(hidden) && one.party_id == "harmed").expect("shown");
    assert_eq!(ama.name.as_deref(), Some("Ama Mensah"));
    assert!(ama.reasons.iter().any(|reason| reason.key == "match-phone"), "{:?}", ama.reasons);
}
on_both!(a_hit_in_a_hidden_case_goes_to_those_who_may_see_it);

async fn looking_is_staffs(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let refused = house.intake.possible_duplicates(&house.partner, referral).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    for actor in [&house.elsewhere, &house.facilitator, &house.other_partner] {
        let refused = house.intake.possible_duplicates(actor, referral).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    assert_eq!(house.count("SELECT count(*) FROM notices").await, 0);
    // The task's own doors are closed to people, whatever their role.
    let mut unit = house.store.write(&house.coordinator).await.expect("a unit");
    let refused = unit.tell_of_links(referral, &[]).await;
    assert!(matches!(refused, Err(storage::Error::Forbidden)), "{refused:?}");
    let refused = unit.actor().may::<ManageSettings>(&permissions::Place::team(house.team), unit.id());
    assert!(refused.is_err(), "a coordinator makes no teams");
}
on_both!(looking_is_staffs);

async fn the_same_people_in_two_submissions_are_seen_before_either_is_a_case(kind: Kind) {
    let house = House::open(kind).await;
    let first = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let second = house.refer(burglary(("Ama", "Mensah"), "07700 900124", ("Tim", "Hall"))).await;
    let found =
        house.intake.possible_duplicates(&house.coordinator, second).await.expect("looked").into_inner();
    let twin = found.alike.iter().find(|one| one.referral == Some(first) && one.party_id == "harmed");
    assert!(twin.is_some_and(|one| one.person.is_none() && one.name.is_none()), "{:?}", found.alike);
}
on_both!(the_same_people_in_two_submissions_are_seen_before_either_is_a_case);

/// What the queue says of a referral to one reader.
async fn in_queue(house: &House, actor: &Actor, referral: Reference) -> Option<usize> {
    let wanted =
        QueueWanted { waiting: true, oldest_first: true, with_matches: true, ..QueueWanted::default() };
    let page = house.intake.queue(actor, &wanted).await.expect("a page");
    page.rows.iter().find(|row| row.reference == referral).expect("it waits").matches
}

/// In how many records its own page shows somebody.
async fn on_its_page(house: &House, actor: &Actor, referral: Reference) -> Option<usize> {
    let found = house.intake.possible_duplicates(actor, referral).await.expect("looked");
    let records: BTreeSet<_> = found.alike.iter().map(|one| (one.case, one.referral)).collect();
    Some(records.len()).filter(|count| *count > 0)
}

async fn the_queue_says_how_many_records_to_look_at(kind: Kind) {
    let house = House::open(kind).await;
    let first = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    house.accept(&house.coordinator, first, |accepting| accepting.flags.push(Flag::Hate)).await;
    let open = house.refer(burglary(("Eve", "Marsh"), "07700 900777", ("Rob", "Hythe"))).await;
    house.accept(&house.coordinator, open, |_| {}).await;
    let same = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Tim", "Hall"))).await;
    // A sister under the same roof: one number, one surname, another date of birth.
    let mut sister = burglary(("Adjoa", "Mensah"), "07700 900123", ("Jo", "Pike"));
    sister.insert("harmed-birth-date".to_owned(), domain::Value::Date("1994-07-01".parse().expect("a day")));
    let sister = house.refer(sister).await;
    let mut alone = burglary(("Zoe", "Quill"), "07700 900321", ("Ned", "Orr"));
    alone.insert("harmed-birth-date".to_owned(), domain::Value::Date("1971-03-04".parse().expect("a day")));
    alone.remove("responsible-phone");
    let alone = house.refer(alone).await;
    for actor in [&house.coordinator, &house.colleague, &house.office] {
        for referral in [same, sister, alone] {
            let (queue, page) =
                (in_queue(&house, actor, referral).await, on_its_page(&house, actor, referral).await);
            assert_eq!(queue, page, "{referral}");
        }
        assert_eq!(in_queue(&house, actor, alone).await, None);
    }
    // The hidden case is counted for those on its list alone.
    let (listed, unlisted) =
        (in_queue(&house, &house.coordinator, same).await, in_queue(&house, &house.colleague, same).await);
    assert_eq!(listed.expect("the case, and the sister's"), unlisted.expect("the sister's") + 1);
    // A partner is told nothing about anybody, and whoever does not ask costs nothing.
    let own = house.intake.own_referrals(&house.partner, None).await.expect("their own");
    assert!(own.rows.iter().all(|row| row.matches.is_none()));
    let asked = QueueWanted { with_matches: true, ..QueueWanted::default() };
    let own = house.intake.queue(&house.partner, &asked).await.expect("their own");
    assert!(own.rows.iter().all(|row| row.matches.is_none()), "a partner may not look");
}
on_both!(the_queue_says_how_many_records_to_look_at);

async fn looking_through_the_queue_is_logged_once(kind: Kind) {
    let house = House::open(kind).await;
    for phone in ["07700 900123", "07700 900123"] {
        house.refer(burglary(("Ama", "Mensah"), phone, ("Kit", "Lowe"))).await;
    }
    let wanted = QueueWanted { waiting: true, with_matches: true, ..QueueWanted::default() };
    house.intake.queue(&house.coordinator, &wanted).await.expect("a page");
    let logged = house.count("SELECT count(*) FROM audit_entries WHERE verb = 'check-duplicates'").await;
    assert_eq!(logged, 1, "one entry names them both");
}
on_both!(looking_through_the_queue_is_logged_once);
