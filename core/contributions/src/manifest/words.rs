//! The words of a package: which messages it has, and which its declarations name.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Findings};
use crate::names::did_you_mean;

/// The ids of the messages in a Fluent text.
///
/// A message begins in the first column with a letter; terms, comments and continued lines
/// do not. The full reader is in `wording`; this one only has to know which keys exist.
pub fn message_ids(fluent: &str) -> BTreeSet<&str> {
    fluent
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(id, _)| id.trim_end())
        .filter(|id| id.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
        .collect()
}

/// For each language but English, the messages that it lacks.
pub(super) fn untranslated(
    translations: &BTreeMap<String, String>,
    english: &BTreeSet<&str>,
) -> BTreeMap<String, Vec<String>> {
    let missing = |text: &str| {
        let known = message_ids(text);
        english.difference(&known).map(|key| (*key).to_owned()).collect::<Vec<_>>()
    };
    let others = translations.iter().filter(|(locale, _)| *locale != "en");
    let gaps = others.map(|(locale, text)| (locale.clone(), missing(text)));
    gaps.filter(|(_, missing)| !missing.is_empty()).collect()
}

/// Gives keys the plugin's name, and finds those that English lacks.
pub(super) struct Words<'a> {
    pub plugin: String,
    pub english: &'a BTreeSet<&'a str>,
    pub findings: &'a mut Findings,
}

impl Words<'_> {
    /// `key` becomes `<plugin>/key`, `core/key` becomes the core's own `key`.
    pub fn qualify(&mut self, file: &str, text: &str, keys: Vec<&mut String>) {
        let prefix = format!("{}/", self.plugin);
        for key in keys {
            if key.starts_with(&prefix) {
                continue;
            }
            if let Some(core) = key.strip_prefix("core/") {
                *key = core.to_owned();
                continue;
            }
            let bare = key.strip_prefix("t:").unwrap_or(key);
            if !self.english.contains(bare) {
                let near = did_you_mean(bare, self.english.iter().copied());
                let fix = if near.is_empty() { format!("add '{bare} = …' to i18n/en.ftl") } else { near };
                let mut finding = Finding::new(file, format!("i18n/en.ftl has no words for '{bare}'"), fix);
                finding.line = line_of_key(text, key);
                self.findings.push(finding);
            }
            *key = format!("{prefix}{bare}");
        }
    }

    /// A file is named like what it declares, so ids are unique and easy to find.
    pub fn named(&mut self, file: &str, stem: &str, id: &str) {
        if stem != id {
            let fix = format!("rename the file to {id}.toml, or the id to {stem}");
            self.findings.push(Finding::new(file, format!("the file declares '{id}'"), fix));
        }
    }
}

/// The line that names a message key; an id of the same word does not.
fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let quoted = format!("\"{key}\"");
    let names_key = |line: &str| {
        let word = line.split('=').next().unwrap_or_default().trim();
        line.contains(&quoted) && !["id", "use", "feeds", "party", "field"].contains(&word)
    };
    text.lines().position(names_key).map(|index| index + 1)
}
