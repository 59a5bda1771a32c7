//! Lists: order, pages, filters, and rows cut to what their reader may see.

use contributions::Catalogue;
use permissions::Role;
use storage::Error;
use storage::list::{CaseQuery, Count, Filter, Sort, Test};
use tests::databases::Kind;

use crate::service::{
    MANAGER, OTHER_MANAGER, Service, VOLUNTEER, case_id, cell, moment, reference, registry,
};

fn sorted(field: &str, descending: bool) -> CaseQuery {
    CaseQuery {
        fields: vec![field.to_owned()],
        sort: Sort { field: field.to_owned(), descending },
        limit: 2,
        ..CaseQuery::default()
    }
}

fn filtered(field: &str, test: Test) -> CaseQuery {
    let filters = vec![Filter { field: field.to_owned(), test }];
    CaseQuery { filters, limit: 100, ..CaseQuery::default() }
}

/// Eight cases, some alike in what they are sorted by, some without it.
async fn eight_cases(kind: Kind) -> Service {
    let service = Service::open(kind).await;
    let rows = [
        ("2026-01-05T10:00:00Z", "triage", None, "urgent"),
        ("2026-02-05T10:00:00Z", "received", Some("2026-06-01T10:00:00Z"), "routine"),
        ("2026-02-05T10:00:00Z", "received", None, "critical"),
        ("2026-02-05T10:00:00Z", "triage", Some("2026-05-01T10:00:00Z"), "routine"),
        ("2026-03-05T10:00:00Z", "received", Some("2026-05-01T10:00:00Z"), "urgent"),
        ("2026-04-05T10:00:00Z", "triage", None, "routine"),
        ("2026-04-05T10:00:00Z", "received", Some("2026-07-01T10:00:00Z"), "critical"),
        ("2026-04-06T10:00:00Z", "triage", None, "routine"),
    ];
    for (number, (received, stage, closed, priority)) in (1..).zip(rows) {
        let mut cells = vec![cell("stage", stage), cell("priority", priority)];
        cells.push(cell("closed_at", closed.map(moment)));
        service.case(number, received, &cells).await;
    }
    service
}

/// Every page forward, then every page back: the same rows, each once.
async fn pages_meet(kind: Kind) {
    let service = eight_cases(kind).await;
    let fields = ["case.received-on", "case.stage", "case.closed-on", "case.priority", "case.reference"];
    for (field, descending) in fields.iter().flat_map(|field| [(field, false), (field, true)]) {
        let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
        let mut query = sorted(field, descending);
        let mut forward = Vec::new();
        loop {
            let page = unit.list_cases(&Catalogue::core(), &query).await.expect("a page");
            assert_eq!(page.count, Some(Count::Exactly(8)));
            assert_eq!(page.previous.is_some(), query.cursor.is_some(), "the first page has none before it");
            forward.push(page.rows.iter().map(|row| row.reference).collect::<Vec<_>>());
            let Some(next) = page.next else {
                query.cursor = page.previous;
                break;
            };
            query.cursor = Some(next);
        }
        let mut seen: Vec<_> = forward.concat();
        let mut back = vec![forward.last().expect("a page").clone()];
        while query.cursor.is_some() {
            let page = unit.list_cases(&Catalogue::core(), &query).await.expect("a page");
            assert!(page.next.is_some(), "there is a page after one that was turned back to");
            back.push(page.rows.iter().map(|row| row.reference).collect());
            query.cursor = page.previous;
        }
        back.reverse();
        assert_eq!(back, forward, "{field} descending: {descending}");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 8, "{field} descending: {descending}");
    }
}
crate::on_both!(pages_meet);

