//! A new plugin, working from the first minute.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;

/// What kind of plugin to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlugin {
    /// The plugin's id and the folder's name: lower-case words joined by hyphens.
    pub name: String,
    /// Whether it has code, or only declares.
    pub with_code: bool,
    /// Where the SDK lies, for a plugin outside a checkout; without it the crate names the
    /// published SDK.
    pub sdk: Option<PathBuf>,
}

const FORM: &str = include_str!("../scaffold/form.toml");
const ENGLISH: &str = include_str!("../scaffold/en.ftl");
const WELSH: &str = include_str!("../scaffold/cy.ftl");
const README: &str = include_str!("../scaffold/README.md");
const MANIFEST: &str = include_str!("../scaffold/plugin.toml");
const CODE: &str = include_str!("../scaffold/lib.rs");
const CRATE: &str = include_str!("../scaffold/Cargo.toml.txt");

/// Makes the folder of a new plugin inside `parent` and returns it.
///
/// # Errors
/// When the name cannot be a plugin's, or the folder exists.
pub fn create(new: &NewPlugin, parent: &Path) -> Result<PathBuf, Error> {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if new.name == "core" || new.name.len() > 60 || !new.name.split('-').all(is_word) {
        return Err(Error::Name(new.name.clone()));
    }
    let folder = parent.join(&new.name);
    if folder.exists() {
        return Err(Error::Exists(folder));
    }
    let component = if new.with_code { "\n[component]\nworld = \"rules\"\n" } else { "" };
    let manifest = fill(MANIFEST, new).replace("\n# component\n", component);
    let validate = if new.with_code { "validate = true\n" } else { "" };
    let mut files = vec![
        ("plugin.toml", manifest),
        ("forms/referral.toml", fill(FORM, new).replace("# validate\n", validate)),
        ("i18n/en.ftl", fill(ENGLISH, new)),
        ("i18n/cy.ftl", fill(WELSH, new)),
        ("docs/README.md", fill(README, new)),
    ];
    if new.with_code {
        files.push(("Cargo.toml", fill(CRATE, new)));
        files.push(("src/lib.rs", fill(CODE, new)));
    }
    for (name, text) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Error::file(parent))?;
        }
        fs::write(&path, text).map_err(Error::file(&path))?;
    }
    Ok(folder)
}

fn fill(template: &str, new: &NewPlugin) -> String {
    let sdk = match &new.sdk {
        Some(path) => format!("{{ path = {:?} }}", path.display().to_string()),
        None => "\"1\"".to_owned(),
    };
    template.replace("@name@", &new.name).replace("@sdk@", &sdk)
}
