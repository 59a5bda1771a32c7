//! Choosing another password by a link, over HTTP: what is answered says nothing about who
//! there is, and the link does what it says.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use administration::{Accounts, NewPerson};
use identity::Origin;
use permissions::{Actor, Role, Task};
use reqwest::StatusCode;
use sea_orm_migration::sea_orm::ConnectionTrait;
use tests::canaries::Ground;
use tests::crawl::House;
use tests::databases::Kind;
use tests::page::Page;
use tests::person::{PASSWORD, Person};
use wording::Language;

/// A browser at one of many addresses.
pub fn origin(host: u8) -> Origin {
    Origin {
        address: std::net::Ipv4Addr::new(192, 0, 2, host).into(),
        user_agent: "Firefox".into(),
        known_browser: None,
    }
}

const PAGE: &str = "/sign-in/forgotten";

/// What of an answer may differ from one time to the next.
const OF_ITS_TIME: [&str; 3] = ["date", "x-request-id", "content-security-policy"];

async fn house(kind: Kind) -> House {
    let house = House::open(Ground::lay(kind).await).await;
    let operator = Actor::system(Task::Operator, house.store.now());
    for n in 0..25 {
        let person = NewPerson {
            username: format!("person{n}"),
            name: format!("Person {n}"),
            email: Some(format!("person{n}@example.org")),
            roles: vec![Role::LeadFacilitator],
            until: None,
            team: None,
            organisation: None,
            language: Language::En,
        };
        Accounts::new(house.store.clone()).add(&operator, person).await.expect("a new name");
    }
    let rows = house.ground.database.connect().await;
    let hash = keys::password::hash(PASSWORD);
    let sql = format!("UPDATE accounts SET status = 'active', password = '{hash}'");
    rows.execute_unprepared(&sql).await.expect("the accounts");
    house
}

fn later(house: &House, minutes: u64) {
    house.ground.clock.set(house.store.now() + Duration::from_secs(minutes * 60));
}

/// The answer to a name or an address, and the statements that it took.
async fn ask(house: &House, person: &mut Person, typed: &str) -> (Page, (u64, u64)) {
    let form = person.get(PAGE).await;
    let counted = || (house.statements.reads.load(Relaxed), house.statements.writes.load(Relaxed));
    let before = counted();
    let page = person.submit(&form, &[("name", typed)]).await;
    let after = counted();
    (page, (after.0 - before.0, after.1 - before.1))
}

/// Everything of an answer that a reader could compare.
fn seen(page: &Page) -> (StatusCode, Vec<(String, String)>, String) {
    let headers = page.headers.iter().filter(|(name, _)| !OF_ITS_TIME.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
    // The way to the other language leads back to this address.
    (page.status, headers, page.body.replace(&page.path, "here"))
}

async fn known_and_unknown_are_answered_alike(kind: Kind) {
    let house = house(kind).await;
    let mut person = Person::new(house.base());
    let mut compared = 0;
    for n in 0..25 {
        for (known, unknown) in [
            (format!("person{n}"), format!("nobody{n}")),
            (format!("person{n}@example.org"), format!("nobody{n}@example.org")),
        ] {
            // Away from what the throttles remember of the last pair.
            later(&house, 30);
            let (first, statements) = ask(&house, &mut person, &known).await;
            let (second, others) = ask(&house, &mut person, &unknown).await;
            assert_eq!(first.status, StatusCode::OK, "{}", first.text());
            assert!(first.says("Look at your mail"), "{}", first.text());
            assert!(seen(&first) == seen(&second), "{known} and {unknown}");
            // Now and then something else of the server asks as well. Where one kind took more
            // than the other, no two would be found alike.
            let (mut statements, mut others) = (statements, others);
            for _ in 0..5 {
                if statements == others {
                    break;
                }
                later(&house, 30);
                statements = ask(&house, &mut person, &known).await.1;
                others = ask(&house, &mut person, &unknown).await.1;
            }
            assert_eq!(statements, others, "{known} and {unknown}");
            compared += 1;
        }
    }
    tests::crawl::tell(&format!("{compared} pairs of a known and an unknown name"));
    // Whoever asks too often is told so alike, too.
    later(&house, 600);
    let mut answers = Vec::new();
    for typed in ["person1", "nobody1"] {
        for _ in 0..3 {
            ask(&house, &mut person, typed).await;
        }
        let (page, _) = ask(&house, &mut person, typed).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        answers.push(page.texts("main .govuk-error-summary"));
    }
    assert_eq!(answers[0], answers[1]);
}

crate::on_both!(known_and_unknown_are_answered_alike);

async fn a_link_is_followed(kind: Kind) {
    let house = house(kind).await;
    let mut person = Person::new(house.base());
    ask(&house, &mut person, "person1").await;
    let taken = loop {
        house.runner.round().await.expect("the database works");
        if let Some(taken) = house.sink.taken().pop() {
            break taken;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let site = server::Settings::defaults().public_address();
    let path = taken.path(&site).expect("a link");
    assert!(path.starts_with(PAGE), "{path}");

    // Looking, also by a program that follows every link, uses nothing up.
    for _ in 0..3 {
        assert_eq!(Person::new(house.base()).get(&path).await.status, StatusCode::OK);
    }
    let page = person.get(&path).await;
    let again = person.submit(&page, &[("new", "short")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = person.submit(&page, &[("new", "nine red bicycles")]).await;
    assert!(page.says("Your new password is saved"), "{}", page.text());
    assert!(person.session().is_none(), "a link signs nobody in");

    // Used, over, somebody else's or nonsense: the page is the same.
    let over = person.get(&path).await;
    assert_eq!(over.status, StatusCode::NOT_FOUND);
    let mut cut = path.clone();
    cut.pop();
    for other in [format!("{PAGE}/nothing"), format!("{path}A"), cut] {
        let page = person.get(&other).await;
        let (mut one, mut two) = (seen(&page), seen(&over));
        // Which is as long as the address.
        for headers in [&mut one.1, &mut two.1] {
            headers.retain(|(name, _)| name != "content-length");
        }
        assert!(one == two, "{other}: {:?} and {:?}", page.text(), over.text());
    }
    let page = person.get("/sign-in").await;
    let page = person.submit(&page, &[("name", "person1"), ("password", PASSWORD)]).await;
    assert!(person.session().is_none(), "{}", page.text());
    let page = person.submit(&page, &[("name", "person1"), ("password", "nine red bicycles")]).await;
    // In a live service it opens what a password does: the page that sets up a factor.
    assert!(person.session().is_some() && page.path.contains("authenticator"), "{}", page.text());
}

crate::on_both!(a_link_is_followed);
