//! Sessions are nobody's but their owner's: a planted token is worth nothing, each
//! widening of rights gives a new one, several stand beside each other, and none stands in an
//! address, a page or the log.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use tests::canaries::Stock;
use tests::canaries::cast::{NAMES, who};
use tests::crawl::log::Log;
use tests::crawl::{Addresses, House, Reader, Sent, tell};
use tests::databases::Kind;

const COOKIE: &str = "__Host-session";

fn token(reader: &Reader) -> String {
    reader.cookies.get(COOKIE).cloned().unwrap_or_default()
}

/// Whether a browser that holds this token alone is somebody.
async fn opens(house: &House, token: &str) -> bool {
    let mut browser = house.stranger();
    browser.cookies.insert(COOKIE.to_owned(), token.to_owned());
    browser.is_signed_in().await
}

#[tokio::test]
async fn a_session_is_its_owners_alone() {
    let log = Log::begin();
    let (house, stock) = House::stocked(House::ground(Kind::Sqlite).await).await;
    a_planted_token_is_not_the_one_that_is_signed_in_with(&house).await;
    every_cookie_is_bound_to_the_host_and_hidden_from_scripts(&house).await;
    let tokens = every_widening_renews_the_token_and_several_stand_side_by_side(&house, &stock).await;
    let log = String::from_utf8_lossy(&log.bytes()).into_owned();
    assert!(log.contains("/account") && !tokens.iter().any(|token| log.contains(token.as_str())));
}

async fn a_planted_token_is_not_the_one_that_is_signed_in_with(house: &House) {
    let thief = house.reader(who::LEAD).await;
    for planted in [token(&thief), "A".repeat(43), "A".repeat(16)] {
        house.ground.clock.set(house.store.now() + TimeDelta::minutes(1));
        let mut victim = house.stranger();
        let page = victim.get("/sign-in").await;
        victim.cookies.insert(COOKIE.to_owned(), planted.clone());
        let (to, fields) =
            page.fill_in(None, &[("name", NAMES[who::COORDINATOR]), ("password", tests::person::PASSWORD)]);
        let entered = victim.post(&to, fields).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());
        assert_ne!(token(&victim), planted);
        // In a live service the password alone opens the set-up page and nothing more.
        assert!(!opens(house, &planted).await, "the planted token opens something");
        assert_eq!(victim.get("/my-work").await.status, StatusCode::SEE_OTHER);
    }
}

async fn every_widening_renews_the_token_and_several_stand_side_by_side(
    house: &House,
    stock: &Stock,
) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    let mut note = |reader: &Reader| {
        assert!(tokens.insert(token(reader)), "a token that was there before");
        token(reader)
    };

    // A password, an authenticator, a proof: each time another token, and the old one is void.
    let mut half = house.stranger();
    let page = half.get("/sign-in").await;
    let typed = [("name", NAMES[who::MANAGER]), ("password", tests::person::PASSWORD)];
    let (to, fields) = page.fill_in(None, &typed);
    half.post(&to, fields).await;
    let narrow = note(&half);
    // Who comes back to the sign-in page half way is led on, not asked again.
    assert_eq!(half.get("/sign-in").await.leads_to.as_deref(), Some("/"));
    assert_eq!(half.get("/").await.leads_to.as_deref(), Some("/account/authenticator"));
    let mut desk = house.stranger();
    let mut now = house.store.now();
    desk.sign_in(NAMES[who::MANAGER], now).await;
    let wide = note(&desk);
    assert!(!half.is_signed_in().await, "what the password opened ends when somebody sets up a factor");
    assert!(!opens(house, &narrow).await);
    for _ in 0..2 {
        now += TimeDelta::minutes(10);
        house.ground.clock.set(now);
        assert!(desk.is_signed_in().await);
    }
    let page = desk.get("/account/confirm").await;
    let (to, fields) = page.fill_in(None, &[("code", &desk.code(now))]);
    assert_eq!(desk.post(&to, fields).await.status, StatusCode::SEE_OTHER);
    note(&desk);
    assert!(!opens(house, &wide).await, "what was there before the proof is void");

    // A second browser does not disturb the first; ending one ends one.
    let mut telephone = desk.clone();
    telephone.cookies.clear();
    now += TimeDelta::minutes(1);
    house.ground.clock.set(now);
    telephone.sign_in_again(NAMES[who::MANAGER], now).await;
    note(&telephone);
    assert!(desk.is_signed_in().await && telephone.is_signed_in().await);
    let page = telephone.get("/account").await;
    let (to, fields) = page.fill_in(Some("/sign-out"), &[]);
    telephone.post(&to, fields).await;
    assert!(desk.is_signed_in().await && !telephone.is_signed_in().await);

    // A token is believed as that cookie and as nothing else.
    let held = token(&desk);
    let mut thief = house.stranger();
    for path in [
        format!("/account?session={held}"),
        format!("/account?{COOKIE}={held}"),
        format!("/account;{COOKIE}={held}"),
    ] {
        let status = thief.get(&path).await.status;
        assert!([StatusCode::SEE_OTHER, StatusCode::NOT_FOUND].contains(&status), "{path}: {status}");
    }
    for (name, value) in [
        ("authorization", format!("Bearer {held}")),
        ("x-session", held.clone()),
        ("cookie", format!("session={held}")),
        ("cookie", format!("{COOKIE}={held}; {COOKIE}={held}")),
        ("cookie", format!("{COOKIE}=\"{held}\"")),
    ] {
        let sent = Sent { headers: vec![(name, value)], ..Sent::default() };
        let status = thief.send(Method::GET, "/account", sent).await.status;
        assert_eq!(status, StatusCode::SEE_OTHER, "{name}");
    }

    // None of them stands in a page, an address or the log.
    let table = House::routes();
    let addresses = Addresses::of_every_state(&stock.names);
    let mut pages = 0;
    for row in table.rows().into_iter().filter(|row| row.method == http::Method::GET) {
        for path in addresses.of_route(row) {
            let page = desk.get(&path).await;
            pages += 1;
            let told = format!("{}{:?}", page.body, page.headers);
            let found = tokens.iter().find(|token| told.contains(token.as_str()));
            assert!(found.is_none(), "{path} tells a session's token");
        }
    }
    tell(&format!("{} tokens looked for on {pages} pages", tokens.len()));
    tokens
}

async fn every_cookie_is_bound_to_the_host_and_hidden_from_scripts(house: &House) {
    let mut reader = house.stranger();
    let page = reader.get("/sign-in").await;
    let typed = [("name", NAMES[who::OFFICE]), ("password", tests::person::PASSWORD)];
    let (to, fields) = page.fill_in(None, &typed);
    let entered = reader.post(&to, fields).await;
    let language = reader.get("/language/cy").await;
    let cookies = [entered, language].map(|page| {
        let all = page.headers.get_all(reqwest::header::SET_COOKIE);
        all.iter().map(|cookie| cookie.to_str().expect("text").to_owned()).collect::<Vec<_>>()
    });
    let cookies = cookies.concat();
    assert_eq!(cookies.len(), 3, "{}", cookies.len());
    for cookie in cookies {
        let (name, rest) = cookie.split_once('=').expect("a cookie has a value");
        let has = |word: &str| rest.split("; ").any(|part| part == word);
        assert!(name.starts_with("__Host-") && has("Secure") && has("HttpOnly") && has("Path=/"), "{name}");
        assert!(has("SameSite=Lax") || has("SameSite=Strict"), "{name}");
        assert!(!rest.contains("Domain"), "{name}");
    }
}
