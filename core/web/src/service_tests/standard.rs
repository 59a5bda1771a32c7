//! The plugins that come with Accord, read from their sources.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contributions::{Package, Registry};
use wording::{Language, Wording};

/// The files of a plugin, by their names in its package.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for below in ["", "forms", "reports", "i18n"] {
        let Ok(entries) = std::fs::read_dir(folder.join(below)) else { continue };
        for file in entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()) {
            let name = file.strip_prefix(folder).expect("it is below").to_string_lossy().into_owned();
            if name != "Cargo.toml" {
                found.insert(name, std::fs::read(&file).expect("a file"));
            }
        }
    }
    found
}

/// The registry of the standard set, without the code, and its words.
pub(crate) fn registry_and_words() -> (Registry, Wording) {
    let plugins: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins");
    let packages = ["referral-partner", "referral-public", "returns-pcc"].map(|plugin| {
        let package = Package::draft(&files(&plugins.join(plugin)));
        Arc::new(package.unwrap_or_else(|findings| panic!("{plugin}: {findings:?}")))
    });
    let (registry, conflicts) = Registry::build(&packages, &[]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    let words = Wording::load(Language::En, chrono_tz::Europe::London).expect("the core's words");
    let words = words.with_plugins(registry.words()).expect("the plugins' words");
    (registry, words)
}