async fn the_order_is_that_of_the_options_and_nothing_comes_last(kind: Kind) {
    let service = eight_cases(kind).await;
    let check = async |field: &str, descending: bool, expect: [u128; 8]| {
        let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
        let query = CaseQuery { limit: 100, ..sorted(field, descending) };
        let page = unit.list_cases(&Catalogue::core(), &query).await.expect("a page");
        let found: Vec<_> = page.rows.iter().map(|row| row.reference).collect();
        assert_eq!(found, expect.map(reference), "{field} descending: {descending}");
    };
    check("case.received-on", true, [8, 7, 6, 5, 4, 3, 2, 1]).await;
    // Routine, urgent, critical: as they are offered, not as they are spelled.
    check("case.priority", false, [2, 4, 6, 8, 1, 5, 3, 7]).await;
    check("case.closed-on", false, [4, 5, 2, 7, 1, 3, 6, 8]).await;
    check("case.closed-on", true, [7, 2, 5, 4, 8, 6, 3, 1]).await;
}
crate::on_both!(the_order_is_that_of_the_options_and_nothing_comes_last);

async fn filters_find_what_they_say(kind: Kind) {
    let service = eight_cases(kind).await;
    service.insert("case_flags", &[cell("case_id", case_id(3)), cell("flag", "hate")]).await;
    service.participant(5, "A", "Ama", "Mensah").await;
    let check = async |field: &str, test: Test, expect: &[u128]| {
        let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
        let page = unit.list_cases(&Catalogue::core(), &filtered(field, test)).await.expect(field);
        let mut found: Vec<_> = page.rows.iter().map(|row| row.reference).collect();
        let mut expect: Vec<_> = expect.iter().map(|number| reference(*number)).collect();
        found.sort_unstable();
        expect.sort_unstable();
        assert_eq!(found, expect, "{field}");
    };
    let day = |text: &str| Some(text.parse().expect("a day"));
    check("case.stage", Test::In(vec!["received".into()]), &[2, 3, 5, 7]).await;
    check("case.flags", Test::In(vec!["hate".into(), "child".into()]), &[3]).await;
    check("case.flags", Test::Present(false), &[1, 2, 4, 5, 6, 7, 8]).await;
    check("case.closed-on", Test::Between { from: day("2026-05-01"), before: day("2026-06-01") }, &[4, 5])
        .await;
    check("case.closed-on", Test::Present(false), &[1, 3, 6, 8]).await;
    check("case.risk-flag", Test::Is(true), &[]).await;
    check("participant.name", Test::Equals("AMA mensah".into()), &[5]).await;
    check("case.reference", Test::Equals(reference(6).to_string()), &[6]).await;
}
crate::on_both!(filters_find_what_they_say);

async fn what_may_not_be_filtered_does_not_exist(kind: Kind) {
    let service = eight_cases(kind).await;
    service.access(VOLUNTEER, 1, "observer", "accepted", 0).await;
    let observer = service.actor(VOLUNTEER, Role::Observer);
    // An observer reads neither the flags nor who the owner is; "case.colour" is no field.
    for field in ["case.flags", "case.owner", "case.colour", "person.phone"] {
        let mut unit = service.store.read(&observer).await.expect("a unit begins");
        let found = unit.list_cases(&Catalogue::core(), &filtered(field, Test::Present(true))).await;
        assert!(matches!(found, Err(Error::Forbidden)), "{field}");
    }
    let mut unit = service.store.read(&observer).await.expect("a unit begins");
    let found = unit.list_cases(&Catalogue::core(), &sorted("case.priority", false)).await;
    assert!(matches!(found, Err(Error::Forbidden)), "an order tells of a value as showing it does");
}
crate::on_both!(what_may_not_be_filtered_does_not_exist);

async fn a_cursor_is_of_one_person_and_one_list(kind: Kind) {
    let service = eight_cases(kind).await;
    let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
    let query = sorted("case.received-on", true);
    let next = unit.list_cases(&Catalogue::core(), &query).await.expect("a page").next;
    assert!(next.as_ref().is_some_and(|cursor| !cursor.contains("2026")), "it is sealed");
    let with_cursor = CaseQuery { cursor: next, ..query };
    let other_list =
        CaseQuery { sort: Sort { descending: false, ..with_cursor.sort.clone() }, ..with_cursor.clone() };
    assert!(matches!(unit.list_cases(&Catalogue::core(), &other_list).await, Err(Error::NotFound)));
    let other = service.actor(OTHER_MANAGER, Role::ServiceManager);
    let mut unit = service.store.read(&other).await.expect("a unit begins");
    assert!(matches!(unit.list_cases(&Catalogue::core(), &with_cursor).await, Err(Error::NotFound)));
}
crate::on_both!(a_cursor_is_of_one_person_and_one_list);

