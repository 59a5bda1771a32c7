//! What the enabled packages add up to on this node.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use contributions::{Package, Registry};
use domain::Answers;
use storage::{InstalledPackage, PackageState};
use wording::Wording;

use super::Workshop;

/// A package, or a part of one, that does not work on this node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The plugin's id.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// Why, for whoever runs the service.
    pub reason: String,
}

/// Everything contributed, as of one registry epoch. It does not change; a change makes
/// another one.
#[derive(Clone)]
pub struct Contributed {
    epoch: i64,
    registry: Arc<Registry>,
    wording: Wording,
    at_work: BTreeMap<String, InstalledPackage>,
    left_out: Vec<LeftOut>,
}

impl Contributed {
    /// The core alone.
    pub(super) fn core(words: Wording) -> Self {
        Self {
            epoch: -1,
            registry: Arc::new(Registry::core()),
            wording: words,
            at_work: BTreeMap::new(),
            left_out: Vec::new(),
        }
    }

    /// Reads the packages and builds the registry of those that can be used.
    ///
    /// The packages that are not enabled stay in it as older versions: drafts and answers
    /// refer to the questions they were given under.
    pub(super) fn build(
        workshop: &dyn Workshop,
        words: &Wording,
        today: NaiveDate,
        epoch: i64,
        installed: Vec<(InstalledPackage, Vec<u8>)>,
    ) -> Self {
        let mut wording = words.clone();
        let mut left_out = Vec::new();
        let (mut enabled, mut older) = (Vec::new(), Vec::new());
        let mut at_work = BTreeMap::new();
        for (row, bytes) in installed {
            let out =
                |reason: String| LeftOut { plugin: row.plugin.clone(), version: row.version.clone(), reason };
            let package = match workshop.read(&bytes) {
                Ok(package) => Arc::new(with_settings(package, &row.settings, today)),
                Err(rejected) => {
                    left_out.push(out(rejected.0));
                    continue;
                }
            };
            if row.state == PackageState::Disabled {
                older.push(package);
                continue;
            }
            match with_words(wording.clone(), &package) {
                Ok(more) => wording = more,
                Err(reason) => {
                    left_out.push(out(reason));
                    continue;
                }
            }
            enabled.push(package);
            at_work.insert(row.plugin.clone(), row);
        }
        let (registry, conflicts) = Registry::build(&enabled, &older);
        for conflict in conflicts {
            let version = at_work.get(&conflict.plugin).map(|row| row.version.clone());
            left_out.push(LeftOut {
                plugin: conflict.plugin,
                version: version.unwrap_or_default(),
                reason: conflict.finding.to_string(),
            });
        }
        // What was left out by conflict is not at work either.
        at_work.retain(|plugin, _| registry.package(plugin).is_some());
        Self { epoch, registry: Arc::new(registry), wording, at_work, left_out }
    }

    /// The registry epoch it was built under.
    pub const fn epoch(&self) -> i64 {
        self.epoch
    }

    /// The registry.
    pub const fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// The core's words and those of the plugins.
    pub const fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Whether an administrator granted the plugin this view.
    pub fn is_granted(&self, plugin: &str, view: &str) -> bool {
        self.at_work.get(plugin).is_some_and(|row| row.grants.contains(view))
    }

    /// What does not work, and why.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Notes that a plugin's code does not work here; its forms stay, and are saved as not
    /// checked by it.
    pub(super) fn without_code(&mut self, package: &Package, reason: String) {
        let manifest = &package.manifest;
        let (plugin, version) = (manifest.id.clone(), manifest.version.to_string());
        self.left_out.push(LeftOut { plugin, version, reason });
    }
}

/// `package` with what an administrator saved in the place of its settings' defaults, so that
/// whoever calls its code finds the settings in force where the package declares them.
fn with_settings(mut package: Package, saved: &Answers, today: NaiveDate) -> Package {
    let mut in_force = package.manifest.settings_with(saved, today);
    for setting in &mut package.manifest.settings {
        if let Some(value) = in_force.remove(&setting.field.id) {
            setting.default = value;
        }
    }
    package
}

/// `wording` with the words of `package`.
pub(super) fn with_words(wording: Wording, package: &Package) -> Result<Wording, String> {
    let texts = package.translations.iter().map(|(locale, text)| (locale.as_str(), text.as_str()));
    wording.with_plugin(&package.manifest.id, texts).map_err(|error| error.to_string())
}
