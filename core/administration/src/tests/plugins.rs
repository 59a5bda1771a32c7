use std::collections::BTreeSet;

use contributions::FormChannel;
use domain::{Answers, Message, Value};
use permissions::Role;
use wording::Language;

use super::house::{Bench, House, package};
use crate::{Error, Plugins};

fn offered(node: &Plugins) -> Vec<String> {
    node.registry().forms(FormChannel::Partner).map(|(plugin, _)| plugin.to_owned()).collect()
}

async fn install(house: &House, node: &Plugins, plugin: &str, version: &str) {
    let operator = house.operator();
    node.install(&operator, package(plugin, version, false)).await.expect("installed");
    node.enable(&operator, plugin, version, None).await.expect("enabled");
}

#[tokio::test]
async fn a_package_is_at_work_once_enabled_and_read_only_once_disabled() {
    let house = House::new().await;
    let node = house.node();
    let operator = house.operator();
    node.install(&operator, package("school", "1.0.0", false)).await.expect("installed");
    assert!(offered(&node).is_empty(), "installed is not yet at work");

    node.enable(&operator, "school", "1.0.0", None).await.expect("enabled");
    assert_eq!(offered(&node), ["school"]);
    let words = node.current().wording().text(Language::En, &Message::new("school/name"));
    assert_eq!(words, "The school's form");

    node.disable(&operator, "school", "1.0.0").await.expect("disabled");
    assert!(offered(&node).is_empty());
    assert!(node.registry().form("school", "ask", 1).is_some(), "old answers keep their questions");
    assert_eq!(*house.workshop.retired.lock().expect("the bench"), ["school"]);
}

#[tokio::test]
async fn every_node_notices_with_the_epoch_of_a_request() {
    let house = House::new().await;
    let (one, other) = (house.node(), house.node());
    other.refresh().await.expect("the database works");
    install(&house, &one, "school", "1.0.0").await;
    assert!(offered(&other).is_empty());
    let epoch = one.current().epoch();
    other.catch_up(epoch).await.expect("the database works");
    assert_eq!(offered(&other), ["school"]);
    let kept = other.current();
    other.catch_up(epoch).await.expect("the database works");
    assert!(std::sync::Arc::ptr_eq(&kept, &other.current()), "nothing is built again for the same epoch");
}

#[tokio::test]
async fn whoever_asked_to_be_told_is_told_before_a_request_sees_it() {
    let house = House::new().await;
    let node = house.node();
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let telling = told.clone();
    node.tell(move |contributed| {
        telling.lock().expect("ours").push(contributed.registry().packages().count())
    });
    install(&house, &node, "school", "1.0.0").await;
    assert_eq!(*told.lock().expect("ours"), [0, 0, 1]);
}

#[tokio::test]
async fn a_new_version_takes_the_place_and_the_settings_of_the_old() {
    let house = House::new().await;
    let node = house.node();
    let operator = house.operator();
    install(&house, &node, "school", "1.0.0").await;
    let settings = Answers::from([("least-age".to_owned(), Value::Integer(12))]);
    node.set(&operator, "school", "1.0.0", settings.clone()).await.expect("saved");
    install(&house, &node, "school", "1.1.0").await;
    let listed = node.list(&operator).await.expect("the operator may");
    let at_work: Vec<_> = listed.iter().filter(|view| view.is_enabled).map(|view| &view.version).collect();
    assert_eq!(at_work, ["1.1.0"]);
    let registry = node.registry();
    let manifest = &registry.package("school").expect("it is at work").manifest;
    let in_force: Answers =
        manifest.settings.iter().map(|setting| (setting.field.id.clone(), setting.default.clone())).collect();
    assert_eq!(in_force, settings);
}

#[tokio::test]
async fn settings_are_held_to_their_own_rules() {
    let house = House::new().await;
    let node = house.node();
    install(&house, &node, "school", "1.0.0").await;
    let wrong = Answers::from([("least-age".to_owned(), Value::Text("twelve".into()))]);
    let refused = node.set(&house.operator(), "school", "1.0.0", wrong).await;
    assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
}

