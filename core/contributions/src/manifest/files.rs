//! The files of a package: which belong in one, and which are text.

use std::collections::BTreeMap;

use super::raw::FILE;
use crate::finding::{Finding, Findings};
use crate::names::is_id;

/// The largest package, unpacked.
const LARGEST: usize = 4 << 20;

/// The text files of the package; what may not be in one is found here.
pub(super) fn texts<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    findings: &mut Findings,
) -> BTreeMap<&'a str, &'a str> {
    let mut texts = BTreeMap::new();
    if files.values().map(Vec::len).sum::<usize>() > LARGEST {
        findings.push(Finding::new(
            FILE,
            "the package is larger than 4 MiB unpacked",
            "remove what it needs not",
        ));
    }
    for (name, bytes) in files {
        if !is_expected(name) {
            let fix = "a package holds plugin.toml, plugin.wasm, forms/, reports/, routes/, i18n/, migrations/, \
                       tests/, docs/README.md, CHANGELOG.md and LICENSE";
            findings.push(Finding::new(name, "this file does not belong in a package", fix));
            continue;
        }
        if name == "plugin.wasm" || name == "INTEGRITY.sig" {
            continue;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => {
                findings.push(Finding::new(name, "the file holds a NUL character", "remove it"));
            }
            Ok(text) => {
                texts.insert(name.as_str(), text.strip_prefix('\u{feff}').unwrap_or(text));
            }
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
                let finding = Finding::new(name, "the file is not UTF-8", "save it as UTF-8");
                findings.push(Finding { line: Some(line), ..finding });
            }
        }
    }
    texts
}

/// Whether a file of this name belongs in a package.
fn is_expected(name: &str) -> bool {
    let at_root = [
        "plugin.toml",
        "plugin.wasm",
        "CHANGELOG.md",
        "LICENSE",
        "INTEGRITY",
        "INTEGRITY.sig",
        "docs/README.md",
    ];
    let is_locale = |stem: &str| {
        let mut parts = stem.split('-');
        let language = parts.next().unwrap_or_default();
        (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_lowercase())
            && parts
                .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    at_root.contains(&name)
        || stem(name, "forms/", ".toml").is_some_and(is_id)
        || stem(name, "reports/", ".toml").is_some_and(is_id)
        || stem(name, "reports/", ".hbs").is_some_and(is_id)
        || stem(name, "routes/", ".toml").is_some_and(is_id)
        || stem(name, "tests/", ".toml").is_some_and(is_id)
        || stem(name, "migrations/", ".toml").is_some_and(|n| n.parse::<u32>().is_ok())
        || stem(name, "i18n/", ".ftl").is_some_and(is_locale)
}

/// The name between `folder` and `ending`.
pub(super) fn stem<'a>(name: &'a str, folder: &str, ending: &str) -> Option<&'a str> {
    name.strip_prefix(folder)?.strip_suffix(ending)
}
