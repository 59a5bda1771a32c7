//! Accounts, partners and plugins.

use axum::http::{Method, Request, header};
use permissions::Role;
use tower::ServiceExt;

use super::{Northside, Page};

#[tokio::test]
async fn an_account_is_added_and_its_link_shown_once() {
    let north = Northside::open().await;
    let mut kim = north.person("Kim", Role::SystemAdministrator).await;
    let page = kim.browser.get("/accounts").await;
    assert!(page.says("Kim") && page.says("System administrator"), "{}", page.body);
    let form = kim.browser.get("/accounts/new").await;

    let wrong =
        [("name", ""), ("username", "dee okafor"), ("roles", "partner-referrer"), ("until-day", "31")];
    let again = kim.browser.submit(&form, &wrong).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.attributes(".govuk-error-summary a", "href"), ["#until-day"], "{}", again.body);
    let again = kim.browser.submit(&form, &wrong[..3]).await;
    let expect = ["#name", "#username", "#organisation"];
    assert_eq!(again.attributes(".govuk-error-summary a", "href"), expect, "{}", again.body);
    assert!(again.body.contains("value=\"dee okafor\""), "what was typed is kept");

    let right = [("name", "Dee Okafor"), ("username", "Dee"), ("roles", "coordinator"), ("language", "cy")];
    let page = kim.browser.submit(&form, &right).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.says("Dee Okafor"), "{}", page.body);
    let link = link_on(&page);
    let list = kim.browser.get("/accounts").await;
    assert!(list.says("Invited") && !list.body.contains(&link), "{}", list.body);
    let mut dee = super::Browser::new(north.router.clone(), 99);
    assert!(dee.get(&link).await.says("Dee Okafor"), "the link opens the account");

    let again = list.attributes("main form", "action");
    let page = kim.browser.submit_to(&list, Some(again[0].as_str()), &[]).await;
    assert_ne!(link_on(&page), link);
    assert_eq!(dee.get(&link).await.status, 404, "the first link has stopped working");
}

/// A telephone was stolen: whoever has it is out at once, and its owner is let in again.
#[tokio::test]
async fn an_account_is_suspended_at_once_and_opened_again() {
    let north = Northside::open().await;
    let mut kim = north.person("Kim", Role::SystemAdministrator).await;
    let mut ama = north.person("Ama", Role::LeadFacilitator).await;
    assert_eq!(ama.browser.get("/account").await.status, 200);
    let change = async |kim: &mut super::Person, word: &str| {
        let list = kim.browser.get("/accounts").await;
        let links = list.attributes("tbody a", "href");
        let link = links.iter().find(|link| link.ends_with(word)).unwrap_or_else(|| panic!("{}", list.body));
        let question = kim.browser.get(link).await;
        assert!(question.says("Ama"), "{}", question.body);
        kim.browser.submit(&question, &[]).await
    };
    let list = kim.browser.get("/accounts").await;
    // Suspending, closing, resetting, another address.
    assert_eq!(list.attributes("tbody a", "href").len(), 4, "nothing can be done to one's own account");
    let page = change(&mut kim, "suspend").await;
    assert!(page.says("The account is suspended") && page.says("Suspended"), "{}", page.body);
    let out = ama.browser.get("/account").await;
    assert!(out.path.starts_with("/sign-in"), "{}", out.path);
    let page = change(&mut kim, "resume").await;
    assert!(page.says("The account is open again"), "{}", page.body);
    let out = ama.browser.get("/account").await;
    assert!(out.path.starts_with("/sign-in"), "the sessions of before stay ended: {}", out.path);
    let page = change(&mut kim, "leave").await;
    assert!(page.says("The account is closed") && page.says("Left"), "{}", page.body);

    let mut dan = north.person("Dan", Role::ServiceManager).await;
    let list = dan.browser.get("/accounts").await;
    let links = list.attributes("tbody a", "href");
    assert!(
        links.iter().all(|link| link.ends_with("/particulars")),
        "a manager looks and changes nothing but what volunteers say of themselves: {links:?}"
    );
}

/// The path of the link that the page shows.
fn link_on(page: &Page) -> String {
    let address = page.texts(".accord-link-once").concat();
    let at = address.find("/invitation/").unwrap_or_else(|| panic!("no link on {}", page.body));
    address[at..].to_owned()
}

#[tokio::test]
async fn a_partner_and_a_team_are_entered() {
    let north = Northside::open().await;
    let mut kim = north.person("Kim", Role::SystemAdministrator).await;
    let page = kim.browser.get("/partners").await;
    assert!(page.says("There are no partners yet"), "{}", page.body);
    let again = kim.browser.submit_to(&page, Some("/partners"), &[("name", "Northside Police")]).await;
    assert_eq!(again.attributes(".govuk-error-summary a", "href"), ["#kind"]);
    let typed = [("name", "Northside Police"), ("kind", "police")];
    let page = kim.browser.submit_to(&page, Some("/partners"), &typed).await;
    assert!(page.says("The partner was added") && page.says("Northside Police"), "{}", page.body);
    let typed = [("name", "Harbour"), ("above", "Northside")];
    let page = kim.browser.submit_to(&page, Some("/teams"), &typed).await;
    assert!(page.says("The team was added") && page.says("Harbour"), "{}", page.body);
    let again = kim.browser.submit_to(&page, Some("/teams"), &typed).await;
    assert_eq!(again.attributes(".govuk-error-summary a", "href"), ["#team-name"], "{}", again.body);
}

#[tokio::test]
async fn running_the_service_is_not_everybodys() {
    let north = Northside::open().await;
    let mut dan = north.person("Dan", Role::ServiceManager).await;
    let page = dan.browser.get("/accounts").await;
    assert!(page.status == 200 && !page.says("Add an account"), "a manager looks and changes nothing");
    assert_eq!(dan.browser.get("/plugins").await.status, 200);
    for path in ["/accounts/new", "/plugins/install", "/plugins/a/1.0.0/enable"] {
        assert_eq!(dan.browser.get(path).await.status, 403, "{path}");
    }
    let mut ama = north.person("Ama", Role::LeadFacilitator).await;
    for path in ["/accounts", "/accounts/new", "/partners", "/plugins", "/plugins/install"] {
        assert_eq!(ama.browser.get(path).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_package_is_refused_in_its_readers_words() {
    let north = Northside::open().await;
    let mut kim = north.person("Kim", Role::SystemAdministrator).await;
    let page = kim.browser.get("/plugins").await;
    assert!(page.says("No plugin is installed"), "{}", page.body);
    let form = kim.browser.get("/plugins/install").await;
    let token = form.attributes("main input[name=_token]", "value").concat();
    let send = async |token: &str, file: &str| {
        let part = |name: &str, more: &str, text: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{text}\r\n")
        };
        let body =
            [part("_token", "", token), part("file", "; filename=\"a.accord\"", file), "--x--\r\n".into()];
        let request = Request::builder()
            .method(Method::POST)
            .uri("/plugins/install")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(
                header::COOKIE,
                format!("__Host-session={}", kim.browser.cookie("__Host-session").unwrap()),
            )
            .body(axum::body::Body::from(body.concat()))
            .unwrap();
        let response = north.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status.as_u16(), String::from_utf8_lossy(&body).into_owned())
    };
    let (status, body) = send(&token, "not a package").await;
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("this is no package"), "{body}");
    assert_eq!(send(&token, "").await.0, 422);
    assert_eq!(send("made-up", "not a package").await.0, 403, "only our own form is read");
}
