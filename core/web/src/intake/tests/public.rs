use axum::http::{Method, header};

use super::*;

/// The page of all answers of somebody harmed.
async fn all_answers(browser: &mut Browser, person: Person<'_>) -> Page {
    let page = browser.get("/refer").await;
    walk(browser, page, |page| answers_of(page, person)).await
}

async fn waiting(north: &Northside) -> Vec<String> {
    north.signed_in("dan").await.get("/intake").await.texts("tbody th a")
}

#[tokio::test]
async fn anybody_refers_themselves_page_by_page_and_gets_a_number() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let mut page = browser.get("/refer").await;
    assert_eq!(page.path, PUBLIC, "there is one form");
    assert!(page.says("Before you start") && page.says("call 999"), "{}", page.body);
    while !is_check(&page) {
        assert_eq!(page.attributes(".govuk-exit-this-page a", "href").len(), 1, "{}", page.path);
        assert_eq!(page.path, PUBLIC, "an address says nothing");
        assert!(page.texts("main h1").len() == 1, "{}", page.body);
        page = browser.submit(&page, &answers_of(&page, AMA)).await;
    }
    assert!(page.says("Nothing has been sent yet") && page.says("I want to ask why"), "{}", page.body);
    assert!(waiting(&north).await.is_empty(), "nothing is stored before it is sent");
    let receipt = browser.submit(&page, &[]).await;
    let number = number(&receipt);
    assert!(!receipt.says("Ama") && !receipt.says("Mensah"), "{}", receipt.body);
    assert_eq!(waiting(&north).await, [number]);
    for cookie in ["__Host-session", "__Host-language", "__Host-browser"] {
        assert_eq!(browser.cookie(cookie), None);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let page = browser.get(PUBLIC).await;
    let page = browser.submit(&page, &[]).await;
    let page = browser.submit(&page, &[]).await;
    assert_eq!(page.status, 422);
    assert!(page.texts("title")[0].starts_with("Error:"), "{}", page.body);
    assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#role"]);
    assert_eq!(page.texts("#role-error").len(), 1);
    let mut page = browser.submit(&page, &[("role", "person-harmed")]).await;
    while page.attributes("main [name=phone]", "name").is_empty() {
        page = browser.submit(&page, &answers_of(&page, AMA)).await;
    }
    let page = browser.submit(&page, &[("may-phone", "yes"), ("phone", "my number")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attributes("#phone", "value"), ["my number"], "what was typed stands as it was typed");
    assert_eq!(page.attributes("[name=may-phone][checked]", "value"), ["yes"]);
}

#[tokio::test]
async fn back_and_change_lose_nothing_and_lead_on_to_what_is_open() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let page = all_answers(&mut browser, AMA).await;
    // Changing one answer leads back to all of them.
    let page = browser.submit(&page, &[("_go", "page:code-word")]).await;
    let page = browser.submit(&page, &[("code-word", "bluebell")]).await;
    assert!(is_check(&page) && page.says("bluebell"), "{}", page.body);
    // Changing who asks opens pages that were not asked before, even where nothing is demanded.
    let page = browser.submit(&page, &[("_go", "page:role")]).await;
    assert_eq!(page.attributes("[name=role][checked]", "value"), ["person-harmed"]);
    let page = browser.submit(&page, &[("role", "party-a")]).await;
    let page = browser.submit(&page, &[("asking-party", "self-party")]).await;
    assert!(page.says("What is the disagreement about?"), "{}", page.body);
    // Back keeps what was typed on the page that is left.
    let page = browser.submit(&page, &[("_go", "back"), ("dispute", "noise")]).await;
    let page = browser.submit(&page, &[]).await;
    assert!(page.says("The other person"), "the one before is answered: {}", page.body);
    let page = browser.submit(&page, &[]).await;
    assert!(is_check(&page) && page.says("Noise"), "{}", page.body);
    assert!(!page.says("Do the police know"), "what is not asked any more is not shown");
}

#[tokio::test]
async fn the_first_page_is_reached_by_going_back() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let first = browser.get(PUBLIC).await;
    assert!(first.attributes("button[value=back]", "name").is_empty());
    let page = browser.submit(&first, &[]).await;
    let page = browser.submit(&page, &[("_go", "back"), ("role", "party-a")]).await;
    assert!(page.says("Before you start"), "{}", page.body);
    let page = browser.submit(&page, &[]).await;
    assert!(page.attributes("[name=role][checked]", "value").is_empty(), "going on leads to the next gap");
    assert!(page.says("Are you asking for yourself?"), "{}", page.body);
}

#[tokio::test]
async fn sent_twice_it_is_one_referral() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let page = all_answers(&mut browser, AMA).await;
    let first = number(&browser.submit(&page, &[]).await);
    let second = number(&browser.submit(&page, &[]).await);
    assert_eq!(first, second);
    assert_eq!(waiting(&north).await.len(), 1);
}

