//! The quarterly return: what is counted, by which moment, and who sees which numbers.

use contributions::{Catalogue, DateBasis, Registry, Unit};
use domain::Period;
use permissions::{Actor, Role, Task};
use reports::disclosure::Rules;
use reports::{Ask, ReportView, Reports};
use storage::figures::CubeQuery;
use tests::databases::Kind;
use uuid::Uuid;
use wording::{Language, Text, Wording};

use crate::service::{MANAGER, Service, case_id, cell, moment, now, registry};

/// July to September 2026: summer time, so it begins at 23:00 UTC.
fn quarter() -> Period {
    Period::quarter_of("2026-08-01".parse().expect("a day"))
}

async fn referral(service: &Service, number: u128, received: &str, decision: &str, decided: Option<&str>) {
    let row = [
        cell("id", Uuid::from_u128(5_000 + number)),
        cell("reference", format!("RTEST{number}")),
        cell("channel", "partner-portal"),
        cell("source_type", if number.is_multiple_of(2) { "police" } else { "court" }),
        cell("plugin", "core"),
        cell("form", "referral"),
        cell("form_version", 1),
        cell("received_at", moment(received)),
        cell("decision", decision),
        cell("decided_at", decided.map(moment)),
        cell("coarse_status", "received"),
    ];
    service.root("referrals", &row).await;
}

async fn count(service: &Service, unit: Unit, basis: DateBasis, fields: &[&str]) -> storage::figures::Cube {
    let actor = Actor::system(Task::ServiceFigures, now());
    let reading = service.store.read(&actor).await.expect("a unit begins");
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    let query = CubeQuery { unit, basis, period: quarter(), fields };
    let cube = reading.count(&Catalogue::core(), &query).await.expect("it is counted");
    cube.expect("the dataset has this count")
}

async fn a_quarter_is_half_open_in_local_time(kind: Kind) {
    let service = Service::open(kind).await;
    let moments = [
        ("2026-06-30T22:59:59Z", false),
        ("2026-06-30T23:00:00Z", true),
        ("2026-09-30T22:59:59Z", true),
        ("2026-09-30T23:00:00Z", false),
    ];
    for (number, (received, _)) in (1..).zip(moments) {
        referral(&service, number, received, "received", None).await;
        service.case(number, received, &[]).await;
    }
    let expect = moments.iter().filter(|(_, counts)| *counts).count() as u64;
    assert_eq!(count(&service, Unit::Referral, DateBasis::ReceivedOn, &[]).await.count(|_| true), expect);
    assert_eq!(count(&service, Unit::Case, DateBasis::ReceivedOn, &[]).await.count(|_| true), expect);
}
crate::on_both!(a_quarter_is_half_open_in_local_time);

async fn waiting_and_open_are_as_of_the_end_of_the_quarter(kind: Kind) {
    let service = Service::open(kind).await;
    let after = Some("2026-10-05T10:00:00Z");
    let within = Some("2026-08-05T10:00:00Z");
    referral(&service, 1, "2026-05-01T10:00:00Z", "received", None).await;
    referral(&service, 2, "2026-08-01T10:00:00Z", "accepted", after).await;
    referral(&service, 3, "2026-08-01T10:00:00Z", "more-information", within).await;
    referral(&service, 4, "2026-08-01T10:00:00Z", "accepted", within).await;
    referral(&service, 5, "2026-10-02T10:00:00Z", "received", None).await;
    let waiting = count(&service, Unit::Referral, DateBasis::PeriodEnd, &["referral.decision"]).await;
    assert_eq!(waiting.count(|values| values["referral.decision"].is_empty()), 3);
    let decided = count(&service, Unit::Referral, DateBasis::DecidedOn, &["referral.decision"]).await;
    assert_eq!(decided.count(|_| true), 1, "asking for more decides nothing");

    let at = |text: Option<&str>| text.map(moment);
    service.case(1, "2026-05-01T10:00:00Z", &[]).await;
    service.case(2, "2026-05-01T10:00:00Z", &[cell("closed_at", at(within))]).await;
    service.case(3, "2026-05-01T10:00:00Z", &[cell("closed_at", at(after)), cell("status", "closed")]).await;
    service.case(4, "2026-05-01T10:00:00Z", &[cell("allocated_at", at(within))]).await;
    service.case(5, "2026-05-01T10:00:00Z", &[cell("allocated_at", at(after))]).await;
    service.case(6, "2026-10-01T10:00:00Z", &[]).await;
    let open = count(&service, Unit::Case, DateBasis::PeriodEnd, &["case.allocated-on"]).await;
    assert_eq!(open.count(|_| true), 4);
    assert_eq!(open.count(|values| values["case.allocated-on"].is_empty()), 3, "accepted later is not yet");
}
crate::on_both!(waiting_and_open_are_as_of_the_end_of_the_quarter);

