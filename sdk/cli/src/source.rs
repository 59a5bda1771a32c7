//! The folder of a plugin, as its author keeps it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;

/// Files at the root of a package.
const ROOT: &[&str] = &["plugin.toml", "CHANGELOG.md", "LICENSE"];
/// Folders whose files of these kinds belong to the package; others, such as Rust tests,
/// stay with the author.
const FOLDERS: &[(&str, &[&str])] = &[
    ("forms", &["toml"]),
    ("reports", &["toml", "hbs"]),
    ("i18n", &["ftl"]),
    ("migrations", &["toml"]),
    ("tests", &["toml"]),
    ("docs", &["md"]),
];

/// The files of a package, by their names in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads the declarative files of the plugin in `folder`.
pub fn files(folder: &Path) -> Result<Files, Error> {
    if !folder.join("plugin.toml").is_file() {
        return Err(Error::NoPlugin(folder.to_owned()));
    }
    let mut files = Files::new();
    for name in ROOT {
        let path = folder.join(name);
        if path.is_file() {
            files.insert((*name).to_owned(), fs::read(&path).map_err(Error::file(&path))?);
        }
    }
    for (subfolder, kinds) in FOLDERS {
        for path in entries(&folder.join(subfolder))? {
            let is_ours =
                path.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| kinds.contains(&kind));
            if let Some(name) = path.file_name().and_then(|name| name.to_str())
                && is_ours
                && path.is_file()
            {
                files.insert(format!("{subfolder}/{name}"), fs::read(&path).map_err(Error::file(&path))?);
            }
        }
    }
    Ok(files)
}

/// Every file below `folder` that a build reads, by path; build output and hidden files are
/// left out.
pub fn all_below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    for path in entries(folder)? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            all_below(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// What is in `folder`, sorted; nothing when there is no such folder.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = fs::read_dir(folder).map_err(Error::file(folder))?;
    let mut paths: Vec<PathBuf> = read
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(Error::file(folder))?;
    paths.sort();
    Ok(paths)
}
