//! Reports: the same numbers on page, sheet and as JSON; protected where they have to be.

use permissions::Role;

use super::Northside;

const RETURN: &str = "/reports/returns-pcc/quarterly-return";

/// The quarter in which the clock stands.
const RUNNING: &str = "2026-Q4";

/// The count of one figure in the sheet.
fn counted(sheet: &str, figure: &str) -> String {
    let line = sheet.lines().find(|line| line.starts_with(figure));
    line.unwrap_or_else(|| panic!("no '{figure}' in {sheet}"))
        .split(',')
        .nth(2)
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn page_sheet_and_json_say_the_same() {
    let north = Northside::open().await;
    let mut dan = north.person("Dan", Role::ServiceManager).await;
    north.case(&dan).await;
    north.case(&dan).await;
    let browser = &mut dan.browser;

    let page = browser.get("/reports").await;
    assert!(page.says("Quarterly return") && page.says("true figures"), "{}", page.body);
    let page = browser.get(&format!("{RETURN}?quarter={RUNNING}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.texts(".govuk-caption-l"), ["October to December 2026, so far"]);
    assert!(page.says("True figures"), "{}", page.body);
    assert_eq!(page.texts("#report .accord-figure__value")[0], "2");
    // Under each number: what it counts, by which date, and its written definition.
    assert_eq!(page.texts("#report .accord-figure dt")[..3], ["Counts", "By date of", "Definition"]);
    assert!(page.attributes("#report a", "href").is_empty(), "no figure leads to a case");

    let sheet = browser.get(&format!("{RETURN}.csv?quarter={RUNNING}")).await;
    assert!(sheet.headers["content-disposition"].to_str().unwrap().contains("quarterly-return-2026-Q4.csv"));
    assert_eq!(counted(&sheet.body, "Referrals received"), "2");
    let json = browser.get(&format!("/api/v1{RETURN}?quarter={RUNNING}")).await;
    let json: serde_json::Value = serde_json::from_str(&json.body).expect("JSON");
    assert_eq!((&json["figures"][0]["id"], &json["figures"][0]["value"]), (&"received".into(), &2.into()));
    assert_eq!(json["figures"][0]["unit"], "referral");
    assert_eq!((&json["first"], &json["last"]), (&"2026-10-01".into(), &"2026-12-31".into()));
    let by_source = &json["tables"][0];
    assert_eq!(by_source["by"], "referral.source-type");
    let group = by_source["groups"].as_array().unwrap().iter().find(|group| group["group"] == "self-party");
    assert_eq!(group.expect("the group")["value"], 2);
}

#[tokio::test]
async fn the_commissioner_gets_protected_figures_and_nothing_else() {
    let north = Northside::open().await;
    let dan = north.person("Dan", Role::ServiceManager).await;
    let case = north.case(&dan).await;
    north.case(&dan).await;
    let mut sola = north.person("Sola", Role::Commissioner).await;
    let page = sola.browser.get(&format!("{RETURN}?quarter={RUNNING}")).await;
    assert!(page.says("Protected figures") && page.says("Numbers below 5 are not shown"), "{}", page.body);
    assert_eq!(page.texts("#report .accord-figure__value")[0], "Not shown");
    let sheet = sola.browser.get(&format!("{RETURN}.csv?quarter={RUNNING}")).await;
    assert_eq!(counted(&sheet.body, "Referrals received"), "Not shown");
    let json = sola.browser.get(&format!("/api/v1{RETURN}?quarter={RUNNING}")).await;
    let json: serde_json::Value = serde_json::from_str(&json.body).expect("JSON");
    assert_eq!((&json["figures"][0]["value"], &json["figures"][0]["absent"]), (&().into(), &"hidden".into()));
    for path in
        ["/cases", "/audit", "/accounts", "/plugins", "/partners", "/api/v1/cases", "/api/v1/referrals"]
    {
        assert_eq!(sola.browser.get(path).await.status, 403, "{path}");
    }
    for path in [format!("/cases/{case}"), format!("/cases/{case}/access"), format!("/api/v1/cases/{case}")] {
        assert_eq!(sola.browser.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_no_quarter_or_no_report_is_not_found() {
    let north = Northside::open().await;
    let mut dan = north.person("Dan", Role::ServiceManager).await;
    for path in ["?quarter=2026-Q5", "?quarter=2026-04", "-of-another?quarter=2026-Q4"] {
        assert_eq!(dan.browser.get(&format!("{RETURN}{path}")).await.status, 404, "{path}");
    }
    let page = dan.browser.get(RETURN).await;
    assert_eq!(page.texts(".govuk-caption-l"), ["July to September 2026"], "the last that has ended");
    let mut ama = north.person("Ama", Role::LeadFacilitator).await;
    for path in ["/reports", RETURN] {
        assert_eq!(ama.browser.get(path).await.status, 403, "{path}");
    }
}