async fn each_row_is_cut_to_its_own_mask(kind: Kind) {
    let service = Service::open(kind).await;
    for number in 1..=3 {
        service.case(number, "2026-03-05T10:00:00Z", &[cell("summary", "written at intake")]).await;
        service.participant(number, "A", "Ama", "Mensah").await;
        service.participant(number, "B", "Boris", "Novak").await;
    }
    // The same volunteer leads one case and sits in on another; the third is not theirs.
    service.access(VOLUNTEER, 1, "lead", "accepted", 1).await;
    service.access(VOLUNTEER, 2, "observer", "accepted", 0).await;
    let rights = permissions::Rights {
        roles: vec![Role::LeadFacilitator, Role::Observer],
        ..service.volunteer().rights().expect("rights").clone()
    };
    let actor = permissions::Actor::account(rights, crate::service::now());
    let fields = ["case.district", "case.stage", "case.owner", "case.summary", "participant.name"];
    let fields = fields.into_iter().chain(["participant.first-name"]).map(str::to_owned).collect();
    let query = CaseQuery { fields, limit: 10, ..CaseQuery::default() };
    let mut unit = service.store.read(&actor).await.expect("a unit begins");
    let page = unit.list_cases(&Catalogue::core(), &query).await.expect("a page");
    let row = |number| page.rows.iter().find(|row| row.reference == reference(number));
    let ids = |number| -> Vec<String> {
        row(number).expect("a row").fields.iter().map(|field| field.id.clone()).collect()
    };
    let people = |number| -> Vec<Vec<String>> {
        let row = row(number).expect("a row");
        row.participants.iter().map(|one| one.fields.iter().map(|field| field.id.clone()).collect()).collect()
    };
    assert!(row(3).is_none());
    assert_eq!(ids(1), ["case.district", "case.stage", "case.owner"]);
    assert_eq!(ids(2), ["case.stage"]);
    assert_eq!(people(1), vec![vec!["participant.name", "participant.first-name"]; 2]);
    assert_eq!(people(2), vec![vec!["participant.first-name"]; 2]);
}
crate::on_both!(each_row_is_cut_to_its_own_mask);

async fn a_plugins_field_is_listed_and_filtered_like_any_other(kind: Kind) {
    let service = eight_cases(kind).await;
    let registry = registry(&["referral-partner"]);
    let field = "extra.referral-partner.crime-reference";
    let known = registry.catalogue().get(field).expect("the plugin's field");
    let body = r#"{"crime-reference":{"text":"42/ABC/26"}}"#;
    let answer = [
        cell("id", uuid::Uuid::now_v7()),
        cell("record_kind", "case"),
        cell("record", case_id(6)),
        cell("root", case_id(6)),
        cell("plugin", "referral-partner"),
        cell("field_set", 1),
        cell("part", known.part.as_str()),
        cell("side", uuid::Uuid::nil()),
        cell("body", body),
        cell("version", 1_i64),
        cell("live", true),
        cell("source", "test"),
        cell("at", crate::service::now()),
    ];
    service.insert("answers", &answer).await;
    let indexed = [
        cell("field", field),
        cell("record", case_id(6)),
        cell("root", case_id(6)),
        cell("text", "42/abc/26"),
    ];
    service.insert("answer_index", &indexed).await;

    let mut query = filtered(field, Test::Equals("42/abc/26".into()));
    query.fields = vec![field.to_owned()];
    let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
    let page = unit.list_cases(registry.catalogue(), &query).await.expect("a page");
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].reference, reference(6));
    assert_eq!(page.rows[0].field(field), Some(&domain::Value::Text("42/ABC/26".into())));

    // Whoever does not read offence data knows neither the column nor the filter.
    service.access(VOLUNTEER, 6, "observer", "accepted", 0).await;
    let observer = service.actor(VOLUNTEER, Role::Observer);
    let mut unit = service.store.read(&observer).await.expect("a unit begins");
    assert!(matches!(unit.list_cases(registry.catalogue(), &query).await, Err(Error::Forbidden)));
    query.filters.clear();
    let page = unit.list_cases(registry.catalogue(), &query).await.expect("a page");
    assert!(page.rows[0].fields.is_empty());
}
crate::on_both!(a_plugins_field_is_listed_and_filtered_like_any_other);

