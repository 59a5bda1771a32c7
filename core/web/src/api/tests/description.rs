//! The description, for those who read it.

use std::path::Path;

use permissions::Role;
use serde_json::Value as Json;
use wording::Language;

use crate::api::describe_to;
use crate::service_tests::standard::registry_and_words;

fn described(role: Role) -> Json {
    let (registry, words) = registry_and_words();
    let now = "2026-11-24T10:00:00Z".parse().expect("a moment");
    serde_json::to_value(describe_to(role, &registry, &words, Language::En, now)).expect("a description")
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// The description for a service manager with the standard plugins is in the repository, so
/// that a change of the interface is a line that somebody reads.
#[test]
fn the_file_in_the_repository_is_the_managers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let ours = format!("{:#}\n", described(Role::ServiceManager));
    if std::env::var_os("ACCORD_BLESS").is_some() {
        std::fs::write(&path, ours).expect("the file can be written");
        return;
    }
    let theirs = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        ours == theirs,
        "core/web/openapi.json is out of date: run this test with ACCORD_BLESS=1 and read the change"
    );
}

#[test]
fn it_shows_what_the_account_may_read_and_no_more() {
    let check = |role: Role, paths: &[&str], there: &[(&str, &str)], not_there: &[(&str, &str)]| {
        let json = described(role);
        let mut found = keys(&json["paths"]);
        found.retain(|path| !matches!(*path, "/api/v1/me" | "/api/v1/openapi.json"));
        assert_eq!(found, paths, "{role:?}");
        let has = |(schema, field): &(&str, &str)| {
            !json["components"]["schemas"][*schema]["properties"][*field].is_null()
        };
        assert!(there.iter().all(has), "{role:?}: {there:?}");
        assert!(!not_there.iter().any(has), "{role:?}: {not_there:?}");
    };
    let cases = [
        "/api/v1/cases",
        "/api/v1/cases/{case}",
        "/api/v1/cases/{case}/contacts",
        "/api/v1/cases/{case}/log",
    ];
    let phone = ("ParticipantFields", "person.phone");
    let crime = ("CaseFields", "extra.referral-partner.crime-reference");
    check(
        Role::LeadFacilitator,
        &cases,
        &[phone, crime, ("CaseFields", "case.stage")],
        &[("ParticipantFields", "person.health"), ("ParticipantFields", "person.ethnic-group")],
    );
    check(Role::Commissioner, &["/api/v1/reports/{plugin}/{report}"], &[], &[crime, phone]);
    check(Role::SystemAdministrator, &[], &[], &[crime, phone]);
    check(
        Role::PartnerReferrer,
        &["/api/v1/referrals"],
        &[("ReferralFields", "referral.coarse-status")],
        &[phone],
    );
}

#[test]
fn what_it_names_is_in_it() {
    for role in
        [Role::ServiceManager, Role::LeadFacilitator, Role::Commissioner, Role::PartnerReferrer, Role::Dpo]
    {
        let json = described(role);
        let schemas = keys(&json["components"]["schemas"]);
        let text = json.to_string();
        for named in text.split("#/components/schemas/").skip(1) {
            let named = named.split('"').next().unwrap_or_default();
            assert!(schemas.contains(&named), "{role:?}: {named} in {schemas:?}");
        }
        assert!(!text.contains("\"["), "{role:?}: a key without words");
    }
}

/// A plugin's field stands under its id with the kind that its manifest declares.
#[test]
fn plugins_fields_are_described_as_they_are_declared() {
    let json = described(Role::ServiceManager);
    let field =
        &json["components"]["schemas"]["CaseFields"]["properties"]["extra.referral-partner.admission"];
    assert_eq!(field["type"], "string");
    assert_eq!(field["enum"][0], "full");
    let parameters = json["paths"]["/api/v1/cases"]["get"]["parameters"].as_array().expect("parameters");
    let named = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
    assert!(named("case.stage") && named("case.received-on.before"));
    assert!(!named("extra.referral-partner.crime-reference"), "a text has no place in an address");
}
