//! How an installed package is shown.

use contributions::Package;
use serde::Serialize;
use storage::{InstalledPackage, PackageState};
use wording::Text;

use super::{LeftOut, Rejected};

/// One installed package.
#[derive(Clone, Debug, Serialize)]
pub struct PluginView {
    /// The plugin's id.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// Its name, in its own words; the id where they are not loaded.
    pub name: Text,
    /// Whether it is at work.
    pub is_enabled: bool,
    /// When it was installed.
    pub installed_at: Text,
    /// How many forms it adds.
    pub forms: usize,
    /// How many reports it adds.
    pub reports: usize,
    /// How many fields it adds to records.
    pub fields: usize,
    /// Whether it has code.
    pub has_code: bool,
    /// What it asks to read.
    pub asks: Vec<GrantView>,
    /// Why it, or its code, does not work here.
    pub trouble: Vec<String>,
    /// The hooks that are not called at present, because they failed often.
    pub resting: Vec<&'static str>,
}

/// One view that a plugin asks to read.
#[derive(Clone, Debug, Serialize)]
pub struct GrantView {
    /// The view's id.
    pub view: String,
    /// The catalogue ids of its fields.
    pub fields: Vec<String>,
    /// For what, in the plugin's words.
    pub purpose: Text,
    /// Whether an administrator granted it.
    pub is_granted: bool,
}

impl PluginView {
    pub(super) fn new(
        row: &InstalledPackage,
        package: Result<&Package, &Rejected>,
        left_out: &[LeftOut],
        resting: Vec<&'static str>,
    ) -> Self {
        let is_enabled = row.state == PackageState::Enabled;
        let ours = |out: &&LeftOut| out.plugin == row.plugin && out.version == row.version;
        let mut trouble: Vec<String> = left_out.iter().filter(ours).map(|out| out.reason.clone()).collect();
        if let Err(rejected) = package
            && trouble.is_empty()
        {
            trouble.push(rejected.0.clone());
        }
        let package = package.ok();
        let of = |count: fn(&Package) -> usize| package.map_or(0, count);
        let name = package.filter(|_| is_enabled).map(|package| Text::key(package.manifest.name.clone()));
        let grants = package.into_iter().flat_map(|package| &package.manifest.grants);
        Self {
            plugin: row.plugin.clone(),
            version: row.version.clone(),
            name: name.unwrap_or_else(|| Text::plain(row.plugin.clone())),
            is_enabled,
            installed_at: row.installed_at.into(),
            forms: of(|package| package.forms.len()),
            reports: of(|package| package.reports.len()),
            fields: of(|package| package.manifest.fields.len()),
            has_code: package.is_some_and(|package| package.component.is_some()),
            asks: grants
                .map(|grant| GrantView {
                    view: grant.view.clone(),
                    fields: grant.fields.clone(),
                    purpose: Text::key(grant.purpose.clone()),
                    is_granted: row.grants.contains(&grant.view),
                })
                .collect(),
            trouble,
            resting,
        }
    }
}
