use super::*;

const CHOSEN: &str = "nine red bicycles";

#[tokio::test]
async fn whoever_is_invited_chooses_a_password_and_is_in() {
    let north = Northside::demo().await;
    let dee = north.house.account("dee", "Dee Okafor", "invited", Role::LeadFacilitator).await;
    let link = north.house.invite(dee).await;
    let mut browser = north.browser(1);
    let page = browser.get(&link).await;
    assert!(page.says("Welcome, Dee Okafor") && page.says("dee"), "{}", page.body);
    let page = browser.submit(&page, &[("new", "short")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#new"]);
    assert!(!page.body.contains("\"short\""), "a password is never sent back");
    let page = browser.submit(&page, &[("new", CHOSEN)]).await;
    assert_eq!(page.path, "/my-work");
    assert!(page.says("Dee Okafor"), "{}", page.body);

    let mut elsewhere = north.browser(2);
    let page = elsewhere.get("/sign-in").await;
    assert_eq!(elsewhere.submit(&page, &[("name", "dee"), ("password", CHOSEN)]).await.path, "/my-work");
}

#[tokio::test]
async fn in_a_live_service_the_authenticator_comes_next() {
    let north = Northside::live().await;
    let dee = north.house.account("dee", "Dee Okafor", "invited", Role::LeadFacilitator).await;
    let link = north.house.invite(dee).await;
    let mut browser = north.browser(1);
    let page = browser.get(&link).await;
    assert_eq!(browser.submit(&page, &[("new", CHOSEN)]).await.path, "/account/authenticator");
}

#[tokio::test]
async fn an_invitation_used_late_or_made_up_looks_the_same() {
    let north = Northside::demo().await;
    let dee = north.house.account("dee", "Dee Okafor", "invited", Role::LeadFacilitator).await;
    let eve = north.house.account("eve", "Eve Price", "invited", Role::LeadFacilitator).await;
    let used = north.house.invite(dee).await;
    let stale = north.house.invite(eve).await;
    let open_in_a_tab = north.browser(1).get(&used).await;
    let mut browser = north.browser(1);
    let page = browser.get(&used).await;
    browser.submit(&page, &[("new", CHOSEN)]).await;
    north.later(7 * 24 * 60);
    let mut bodies = Vec::new();
    for link in [&used, &stale, "/invitation/made-up"] {
        let page = north.browser(2).get(link).await;
        assert_eq!(page.status, 404, "{link}");
        assert!(page.says("This invitation does not work any more"), "{}", page.body);
        bodies.push(page.body.replace(link, ""));
    }
    assert!(bodies[0] == bodies[1] && bodies[1] == bodies[2]);
    let page = north.browser(2).submit(&open_in_a_tab, &[("new", "four green bicycles")]).await;
    assert_eq!(page.status, 404);
    let mut elsewhere = north.browser(3);
    let page = elsewhere.get("/sign-in").await;
    let page = elsewhere.submit(&page, &[("name", "dee"), ("password", "four green bicycles")]).await;
    assert_eq!(page.status, 422, "the second password is nobody's");
}

#[tokio::test]
async fn whoever_has_to_wait_is_told_that_the_account_is_theirs() {
    let north = Northside::demo().await;
    let dee = north.house.account("dee", "Dee Okafor", "invited", Role::LeadFacilitator).await;
    let link = north.house.invite(dee).await;
    let mut stranger = north.browser(2);
    let page = stranger.get("/sign-in").await;
    for _ in 0..4 {
        stranger.submit(&page, &[("name", "dee"), ("password", "guess")]).await;
    }
    let mut browser = north.browser(1);
    let page = browser.get(&link).await;
    let page = browser.submit(&page, &[("new", CHOSEN)]).await;
    assert!(page.path.starts_with("/sign-in") && page.says("Your account is ready"), "{}", page.body);
}
