//! The search box: what is found, by whom, and what never is.

use contributions::Catalogue;
use permissions::{Actor, Role};
use storage::search::{FoundBy, SearchQuery, Within};
use storage::{BlindKind, Error};
use tests::databases::Kind;

use crate::service::{MANAGER, Service, VOLUNTEER, case_id, cell, moment, now, reference};

fn query(text: &str, within: Within) -> SearchQuery {
    SearchQuery {
        text: text.to_owned(),
        within,
        fields: vec!["participant.name".into()],
        cursor: None,
        limit: 2,
    }
}

/// Five cases: four with a Mensah, of which one is restricted and one not switched on.
async fn service(kind: Kind) -> Service {
    let service = Service::open(kind).await;
    let cases = [
        ("2026-01-05T10:00:00Z", "standard", true, "Ama", "Mensah"),
        ("2026-02-05T10:00:00Z", "standard", true, "Kofi", "Mensah"),
        ("2026-02-05T10:00:00Z", "standard", true, "Áine", "O'Neill"),
        ("2026-03-05T10:00:00Z", "restricted", true, "Esi", "Mensah"),
        ("2026-04-05T10:00:00Z", "standard", false, "Yaw", "Mensah"),
        ("2026-05-05T10:00:00Z", "standard", true, "Abena", "Mensah-Boateng"),
    ];
    for (number, (received, class, live, given, family)) in (1_u128..).zip(cases) {
        service.case(number, received, &[cell("class", class), cell("live", live)]).await;
        let person = service.participant(number, "A", given, family).await;
        let row = moment(received).timestamp() << 20 | number as i64;
        service.findable("name_search", row, number, "g2.name", &format!("{given} {family}")).await;
        let phone = format!("+44770090010{number}");
        let blind = [
            cell("kind", BlindKind::Phone.as_str()),
            cell("digest", service.store.keys().blind("phone", &phone).to_vec()),
            cell("record", person),
            cell("owner", person),
        ];
        service.insert("blind_index", &blind).await;
    }
    for (number, text) in [(1, "Spoke about the fence"), (2, "The fence was painted"), (4, "No fence here")] {
        service.findable("note_search", 1_000 + number as i64, number, "g9.notes", text).await;
        entry(&service, number, text, VOLUNTEER).await;
    }
    service
}

async fn entry(service: &Service, case: u128, text: &str, by: u128) {
    let row = [
        cell("id", uuid::Uuid::now_v7()),
        cell("reference", format!("NTEST{by}{case}")),
        cell("case_id", case_id(case)),
        cell("side", crate::service::side_id(case, "A")),
        cell("audience", "side"),
        cell("part", "g9.notes"),
        cell("kind", "note"),
        cell("occurred_on", now().date_naive()),
        cell("summary", text),
        cell("by", crate::service::id(by)),
        cell("follow_up", false),
        cell("needs_person", false),
    ];
    service.child("entries", &row).await;
}

/// Everything that the search finds, page after page.
async fn found(service: &Service, actor: &Actor, mut query: SearchQuery) -> (FoundBy, Vec<u128>) {
    let mut unit = service.store.read(actor).await.expect("a unit begins");
    let mut all = Vec::new();
    loop {
        let page = unit.search(&Catalogue::core(), &query).await.expect("results");
        let number = |row: &storage::list::CaseRow| {
            (1..10).find(|number| reference(*number) == row.reference).expect("a case of the test")
        };
        all.extend(page.rows.iter().map(number));
        query.cursor = page.next;
        if query.cursor.is_none() {
            return (page.found_by, all);
        }
    }
}

async fn names_are_found_by_fragments_the_newest_first(kind: Kind) {
    let service = service(kind).await;
    let check = async |text: &str, by: FoundBy, expect: &[u128]| {
        let answer = found(&service, &service.manager(), query(text, Within::Names)).await;
        assert_eq!(answer, (by, expect.to_vec()), "{text}");
    };
    check("mens", FoundBy::Name, &[6, 2, 1]).await;
    check("MENSAH ama", FoundBy::Name, &[1]).await;
    check("ofi me", FoundBy::Name, &[2]).await;
    check("aine", FoundBy::Name, &[3]).await;
    check("neil", FoundBy::Name, &[3]).await;
    check("me", FoundBy::Surname, &[6, 2, 1]).await;
    check("zzz", FoundBy::Name, &[]).await;
    check("\" OR 1=1 --", FoundBy::Surname, &[]).await;
    check("100%", FoundBy::Name, &[]).await;
}
crate::on_both!(names_are_found_by_fragments_the_newest_first);

