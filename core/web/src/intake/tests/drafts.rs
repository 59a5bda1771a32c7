use axum::http::{Method, StatusCode};

use super::*;

async fn filled_in(browser: &mut Browser, person: Person<'_>) -> Page {
    let page = browser.get(PARTNER).await;
    walk(browser, page, |page| answers_of_a_partner(page, person)).await
}

#[tokio::test]
async fn priya_stops_comes_back_and_sends() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let page = priya.get("/referrals").await;
    assert!(page.says("Your organisation has not referred anybody yet"), "{}", page.body);
    assert_eq!(page.attributes("main a.govuk-button", "href"), [PARTNER]);
    let page = priya.get(PARTNER).await;
    assert!(page.path.ends_with("/referrer"), "{}", page.path);
    let page = priya.submit(&page, &[("organisation", "Northside Police"), ("_go", "later")]).await;
    assert!(page.says("Your draft is kept"), "{}", page.body);
    assert_eq!(page.attributes(".accord-card h3 a", "href"), [PARTNER]);
    assert!(page.attributes("main a.govuk-button", "href").is_empty(), "one draft of each form");

    north.later(5);
    let page = priya.get(PARTNER).await;
    assert_eq!(page.attributes("#organisation", "value"), ["Northside Police"]);
    let page = walk(&mut priya, page, |page| answers_of_a_partner(page, AMA)).await;
    assert!(page.says("Mensah") && page.says("3 November 2026"), "{}", page.body);
    let receipt = priya.submit(&page, &[]).await;
    let number = number(&receipt);
    assert!(receipt.attributes("main a", "href").contains(&format!("/referrals/{number}")));
    let again = super::number(&priya.submit(&page, &[]).await);
    assert_eq!(number, again, "pressed twice, it is one");

    let page = priya.get("/referrals").await;
    assert_eq!(page.texts("tbody th a"), [number.as_str()]);
    assert!(page.says("Received") && page.says("Sent by you"), "{}", page.body);
    assert!(page.texts(".accord-card").is_empty(), "the draft is gone");
}

#[tokio::test]
async fn a_page_is_saved_whatever_button_is_pressed() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let page = priya.get(PARTNER).await;
    let page = priya.submit(&page, &[("contact-name", "Priya"), ("_go", "page:matter")]).await;
    assert!(page.path.ends_with("/matter"), "{}", page.path);
    let page = priya.submit(&page, &[("reason", "Neighbours"), ("_go", "back")]).await;
    assert!(page.path.ends_with("/referrer"), "{}", page.path);
    assert_eq!(page.attributes("#contact-name", "value"), ["Priya"]);
    assert_eq!(priya.get(&format!("{PARTNER}/matter")).await.texts("#reason"), ["Neighbours"]);
    // What is missing is said when the reader goes on.
    let page = priya.submit(&page, &[]).await;
    assert_eq!(page.status, 422);
    let missing = page.attributes(".govuk-error-summary a", "href");
    assert_eq!(missing, ["#source-type", "#organisation", "#contact-email"]);
    // Before everything is answered there is nothing to check, and a page for mediation alone
    // is not shown to whoever asks for something else.
    assert!(priya.get(&format!("{PARTNER}/first")).await.path.ends_with("/referrer"));
    assert_eq!(priya.get(&format!("{PARTNER}/nothing")).await.status, 404);
    assert!(priya.get(&format!("{PARTNER}/check")).await.path.ends_with("/referrer"));
}

#[tokio::test]
async fn two_windows_overwrite_nothing_of_each_other() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let one = priya.get(&format!("{PARTNER}/referrer")).await;
    let two = priya.get(&format!("{PARTNER}/matter")).await;
    priya.submit(&two, &[("reason", "Typed in the second window")]).await;
    priya.submit(&one, &[("contact-name", "Typed in the first")]).await;
    assert_eq!(
        priya.get(&format!("{PARTNER}/matter")).await.texts("#reason"),
        ["Typed in the second window"]
    );
    let page = priya.get(&format!("{PARTNER}/referrer")).await;
    assert_eq!(page.attributes("#contact-name", "value"), ["Typed in the first"]);
}

