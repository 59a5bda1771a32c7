//! Who looked, for those whose task it is to know.

use permissions::Role;

use super::Northside;

#[tokio::test]
async fn the_officer_reads_who_looked_without_a_way_to_the_case() {
    let north = Northside::open().await;
    let mut dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    assert_eq!(dan.browser.get(&format!("/cases/{case}")).await.status, 200);

    let mut nia = north.person("Nia", Role::Dpo).await;
    let page = nia.browser.get("/audit").await;
    let again = nia.browser.submit_to(&page, Some("/audit"), &[("reference", "C-7KQ2-M4X")]).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.attributes(".govuk-error-summary a", "href"), ["#reference"]);
    let typed = case.to_string().to_lowercase().replace('-', " ");
    let page = nia.browser.submit_to(&page, Some("/audit"), &[("reference", &typed)]).await;
    assert_eq!(page.path, format!("/cases/{case}/access"));
    assert!(page.says("Everybody who looked"), "{}", page.body);
    assert!(page.says("Dan") && page.says("Looked at") && page.says("Casework"), "{}", page.body);
    assert!(!page.says("Priya") && !page.says("music"), "the log holds no value");
    assert!(!page.body.contains(&format!("href=\"/cases/{case}\"")), "the log is no way to the case");
    assert_eq!(nia.browser.get(&format!("/cases/{case}")).await.status, 404);
    // Looking at the log is in the log.
    let page = nia.browser.get(&format!("/cases/{case}/access")).await;
    assert!(page.says("Nia"), "{}", page.body);
}

#[tokio::test]
async fn a_manager_sees_their_own_team_and_others_see_nothing() {
    let north = Northside::open().await;
    let mut dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    let page = dan.browser.get(&format!("/cases/{case}/access")).await;
    assert!(page.says("Who of your own team") && page.says("Dan"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"/cases/{case}\"")), "back to the case");
    let mut eve = north.person("Eve", Role::Coordinator).await;
    assert_eq!(eve.browser.get(&format!("/cases/{case}/access")).await.status, 403);
    assert_eq!(eve.browser.get("/audit").await.status, 403);
    let mut ama = north.person("Ama", Role::LeadFacilitator).await;
    assert_eq!(ama.browser.get(&format!("/cases/{case}/access")).await.status, 404);
}

#[tokio::test]
async fn the_chains_are_checked_on_demand_and_the_outcome_is_the_readers_own() {
    let north = Northside::open().await;
    let mut nia = north.person("Nia", Role::Dpo).await;
    let page = nia.browser.get("/audit").await;
    let page = nia.browser.submit_to(&page, Some("/audit/verify"), &[]).await;
    assert!(page.says("The log is whole") && page.says("entries in"), "{}", page.body);
    let mut other = north.person("Ned", Role::Dpo).await;
    let theirs = other.browser.get(&page.path).await;
    assert!(theirs.status == 200 && !theirs.says("The log is whole"), "{}", theirs.body);
}
