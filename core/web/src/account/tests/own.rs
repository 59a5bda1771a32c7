use super::*;

#[tokio::test]
async fn ama_sees_where_she_is_signed_in_and_ends_one_of_them() {
    let north = Northside::demo().await;
    let (mut laptop, mut telephone) = (north.signed_in(1, "ama").await, north.signed_in(2, "ama").await);
    north.later(2);
    let page = laptop.get("/account").await;
    for words in ["Ama Mensah", "ama", "Lead facilitator", "English", "Firefox, Linux", "Not in use"] {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    assert_eq!(page.attributes("main [name=session]", "value").len(), 1, "not the one in use");
    let page = laptop.submit_to(&page, Some("/account/sessions/end"), &[]).await;
    assert!(page.says("That device is signed out"), "{}", page.body);
    assert!(telephone.get("/my-work").await.path.starts_with("/sign-in"));
    assert_eq!(laptop.get("/my-work").await.path, "/my-work");
}

#[tokio::test]
async fn ending_a_session_needs_a_handle_of_ones_own() {
    let north = Northside::demo().await;
    north.house.account("ben", "Ben Adeyemi", "active", Role::LeadFacilitator).await;
    let (mut ama, mut telephone) = (north.signed_in(1, "ama").await, north.signed_in(2, "ama").await);
    let (mut ben, _) = (north.signed_in(3, "ben").await, north.signed_in(4, "ben").await);
    let amas = ama.get("/account").await;
    let handle = &amas.attributes("main [name=session]", "value")[0];
    let bens = ben.get("/account").await;
    ben.submit_to(&bens, Some("/account/sessions/end"), &[("session", handle)]).await;
    assert_eq!(telephone.get("/my-work").await.path, "/my-work");
}

#[tokio::test]
async fn ama_signs_out_everywhere() {
    let north = Northside::demo().await;
    let (mut laptop, mut telephone) = (north.signed_in(1, "ama").await, north.signed_in(2, "ama").await);
    let page = laptop.get("/account").await;
    let page = laptop.submit_to(&page, Some("/account/sessions/end-all"), &[]).await;
    assert!(page.says("You are signed out on every device"), "{}", page.body);
    for browser in [&mut laptop, &mut telephone] {
        assert!(browser.get("/my-work").await.path.starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn ama_changes_her_password_and_her_other_devices_are_out() {
    let north = Northside::demo().await;
    let (mut laptop, mut telephone) = (north.signed_in(1, "ama").await, north.signed_in(2, "ama").await);
    let page = laptop.get("/account/password").await;
    for (current, new, field) in [("wrong", "nine red bicycles", "#current"), (PASSWORD, "tiny", "#new")] {
        let page = laptop.submit(&page, &[("current", current), ("new", new)]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.attributes(".govuk-error-summary a", "href"), [field], "{}", page.body);
        assert!(!page.body.contains(new), "a password is never sent back");
    }
    let page = laptop.submit(&page, &[("current", PASSWORD), ("new", "nine red bicycles")]).await;
    assert!(page.path.starts_with("/account") && page.says("Your password is changed"), "{}", page.body);
    assert!(telephone.get("/my-work").await.path.starts_with("/sign-in"));
    let mut again = north.browser(3);
    let page = again.get("/sign-in").await;
    assert_eq!(again.submit(&page, &[("name", "ama"), ("password", PASSWORD)]).await.status, 422);
}

#[tokio::test]
async fn a_language_is_chosen_for_every_device() {
    let north = Northside::demo().await;
    let (mut laptop, mut telephone) = (north.signed_in(1, "ama").await, north.signed_in(2, "ama").await);
    let page = laptop.get("/account/language").await;
    let page = laptop.submit(&page, &[("language", "cy")]).await;
    for page in [page, telephone.get("/account").await] {
        assert_eq!(page.attributes("html", "lang"), ["cy"]);
        assert!(page.says("Eich cyfrif") && page.says("Cymraeg"), "{}", page.body);
    }
    let page = laptop.get("/account/language").await;
    assert_eq!(laptop.submit(&page, &[("language", "xx")]).await.status, 400);
}

#[tokio::test]
async fn every_page_has_its_words_in_both_languages() {
    let north = Northside::live().await;
    let dee = north.house.account("dee", "Dee Okafor", "invited", Role::LeadFacilitator).await;
    let link = north.house.invite(dee).await;
    for language in ["en", "cy"] {
        let check = |page: &Page| {
            assert_eq!(page.attributes("html", "lang"), [language], "{}", page.path);
            assert!(!page.texts("body").concat().contains('['), "words are missing: {}", page.body);
        };
        let mut browser = north.browser(1);
        browser.set_cookie("__Host-language", language);
        for path in ["/", "/sign-in", "/sign-in?done=signed-out", &link, "/invitation/made-up", "/cookies"] {
            check(&browser.get(path).await);
        }
        let name = format!("zoe-{language}");
        north.house.account(&name, "Zoe Price", "active", Role::LeadFacilitator).await;
        let page = browser.get("/sign-in").await;
        let page = browser.submit(&page, &[("name", &name), ("password", PASSWORD)]).await;
        check(&page);
        let secret = secret_on(&page);
        check(&browser.submit(&page, &[("code", &secret.code(north.house.store.now()))]).await);
        for path in ["/account", "/account/password", "/account/language", "/account/recovery-codes"] {
            check(&browser.get(path).await);
        }
        check(&browser.get("/account/authenticator").await);
        let page = browser.get("/account").await;
        browser.submit_to(&page, Some("/sign-out"), &[]).await;
        let page = browser.get("/sign-in").await;
        check(&browser.submit(&page, &[("name", &name), ("password", PASSWORD)]).await);
    }
}
