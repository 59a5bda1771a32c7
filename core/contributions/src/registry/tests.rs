use domain::codes::ServiceType;

use super::*;
use crate::manifest::test_files;

fn package(changes: &[(&str, &str, &str)]) -> Arc<Package> {
    let mut files = test_files();
    for (file, from, to) in changes {
        let text = String::from_utf8(files[*file].clone()).expect("a text file");
        assert!(text.contains(from), "{file} has no {from}");
        files.insert((*file).to_owned(), text.replace(from, to).into_bytes());
    }
    Arc::new(Package::read(&files, "digest").expect("the test's own package"))
}

#[test]
fn the_cores_own_form_comes_through_the_same_door() {
    let registry = Registry::core();
    let offered: Vec<_> = registry.forms(FormChannel::Staff).map(|(p, form)| (p, form.id.as_str())).collect();
    assert_eq!(offered, [(CORE, "contact"), (CORE, "referral")]);
    assert!(registry.current_form(CORE, "referral").is_some_and(|form| form.parties.len() == 4));
    assert_eq!(registry.forms(FormChannel::Public).count(), 0);
    for service in ServiceType::ALL {
        assert!(registry.route_for(*service).is_some(), "{service:?}");
    }
}

#[test]
fn old_versions_are_found_and_not_offered() {
    let now = package(&[("forms/school.toml", "version = 1", "version = 2")]);
    let (registry, conflicts) = Registry::build(&[now], &[package(&[])]);
    assert_eq!(conflicts, []);
    let plugin = "org.example.school";
    assert_eq!(registry.current_form(plugin, "school").map(|form| form.version), Some(2));
    assert_eq!(registry.form(plugin, "school", 1).map(|form| form.version), Some(1));
    assert!(registry.form(plugin, "school", 3).is_none());
    assert_eq!(registry.forms(FormChannel::Partner).count(), 1);
    assert_eq!(registry.reports().count(), 1);
    assert_eq!(registry.words().count(), 2);
}

#[test]
fn a_package_that_conflicts_is_left_out_and_named() {
    let check = |changes: &[(&str, &str, &str)], expect: &str| {
        let (registry, conflicts) = Registry::build(&[package(changes)], &[]);
        let found: Vec<_> = conflicts.iter().map(|conflict| conflict.finding.to_string()).collect();
        assert!(found.iter().any(|finding| finding.contains(expect)), "{expect}: {found:?}");
        assert_eq!(registry.packages().count(), 0);
        assert_eq!(registry.forms(FormChannel::Partner).count(), 0);
    };
    check(
        &[("plugin.toml", "referral.received-on", "referral.recieved-on")],
        "did you mean 'referral.received-on'?",
    );
    check(&[("plugin.toml", "is = \"accepted\"", "is = \"acepted\"")], "did you mean 'accepted'?");
    check(&[("reports/return.toml", "is = \"accepted\"", "is = 3")], "figure 'accepted'");
    check(
        &[(
            "reports/return.toml",
            "group-by = \"extra.org.example.school.grade\"",
            "group-by = \"person.sexual-orientation\"",
        )],
        "which reports may not",
    );
}

#[test]
fn one_plugin_is_enabled_in_one_version() {
    let (registry, conflicts) = Registry::build(&[package(&[]), package(&[])], &[]);
    assert_eq!(registry.packages().count(), 1);
    assert!(conflicts.iter().any(|conflict| conflict.plugin == "org.example.school"));
}

#[test]
fn a_route_for_a_service_type_is_one() {
    let mut files = test_files();
    let route = "id = \"school\"\nversion = 1\nservice-types = [\"advice-only\"]\nrequired = [\"party-a\"]\n\
                 [[stage]]\nid = \"received\"\nphase = \"received\"\n[[stage]]\nid = \"closed\"\nphase = \"closed\"\n";
    files.insert("routes/school.toml".into(), route.into());
    let package = Arc::new(Package::read(&files, "digest").expect("the test's own package"));
    let (_, conflicts) = Registry::build(&[package], &[]);
    assert!(conflicts[0].finding.to_string().contains("there is a route for 'advice-only' already"));
}