async fn people_are_counted_once_and_restricted_cases_too(kind: Kind) {
    let service = Service::open(kind).await;
    let mut ama = None;
    for number in 1..=3 {
        let class = if number == 3 { "restricted" } else { "standard" };
        service.case(number, "2026-07-05T10:00:00Z", &[cell("class", class)]).await;
        // Cases 1 and 2 are about the same harmed person.
        match ama.filter(|_| number == 2) {
            Some(ama) => service.takes_part(number, "A", ama, "Ama", "Mensah").await,
            None => ama = Some(service.participant(number, "A", "Ama", "Mensah").await),
        }
        service.participant(number, "B", "Boris", "Novak").await;
    }
    service.case(4, "2026-07-05T10:00:00Z", &[cell("live", false)]).await;
    service.participant(4, "A", "Yaw", "Mensah").await;
    service.change("UPDATE participants SET first_contact_at = '2026-08-05T10:00:00+00:00'").await;
    let is_harmed = |values: &domain::Answers| values["participant.side"].as_text() == Some("harmed");
    let fields = ["participant.side", "case.category"];
    let reached = count(&service, Unit::Participant, DateBasis::FirstContactOn, &fields).await;
    assert_eq!(reached.count(|_| true), 6, "restricted cases are counted, what is not switched on is not");
    assert_eq!(reached.count(is_harmed), 3);
    let people = count(&service, Unit::Person, DateBasis::FirstContactOn, &fields).await;
    assert_eq!(people.count(is_harmed), 2);
    assert_eq!(people.count(|_| true), 5);
}
crate::on_both!(people_are_counted_once_and_restricted_cases_too);

async fn questions_of_equality_are_counted_from_coded_rows_alone(kind: Kind) {
    let service = Service::open(kind).await;
    service.case(1, "2026-07-05T10:00:00Z", &[]).await;
    service.case(2, "2026-01-05T10:00:00Z", &[]).await;
    let people = [
        (1, "harmed", "female"),
        (1, "responsible", "male"),
        (1, "harmed", "not-asked"),
        (2, "harmed", "male"),
    ];
    for (number, (case, side, sex)) in (0_u8..).zip(people) {
        let row = [
            cell("key", vec![number; 32]),
            cell("case_id", case_id(case)),
            cell("role", "person-harmed"),
            cell("side_kind", side),
            cell("age_band", "18-24"),
            cell("sex", sex),
            cell("ethnic_group", "not-asked"),
            cell("disability", "not-asked"),
            cell("district", "chelmsford"),
            cell("risk_level", "unknown"),
            cell("received_month", "2026-07"),
            cell("live", true),
        ];
        service.insert("statistics", &row).await;
    }
    let fields = ["person.sex", "participant.side"];
    let cube = count(&service, Unit::Participant, DateBasis::ReceivedOn, &fields).await;
    let by = cube.count_by("person.sex", |values| values["participant.side"].as_text() == Some("harmed"));
    let by: Vec<(Option<&str>, u64)> = by.iter().map(|(code, count)| (code.as_deref(), *count)).collect();
    assert_eq!(by, [(Some("female"), 1), (Some("not-asked"), 1)]);
}
crate::on_both!(questions_of_equality_are_counted_from_coded_rows_alone);

async fn nobody_else_may_count(kind: Kind) {
    let service = Service::open(kind).await;
    let reading = service.store.read(&service.manager()).await.expect("a unit begins");
    let query =
        CubeQuery { unit: Unit::Case, basis: DateBasis::ReceivedOn, period: quarter(), fields: Vec::new() };
    let refused = reading.count(&Catalogue::core(), &query).await;
    assert!(matches!(refused, Err(storage::Error::Forbidden)));
}
crate::on_both!(nobody_else_may_count);

/// The return of the plugin, as somebody in this role gets it.
async fn made(service: &Service, registry: &Registry, role: Role) -> Result<ReportView, reports::Error> {
    let words = Wording::load(Language::En, chrono_tz::Europe::London).expect("the words load");
    let words = words.with_plugins(registry.words()).expect("the plugin's words load");
    let reports = Reports::new(service.store.clone(), Rules::default());
    let ask =
        Ask { plugin: "returns-pcc", report: "quarterly-return", period: quarter(), language: Language::En };
    let made = reports.run(&service.actor(MANAGER, role), registry, &words, &ask).await?;
    Ok(made.into_inner())
}

