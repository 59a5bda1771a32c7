use axum::http::Method;

use super::*;

const WRONG: &str = "The user name or the password is wrong";

#[tokio::test]
async fn the_first_page_leads_strangers_in_and_everybody_else_to_their_work() {
    let north = Northside::demo().await;
    let page = north.browser(1).get("/").await;
    assert_eq!((page.status.as_u16(), page.path.as_str()), (200, "/"));
    assert!(page.attributes("main a", "href").contains(&"/sign-in".to_owned()), "{}", page.body);
    assert!(!page.attributes("main a", "href").contains(&"/refer".to_owned()), "there is no public form");
    assert_eq!(page.attributes(".govuk-exit-this-page a", "href").len(), 1);

    let (registry, _) = crate::tests::package::registry_and_words();
    north.house.contribute(registry);
    let page = north.browser(1).get("/").await;
    assert!(page.attributes("main a", "href").contains(&"/refer".to_owned()), "{}", page.body);

    let page = north.signed_in(1, "ama").await.get("/").await;
    assert_eq!(page.path, "/my-work");
}

#[tokio::test]
async fn ama_signs_in_and_is_led_to_her_work() {
    let north = Northside::demo().await;
    let mut browser = north.browser(1);
    let page = browser.get("/sign-in").await;
    let page = browser.submit(&page, &[("name", " AMA "), ("password", PASSWORD)]).await;
    assert_eq!(page.path, "/my-work");
    assert!(page.says("Ama Mensah"), "{}", page.body);
    assert!(browser.cookie("__Host-session").is_some() && browser.cookie("__Host-browser").is_some());
    assert_eq!(browser.get("/sign-in?next=/account").await.path, "/account", "already signed in");
}

