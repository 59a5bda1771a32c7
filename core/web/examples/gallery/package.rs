//! The gallery's own package of forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use contributions::Package;
use contributions::Registry;
use wording::{Language, Wording};

/// The plugin's id.
pub const PLUGIN: &str = "org.example.gallery";

const FILES: [(&str, &str); 5] = [
    ("plugin.toml", include_str!("package/plugin.toml")),
    ("forms/everything.toml", include_str!("package/forms/everything.toml")),
    ("forms/neighbour.toml", include_str!("package/forms/neighbour.toml")),
    ("i18n/en.ftl", include_str!("package/i18n/en.ftl")),
    ("i18n/cy.ftl", include_str!("package/i18n/cy.ftl")),
];

/// The registry with this package in it, and the words for it.
pub fn registry_and_words() -> (Registry, Wording) {
    let files: BTreeMap<_, _> =
        FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let package = Package::draft(&files).expect("the gallery's package");
    let (registry, conflicts) = Registry::build(&[Arc::new(package)], &[]);
    assert!(conflicts.is_empty(), "{} conflicts", conflicts.len());
    let words = Wording::load(Language::En, chrono_tz::Europe::London).expect("the core's words");
    let words = words.with_plugins(registry.words()).expect("the package's words");
    (registry, words)
}
