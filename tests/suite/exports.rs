use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use cases::Error;
use cases::export::{AT_ONCE, BATCH, Download, Exports, Filter, Incomplete, Piece};
use contributions::Registry;
use permissions::{Actor, Role, Task};
use storage::StatementCounters;
use storage::list::{CaseQuery, Test};
use tests::databases::Kind;
use wording::{Language, Wording};

use crate::service::{MANAGER, Service, cell, id, moment, reference};

/// Somewhat more than two batches.
const MANY: u128 = 2 * BATCH as u128 + 3;

fn words() -> Wording {
    Wording::load(Language::En, chrono_tz::Europe::London).expect("the words load")
}

/// The manager, whose role stands in the database as well.
async fn manager(service: &Service) -> Actor {
    let grant = [
        cell("account", id(MANAGER)),
        cell("role", Role::ServiceManager.as_str()),
        cell("from_at", moment("2026-01-01T00:00:00Z")),
        cell("until_at", moment("2026-12-31T00:00:00Z")),
    ];
    service.insert("account_roles", &grant).await;
    service.manager()
}

/// A service with this many cases.
async fn service_of(kind: Kind, cases: u128) -> Service {
    let service = Service::open(kind).await;
    fill(&service, cases).await;
    service
}

async fn fill(service: &Service, cases: u128) {
    for number in 0..cases {
        service.case(number, "2026-03-05T10:00:00Z", &[]).await;
    }
}

async fn begin(exports: &Exports, actor: &Actor, filters: Vec<Filter>) -> Result<Download, Error> {
    exports.cases(actor, &Registry::core(), &words(), Language::En, filters).await
}

/// The next piece, which is there.
async fn piece(download: &mut Download) -> Piece {
    download.next().await.expect("the file goes on").expect("the file is not broken off")
}

/// All that is left of a file, and whether it broke off.
async fn rest(download: &mut Download) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    loop {
        match download.next().await {
            Some(Ok(piece)) => bytes.extend(piece.into_bytes()),
            Some(Err(Incomplete)) => return (bytes, true),
            None => return (bytes, false),
        }
    }
}

/// The lines of a file, the names of its columns first.
fn lines(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.records().map(|line| line.expect("a line").iter().map(str::to_owned).collect()).collect()
}

/// The whole file.
async fn file(service: &Service, actor: &Actor, filters: Vec<Filter>) -> Result<Vec<Vec<String>>, Error> {
    let mut download = begin(&Exports::new(service.store.clone()), actor, filters).await?;
    let (bytes, broke_off) = rest(&mut download).await;
    assert!(!broke_off);
    assert!(bytes.starts_with("\u{feff}".as_bytes()), "programs would not know that it is UTF-8");
    Ok(lines(&bytes))
}

/// How many entries of the log hold `condition`.
async fn entries(service: &Service, condition: &str) -> i64 {
    service.how_many("audit_entries", condition).await
}

