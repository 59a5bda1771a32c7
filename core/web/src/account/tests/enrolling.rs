use super::*;

#[tokio::test]
async fn a_password_alone_opens_the_set_up_page_and_nothing_else() {
    let north = Northside::live().await;
    let mut browser = north.signed_in(1, "ama").await;
    for path in ["/", "/my-work", "/account", "/account/password", "/account/recovery-codes", "/sign-in/code"]
    {
        let page = browser.get(path).await;
        assert_eq!(page.path, "/account/authenticator", "{path}");
        assert!(page.texts("nav .govuk-service-navigation__link").is_empty(), "{}", page.body);
    }
    let page = browser.get("/account/authenticator").await;
    let page = browser.submit_to(&page, Some("/sign-out"), &[]).await;
    assert!(page.says("You are signed out"), "leaving is always open");
}

#[tokio::test]
async fn a_form_cannot_be_sent_before_the_second_factor_either() {
    let north = Northside::live().await;
    let mut ama = north.signed_in(1, "ama").await;
    north.enrol(&mut ama).await;
    let work = ama.get("/my-work").await;
    north.house.account("ben", "Ben Adeyemi", "active", Role::LeadFacilitator).await;
    let mut ben = north.signed_in(2, "ben").await;
    let page = ben.submit(&work, &[("note", "sneaked in")]).await;
    assert_eq!(page.path, "/account/authenticator");
}

#[tokio::test]
async fn setting_up_shows_the_same_square_until_the_code_is_right() {
    let north = Northside::live().await;
    let mut browser = north.signed_in(1, "ama").await;
    let first = browser.get("/account/authenticator").await;
    assert!(first.says("This comes before everything else"), "{}", first.body);
    let square = |page: &Page| page.attributes("svg path", "d");
    assert_eq!(square(&first).len(), 2);
    assert!(first.attributes("main a", "href")[0].starts_with("otpauth://totp/Northside"), "{}", first.body);

    let secret = secret_on(&first);
    let code = secret.code(north.house.store.now());
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let page = browser.submit(&first, &[("code", wrong)]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("This code does not fit the square code"), "{}", page.body);
    assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#code"]);
    assert_eq!(square(&page), square(&first), "nobody scans twice");

    let page = browser.submit(&page, &[("code", &code)]).await;
    let codes = page.texts("main ul .accord-reference");
    assert_eq!(codes.len(), 10, "{}", page.body);
    assert_eq!(page.attributes("main .govuk-button", "href"), ["/"]);
    assert_eq!(browser.get("/").await.path, "/my-work");
    let account = browser.get("/account").await;
    assert!(account.says("10 left") && !account.says(&codes[0]), "shown once: {}", account.body);
}

