//! Passkeys in a real browser: made, named, signed in with, proved with, revoked; and the roles
//! that have to have one.

use std::collections::BTreeMap;
use std::time::Duration;

use permissions::Role;
use tests::browser::Browser;
use tests::databases::Kind;
use tests::person::Person;
use tests::server::Server;

const DAY: i64 = 24 * 60;

/// The browser goes on as this person.
async fn become_person(browser: &Browser, person: &Person) {
    let session = person.session().expect("they are signed in").to_owned();
    browser.go("/cookies").await;
    browser.become_reader(&BTreeMap::from([("__Host-session".to_owned(), session)])).await;
}

/// Waits until the browser is somewhere else than here.
async fn leaves(browser: &Browser, path: &str) {
    for _ in 0..200 {
        if browser.path().await != path {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("still at {path}:\n{}", browser.text().await);
}

/// Signs in with whatever passkey is there. The browser may offer it by itself before anybody
/// presses anything.
async fn enter(browser: &Browser) {
    browser.sign_out().await;
    browser.go("/sign-in").await;
    if browser.path().await == "/sign-in" && !browser.sees("not accepted").await {
        browser.press("Use a passkey").await;
    }
}

async fn add(browser: &Browser, name: &str) {
    browser.fill("Name of the passkey", name).await;
    browser.press("Add a passkey").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kim_makes_a_passkey_signs_in_and_proves_with_it_and_revokes_it() {
    let server = Server::live(Kind::Sqlite).await;
    let kim = server.person("Kim Lowe", Role::ServiceManager).await;
    let browser = Browser::open(&server.named()).await;
    let desk = browser.plug_in(false).await;
    become_person(&browser, &kim).await;

    // Her role will need one, and says by when.
    browser.go("/account/passkeys").await;
    browser.see("Your role needs a passkey by").await;
    browser.is_accessible().await;
    // A device whose owner is not at it makes none.
    add(&browser, "Desk").await;
    browser.see("No passkey was used").await;
    browser.verifies(&desk, true).await;
    add(&browser, "Desk").await;
    browser.see("Your passkey is added").await;
    browser.see("Desk").await;
    assert!(!browser.sees("needs a passkey").await);
    assert_eq!(browser.passkeys_on(&desk).await, 1);

    // She signs in with it, and with nothing else.
    enter(&browser).await;
    leaves(&browser, "/sign-in").await;
    assert_eq!(browser.path().await, "/my-work");

    // Twenty minutes later she has to prove who she is, and does so with it.
    server.later(20);
    browser.go("/account/password").await;
    assert_eq!(browser.path().await, "/account/confirm");
    browser.press("Use a passkey").await;
    leaves(&browser, "/account/confirm").await;
    assert_eq!(browser.path().await, "/account/password");

    // When the time of grace is over, the last one stays; with a second one it may go.
    server.later(15 * DAY);
    enter(&browser).await;
    leaves(&browser, "/sign-in").await;
    browser.go("/account/passkeys").await;
    browser.press("Remove").await;
    browser.see("Your role needs this passkey").await;
    // One device keeps one passkey of an account, so the second is another device's.
    browser.go("/account/passkeys").await;
    browser.unplug(desk).await;
    let pocket = browser.plug_in(true).await;
    add(&browser, "Telephone").await;
    browser.see("Your passkey is added").await;
    assert_eq!(browser.passkeys_on(&pocket).await, 1);
    // The newest stands first: of the two, it is the one that was lost.
    browser.press("Remove").await;
    browser.see("The passkey is removed").await;
    // A device that was revoked opens nothing, however often the browser offers it.
    enter(&browser).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(browser.path().await.starts_with("/sign-in"));
    browser.unplug(pocket).await;
    browser.go("/my-work").await;
    assert_eq!(browser.path().await, "/sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn olu_who_has_none_when_the_time_is_over_adds_one_and_does_nothing_else() {
    let server = Server::live(Kind::Sqlite).await;
    let mut olu = server.person("Olu Adeyemi", Role::Dpo).await;
    server.later(15 * DAY);
    olu.come_back("olu.adeyemi", server.store.now()).await;
    let browser = Browser::open(&server.named()).await;
    browser.plug_in(true).await;
    become_person(&browser, &olu).await;
    for path in ["/", "/audit", "/account", "/my-work", "/account/password", "/account/language"] {
        browser.go(path).await;
        assert_eq!(browser.path().await, "/account/passkeys", "{path}");
    }
    browser.see("Your role could open this service to others").await;
    browser.is_accessible().await;
    // An open laptop adds none: twenty minutes later a proof comes first.
    server.later(20);
    browser.go("/account/passkeys").await;
    assert_eq!(browser.path().await, "/account/confirm");
    olu.come_back("olu.adeyemi", server.store.now()).await;
    become_person(&browser, &olu).await;
    browser.go("/account/passkeys").await;
    add(&browser, "Desk").await;
    browser.see("Your passkey is added").await;
    browser.go("/").await;
    assert_eq!(browser.path().await, "/audit");
}
