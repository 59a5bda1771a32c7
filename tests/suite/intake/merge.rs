//! A referral that is part of a case which exists.

use cases::Error;
use cases::intake::{AcceptingParty, KnownAs};
use domain::codes::{Flag, ParticipantRole};
use domain::{Answers, Reference, SideKind, Value};
use permissions::{Actor, Allocate, AnswerInvitation, AssignmentKind, ViewCase};
use storage::{CaseFile, Field, InvitationAnswer, NewAssignment, NoticeKind};
use tests::databases::Kind;

use super::house::{House, burglary};

async fn file(house: &House, actor: &Actor, case: Reference) -> CaseFile {
    let mut unit = house.store.read(actor).await.expect("a unit");
    let permit = unit.case::<ViewCase>(case).await.expect("they may open it");
    let file = unit.case_file(&permit).await.expect("a file");
    unit.show(file).await.expect("recorded").into_inner()
}

/// Every value that somebody has under this field, beside one another.
fn values(fields: &[Field], id: &str) -> Vec<Value> {
    fields.iter().filter(|field| field.id == id).map(|field| field.value.clone()).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// The proposal's parties, the one who is alike said to be who they are in the case.
async fn parties(house: &House, by: &Actor, referral: Reference, case: Reference) -> Vec<AcceptingParty> {
    let proposal = house.intake.merge_proposal(by, referral, case).await.expect("a proposal").into_inner();
    let name = |party: &AcceptingParty| format!("{} {}", party.given_name, party.family_name);
    let mut parties = proposal.parties.clone();
    for party in &mut parties {
        let same = proposal.there.iter().find(|one| one.name == name(party));
        party.known = same.map(|one| KnownAs { person: one.person, through: case });
    }
    parties
}

/// A case, and a second referral about the same harmed person and another man.
async fn two(house: &House, flags: &[Flag]) -> (Reference, Reference) {
    let mut first = burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    first.remove("harmed-birth-date");
    let first = house.refer(first).await;
    let case = house.accept(&house.coordinator, first, |accepting| accepting.flags.extend(flags)).await;
    let mut second: Answers = burglary(("Ama", "Mensah"), "07700 900555", ("Tim", "Hall"));
    second.insert("reason".to_owned(), text("They met again"));
    second.insert("risk-note".to_owned(), text("He has a dog"));
    second.insert("responsible-phone".to_owned(), text("07700 900777"));
    (case, house.refer(second).await)
}

async fn its_people_join_and_the_case_keeps_its_own_words(kind: Kind) {
    let house = House::open(kind).await;
    let dan = &house.coordinator;
    let (case, referral) = two(&house, &[]).await;
    let parties = parties(&house, dan, referral, case).await;
    assert_eq!(parties.iter().filter(|party| party.known.is_some()).count(), 1, "Ama alone");
    house.intake.merge(dan, referral, 1, case, &parties).await.expect("added");
    let file = file(&house, dan, case).await;
    let named = |name: &str| {
        let is = |fields: &[Field]| values(fields, "participant.name").contains(&text(name));
        file.participants.iter().find(|one| is(&one.fields)).expect("they take part")
    };
    let (ama, kit, tim) = (named("Ama Mensah"), named("Kit Lowe"), named("Tim Hall"));
    assert_eq!(file.participants.len(), 3);
    assert_eq!(tim.side.id, kit.side.id, "those responsible share a side");
    // What was not known of Ama is; what is said otherwise stands beside it.
    let born = Value::Date("1990-02-28".parse().expect("a day"));
    assert_eq!(values(&ama.fields, "person.birth-date"), [born]);
    let phones = values(&ama.fields, "person.phone");
    assert!(phones.contains(&text("07700 900123")) && phones.contains(&text("07700 900555")), "{phones:?}");
    // What is told of one goes to that one alone.
    assert_eq!(values(&tim.fields, "person.phone"), [text("07700 900777")]);
    assert_eq!(values(&kit.fields, "person.phone"), [text("07700 900999")]);
    assert!(values(&tim.fields, "person.code-word").is_empty());
    // The case's own words stand, and those of the referral stay with it.
    assert_eq!(values(&file.incident, "referral.reason"), [text("She wants to ask why")]);
    // A warning reaches those who work the case, and the first one is not lost by it.
    assert_eq!(values(&file.incident, "referral.risk-note"), [text("He was angry\n\nHe has a dog")]);
    let view = house.intake.open(dan, referral).await.expect("it is there").into_inner();
    assert_eq!((view.decision, view.case, view.open), (Some("merged"), Some(case), false));
    let said = view.pages.iter().flat_map(|page| &page.answers);
    let said: Vec<&str> = said.filter(|one| one.value.is_some()).map(|one| one.id.as_str()).collect();
    assert!(said.contains(&"reason") && said.contains(&"prison-number"), "{said:?}");
    // The partner follows it in coarse words, as any other.
    let own = house.intake.own_referrals(&house.partner, None).await.expect("theirs");
    let row = own.rows.iter().find(|row| row.reference == referral).expect("it is theirs");
    let coarse = row.fields.iter().find(|field| field.id == "referral.coarse-status").expect("coarse");
    assert!(format!("{:?}", coarse.value).contains("in-progress"));
    let mut unit = house.store.read(dan).await.expect("a unit");
    let permit = unit.case::<ViewCase>(case).await.expect("theirs");
    let told: Vec<_> =
        unit.notices(&permit).await.expect("notices").iter().map(|one| (one.kind, one.subject)).collect();
    assert!(told.contains(&(NoticeKind::MergedReferral, referral)), "{told:?}");
}
on_both!(its_people_join_and_the_case_keeps_its_own_words);

async fn the_submissions_key_ends_and_the_log_says_what_was_combined(kind: Kind) {
    let house = House::open(kind).await;
    let (case, referral) = two(&house, &[]).await;
    let parties = parties(&house, &house.coordinator, referral, case).await;
    house.intake.merge(&house.coordinator, referral, 1, case, &parties).await.expect("added");
    let check = async |sql: &str, expect: i64| assert_eq!(house.count(sql).await, expect, "{sql}");
    check("SELECT count(*) FROM owner_keys WHERE kind = 'intake' AND wrapped IS NOT NULL", 0).await;
    check("SELECT count(*) FROM answers a JOIN owner_keys k ON k.id = a.owner WHERE k.kind = 'intake'", 0)
        .await;
    check("SELECT count(*) FROM people", 3).await;
    check("SELECT count(*) FROM cases", 1).await;
    check("SELECT count(*) FROM sides", 2).await;
    check("SELECT count(*) FROM statistics", 3).await;
    check("SELECT count(*) FROM answer_index", 1).await;
    check("SELECT count(*) FROM audit_entries WHERE verb = 'merge-referral' AND subjects IS NOT NULL", 1)
        .await;
    check("SELECT count(*) FROM audit_entries WHERE verb = 'decide-referral'", 2).await;
    check("SELECT count(*) FROM audit_entries WHERE verb = 'amend-participant'", 1).await;
}
on_both!(the_submissions_key_ends_and_the_log_says_what_was_combined);

/// Ama works for the harmed alone: of the man who was added she sees as little as of the
/// first.
async fn nothing_of_one_side_reaches_the_other(kind: Kind) {
    let house = House::open(kind).await;
    let (case, referral) = two(&house, &[]).await;
    let mut unit = house.store.write(&house.coordinator).await.expect("a unit");
    let permit = unit.case::<Allocate>(case).await.expect("theirs to allocate");
    let account = house.facilitator.account_id().expect("an account");
    let new = NewAssignment { account, kind: AssignmentKind::Lead, sides: vec!['A'], until: None };
    unit.allocate(permit, new).await.expect("invited");
    unit.commit().await.expect("kept");
    let mut unit = house.store.write(&house.facilitator).await.expect("a unit");
    let permit = unit.case::<AnswerInvitation>(case).await.expect("hers to answer");
    let yes = InvitationAnswer { accept: true, knows_someone: false, reason: None };
    unit.answer_invitation(permit, yes).await.expect("accepted");
    unit.commit().await.expect("kept");
    let parties = parties(&house, &house.coordinator, referral, case).await;
    house.intake.merge(&house.coordinator, referral, 1, case, &parties).await.expect("added");
    let file = file(&house, &house.facilitator, case).await;
    let all: Vec<Value> = file
        .participants
        .iter()
        .flat_map(|one| &one.fields)
        .chain(&file.incident)
        .chain(&file.fields)
        .map(|field| field.value.clone())
        .collect();
    let seen = format!("{all:?}");
    assert!(seen.contains("Ama Mensah") && seen.contains("He has a dog"), "{seen}");
    for hidden in ["07700 900777", "07700 900999", "They met again"] {
        assert!(!seen.contains(hidden), "{hidden}: {seen}");
    }
    assert!(matches!(house.intake.open(&house.facilitator, referral).await, Err(Error::NotFound)));
}
on_both!(nothing_of_one_side_reaches_the_other);

async fn who_decides_and_may_know_the_case_adds_to_it(kind: Kind) {
    let house = House::open(kind).await;
    let (case, referral) = two(&house, &[Flag::Hate]).await;
    let refused = house.intake.merge_proposal(&house.colleague, referral, case).await;
    assert!(matches!(refused, Err(Error::NotFound)), "a case on whose list she is not: {refused:?}");
    let refused = house.intake.merge(&house.colleague, referral, 1, case, &[]).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    for actor in [&house.office, &house.partner] {
        let refused = house.intake.merge(actor, referral, 1, case, &[]).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    for actor in [&house.elsewhere, &house.facilitator, &house.other_partner] {
        let refused = house.intake.merge(actor, referral, 1, case, &[]).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    let stale = house.intake.merge(&house.coordinator, referral, 7, case, &[]).await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    // The referral of a restricted case is its list's alone, from now on.
    assert!(house.intake.open(&house.colleague, referral).await.is_ok());
    house.intake.merge(&house.coordinator, referral, 1, case, &[]).await.expect("added");
    let hidden = house.intake.open(&house.colleague, referral).await;
    assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    let twice = house.intake.merge(&house.coordinator, referral, 2, case, &[]).await;
    assert!(matches!(twice, Err(Error::Unmet(_))), "{twice:?}");
    assert_eq!(house.count("SELECT count(*) FROM participants").await, 2, "nobody was said to take part");
}
on_both!(who_decides_and_may_know_the_case_adds_to_it);

async fn what_does_not_fit_is_said_and_changes_nothing(kind: Kind) {
    let house = House::open(kind).await;
    let dan = &house.coordinator;
    let (case, referral) = two(&house, &[]).await;
    let proposed = parties(&house, dan, referral, case).await;
    let check = async |change: &dyn Fn(&mut Vec<AcceptingParty>), field: &str, key: &str| {
        let mut parties = proposed.clone();
        change(&mut parties);
        match house.intake.merge(dan, referral, 1, case, &parties).await {
            Err(Error::Fields(errors)) => {
                let found = errors.0.iter().any(|one| one.field == field && one.message.key == key);
                assert!(found, "{errors:?}");
            }
            other => panic!("{other:?}"),
        }
    };
    check(&|all| all[1].known = all[0].known, "responsible.known", "merge-known-twice").await;
    check(&|all| all[1].role = None, "responsible.role", "accept-role").await;
    check(&|all| all[1].called = " ".to_owned(), "responsible.called", "accept-called").await;
    check(&|all| all[0].party = "stranger".to_owned(), "stranger.party", "accept-party-unknown").await;
    // Somebody who is in no case that Dan may see is not made known by naming them.
    let mut unknown = proposed.clone();
    let nobody = Reference::from_random(domain::ReferenceKind::Person, 7);
    unknown[1].known = Some(KnownAs { person: nobody, through: case });
    let refused = house.intake.merge(dan, referral, 1, case, &unknown).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    assert_eq!(house.count("SELECT count(*) FROM participants").await, 2);
    // A referral about hatred does not go into a case that the whole team may open.
    let mut hate = burglary(("Eve", "Marsh"), "07700 900888", ("Rob", "Hythe"));
    hate.insert("flags".to_owned(), Value::Choices(vec!["hate".to_owned()]));
    let hate = house.refer(hate).await;
    match house.intake.merge_proposal(dan, hate, case).await {
        Err(Error::Unmet(why)) => assert_eq!(why[0].key, "merge-case-wider"),
        other => panic!("{other:?}"),
    }
    // One who is added on a side of their own kind gets it, where the case has none such.
    let mut parties = proposed.clone();
    parties[1].role = Some(ParticipantRole::PartyA);
    parties[1].side = Some(SideKind::Party);
    house.intake.merge(dan, referral, 1, case, &parties).await.expect("added");
    assert_eq!(house.count("SELECT count(*) FROM sides WHERE letter = 'C' AND kind = 'party'").await, 1);
}
on_both!(what_does_not_fit_is_said_and_changes_nothing);
