//! Exports: what the file holds, who may have one, and what is recorded of it.

use cases::export::Exports;
use contributions::Registry;
use permissions::Role;
use storage::list::{Filter, Sort, Test};
use tests::databases::Kind;
use wording::{Language, Wording};

use crate::service::{MANAGER, Service, cell, reference};

fn words() -> Wording {
    Wording::load(Language::En, chrono_tz::Europe::London).expect("the words load")
}

/// The whole file, and how it ended.
async fn file(service: &Service, filters: Vec<Filter>) -> Result<Vec<Vec<String>>, cases::Error> {
    let exports = Exports::new(service.store.clone());
    let core = Registry::core();
    let mut chunks =
        exports.cases(&service.manager(), &core, &words(), Language::En, filters, Sort::default()).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.recv().await {
        bytes.extend(chunk?.into_inner());
    }
    assert!(bytes.starts_with("\u{feff}".as_bytes()), "programs would not know that it is UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
    Ok(reader.records().map(|line| line.expect("a line").iter().map(str::to_owned).collect()).collect())
}

async fn the_file_holds_what_its_asker_may_read_and_runs_nothing(kind: Kind) {
    let service = Service::open(kind).await;
    service.case(1, "2026-03-05T10:00:00Z", &[cell("closing_note", "=HYPERLINK(\"http://x\")")]).await;
    service.participant(1, "A", "@SUM(A1)", "Mensah").await;
    service.participant(1, "B", "Boris", "Novak").await;
    service.case(2, "2026-04-05T10:00:00Z", &[cell("class", "restricted")]).await;
    service.case(3, "2026-05-05T10:00:00Z", &[cell("stage", "closed")]).await;
    let lines = file(&service, Vec::new()).await.expect("a file");
    let column =
        |name: &str| lines[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("{name}"));
    let words = words();
    let named = |id: &str| column(&words.key(Language::En, &format!("field-{}", id.replace('.', "-"))));
    let references: Vec<&str> =
        lines[1..].iter().map(|line| line[named("case.reference")].as_str()).collect();
    assert_eq!(
        references,
        [reference(3).to_string(), reference(1).to_string()],
        "restricted cases are not listed"
    );
    assert_eq!(lines[2][named("participant.name")], "'@SUM(A1) Mensah; Boris Novak");
    assert_eq!(lines[2][named("case.closing-note")], "'=HYPERLINK(\"http://x\")");
    let risky = lines.iter().flatten().find(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
    assert_eq!(risky, None);
    for sealed in ["person.phone", "person.birth-date", "person.health"] {
        let name = words.key(Language::En, &format!("field-{}", sealed.replace('.', "-")));
        assert!(!lines[0].contains(&name), "{name} is sealed and stands in the file");
    }

    let closed = vec![Filter { field: "case.stage".into(), test: Test::In(vec!["closed".into()]) }];
    assert_eq!(file(&service, closed).await.expect("a file").len(), 2);
}
crate::on_both!(the_file_holds_what_its_asker_may_read_and_runs_nothing);

async fn every_thousand_rows_are_recorded_and_the_end_as_well(kind: Kind) {
    let service = Service::open(kind).await;
    for number in 0..1_003 {
        service.case(number, "2026-03-05T10:00:00Z", &[]).await;
    }
    let lines = file(&service, Vec::new()).await.expect("a file");
    assert_eq!(lines.len(), 1_004);
    let count = async |condition: &str| service.how_many("audit_entries", condition).await;
    // The end is recorded after the last line has left.
    for _ in 0..100 {
        if count("verb = 'export-end'").await == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(count("verb = 'export' AND length(subjects) = 16000").await, 1);
    assert_eq!(count("verb = 'export' AND length(subjects) = 48").await, 1);
    assert_eq!(count("verb = 'export-end' AND detail = 'rows:1003 complete'").await, 1);
}
crate::on_both!(every_thousand_rows_are_recorded_and_the_end_as_well);

async fn an_export_stops_when_rights_change(kind: Kind) {
    let service = Service::open(kind).await;
    for number in 0..5_001 {
        service.case(number, "2026-03-05T10:00:00Z", &[]).await;
    }
    let exports = Exports::new(service.store.clone());
    let core = Registry::core();
    let mut chunks = exports
        .cases(&service.manager(), &core, &words(), Language::En, Vec::new(), Sort::default())
        .await
        .expect("it begins");
    assert!(chunks.recv().await.is_some_and(|chunk| chunk.is_ok()));
    service.change("UPDATE accounts SET epoch = epoch + 1").await;
    let mut ended = None;
    while let Some(chunk) = chunks.recv().await {
        ended = chunk.err();
    }
    assert!(matches!(ended, Some(cases::Error::Forbidden)), "{ended:?}");
}
crate::on_both!(an_export_stops_when_rights_change);

async fn those_who_may_not_export_get_no_file(kind: Kind) {
    let service = Service::open(kind).await;
    service.case(1, "2026-03-05T10:00:00Z", &[]).await;
    service.access(MANAGER, 1, "lead", "accepted", 1).await;
    let exports = Exports::new(service.store.clone());
    for role in [Role::LeadFacilitator, Role::OfficeAdministrator, Role::Commissioner, Role::Dpo] {
        let actor = service.actor(MANAGER, role);
        let refused = exports
            .cases(&actor, &Registry::core(), &words(), Language::En, Vec::new(), Sort::default())
            .await;
        assert!(matches!(refused, Err(cases::Error::Forbidden)), "{role:?}");
    }
}
crate::on_both!(those_who_may_not_export_get_no_file);
