//! The day of one referral, from the officer who makes it to the officer who asks who looked.

use administration::{AuditLog, NewPartner, Partners};
use domain::Reference;
use domain::codes::SourceType;
use permissions::{Actor, Role, Task};
use tests::browser::Browser;
use tests::databases::Kind;
use tests::person::PASSWORD;
use tests::server::Server;

/// What Priya, of the police, writes.
const REFERRAL: &[(&str, &str)] = &[
    ("source-type", "police"),
    ("organisation", "Northside Police"),
    ("contact-name", "PC Priya Shah"),
    ("contact-email", "priya.shah@example.org"),
    ("service-type", "restorative-justice"),
    ("initiated-by", "agency"),
    ("reason", "The family would like to ask why their window was broken."),
    ("district", "basildon"),
    ("offence-group", "criminal-damage"),
    ("occurred-on-day", "3"),
    ("occurred-on-month", "10"),
    ("occurred-on-year", "2026"),
    ("crime-reference", "42/123456/26"),
    ("out-of-court-disposal", "community-resolution"),
    ("admission", "full"),
    ("harmed-given-name", "Efua"),
    ("harmed-family-name", "Boateng"),
    ("harmed-phone", "07700 900123"),
    ("harmed-may-phone", "yes"),
    ("harmed-may-voicemail", "no"),
    ("harmed-aware", "yes"),
    ("harmed-consent", "given-verbal"),
    ("responsible-given-name", "Tomos"),
    ("responsible-family-name", "Pryce"),
    ("responsible-phone", "07700 900456"),
    ("responsible-aware", "yes"),
    ("responsible-consent", "given-verbal"),
];

/// The last words of an address, which name a record.
fn named(path: &str) -> String {
    path.split('/').find(|word| word.parse::<Reference>().is_ok()).unwrap_or_default().to_owned()
}