#[tokio::test]
async fn nothing_is_granted_that_nobody_looked_at() {
    let house = House::new().await;
    let node = house.node();
    let operator = house.operator();
    node.install(&operator, package("school", "1.0.0", true)).await.expect("installed");
    let refused = node.enable(&operator, "school", "1.0.0", None).await;
    assert!(matches!(&refused, Err(Error::AsksToRead(views)) if views == &["open"]), "{refused:?}");

    node.enable(&operator, "school", "1.0.0", Some(BTreeSet::new())).await.expect("enabled");
    assert!(!node.current().is_granted("school", "open"));
    let granted = BTreeSet::from(["open".to_owned(), "never-asked-for".to_owned()]);
    node.enable(&operator, "school", "1.0.0", Some(granted)).await.expect("enabled");
    assert!(node.current().is_granted("school", "open"));
    assert!(!node.current().is_granted("school", "never-asked-for"));
}

#[tokio::test]
async fn one_version_is_installed_once() {
    let house = House::new().await;
    let node = house.node();
    install(&house, &node, "school", "1.0.0").await;
    let again = node.install(&house.operator(), package("school", "1.0.0", false)).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
}

#[tokio::test]
async fn a_broken_package_is_left_out_and_named_and_the_others_work() {
    let house = House::new().await;
    let node = house.node();
    install(&house, &node, "school", "1.0.0").await;
    install(&house, &node, "housing", "1.0.0").await;
    Bench::make(&house.workshop.unreadable, "school");
    let newer = house.node();
    newer.refresh().await.expect("the rest works");
    assert_eq!(offered(&newer), ["housing"]);
    let left_out: Vec<_> = newer.current().left_out().to_vec();
    assert_eq!(left_out.len(), 1);
    assert_eq!((left_out[0].plugin.as_str(), left_out[0].version.as_str()), ("school", "1.0.0"));
    let listed = newer.list(&house.operator()).await.expect("the operator may");
    let school = listed.iter().find(|view| view.plugin == "school").expect("it is still listed");
    assert_eq!(school.trouble, ["written for a newer Accord"]);
}

#[tokio::test]
async fn code_that_cannot_be_readied_leaves_the_forms() {
    let house = House::new().await;
    Bench::make(&house.workshop.unprepared, "school");
    let node = house.node();
    install(&house, &node, "school", "1.0.0").await;
    assert_eq!(offered(&node), ["school"], "a form always saves");
    assert_eq!(node.current().left_out()[0].reason, "the disk is full");
}

#[tokio::test]
async fn what_is_no_package_is_refused_with_the_reason() {
    let house = House::new().await;
    let node = house.node();
    for bytes in [Vec::new(), b"PK\x03\x04 and nothing more".to_vec()] {
        let refused = node.install(&house.operator(), bytes).await;
        assert!(matches!(refused, Err(Error::Package(_))), "{refused:?}");
    }
    assert!(node.list(&house.operator()).await.expect("the operator may").is_empty());
}

#[tokio::test]
async fn only_who_runs_the_installation_changes_plugins() {
    let house = House::new().await;
    let node = house.node();
    install(&house, &node, "school", "1.0.0").await;
    let check = async |role: Role, sees: bool| {
        let actor = house.somebody(role);
        let installed = node.install(&actor, package("more", "1.0.0", false)).await;
        assert!(matches!(installed, Err(Error::Forbidden)), "{role:?} installed: {installed:?}");
        let disabled = node.disable(&actor, "school", "1.0.0").await;
        let expected = if sees { "Err(Forbidden)" } else { "Err(NotFound)" };
        assert_eq!(format!("{disabled:?}"), expected, "{role:?}");
        assert_eq!(node.list(&actor).await.is_ok(), sees, "{role:?}");
    };
    check(Role::ServiceManager, true).await;
    check(Role::Dpo, true).await;
    check(Role::Coordinator, false).await;
    check(Role::LeadFacilitator, false).await;
    check(Role::PartnerReferrer, false).await;
    let administrator = house.somebody(Role::SystemAdministrator);
    node.disable(&administrator, "school", "1.0.0").await.expect("this is their work");
}

#[tokio::test]
async fn a_resting_plugin_is_shown_and_woken_by_who_may() {
    let house = House::new().await;
    let node = house.node();
    install(&house, &node, "school", "1.0.0").await;
    let resting = async || node.list(&house.operator()).await.expect("the operator may")[0].resting.clone();
    assert_eq!(resting().await, ["validate"]);
    let manager = node.wake(&house.somebody(Role::ServiceManager), "school").await;
    assert!(matches!(manager, Err(Error::Forbidden)), "{manager:?}");
    assert_eq!(resting().await, ["validate"]);
    node.wake(&house.operator(), "school").await.expect("the operator may");
    assert!(resting().await.is_empty());
}