/// Whoever refers learns nothing about anybody, whom they name and who they are.
#[tokio::test]
async fn every_page_is_the_same_whoever_is_known() {
    let north = Northside::new().await;
    let page = all_answers(&mut north.browser(), AMA).await;
    north.browser().submit(&page, &[]).await;
    let known = Person { given: "Ama", family: "Mensah", phone: "07700 900123" };
    let stranger = Person { given: "Zed", family: "Quince", phone: "07700 900987" };
    let mut receipts = Vec::new();
    for person in [known, stranger] {
        let mut browser = north.browser();
        let page = all_answers(&mut browser, person).await;
        let receipt = browser.submit(&page, &[]).await;
        let mut headers: Vec<_> = receipt.headers.iter().map(|(name, _)| name.to_string()).collect();
        headers.sort();
        receipts.push((receipt.status, headers, bare(&receipt)));
    }
    assert_eq!(receipts[0], receipts[1]);
    let mut dan = north.signed_in("dan").await;
    assert_eq!(bare(&dan.get(PUBLIC).await), bare(&north.browser().get(PUBLIC).await));
}

#[tokio::test]
async fn a_page_that_was_tampered_with_is_nobodys() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let page = browser.get(PUBLIC).await;
    let token = &page.attributes("[name=_token]", "value")[0];
    let carried = &page.attributes("[name=_carried]", "value")[0];
    let mut other = carried.clone().into_bytes();
    other[20] = if other[20] == b'A' { b'B' } else { b'A' };
    let other = String::from_utf8(other).unwrap();
    let check = async |token: &str, carried: &str, expect: u16| {
        let body = format!("_token={token}&_carried={carried}&_page=safety&_go=on");
        let page = north.browser().ask(Method::POST, PUBLIC, body).await;
        assert_eq!(page.status.as_u16(), expect, "{}", page.body);
    };
    check(token, carried, 200).await;
    check(token, &other, 403).await;
    check(token, "", 403).await;
    check("", carried, 403).await;
    // A form of another door is no public one.
    for path in ["/refer/referral-partner/referral", "/refer/core/referral", "/refer/no/form"] {
        assert_eq!(north.browser().get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_language_changes_and_the_answers_stay() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let page = browser.get(PUBLIC).await;
    let mut page = browser.submit(&page, &[]).await;
    while page.attributes("main [name=reason]", "name").is_empty() {
        page = browser.submit(&page, &answers_of(&page, AMA)).await;
    }
    assert!(page.attributes("header a[hreflang]", "href").is_empty(), "an address would not carry them");
    let page = browser.submit(&page, &[("_go", "language:cy"), ("reason", "Noson wael")]).await;
    assert_eq!(page.attributes("html", "lang"), ["cy"]);
    assert_eq!(page.texts("textarea"), ["Noson wael"]);
    let page = walk(&mut browser, page, |page| {
        let mut typed = answers_of(page, AMA);
        typed.retain(|(name, _)| *name != "reason");
        typed
    })
    .await;
    assert_eq!(page.attributes("html", "lang"), ["cy"], "it is remembered on this device");
    assert!(page.says("Noson wael") && page.says("Ama"), "{}", page.body);
}

#[tokio::test]
async fn without_a_public_form_the_page_says_so() {
    let north = Northside::new().await;
    north.house.contribute(house::registry(&[]));
    let page = north.browser().get("/refer").await;
    assert_eq!((page.status.as_u16(), page.path.as_str()), (200, "/refer"));
    assert!(page.says("help@example.org"), "{}", page.body);
}

#[tokio::test]
async fn these_pages_are_kept_nowhere() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let first = browser.get(PUBLIC).await;
    let page = browser.submit(&first, &[]).await;
    for page in [first, page] {
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert!(page.headers.get(header::SET_COOKIE).is_none());
    }
}

#[tokio::test]
async fn whoever_sends_too_many_is_told_when_to_try_again_and_loses_nothing() {
    let north = Northside::new().await;
    let mut browser = north.browser();
    let page = all_answers(&mut browser, AMA).await;
    for sent in 0..10 {
        // Each a form of its own: its hidden field is new.
        let fresh = browser.submit(&page, &[("_go", "page:check-answers")]).await;
        assert_eq!(browser.submit(&fresh, &[]).await.status, 200, "{sent}");
    }
    let fresh = browser.submit(&page, &[("_go", "page:check-answers")]).await;
    let early = browser.submit(&fresh, &[]).await;
    assert_eq!(early.status, 429);
    assert_eq!(early.headers[header::RETRY_AFTER], "360");
    assert!(early.says("Wait 6 minutes") && early.says("call 999"), "{}", early.body);
    assert!(early.says("Mensah") && early.says(AMA.phone), "all answers are still there: {}", early.body);
    // Reading and changing answers is not counted, and others are not kept out.
    let changed = browser.submit(&early, &[("_go", "back")]).await;
    assert_eq!(changed.status, 200);
    let mut elsewhere = Browser::new(north.house.router.clone(), 2);
    let theirs = all_answers(&mut elsewhere, EVE).await;
    assert_eq!(elsewhere.submit(&theirs, &[]).await.status, 200);
    north.later(6);
    let receipt = browser.submit(&early, &[]).await;
    number(&receipt);
    assert_eq!(waiting(&north).await.len(), 12);
}