async fn day(kind: Kind) {
    let server = Server::demo(kind).await;
    for plugin in ["plugins/referral-partner", "plugins/referral-public", "plugins/returns-pcc"] {
        server.install(plugin).await;
    }
    let operator = server.operator();
    let police = NewPartner {
        name: "Northside Police".into(),
        kind: SourceType::Police,
        agreement_until: None,
        team: None,
    };
    let police = Partners::new(server.store.clone()).add(&operator, police).await.expect("a new partner");
    server.person_of("Priya Shah", Role::PartnerReferrer, Some(police)).await;
    server.person("Dan Owusu", Role::Coordinator).await;
    server.person("Ama Mensah", Role::LeadFacilitator).await;
    server.person("Ruth Bell", Role::ServiceManager).await;
    server.person("Olu Adeyemi", Role::Dpo).await;
    let browser = Browser::open(server.base()).await;

    // The officer refers.
    browser.sign_in("priya.shah", PASSWORD).await;
    browser.go("/referrals/new/referral-partner/referral").await;
    browser.walk(REFERRAL, kind == Kind::Sqlite).await;
    browser.press("Send").await;
    browser.see("We have your referral").await;
    browser.go("/referrals").await;
    browser.is_accessible().await;
    browser.sign_out().await;

    // The coordinator accepts.
    browser.sign_in("dan.owusu", PASSWORD).await;
    browser.go("/intake").await;
    browser.is_accessible().await;
    browser.press_first("main table tbody a").await;
    browser.see("Efua").await;
    browser.is_accessible().await;
    browser.press("Accept").await;
    browser.see("Accept referral").await;
    browser.is_accessible().await;
    browser.press("Accept and open the case").await;
    browser.see("Efua").await;
    let case = named(&browser.path().await);
    assert!(!case.is_empty(), "accepting leads to the case, not to {}", browser.path().await);
    browser.is_accessible().await;

    // ... and asks Ama, for the side of the person harmed alone.
    browser.go(&format!("/cases/{case}/people")).await;
    browser.is_accessible().await;
    browser.choose("Ama Mensah").await;
    browser.choose("Lead facilitator").await;
    browser.choose("Side B: person responsible").await;
    browser.press("Send invitation").await;
    browser.see("Invited.").await;
    browser.sign_out().await;

    // Ama answers, and sees her side.
    browser.sign_in("ama.mensah", PASSWORD).await;
    browser.see("You are asked").await;
    browser.is_accessible().await;
    assert!(!browser.sees("Boateng").await, "an invitation shows initials alone");
    browser.press("You are asked to be").await;
    browser.is_accessible().await;
    browser.choose("No").await;
    browser.choose("Yes, I will take it").await;
    browser.press("Send answer").await;
    browser.see("The case is yours now.").await;
    browser.is_accessible().await;
    browser.see("Do not leave a voicemail").await;
    assert!(!browser.sees("07700").await && !browser.sees("900123").await, "numbers are dots until one asks");
    browser.press("Show").await;
    browser.see("900123").await;
    browser.go(&format!("/cases/{case}")).await;

    // On a telephone: no answer in one tap, a call in two.
    browser.telephone().await;
    browser.press("No answer").await;
    browser.see("Logged.").await;
    browser.press("Log a contact").await;
    browser.see("What came of it?").await;
    browser.choose("Spoke").await;
    browser.fill("Notes", "Efua would like to write a letter first.").await;
    browser.press("Save").await;
    browser.see("Logged.").await;
    browser.see("Efua would like to write a letter first.").await;

    // Her session ends while she types; nothing is lost.
    browser.go(&format!("/cases/{case}/contact")).await;
    browser.choose("Spoke").await;
    browser.fill("Notes", "A long evening of typing.").await;
    browser.sign_out().await;
    browser.press("Save").await;
    browser.see("Sign in").await;
    browser.type_into("input[name=\"name\"]", "ama.mensah").await;
    browser.type_into("input[name=\"password\"]", PASSWORD).await;
    browser.press_first("main form button[type=\"submit\"]").await;
    if browser.has("main form[data-resume] button, main form button").await && !browser.sees("Notes").await {
        browser.press_first("main form button[type=\"submit\"]").await;
    }
    browser.see("What came of it?").await;
    browser.press("Save").await;
    browser.see("A long evening of typing.").await;
    browser.desk().await;
    browser.sign_out().await;

    // The coordinator pauses the case and goes on; what was said moves a person on.
    browser.sign_in("dan.owusu", PASSWORD).await;
    browser.go(&format!("/cases/{case}/progress")).await;
    browser.see("Still needed before").await;
    browser.is_accessible().await;
    browser.choose("Waiting for court").await;
    browser.press("Pause the case").await;
    browser.see("The case is paused.").await;
    browser.press("Go on with the case").await;
    browser.see("The case goes on.").await;
    browser.go(&format!("/cases/{case}/records")).await;
    browser.is_accessible().await;
    browser.press("Record what somebody said about taking part").await;
    let said = [("participant", "first"), ("informed", "yes"), ("willing", "willing")];
    browser.send(&format!("/cases/{case}/said"), &said).await;
    browser.see("Recorded.").await;
    browser.go(&format!("/cases/{case}/progress")).await;
    browser.press("Move on to Risk assessment").await;
    browser.see("Moved to the new stage.").await;
    browser.go(&format!("/cases/{case}/history")).await;
    browser.is_accessible().await;

    // He proposes to close it; the manager signs off.
    browser.go(&format!("/cases/{case}/closing")).await;
    browser.is_accessible().await;
    browser.select("Why does the case end?", "Problem stopped after contact").await;
    browser.choose("Good, in another way").await;
    browser.press("Send for sign-off").await;
    browser.see("Sent to the service manager").await;
    browser.sign_out().await;
    browser.sign_in("ruth.bell", PASSWORD).await;
    browser.go(&format!("/cases/{case}/closing")).await;
    browser.press("Sign off and close").await;
    browser.see("The case is closed.").await;

    // ... and finds it in the return.
    browser.go("/reports").await;
    browser.is_accessible().await;
    browser.press_first("main a[href*=\"/reports/\"]").await;
    browser.see("Cases closed").await;
    browser.is_accessible().await;
    browser.sign_out().await;

    // The data protection officer sees who looked.
    browser.sign_in("olu.adeyemi", PASSWORD).await;
    browser.go("/audit").await;
    browser.is_accessible().await;
    browser.go(&format!("/cases/{case}/access")).await;
    browser.see("Ama Mensah").await;
    browser.is_accessible().await;
    let checker = Actor::system(Task::AuditCheck, server.store.now());
    let verified = AuditLog::new(server.store.clone()).verify(&checker, &[]).await.expect("the log is read");
    assert!(verified.findings.is_empty() && verified.entries > 20, "{:?}", verified.findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_of_one_referral_on_sqlite() {
    day(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_of_one_referral_on_postgresql() {
    day(Kind::Postgres).await;
}