#[tokio::test]
async fn whoever_has_an_authenticator_is_asked_for_its_code() {
    let north = Northside::live().await;
    let (secret, _) = north.enrol(&mut north.signed_in(1, "ama").await).await;
    north.later(2);
    let mut browser = north.browser(2);
    let page = browser.get("/my-work?stage=new").await;
    let page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    assert!(page.says("Enter your code"), "{}", page.body);
    assert!(browser.cookie("__Host-session").is_none(), "a password alone is no session");
    let code = secret.code(north.house.store.now());
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let page = browser.submit(&page, &[("code", wrong)]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#code"]);
    let page = browser.submit(&page, &[("code", &code)]).await;
    assert_eq!(page.path, "/my-work?stage=new");
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_a_lost_telephone() {
    let north = Northside::live().await;
    let (_, codes) = north.enrol(&mut north.signed_in(1, "ama").await).await;
    let mut browser = north.browser(2);
    let page = browser.get("/sign-in").await;
    let code_page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    let page = browser.submit(&code_page, &[("recovery", "7KQ2-M4XD-91TB")]).await;
    assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#recovery"]);
    assert_eq!(page.attributes("details[open] #recovery", "name"), ["recovery"], "{}", page.body);
    let page = browser.submit(&page, &[("recovery", &codes[2].to_lowercase())]).await;
    assert_eq!(page.path, "/my-work");
    assert!(browser.get("/account").await.says("9 left"));
}

#[tokio::test]
async fn whoever_takes_too_long_begins_again_without_losing_a_form() {
    let north = Northside::live().await;
    let mut browser = north.signed_in(1, "ama").await;
    let (secret, _) = north.enrol(&mut browser).await;
    let work = browser.get("/my-work").await;
    north.later(20);
    let page = browser.submit(&work, &[("note", "Rang twice")]).await;
    let code_page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    north.later(11);
    let code = secret.code(north.house.store.now());
    let page = browser.submit(&code_page, &[("code", &code)]).await;
    assert!(page.says("It took too long to sign in"), "{}", page.body);
    let page = browser.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await;
    let page = browser.submit(&page, &[("code", &code)]).await;
    assert!(page.says("Your form is still here"), "{}", page.body);
    let page = browser.submit(&page, &[]).await;
    assert!(page.says("shown again") && page.says("Rang twice"), "{}", page.body);
}

#[tokio::test]
async fn an_authenticator_is_replaced_after_a_proof() {
    let north = Northside::live().await;
    let mut browser = north.signed_in(1, "ama").await;
    let (old, _) = north.enrol(&mut browser).await;
    north.later(14);
    browser.get("/my-work").await;
    north.later(2);
    let page = browser.get("/account/authenticator").await;
    assert_eq!(page.path, "/account/confirm?next=/account/authenticator");
    let page = browser.submit(&page, &[("code", "nonsense")]).await;
    assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#code"], "{}", page.body);
    let before = browser.cookie("__Host-session").map(str::to_owned);
    let now = north.house.store.now();
    let page = browser.submit(&page, &[("code", &old.code(now))]).await;
    assert_eq!(page.path, "/account/authenticator");
    assert_ne!(browser.cookie("__Host-session").map(str::to_owned), before, "a token of its own");
    let new = secret_on(&page);
    let page = browser.submit(&page, &[("code", &new.code(now))]).await;
    assert_eq!(page.texts("main ul .accord-reference").len(), 10, "{}", page.body);
    assert_eq!(page.attributes("main .govuk-button", "href"), ["/account"]);
    assert!(browser.get("/account").await.says("10 left"), "still signed in");
}

#[tokio::test]
async fn a_form_that_wants_a_proof_is_kept_and_shown_again() {
    let north = Northside::live().await;
    let mut browser = north.signed_in(1, "ama").await;
    let (old, _) = north.enrol(&mut browser).await;
    let form = browser.get("/account/authenticator").await;
    let new = secret_on(&form);
    north.later(14);
    browser.get("/my-work").await;
    north.later(2);
    let now = north.house.store.now();
    let page = browser.submit(&form, &[("code", &new.code(now))]).await;
    assert_eq!(page.status, 403);
    assert!(page.says("What you typed is kept"), "{}", page.body);
    let page = browser.submit(&page, &[("code", "nonsense")]).await;
    let page = browser.submit(&page, &[("code", &old.code(now))]).await;
    assert!(page.says("Your form is still here"), "{}", page.body);
    let page = browser.submit(&page, &[]).await;
    assert_eq!(secret_on(&page).as_bytes(), new.as_bytes(), "nobody scans twice");
    let page = browser.submit(&page, &[("code", &new.code(now))]).await;
    assert_eq!(page.texts("main ul .accord-reference").len(), 10, "{}", page.body);
}

#[tokio::test]
async fn new_recovery_codes_take_the_place_of_the_old_ones() {
    let north = Northside::live().await;
    let mut browser = north.signed_in(1, "ama").await;
    let (_, old) = north.enrol(&mut browser).await;
    let page = browser.get("/account/recovery-codes").await;
    let page = browser.submit(&page, &[]).await;
    let new = page.texts("main ul .accord-reference");
    assert_eq!(new.len(), 10, "{}", page.body);
    assert!(new.iter().all(|code| !old.contains(code)));
    assert!(browser.get("/account").await.says("10 left"), "still signed in");
}