async fn a_list_is_one_audit_entry_that_names_what_it_showed(kind: Kind) {
    let service = eight_cases(kind).await;
    let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
    let page = unit.list_cases(&Catalogue::core(), &sorted("case.stage", false)).await.expect("a page");
    assert_eq!(service.how_many("audit_entries", "verb = 'list'").await, 0, "nothing was shown yet");
    drop(unit.show(page).await.expect("it is recorded"));
    assert_eq!(service.how_many("audit_entries", "verb = 'list' AND length(subjects) = 32").await, 1);
}
crate::on_both!(a_list_is_one_audit_entry_that_names_what_it_showed);

async fn own_work_says_what_is_new_asked_and_due(kind: Kind) {
    let service = Service::open(kind).await;
    for number in 1..=4 {
        service.case(number, "2026-03-05T10:00:00Z", &[cell("area", "chelmsford")]).await;
        service.participant(number, "A", "Ama", "Mensah").await;
    }
    service.change("UPDATE cases SET category = 'burglary'").await;
    service.access(VOLUNTEER, 1, "lead", "accepted", 1).await;
    service.access(VOLUNTEER, 2, "lead", "accepted", 1).await;
    service.access(VOLUNTEER, 3, "lead", "invited", 1).await;
    let agreement = uuid::Uuid::now_v7();
    let row = [
        cell("id", agreement),
        cell("reference", "NTEST0001"),
        cell("case_id", case_id(2)),
        cell("kind", "outcome"),
        cell("text", "an apology"),
        cell("agreed_on", "2026-10-01".parse::<chrono::NaiveDate>().expect("a day")),
        cell("method", "signed"),
        cell("status", "active"),
    ];
    service.child("agreements", &row).await;
    for due in ["2026-11-20", "2026-12-20"] {
        let row = [
            cell("id", uuid::Uuid::now_v7()),
            cell("agreement", agreement),
            cell("case_id", case_id(2)),
            cell("kind", "letter"),
            cell("description", "write it"),
            cell("due_on", due.parse::<chrono::NaiveDate>().expect("a day")),
            cell("status", "open"),
            cell("live", true),
        ];
        service.insert("agreement_actions", &row).await;
    }
    let lists = cases::list::Lists::new(service.store.clone());
    let fields = vec!["case.stage".to_owned()];
    let since = Some(moment("2026-11-23T10:00:00Z"));
    let core = contributions::Registry::core();
    let work = lists.my_work(&service.volunteer(), &core, &fields, since).await.expect("work");
    let order: Vec<&str> = work.cases.iter().map(|case| case.reference.as_str()).collect();
    assert_eq!(order, [reference(2).to_string(), reference(1).to_string()], "what is due stands first");
    assert!(work.cases.iter().all(|case| case.is_new));
    assert!(work.cases[0].is_overdue && !work.cases[1].is_overdue);
    assert_eq!(work.invited.len(), 1);
    let asked = &work.invited[0];
    let shown: Vec<&str> = asked.fields.iter().map(|cell| cell.id.as_str()).collect();
    assert_eq!(asked.reference, reference(3).to_string());
    assert_eq!(shown, ["case.district", "case.category", "participant.initials"]);

    let later = lists.my_work(&service.volunteer(), &core, &fields, Some(crate::service::now())).await;
    assert!(later.expect("work").cases.iter().all(|case| !case.is_new));
    let nothing = lists.my_work(&service.actor(MANAGER, Role::Commissioner), &core, &fields, since).await;
    assert!(nothing.expect("work").cases.is_empty());
}
crate::on_both!(own_work_says_what_is_new_asked_and_due);
