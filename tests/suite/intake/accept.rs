//! Accepting a referral.

use cases::Error;
use cases::intake::KnownAs;
use domain::codes::Flag;
use domain::{Reference, Value};
use permissions::{Actor, Allocate, AnswerInvitation, AssignmentKind, ViewCase};
use storage::{CaseFile, Field, InvitationAnswer, NewAssignment};
use tests::databases::Kind;

use super::house::{House, burglary};

async fn file(house: &House, actor: &Actor, case: Reference) -> CaseFile {
    let mut unit = house.store.read(actor).await.expect("a unit");
    let permit = unit.case::<ViewCase>(case).await.expect("they may open it");
    let file = unit.case_file(&permit).await.expect("a file");
    unit.show(file).await.expect("recorded").into_inner()
}

fn value<'a>(fields: &'a [Field], id: &str) -> Option<&'a Value> {
    fields.iter().find(|field| field.id == id).map(|field| &field.value)
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

async fn one_change_makes_the_case_and_everything_in_it(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let case = house.accept(&house.coordinator, referral, |_| {}).await;
    let file = file(&house, &house.coordinator, case).await;
    assert_eq!(value(&file.fields, "case.stage"), Some(&Value::Choice("first-contact".to_owned())));
    assert_eq!(value(&file.fields, "case.category"), Some(&Value::Choice("burglary-residential".to_owned())));
    assert_eq!(value(&file.fields, "case.risk-flag"), Some(&Value::Boolean(true)));
    assert_eq!(value(&file.incident, "incident.description"), Some(&text("A break-in at night")));
    let [harmed, responsible] = file.participants.as_slice() else { panic!("two people") };
    assert_eq!((harmed.side.letter.0, responsible.side.letter.0), ('A', 'B'));
    assert_eq!(value(&harmed.fields, "participant.name"), Some(&text("Ama Mensah")));
    assert_eq!(value(&harmed.fields, "person.phone"), Some(&text("07700 900123")));
    assert_eq!(value(&harmed.fields, "person.code-word"), Some(&text("bluebell")));
    assert_eq!(
        value(&harmed.fields, "person.birth-date"),
        Some(&Value::Date("1990-02-28".parse().expect("a day")))
    );
    assert_eq!(value(&harmed.fields, "participant.age-band"), Some(&Value::Choice("35-44".to_owned())));
    assert_eq!(value(&responsible.fields, "person.phone"), Some(&text("07700 900999")));
    // A plugin's answers are the case's now, each under its own part.
    assert_eq!(value(&file.incident, "extra.test-referral.tenancy"), Some(&text("T-17")));
    assert_eq!(value(&file.incident, "extra.test-referral.prison-number"), Some(&text("A1234BC")));
    assert_eq!(value(&file.incident, "referral.risk-note"), Some(&text("He was angry")));
    assert_eq!(value(&file.incident, "referral.reason"), Some(&text("She wants to ask why")));
}
on_both!(one_change_makes_the_case_and_everything_in_it);

async fn the_submissions_key_is_gone_and_nothing_is_sealed_under_it(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    house.accept(&house.coordinator, referral, |_| {}).await;
    let check = async |sql: &str, expect: i64| assert_eq!(house.count(sql).await, expect, "{sql}");
    check("SELECT count(*) FROM owner_keys WHERE kind = 'intake' AND wrapped IS NOT NULL", 0).await;
    check("SELECT count(*) FROM owner_keys WHERE kind = 'intake' AND erased_at IS NOT NULL", 1).await;
    check("SELECT count(*) FROM answers a JOIN owner_keys k ON k.id = a.owner WHERE k.kind = 'intake'", 0)
        .await;
    check(
        "SELECT count(*) FROM blind_index b JOIN owner_keys k ON k.id = b.owner WHERE k.kind = 'intake'",
        0,
    )
    .await;
    check("SELECT count(*) FROM owner_keys WHERE kind = 'person' AND wrapped IS NOT NULL", 2).await;
    check("SELECT count(*) FROM owner_keys WHERE kind = 'case' AND wrapped IS NOT NULL", 1).await;
    // No sealed part has a clear body, anywhere.
    check(
        "SELECT count(*) FROM answers WHERE body IS NOT NULL AND part IN ('g4.contact', 'g4.safe-contact',
         'g4.code-word', 'g3.birth-date', 'g3.identifiers', 'g6.shared-risk', 'g7.health')",
        0,
    )
    .await;
    check("SELECT count(*) FROM statistics", 2).await;
    check("SELECT count(*) FROM statistics WHERE age_band = '35-44' AND received_month = '2026-11'", 1).await;
    check("SELECT count(*) FROM name_search", 2).await;
    check("SELECT count(*) FROM participants WHERE search_row IS NOT NULL", 2).await;
    check(
        "SELECT count(*) FROM answer_index i JOIN cases c ON c.id = i.record WHERE i.field LIKE 'extra.%'",
        1,
    )
    .await;
    check("SELECT count(*) FROM answer_index", 1).await;
    check("SELECT count(*) FROM blind_index WHERE kind = 'extra.test-referral.prison-number'", 1).await;
}
on_both!(the_submissions_key_is_gone_and_nothing_is_sealed_under_it);