#[tokio::test]
async fn what_is_typed_is_kept_while_it_is_typed() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let page = priya.get(&format!("{PARTNER}/matter")).await;
    let to = page.attributes("form[data-autosave]", "data-autosave")[0].clone();
    let token = page.attributes("main [name=_token]", "value")[0].clone();
    let body = |seen: &str, reason: &str| format!("_token={token}&_page=matter&_seen={seen}&reason={reason}");
    assert_eq!(page.attributes("[name=_seen]", "value"), ["0"]);
    let saved = priya.ask(Method::POST, &to, body("0", "first")).await;
    assert_eq!((saved.status, saved.body.as_str()), (StatusCode::OK, "{\"version\":1}"));
    let saved = priya.ask(Method::POST, &to, body("1", "second")).await;
    assert_eq!(saved.body, "{\"version\":2}");
    let stale = priya.ask(Method::POST, &to, body("1", "from+another+window")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(priya.get(&format!("{PARTNER}/matter")).await.texts("#reason"), ["second"]);
}

#[tokio::test]
async fn a_session_that_ended_loses_nothing() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let page = priya.get(&format!("{PARTNER}/matter")).await;
    north.later(24 * 60);
    let page = priya.submit(&page, &[("reason", "Written before the session ended")]).await;
    assert!(page.says("You were signed out while you were writing"), "{}", page.body);
    let page = priya.submit(&page, &[("name", "priya"), ("password", PASSWORD)]).await;
    assert!(page.says("Your form is still here"), "{}", page.body);
    let page = priya.submit(&page, &[]).await;
    assert_eq!(page.texts("#reason"), ["Written before the session ended"]);
    assert!(priya.get(&format!("{PARTNER}/matter")).await.texts("#reason")[0].is_empty(), "shown, not saved");
}

#[tokio::test]
async fn each_door_opens_to_those_whose_it_is() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let number = north.refer(&mut priya, AMA).await;
    let check = async |name: &str, path: &str, expect: u16| {
        let page = north.signed_in(name).await.get(path).await;
        assert_eq!(page.status.as_u16(), expect, "{name} {path} {}", page.path);
        page
    };
    check("priya", "/intake/new", 404).await;
    check("dan", PARTNER, 404).await;
    check("ama", PARTNER, 404).await;
    check("ama", "/intake/new", 404).await;
    check("ama", "/intake", 403).await;
    check("cal", &format!("/referrals/{number}"), 404).await;
    check("ama", &format!("/intake/{number}"), 404).await;
    let own = check("priya", &format!("/intake/{number}"), 200).await;
    assert_eq!(own.path, format!("/referrals/{number}"), "each reader has their own address");
    assert_eq!(check("priya", "/intake", 200).await.path, "/referrals");
    assert_eq!(check("dan", "/referrals", 200).await.path, "/intake");
    assert!(check("cal", "/referrals", 200).await.texts("tbody th a").is_empty());
    // A public form is filled in by the public, and not at a desk.
    check("priya", "/referrals/new/referral-public/self-referral", 404).await;
}

#[tokio::test]
async fn priya_reads_back_what_she_sent_and_not_what_she_warned_of() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let number = north.refer(&mut priya, AMA).await;
    let page = priya.get(&format!("/referrals/{number}")).await;
    assert!(page.says("Mensah") && page.says("07700 900123"), "{}", page.body);
    for hidden in ["He was angry", "She wants to ask why", "Possible link", "Accept"] {
        assert!(!page.says(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_draft_is_deleted_after_a_question() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let page = priya.get(PARTNER).await;
    let page = priya.submit(&page, &[("organisation", "Northside Police"), ("_go", "later")]).await;
    let discard = page.attributes(".accord-card p a", "href")[0].clone();
    let page = priya.get(&discard).await;
    assert!(page.says("Do you want to delete this draft?"), "{}", page.body);
    assert_eq!(priya.get("/referrals").await.texts(".accord-card").len(), 1, "asking deletes nothing");
    let page = priya.submit(&page, &[]).await;
    assert!(page.says("The draft is deleted") && page.texts(".accord-card").is_empty(), "{}", page.body);
    assert!(priya.get(PARTNER).await.attributes("#organisation[value]", "value").is_empty());
}

#[tokio::test]
async fn a_draft_is_its_authors_alone() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let page = filled_in(&mut priya, AMA).await;
    assert!(page.says("Mensah"));
    let mut cal = north.signed_in("cal").await;
    let page = cal.get(PARTNER).await;
    assert!(page.path.ends_with("/referrer"), "{}", page.path);
    assert!(cal.get("/referrals").await.texts(".accord-card").is_empty());
}
