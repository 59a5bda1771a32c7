//! The demonstration: made once, served again, kept away from anything live.

mod place;

use place::{Place, Serving};

/// A small demonstration, made and not served.
fn made() -> Place {
    let place = Place::new();
    let said = place.accord(&["demo", "--size", "small", "--only-make"]);
    assert_eq!(said.code, 0, "{}", said.err);
    place
}

#[test]
fn everybody_to_sign_in_as_is_printed_and_written_down() {
    let place = made();
    let text = std::fs::read_to_string(place.data().join("demo-people.json")).expect("the list of people");
    let people: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
    let roles: Vec<&str> = people.iter().filter_map(|person| person["role"].as_str()).collect();
    for role in ["service-manager", "coordinator", "lead-facilitator", "partner-referrer", "commissioner"] {
        assert!(roles.contains(&role), "{role} is missing among {roles:?}");
    }
    for person in &people {
        for field in ["name", "username", "password"] {
            assert!(person[field].as_str().is_some_and(|text| !text.is_empty()), "{person}");
        }
    }

    let serving = Serving::start(&place, "demo");
    assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
    let page = serving.get("/sign-in");
    assert!(page.contains("emonstration"), "every page says what it is");
    assert!(serving.stop());
    let verified = place.accord(&["audit", "verify"]);
    assert_eq!(verified.code, 0, "{verified:?}");
}

#[test]
fn one_that_was_interrupted_is_made_again() {
    let place = made();
    let people = place.data().join("demo-people.json");
    std::fs::remove_file(&people).expect("our own file");
    let said = place.accord(&["demo", "--size", "small", "--only-make"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("made again"), "{}", said.err);
    assert!(people.is_file());
}

#[test]
fn it_keeps_away_from_a_live_service() {
    let place = Place::with_service();
    let people = place.accord(&["account", "list"]).out;
    let said = place.accord(&["demo", "--size", "small"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("holds a live service, Northside"), "{}", said.err);
    assert_eq!(place.accord(&["account", "list"]).out, people, "nothing was touched");
    assert!(!place.data().join("demo-people.json").exists());
}