async fn who_may_not_decide_does_not_accept(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let proposal =
        house.intake.proposal(&house.coordinator, referral).await.expect("a proposal").into_inner();
    for actor in [&house.office, &house.partner] {
        let refused = house.intake.accept(actor, referral, proposal.version, &proposal.accepting).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    for actor in [&house.elsewhere, &house.facilitator, &house.other_partner] {
        let refused = house.intake.accept(actor, referral, proposal.version, &proposal.accepting).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    assert_eq!(house.count("SELECT count(*) FROM cases").await, 0);
    house.accept(&house.coordinator, referral, |_| {}).await;
    let twice =
        house.intake.accept(&house.coordinator, referral, proposal.version, &proposal.accepting).await;
    assert!(matches!(twice, Err(Error::Unmet(_))), "{twice:?}");
    assert_eq!(house.count("SELECT count(*) FROM cases").await, 1);
}
on_both!(who_may_not_decide_does_not_accept);

async fn a_facilitator_sees_their_own_side(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let case = house.accept(&house.coordinator, referral, |_| {}).await;
    let mut unit = house.store.write(&house.coordinator).await.expect("a unit");
    let permit = unit.case::<Allocate>(case).await.expect("a coordinator may");
    let account = house.facilitator.account_id().expect("an account");
    let new = NewAssignment { account, kind: AssignmentKind::Lead, sides: vec!['A'], until: None };
    unit.allocate(permit, new).await.expect("invited");
    unit.commit().await.expect("kept");
    let mut unit = house.store.write(&house.facilitator).await.expect("a unit");
    let permit = unit.case::<AnswerInvitation>(case).await.expect("they were invited");
    let yes = InvitationAnswer { accept: true, knows_someone: false, reason: None };
    unit.answer_invitation(permit, yes).await.expect("accepted");
    unit.commit().await.expect("kept");

    let file = file(&house, &house.facilitator, case).await;
    let [harmed, responsible] = file.participants.as_slice() else { panic!("two people") };
    let phone =
        harmed.fields.iter().find(|field| field.id == "person.phone").expect("their own side's phone");
    assert!(phone.masked && phone.value.is_empty(), "dots until it is asked for");
    assert_eq!(value(&harmed.fields, "person.may-phone"), Some(&Value::Choice("yes".to_owned())));
    for id in ["person.phone", "person.may-phone", "person.code-word", "person.birth-date"] {
        let other = responsible.fields.iter().find(|field| field.id == id);
        assert!(other.is_none_or(|field| field.value.is_empty() && id == "person.birth-date"), "{id}");
    }
    assert_eq!(value(&responsible.fields, "participant.name"), Some(&text("Kit Lowe")));
    for id in ["referral.reason", "extra.test-referral.prison-number"] {
        assert_eq!(value(&file.incident, id), None, "{id}");
    }
    assert_eq!(
        value(&file.incident, "referral.risk-note"),
        Some(&text("He was angry")),
        "risk is the case's"
    );
    // The referral itself is not theirs.
    assert!(matches!(house.intake.open(&house.facilitator, referral).await, Err(Error::NotFound)));
}
on_both!(a_facilitator_sees_their_own_side);

async fn a_restricted_case_is_its_acceptors_and_no_colleagues(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let case = house.accept(&house.coordinator, referral, |accepting| accepting.flags.push(Flag::Hate)).await;
    let own = file(&house, &house.coordinator, case).await;
    assert_eq!(own.participants.len(), 2);
    let mut unit = house.store.read(&house.colleague).await.expect("a unit");
    let refused = unit.case::<ViewCase>(case).await;
    assert!(matches!(refused, Err(storage::Error::NotFound)), "{refused:?}");
    drop(unit);
    // The referral is as narrow as the case from now on.
    assert!(matches!(house.intake.open(&house.colleague, referral).await, Err(Error::NotFound)));
    let own = house.intake.open(&house.coordinator, referral).await.expect("their own");
    assert_eq!(own.case, Some(case));
    // Who referred it still sees that it goes on, and not which case it is.
    let theirs = house.intake.open(&house.partner, referral).await.expect("they submitted it");
    assert_eq!(theirs.case, None);
}
on_both!(a_restricted_case_is_its_acceptors_and_no_colleagues);

async fn somebody_known_stays_one_person_and_keeps_what_is_on_record(kind: Kind) {
    let house = House::open(kind).await;
    let first = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let through = house.accept(&house.coordinator, first, |_| {}).await;
    let second = house.refer(burglary(("Ama", "Mensah"), "07700 900777", ("Tim", "Hall"))).await;
    let found =
        house.intake.possible_duplicates(&house.coordinator, second).await.expect("looked").into_inner();
    let ama = found.alike.iter().find(|one| one.party_id == "harmed").expect("Ama is known");
    let known = KnownAs { person: ama.person.expect("by her full name"), through };
    // Through a case that is not theirs, or to which the person does not belong, nobody is known.
    let proposal = house.intake.proposal(&house.coordinator, second).await.expect("a proposal").into_inner();
    let mut accepting = proposal.accepting.clone();
    accepting.parties[0].known = Some(KnownAs { through: second, ..known });
    let refused = house.intake.accept(&house.coordinator, second, proposal.version, &accepting).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    accepting.parties[0].known = Some(known);
    accepting.parties[1].known = Some(known);
    let refused = house.intake.accept(&house.coordinator, second, proposal.version, &accepting).await;
    assert!(matches!(refused, Err(Error::Fields(_))), "one person on two sides: {refused:?}");
    accepting.parties[1].known = None;
    let accepted = house.intake.accept(&house.coordinator, second, proposal.version, &accepting).await;
    let case = accepted.expect("accepted").case;
    assert_eq!(house.count("SELECT count(*) FROM people").await, 3);
    let file = file(&house, &house.coordinator, case).await;
    let phones: Vec<_> = file.participants[0]
        .fields
        .iter()
        .filter(|field| field.id == "person.phone")
        .map(|f| &f.value)
        .collect();
    assert!(phones.contains(&&text("07700 900123")), "what is on record stays: {phones:?}");
    assert!(phones.contains(&&text("07700 900777")), "what was said otherwise is kept beside it");
    assert_eq!(house.count("SELECT count(*) FROM statistics").await, 4, "she counts once in each case");
}
on_both!(somebody_known_stays_one_person_and_keeps_what_is_on_record);

async fn whoever_does_not_take_part_is_not_entered_and_not_lost(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    house.accept(&house.coordinator, referral, |accepting| accepting.parties.truncate(1)).await;
    assert_eq!(house.count("SELECT count(*) FROM people").await, 1);
    let view = house.intake.open(&house.coordinator, referral).await.expect("still there").into_inner();
    let phone =
        view.pages.iter().flat_map(|page| &page.answers).find(|answer| answer.id == "responsible-phone");
    assert!(phone.is_some_and(|answer| answer.value.is_some()), "sealed under the case's key now");
}
on_both!(whoever_does_not_take_part_is_not_entered_and_not_lost);

async fn two_who_accept_at_one_moment_make_one_case(kind: Kind) {
    let house = House::open(kind).await;
    let referral = house.refer(burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"))).await;
    let proposal =
        house.intake.proposal(&house.coordinator, referral).await.expect("a proposal").into_inner();
    let accept = |by| house.intake.accept(by, referral, proposal.version, &proposal.accepting);
    let (a, b) = tokio::join!(accept(&house.coordinator), accept(&house.colleague));
    let refused = if a.is_ok() { b } else { a };
    assert!(matches!(refused, Err(Error::Conflict | Error::Unmet(_))), "{refused:?}");
    assert_eq!(house.count("SELECT count(*) FROM cases").await, 1);
    assert_eq!(house.count("SELECT count(*) FROM people").await, 2);
}
on_both!(two_who_accept_at_one_moment_make_one_case);

/// The office's own form goes through the same door as a plugin's.
async fn the_offices_form_becomes_a_case_as_well(kind: Kind) {
    let house = House::open(kind).await;
    let text = |value: &str| Value::Text(value.to_owned());
    let choice = |code: &str| Value::Choice(code.to_owned());
    let answers: domain::Answers = [
        ("source-type", choice("self-party")),
        ("service-type", choice("neighbour-mediation")),
        ("is-crime", Value::Boolean(false)),
        ("reason", text("The music at night")),
        ("offence-group", choice("noise")),
        ("first-given-name", text("Priya")),
        ("first-family-name", text("Rao")),
        ("first-address-line-1", text("1 High Street")),
        ("first-town", text("Colchester")),
        ("first-aware", choice("yes")),
        ("first-consent", choice("given-verbal")),
        ("second-given-name", text("Tom")),
        ("second-aware", choice("no")),
        ("second-consent", choice("not-sought")),
    ]
    .into_iter()
    .map(|(id, value)| (id.to_owned(), value))
    .collect();
    let form = cases::intake::FormName::new("core", "referral");
    let sent = cases::intake::Submission { form, ..super::house::submission(1, answers) };
    let referral = house.intake.submit(&house.office, sent).await.expect("keyed in").reference;
    let case = house.accept(&house.coordinator, referral, |_| {}).await;
    let file = file(&house, &house.coordinator, case).await;
    let [priya, tom] = file.participants.as_slice() else { panic!("two parties") };
    assert_eq!((priya.side.kind, priya.side.letter.0), (domain::SideKind::Party, 'A'));
    assert_eq!((tom.side.kind, tom.side.letter.0), (domain::SideKind::Party, 'B'));
    assert_eq!(value(&priya.fields, "person.address"), Some(&text("1 High Street\nColchester")));
    assert_eq!(value(&priya.fields, "participant.consent-to-refer"), Some(&choice("given-verbal")));
    assert_eq!(value(&file.incident, "incident.kind"), Some(&choice("dispute")));
}
on_both!(the_offices_form_becomes_a_case_as_well);