async fn a_case_is_found_once_however_many_names_match(kind: Kind) {
    let service = service(kind).await;
    // Cases 2 and 3 were received in one second, so their rows lie among each other.
    let second = moment("2026-02-05T10:00:00Z").timestamp() << 20;
    for (row, case) in [(900, 2), (901, 3), (902, 2), (903, 3), (904, 2)] {
        service.findable("name_search", second | row, case, "g2.name", "Kwame Mensah").await;
    }
    let single = SearchQuery { limit: 1, ..query("mensah", Within::Names) };
    let (_, found) = found(&service, &service.manager(), single).await;
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found.iter().collect::<std::collections::BTreeSet<_>>().len(), 4, "{found:?}");
}
crate::on_both!(a_case_is_found_once_however_many_names_match);

async fn notes_are_found_by_words_and_their_beginnings(kind: Kind) {
    let service = service(kind).await;
    let check = async |text: &str, expect: &[u128]| {
        let (by, found) = found(&service, &service.manager(), query(text, Within::Notes)).await;
        assert_eq!((by, found), (FoundBy::Note, expect.to_vec()), "{text}");
    };
    check("fence", &[2, 1]).await;
    check("fence pain", &[2]).await;
    check("enc", &[]).await;
}
crate::on_both!(notes_are_found_by_words_and_their_beginnings);

async fn sealed_values_are_found_by_equality_by_those_who_read_them(kind: Kind) {
    let service = service(kind).await;
    service.access(VOLUNTEER, 1, "lead", "accepted", 1).await;
    let check = async |actor: &Actor, text: &str, expect: &[u128]| {
        let (by, found) = found(&service, actor, query(text, Within::Names)).await;
        assert_eq!((by, found), (FoundBy::Exact, expect.to_vec()), "{text}");
    };
    check(&service.manager(), "07700 900101", &[1]).await;
    check(&service.manager(), "07700 900109", &[]).await;
    check(&service.manager(), "07700 900104", &[]).await;
    // To a facilitator numbers are dots, and dots are not tried out one after another.
    check(&service.volunteer(), "07700 900101", &[]).await;
}
crate::on_both!(sealed_values_are_found_by_equality_by_those_who_read_them);

async fn volunteers_find_only_what_is_theirs_to_read(kind: Kind) {
    let service = service(kind).await;
    service.access(VOLUNTEER, 1, "lead", "accepted", 1).await;
    let check = async |text: &str, within: Within, expect: &[u128]| {
        let (_, found) = found(&service, &service.volunteer(), query(text, within)).await;
        assert_eq!(found, expect, "{text}");
    };
    check("mensah", Within::Names, &[1]).await;
    check("kofi", Within::Names, &[]).await;
    check("fen", Within::Notes, &[1]).await;
    // What staff wrote in the same case is not a facilitator's to read, nor to find.
    entry(&service, 1, "a word about money", MANAGER).await;
    check("money", Within::Notes, &[]).await;
    check(&reference(1).to_string(), Within::Names, &[1]).await;
    check(&reference(2).to_string(), Within::Names, &[]).await;
}
crate::on_both!(volunteers_find_only_what_is_theirs_to_read);

async fn the_query_is_sealed_for_its_asker_and_never_logged(kind: Kind) {
    let service = service(kind).await;
    let search = cases::search::Search::new(service.store.clone());
    let core = contributions::Registry::core();
    let token = search.seal(&service.manager(), "Ama Mensah", Within::Names).expect("a token");
    assert!(!token.to_lowercase().contains("mensah"));
    let page = search.results(&service.manager(), &core, &token, None).await.expect("results");
    assert_eq!((page.text.as_str(), page.rows.len()), ("Ama Mensah", 1));
    let other = service.actor(crate::service::OTHER_MANAGER, Role::ServiceManager);
    let stolen = search.results(&other, &core, &token, None).await;
    assert!(matches!(stolen, Err(cases::Error::NotFound)));
    let nobody = search.seal(&service.actor(MANAGER, Role::Commissioner), "Ama", Within::Names);
    assert!(matches!(nobody, Err(cases::Error::Forbidden)));
    assert_eq!(service.how_many("audit_entries", "verb = 'search' AND detail = 'name'").await, 1);
    assert_eq!(service.how_many("audit_entries", "lower(detail) LIKE '%mensah%'").await, 0);
    let mut unit = service.store.read(&service.actor(MANAGER, Role::Commissioner)).await.expect("a unit");
    let refused = unit.search(&Catalogue::core(), &query("ama", Within::Names)).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}
crate::on_both!(the_query_is_sealed_for_its_asker_and_never_logged);
