//! What is left on a computer at home after signing out (`security.md` §7, requirement 24).

use tests::browser::Browser;
use tests::canaries::Finder;
use tests::canaries::cast::{which, who};
use tests::crawl::{House, tell};
use tests::databases::Kind;

/// What a page could have put aside.
const KEPT: &str = "
    const found = [];
    for (const name of ['localStorage', 'sessionStorage'])
        for (const key of Object.keys(window[name])) found.push(`${name}: ${key}`);
    return found;";

/// The same of what takes a while to be asked.
const KEPT_ELSEWHERE: &str = "
    return (async () => {
        const found = [];
        for (const one of await indexedDB.databases()) found.push(`database: ${one.name}`);
        for (const one of await caches.keys()) found.push(`cache: ${one}`);
        for (const one of await navigator.serviceWorker.getRegistrations()) found.push(`worker: ${one.scope}`);
        return found;
    })();";

#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_is_left_after_signing_out() {
    let (house, stock) = House::stocked(House::ground(Kind::Sqlite).await).await;
    let lead = house.reader(who::LEAD).await;
    let case = stock.names.cases[which::OPEN].expect("the open case is there");
    let finder = Finder::new(&stock.canaries);
    // The reference of a case says nothing about anybody, and names it in its address.
    let words = |text: &str| {
        let found = finder.find(text.as_bytes()).into_iter().map(|at| stock.canaries[at].what);
        found.filter(|what| *what != "case.reference").collect::<Vec<_>>()
    };
    let browser = Browser::open(house.base()).await;
    browser.go("/cookies").await;
    browser.become_reader(&lead.cookies).await;

    // A working day, with names on the screen and none in titles and addresses.
    let pages = ["", "/contact", "/history", "/records", "/log"].map(|page| format!("/cases/{case}{page}"));
    let mut met = 0;
    for path in pages.iter().map(String::as_str).chain(["/my-work", "/cases", "/account"]) {
        browser.go(path).await;
        met += words(&browser.text().await).len();
        let told = browser.ask("return document.title + ' ' + location.href + ' ' + document.referrer").await;
        let told = told.as_str().expect("a text");
        assert!(words(told).is_empty(), "{told}: {:?}", words(told));
    }
    assert!(met > 5, "{met} words are too few to mean anything");
    // Something is being typed, too.
    browser.go(&pages[1]).await;
    browser.ask("document.querySelector('main textarea').value = 'half a note'; return null").await;
    browser.go("/account").await;
    assert_eq!(browser.ask(KEPT).await, serde_json::json!([]), "kept while signed in");

    browser.press_first("form[action=\"/sign-out\"] button").await;
    browser.see("You are signed out").await;
    let left = (browser.ask(KEPT).await, browser.ask(KEPT_ELSEWHERE).await);
    assert_eq!(left, (serde_json::json!([]), serde_json::json!([])), "left behind");
    let cookies = browser.cookies().await;
    assert!(!cookies.iter().any(|name| name == "__Host-session"), "{cookies:?}");

    // Whoever sits down next presses "back", as often as they like.
    for step in 1..=8 {
        browser.back().await;
        let shown = browser.ask("return document.documentElement.outerHTML + document.title").await;
        let shown = shown.as_str().expect("a text");
        let at = browser.path().await;
        assert!(words(shown).is_empty(), "{step} steps back, {at}: {:?}", words(shown));
        assert!(!shown.contains("half a note"), "{step} steps back, {at}");
    }
    tell(&format!("{met} words seen, none after signing out"));
}