async fn the_return_is_true_for_the_manager_and_protected_for_the_commissioner(kind: Kind) {
    let service = Service::open(kind).await;
    for number in 1..=13 {
        referral(&service, number, "2026-08-01T10:00:00Z", "accepted", Some("2026-08-02T10:00:00Z")).await;
    }
    let closed = moment("2026-09-05T10:00:00Z");
    for number in 1..=3 {
        let class = if number == 3 { "restricted" } else { "standard" };
        let cells = [
            cell("closed_at", closed),
            cell("status", "closed"),
            cell("class", class),
            cell("closing_reason", "direct-meeting"),
        ];
        service.case(number, "2026-07-05T10:00:00Z", &cells).await;
        let meeting = [
            cell("id", Uuid::now_v7()),
            cell("reference", format!("NTEST{number}")),
            cell("case_id", case_id(number)),
            cell("kind", if number == 1 { "preparation" } else { "conference" }),
            cell("direct", true),
            cell("planned_at", closed),
            cell("held", "yes"),
            cell("held_at", closed),
        ];
        service.child("meetings", &meeting).await;
    }
    let registry = registry(&["returns-pcc"]);
    let value = |view: &ReportView, id: &str| view.figures[id].value.clone();
    let truth = made(&service, &registry, Role::ServiceManager).await.expect("a report");
    assert_eq!(value(&truth, "received"), Text::Number(13));
    assert_eq!(value(&truth, "accepted"), Text::Number(13));
    assert_eq!(value(&truth, "closed"), Text::Number(3), "the restricted case is counted");
    assert_eq!(value(&truth, "events-direct"), Text::Number(2), "preparing is no event");
    let offered = |view: &ReportView| {
        view.figures.values().filter(|figure| figure.value == Text::key("report-not-offered")).count()
    };
    assert_eq!(offered(&truth), 0, "every figure of the return can be counted");

    let protected = made(&service, &registry, Role::Commissioner).await.expect("a report");
    assert_eq!(value(&protected, "received"), Text::Number(15));
    assert_eq!(value(&protected, "closed"), Text::key("report-hidden"));
    assert_eq!(value(&protected, "events-direct"), Text::key("report-hidden"));
    assert_eq!(offered(&protected), 0);
    for view in [&truth, &protected] {
        for (id, figure) in &view.figures {
            let said = [&figure.unit, &figure.date_basis, &figure.definition];
            assert!(said.iter().all(|text| !text.is_empty()), "{id} does not say what it is");
        }
        assert!(view.html.contains("Every request to the service received in the quarter"));
        assert!(!view.html.contains('['), "a key without words: {}", view.html);
    }
    assert!(protected.html.contains("Not shown") && !truth.html.contains("Not shown"));

    for role in [Role::LeadFacilitator, Role::PartnerReferrer, Role::SystemAdministrator, Role::Dpo] {
        let refused = made(&service, &registry, role).await;
        assert!(matches!(refused, Err(reports::Error::Forbidden)), "{role:?}");
    }
    let detail = "verb = 'run-report' AND detail LIKE 'returns-pcc/quarterly-return v1 2026-07-01%'";
    assert_eq!(service.how_many("audit_entries", detail).await, 2);
}
crate::on_both!(the_return_is_true_for_the_manager_and_protected_for_the_commissioner);

/// What is hidden from a reader has no part in the protected numbers: a case that becomes
/// restricted changes nothing in them.
async fn protected_figures_do_not_depend_on_what_is_hidden(kind: Kind) {
    let service = Service::open(kind).await;
    for number in 1..=12 {
        service.case(number, "2026-07-05T10:00:00Z", &[]).await;
        referral(&service, number, "2026-08-01T10:00:00Z", "received", None).await;
    }
    let registry = registry(&["returns-pcc"]);
    let before = made(&service, &registry, Role::Coordinator).await.expect("a report");
    service.change("UPDATE cases SET class = 'sealed'").await;
    let after = made(&service, &registry, Role::Coordinator).await.expect("a report");
    assert!(before.is_protected);
    assert_eq!(before.html, after.html);
}
crate::on_both!(protected_figures_do_not_depend_on_what_is_hidden);

/// More ask at the same time than there are connections for reading, and each gets the
/// return: making one never needs two connections at once.
async fn as_many_as_ask_get_their_return(kind: Kind) {
    let service = Service::open(kind).await;
    let registry = registry(&["returns-pcc"]);
    let one = || made(&service, &registry, Role::ServiceManager);
    let (first, second, third, fourth) = tokio::join!(one(), one(), one(), one());
    for made in [first, second, third, fourth] {
        assert!(made.is_ok(), "{:?}", made.err());
    }
}
crate::on_both!(as_many_as_ask_get_their_return);
