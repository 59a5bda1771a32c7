//! People who are known already: shown in one's own scope, told where one may not look.

use cases::Error;
use domain::codes::Flag;
use permissions::{ManageSettings, ViewCase};
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