#[tokio::test]
async fn what_was_wrong_is_said_without_saying_which_of_both() {
    let north = Northside::demo().await;
    let mut bodies = Vec::new();
    for (name, password) in [("ama", "a lamp beside the harbor"), ("amy", PASSWORD)] {
        let mut browser = north.browser(1);
        let page = browser.get("/sign-in").await;
        let page = browser.submit(&page, &[("name", name), ("password", password)]).await;
        assert_eq!(page.status, 422);
        assert!(page.says(WRONG), "{}", page.body);
        assert!(page.texts("title")[0].starts_with("Error:"), "{}", page.body);
        assert_eq!(page.attributes("#name", "value"), [name], "the name need not be typed again");
        assert!(!page.body.contains(password), "a password is never sent back");
        assert!(browser.cookie("__Host-session").is_none());
        let token = &page.attributes("main [name=_token]", "value")[0];
        bodies.push(page.body.replace(token, "").replace(name, ""));
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn too_many_tries_make_everybody_wait_but_ama_in_her_own_browser() {
    let north = Northside::demo().await;
    let mut own = north.signed_in(1, "ama").await;
    let page = own.get("/my-work").await;
    own.submit_to(&page, Some("/sign-out"), &[]).await;
    let mut stranger = north.browser(2);
    let page = stranger.get("/sign-in").await;
    for _ in 0..3 {
        assert!(stranger.submit(&page, &[("name", "ama"), ("password", "guess")]).await.says(WRONG));
    }
    let page = stranger.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, 429);
    assert!(page.says("There have been too many attempts. Try again in a minute"), "{}", page.body);

    let page = own.get("/sign-in").await;
    let page = own.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert_eq!(page.path, "/my-work", "her own browser is known");

    north.later(2);
    let page = stranger.get("/sign-in").await;
    assert_eq!(
        stranger.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await.path,
        "/my-work",
        "and the wait is over for every other"
    );
}

#[tokio::test]
async fn after_signing_in_the_reader_is_where_they_were_going() {
    let north = Northside::demo().await;
    let mut browser = north.browser(1);
    let page = browser.get("/my-work?stage=new").await;
    assert_eq!(page.path, "/sign-in?next=/my-work%3Fstage%3Dnew");
    let page = browser.submit(&page, &[("name", "ama"), ("password", "wrong")]).await;
    let page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert_eq!(page.path, "/my-work?stage=new");
    let mut browser = north.browser(1);
    let page = browser.get("/sign-in?next=//evil.example").await;
    let page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert_eq!(page.path, "/my-work", "and never elsewhere");
}

#[tokio::test]
async fn a_form_sent_after_a_pause_comes_back_as_it_was() {
    let north = Northside::demo().await;
    let mut browser = north.signed_in(1, "ama").await;
    let page = browser.get("/my-work").await;
    north.later(20);
    let page = browser.submit(&page, &[("note", "Rang twice & <no> answer")]).await;
    assert_eq!(page.status, 401);
    assert!(page.says("You were signed out while you were writing"), "{}", page.body);
    // A slip on the way loses nothing either.
    let page = browser.submit(&page, &[("name", "ama"), ("password", "slip")]).await;
    let page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert!(page.says("Your form is still here"), "{}", page.body);
    let page = browser.submit(&page, &[]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.says("shown again") && page.says("Rang twice & <no> answer"), "{}", page.body);
    assert!(browser.submit(&page, &[]).await.says("saved"));
}

#[tokio::test]
async fn a_form_comes_back_to_nobody_but_its_writer() {
    let north = Northside::demo().await;
    north.house.account("ben", "Ben Adeyemi", "active", Role::LeadFacilitator).await;
    let mut browser = north.signed_in(1, "ama").await;
    let page = browser.get("/my-work").await;
    north.later(20);
    let page = browser.submit(&page, &[("note", "Rang twice")]).await;
    let page = browser.submit(&page, &[("name", "ben"), ("password", PASSWORD)]).await;
    assert_eq!(page.path, "/my-work");
    assert!(!page.says("Rang twice") && page.says("Ben Adeyemi"), "{}", page.body);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let north = Northside::demo().await;
    let mut browser = north.signed_in(1, "ama").await;
    let session = browser.cookie("__Host-session").expect("signed in").to_owned();
    let page = browser.get("/my-work").await;
    let left = browser.submit_to(&page, Some("/sign-out"), &[]).await;
    assert!(left.path.starts_with("/sign-in") && left.says("You are signed out"), "{}", left.body);
    assert!(browser.cookie("__Host-session").is_none());
    let mut thief = north.browser(2);
    thief.set_cookie("__Host-session", &session);
    assert!(thief.get("/my-work").await.path.starts_with("/sign-in"));
    let bare = browser.ask(Method::POST, "/sign-out", String::new()).await;
    assert_eq!(bare.headers["clear-site-data"], "\"cache\", \"storage\"");
    let again = browser.submit_to(&page, Some("/sign-out"), &[]).await;
    assert!(again.says("You are signed out"), "pressing it in another tab is no error");
}

#[tokio::test]
async fn nobody_is_signed_out_by_a_form_of_somebody_else() {
    let north = Northside::demo().await;
    north.house.account("ben", "Ben Adeyemi", "active", Role::LeadFacilitator).await;
    let (mut ama, mut ben) = (north.signed_in(1, "ama").await, north.signed_in(2, "ben").await);
    let bens = ben.get("/my-work").await;
    assert_eq!(ama.submit_to(&bens, Some("/sign-out"), &[]).await.status, 403);
    assert_eq!(ama.ask(Method::POST, "/sign-out", String::new()).await.status, 403);
    assert_eq!(ama.get("/my-work").await.path, "/my-work");
}

#[tokio::test]
async fn signing_in_again_gives_a_new_session_and_ends_the_old_one() {
    let north = Northside::demo().await;
    let mut browser = north.browser(1);
    let open_in_a_tab = browser.get("/sign-in").await;
    browser.submit(&open_in_a_tab, &[("name", "ama"), ("password", PASSWORD)]).await;
    let first = browser.cookie("__Host-session").expect("signed in").to_owned();
    browser.submit(&open_in_a_tab, &[("name", "ama"), ("password", PASSWORD)]).await;
    let second = browser.cookie("__Host-session").expect("signed in").to_owned();
    assert_ne!(first, second);
    let mut other = north.browser(1);
    other.set_cookie("__Host-session", &first);
    assert!(other.get("/my-work").await.path.starts_with("/sign-in"));
    assert_eq!(browser.get("/my-work").await.path, "/my-work");
}

#[tokio::test]
async fn whoever_guesses_too_often_is_told_when_to_try_again() {
    let north = Northside::demo().await;
    let mut browser = north.browser(1);
    let page = browser.get("/sign-in").await;
    for _ in 0..3 {
        assert_eq!(browser.submit(&page, &[("name", "ama"), ("password", "wrong")]).await.status, 422);
    }
    let early = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert_eq!(early.status, 429);
    assert_eq!(early.headers[axum::http::header::RETRY_AFTER], "60");
    assert!(early.says("Try again in a minute"), "{}", early.body);
    assert_eq!(early.attributes("#name", "value"), ["ama"], "the name need not be typed again");
}
