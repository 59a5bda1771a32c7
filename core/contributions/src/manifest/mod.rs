//! The manifest of a package, `plugin.toml`: who it is, what it adds, what it asks for.
//!
//! It is read before any code of the package runs. Nothing is readable to the code without a
//! grant, and what a grant asks is cut by what an administrator gave and by what the acting
//! person may see.

mod files;
mod grant;
mod limits;
mod package;
mod raw;
mod setting;
#[cfg(test)]
mod tests;
mod words;
#[cfg(test)]
pub(crate) use tests::files as test_files;

use chrono::NaiveDate;
use domain::Answers;
use serde::Deserialize;

use crate::field::{FieldDefinition, OptionDefinition};

pub use grant::{Grant, GrantScope};
pub use limits::Limits;
pub use package::Package;
pub use setting::SettingDefinition;
pub use words::message_ids;

/// The majors of the plugin interface that this version serves.
pub const SERVED_APIS: &[u32] = &[1];

/// A manifest, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The plugin's id; it never changes.
    pub id: String,
    /// The package's version.
    pub version: semver::Version,
    /// The major of the plugin interface it was written for.
    pub api: u32,
    /// The message key of its name.
    pub name: String,
    /// The message key of a sentence about it.
    pub description: Option<String>,
    /// The version of the plugin's own fields; rises when their meaning changes.
    pub field_set: u32,
    /// What its code offers; none for a plugin without code.
    pub component: Option<World>,
    /// What it asks to read.
    pub grants: Vec<Grant>,
    /// The fields it adds to records, and which its forms share.
    pub fields: Vec<FieldDefinition>,
    /// Its own lists of options.
    pub lists: Vec<ListDefinition>,
    /// What its calls may cost.
    pub limits: Limits,
    /// What an administrator can set.
    pub settings: Vec<SettingDefinition>,
}

/// Which hooks a component exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// Form rules: `validate` and `compute`.
    Rules,
    /// Report data: `build`.
    Reporting,
    /// All hooks.
    Plugin,
}

impl World {
    /// Whether the component has form rules.
    pub const fn has_forms(self) -> bool {
        matches!(self, Self::Rules | Self::Plugin)
    }

    /// Whether the component prepares reports.
    pub const fn has_reports(self) -> bool {
        matches!(self, Self::Reporting | Self::Plugin)
    }
}

/// A list of options that several fields share; fields name it `list:<id>`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListDefinition {
    /// The id, unique within the package.
    pub id: String,
    /// The options in the order in which they are shown.
    pub options: Vec<OptionDefinition>,
}

impl Manifest {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&FieldDefinition> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The settings that a call carries: what an administrator saved, and the default of
    /// each setting that was not saved or whose saved value fits no more.
    pub fn settings_with(&self, saved: &Answers, today: NaiveDate) -> Answers {
        let one = |setting: &SettingDefinition| {
            let id = setting.field.id.clone();
            let fits = setting.field.check(saved, today).is_ok();
            let value = saved.get(&id).filter(|value| fits && !value.is_empty());
            (id, value.unwrap_or(&setting.default).clone())
        };
        self.settings.iter().map(one).collect()
    }

    /// Every message key that the manifest names.
    pub(crate) fn keys_mut(&mut self) -> Vec<&mut String> {
        let mut keys = vec![&mut self.name];
        keys.extend(&mut self.description);
        keys.extend(self.grants.iter_mut().map(|grant| &mut grant.purpose));
        for option in self.lists.iter_mut().flat_map(|list| &mut list.options) {
            keys.push(&mut option.label);
            keys.extend(&mut option.hint);
        }
        keys.extend(self.fields.iter_mut().flat_map(FieldDefinition::keys_mut));
        keys.extend(self.settings.iter_mut().flat_map(|setting| setting.field.keys_mut()));
        keys
    }
}
