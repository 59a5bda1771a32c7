//! The plugins of this repository, as their author would check them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use accord_plugin::{NewPlugin, check, create};
use contributions::{PageKind, Registry};

/// The plugin that `accord-plugin new` writes compiles and passes its own tests, here and
/// natively.
#[path = "../scaffold/lib.rs"]
mod scaffold;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn plugins(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut plugins: Vec<_> = paths.filter(|path| path.join("plugin.toml").is_file()).collect();
    plugins.sort();
    plugins
}

#[test]
fn every_plugin_is_sound_and_has_words_in_both_languages() {
    for folder in plugins("plugins").into_iter().chain(plugins("examples")) {
        let checked = check(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        assert_eq!(checked.remarks, Vec::<String>::new(), "{}", folder.display());
        let is_for_people = folder.file_name().is_some_and(|name| name != "hostile");
        assert_eq!(checked.package.translations.contains_key("cy"), is_for_people, "{}", folder.display());
    }
}

#[test]
fn every_crate_among_the_plugins_has_a_manifest() {
    for folder in ["plugins", "examples"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.join("Cargo.toml").is_file() {
                assert!(path.join("plugin.toml").is_file(), "{}", path.display());
            }
        }
    }
}

#[test]
fn the_standard_plugins_do_not_stand_in_each_others_way() {
    let packages: Vec<_> =
        plugins("plugins").iter().map(|folder| Arc::new(check(folder).expect("sound").package)).collect();
    let (registry, conflicts) = Registry::build(&packages, &[]);
    assert_eq!(conflicts, Vec::new());
    assert!(packages.len() >= 3);
    for field in ["crime-reference", "out-of-court-disposal"] {
        let id = format!("extra.referral-partner.{field}");
        let field = registry.catalogue().get(&id).unwrap_or_else(|| panic!("{id} is in the catalogue"));
        assert_eq!(field.part.as_str(), "g5.offence");
    }
}

#[test]
fn the_public_form_begins_with_safety_and_asks_for_contact_before_names() {
    let form =
        check(&root().join("plugins/referral-public")).expect("sound").package.forms["self-referral"].clone();
    assert_eq!(form.pages[0].kind, PageKind::Safety);
    let place = |field: &str| form.fields().position(|asked| asked.id == field).expect("asked");
    for contact in ["lives-with-other", "may-phone", "may-email", "may-post", "safe-times"] {
        assert!(place(contact) < place("known-as"), "{contact}");
    }
    assert_eq!(form.pages.last().map(|page| page.kind), Some(PageKind::Receipt));
}

#[test]
fn every_figure_of_the_return_stands_in_its_template_once() {
    let package = check(&root().join("plugins/returns-pcc")).expect("sound").package;
    let report = &package.reports["quarterly-return"];
    for figure in &report.figures {
        let kind = if figure.group_by.is_some() { "table" } else { "figure" };
        let call = format!("{{{{{kind} \"{}\"}}}}", figure.id);
        assert_eq!(report.template.matches(&call).count(), 1, "{call}");
    }
}

#[test]
fn a_new_plugin_is_sound_from_the_first_minute() {
    let parent = tempfile::tempdir().expect("a folder");
    for (name, with_code) in [("school-circle", true), ("parish", false)] {
        let new = NewPlugin { name: name.to_owned(), with_code, sdk: Some(root().join("sdk")) };
        let folder = create(&new, parent.path()).expect("made");
        let checked = check(&folder).expect("sound");
        assert_eq!(checked.package.manifest.id, name);
        assert_eq!(checked.package.manifest.component.is_some(), with_code);
        assert_eq!(folder.join("Cargo.toml").is_file(), with_code);
        assert_eq!(checked.remarks, Vec::<String>::new());
        assert!(create(&new, parent.path()).is_err(), "it does not overwrite");
    }
    for name in ["Core", "core", "../up", "a b", ""] {
        let new = NewPlugin { name: name.to_owned(), with_code: false, sdk: None };
        assert!(create(&new, parent.path()).is_err(), "{name:?}");
    }
}

#[test]
fn a_declarative_package_is_built_without_a_compiler_and_only_when_it_changed() {
    let parent = tempfile::tempdir().expect("a folder");
    let new = NewPlugin { name: "parish".to_owned(), with_code: false, sdk: None };
    let folder = create(&new, parent.path()).expect("made");
    let first = accord_plugin::build(&folder).expect("built");
    assert!(first.fresh);
    let second = accord_plugin::build(&folder).expect("taken");
    assert!(!second.fresh);
    assert_eq!(second.bytes, first.bytes);
    fs::write(folder.join("docs/README.md"), "# Changed\n").expect("written");
    let third = accord_plugin::build(&folder).expect("built again");
    assert!(third.fresh);
    assert_ne!(third.bytes, first.bytes);
    assert!(accord_plugin::inspect(&third.package).contains("parish"));
}