/// Returns when something has come about that an export does by itself.
async fn until(mut has_come: impl AsyncFnMut() -> bool) {
    for _ in 0..1_000 {
        if has_come().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never comes");
}

/// Returns when the log says that an export ended so.
async fn ended(service: &Service, how: &str) {
    let condition = format!("verb = 'export-end' AND detail LIKE '{how}'");
    until(async || entries(service, &condition).await > 0).await;
}

async fn the_file_holds_what_its_asker_may_read_and_runs_nothing(kind: Kind) {
    let service = Service::open(kind).await;
    service.case(1, "2026-03-05T10:00:00Z", &[cell("closing_note", "=HYPERLINK(\"http://x\")")]).await;
    service.participant(1, "A", "@SUM(A1)", "Mensah").await;
    service.participant(1, "B", "Boris", "Novak").await;
    service.case(2, "2026-04-05T10:00:00Z", &[cell("class", "restricted")]).await;
    service.case(3, "2026-05-05T10:00:00Z", &[cell("stage", "closed")]).await;
    let manager = manager(&service).await;
    let lines = file(&service, &manager, Vec::new()).await.expect("a file");
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
    assert_eq!(file(&service, &manager, closed).await.expect("a file").len(), 2);
}
crate::on_both!(the_file_holds_what_its_asker_may_read_and_runs_nothing);

async fn each_batch_is_recorded_before_it_leaves_and_the_end_as_well(kind: Kind) {
    let service = service_of(kind, MANY).await;
    let manager = manager(&service).await;
    let mut download =
        begin(&Exports::new(service.store.clone()), &manager, Vec::new()).await.expect("it begins");
    assert_eq!(entries(&service, "verb = 'export'").await, 0, "nothing is read before there is room for it");
    assert!(matches!(piece(&mut download).await, Piece::Words(_)), "the names of the columns come first");
    let mut cases = 0;
    for batch in 1..=3 {
        let Piece::Cases(bytes) = piece(&mut download).await else { panic!("cases follow") };
        cases += lines(&bytes).len();
        assert!(entries(&service, "verb = 'export'").await >= batch, "batch {batch} left unrecorded");
    }
    assert_eq!(
        entries(&service, &format!("verb = 'export-end' AND detail = 'rows:{MANY} complete'")).await,
        1
    );
    assert!(download.next().await.is_none());
    assert_eq!(cases as u128, MANY);
    assert_eq!(entries(&service, &format!("verb = 'export' AND length(subjects) = {}", 16 * BATCH)).await, 2);
    assert_eq!(entries(&service, "verb = 'export' AND length(subjects) = 48").await, 1);
}
crate::on_both!(each_batch_is_recorded_before_it_leaves_and_the_end_as_well);

/// Who looked at a case finds the export; and since an export leaves as many lines as it has
/// cases, they are indexed in steps, between which others can write.
async fn what_left_is_found_by_case_and_indexed_in_steps(kind: Kind) {
    let service = service_of(kind, MANY).await;
    let manager = manager(&service).await;
    file(&service, &manager, Vec::new()).await.expect("a file");
    let maintenance = Actor::system(Task::Maintenance, service.store.now());
    let (mut steps, mut lines) = (0, 0);
    loop {
        let mut unit = service.store.write(&maintenance).await.expect("a unit");
        let complete = unit.index_audit(100).await.expect("it is indexed");
        unit.commit().await.expect("it is kept");
        let now = service.how_many("audit_by_subject", "1 = 1").await;
        assert!(now - lines <= 100 + BATCH as i64, "{} lines in one step", now - lines);
        (steps, lines) = (steps + 1, now);
        if complete {
            break;
        }
    }
    assert!(steps >= 2, "{steps}");
    assert_eq!(lines as u128, MANY);
}
crate::on_both!(what_left_is_found_by_case_and_indexed_in_steps);

async fn a_case_is_in_the_file_once_however_it_is_amended_meanwhile(kind: Kind) {
    let service = service_of(kind, MANY).await;
    let manager = manager(&service).await;
    let mut download =
        begin(&Exports::new(service.store.clone()), &manager, Vec::new()).await.expect("it begins");
    let mut bytes = piece(&mut download).await.into_bytes();
    bytes.extend(piece(&mut download).await.into_bytes());
    // By any order that can be amended, all cases would now be behind those that were read.
    service.change("UPDATE cases SET received_at = '2026-10-05T10:00:00+00:00', priority = 'urgent'").await;
    let (more, broke_off) = rest(&mut download).await;
    assert!(!broke_off);
    bytes.extend(more);
    let lines = lines(&bytes);
    let words = words();
    let head = words.key(Language::En, "field-case-reference");
    let column = lines[0].iter().position(|name| *name == head).expect("the reference is in the file");
    let mut found: Vec<String> = lines[1..].iter().map(|line| line[column].clone()).collect();
    found.sort();
    let mut expected: Vec<String> = (0..MANY).map(|number| reference(number).to_string()).collect();
    expected.sort();
    assert_eq!(found, expected);
}
crate::on_both!(a_case_is_in_the_file_once_however_it_is_amended_meanwhile);

/// Takes the first batch, lets `withdraw` happen, and looks at what still comes.
async fn stops_when(kind: Kind, what: &str, withdraw: impl AsyncFnOnce(&Service)) {
    let service = service_of(kind, 3 * BATCH as u128 + 1).await;
    let manager = manager(&service).await;
    let mut download =
        begin(&Exports::new(service.store.clone()), &manager, Vec::new()).await.expect("it begins");
    piece(&mut download).await;
    let mut bytes = piece(&mut download).await.into_bytes();
    withdraw(&service).await;
    let (more, broke_off) = rest(&mut download).await;
    assert!(broke_off, "{what}: it looks as if it were whole");
    assert!(download.next().await.is_none(), "{what}");
    bytes.extend(more);
    let mut lines = lines(&bytes);
    let last = lines.pop().expect("a last line").concat();
    assert!(last.starts_with("THIS FILE IS NOT COMPLETE. What you may see changed"), "{what}: {last}");
    // One batch may have been composed before.
    assert!(lines.len() as u64 == BATCH || lines.len() as u64 == 2 * BATCH, "{what}: {}", lines.len());
    assert!(last.replace(',', "").contains(&format!("holds {} cases", lines.len())), "{what}: {last}");
    ended(&service, &format!("rows:{} incomplete", lines.len())).await;
}

async fn an_export_stops_when_rights_are_withdrawn(kind: Kind) {
    stops_when(kind, "a role", async |service| {
        service.change("UPDATE accounts SET epoch = epoch + 1").await;
    })
    .await;
    stops_when(kind, "the account", async |service| {
        service.change("UPDATE accounts SET status = 'suspended'").await;
    })
    .await;
    stops_when(kind, "time", async |service| service.clock.set(moment("2027-01-01T00:00:00Z"))).await;
}
crate::on_both!(an_export_stops_when_rights_are_withdrawn);

async fn slow_readers_hold_no_connection(kind: Kind) {
    let counters = StatementCounters::default();
    let settings =
        |settings| storage::Settings { readers: 1, statements: Some(counters.clone()), ..settings };
    let service = Service::open_with(kind, settings).await;
    fill(&service, 3 * BATCH as u128 + 1).await;
    let manager = manager(&service).await;
    let exports = Exports::new(service.store.clone());
    let mut slow = Vec::new();
    // Each of them has taken a batch, and has composed the next for a reader who does not come.
    for _ in 1..AT_ONCE {
        let mut download = begin(&exports, &manager, Vec::new()).await.expect("there is room");
        piece(&mut download).await;
        piece(&mut download).await;
        slow.push(download);
    }
    let composed = 2 * (AT_ONCE as i64 - 1);
    until(async || entries(&service, "verb = 'export'").await == composed).await;
    let asked = counters.reads.load(Relaxed);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(counters.reads.load(Relaxed), asked, "nobody waits for a third batch");

    // The only connection for pages is free, and while a page holds it, an export runs on
    // the only one for exports.
    let mut last = begin(&exports, &manager, Vec::new()).await.expect("there is room");
    let mut page = service.store.read(&manager).await.expect("a page finds the connection");
    let (bytes, broke_off) = rest(&mut last).await;
    assert!(!broke_off && lines(&bytes).len() as u64 == 3 * BATCH + 2);
    let (core, query) = (Registry::core(), CaseQuery { limit: 25, ..CaseQuery::default() });
    let listed = page.list_cases(core.catalogue(), &query).await.expect("a page");
    assert_eq!(listed.rows.len(), 25);
    drop(page.show(()).await);

    assert_eq!(entries(&service, "verb = 'export'").await, composed + 4, "the slow ones were read for ahead");
    for mut download in slow {
        let (bytes, broke_off) = rest(&mut download).await;
        assert!(!broke_off && lines(&bytes).len() as u64 == 2 * BATCH + 1);
    }
}
crate::on_both!(slow_readers_hold_no_connection);

async fn only_a_few_run_at_once_and_who_goes_away_makes_room(kind: Kind) {
    let service = service_of(kind, 4 * BATCH as u128).await;
    let manager = manager(&service).await;
    let exports = Exports::new(service.store.clone());
    let mut running = Vec::new();
    for _ in 0..AT_ONCE {
        let mut download = begin(&exports, &manager, Vec::new()).await.expect("there is room");
        piece(&mut download).await;
        running.push(download);
    }
    let Err(Error::Unmet(said)) = begin(&exports, &manager, Vec::new()).await else { panic!("one too many") };
    assert!(words().text(Language::En, &said[0]).contains("4 lists are being downloaded"), "{said:?}");

    // At most one batch was being composed for the one who goes, and one waits.
    drop(running.pop());
    ended(&service, "rows:% incomplete").await;
    assert_eq!(entries(&service, &format!("detail = 'rows:{} complete'", 4 * BATCH)).await, 0);
    // The place is given back after the end was recorded.
    until(async || begin(&exports, &manager, Vec::new()).await.is_ok()).await;
}
crate::on_both!(only_a_few_run_at_once_and_who_goes_away_makes_room);

async fn who_takes_nothing_loses_the_place_and_gets_no_whole_file(kind: Kind) {
    let service = service_of(kind, 1).await;
    let manager = manager(&service).await;
    let exports = Exports::new(service.store.clone()).with_patience(Duration::ZERO);
    let mut download = begin(&exports, &manager, Vec::new()).await.expect("it begins");
    ended(&service, "rows:0 incomplete").await;
    let (bytes, broke_off) = rest(&mut download).await;
    assert_eq!((lines(&bytes).len(), broke_off), (1, true), "the names of the columns, and no more");
    assert_eq!(entries(&service, "verb = 'export'").await, 0);
}
crate::on_both!(who_takes_nothing_loses_the_place_and_gets_no_whole_file);

async fn those_who_may_not_export_get_no_file(kind: Kind) {
    let service = Service::open(kind).await;
    service.case(1, "2026-03-05T10:00:00Z", &[]).await;
    service.access(MANAGER, 1, "lead", "accepted", 1).await;
    manager(&service).await;
    let exports = Exports::new(service.store.clone());
    for role in [Role::LeadFacilitator, Role::OfficeAdministrator, Role::Commissioner, Role::Dpo] {
        let actor = service.actor(MANAGER, role);
        let refused = begin(&exports, &actor, Vec::new()).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
    }
    // What the request still believed may have been taken away since.
    service.change("DELETE FROM account_roles").await;
    let refused = begin(&exports, &service.manager(), Vec::new()).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    assert_eq!(entries(&service, "verb LIKE 'export%'").await, 0);
}
crate::on_both!(those_who_may_not_export_get_no_file);
